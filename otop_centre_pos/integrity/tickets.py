from odoo.addons.otop_centre.integrity.rule import Rule

# Baht that the rounding of a ticket may move between its lines.
ROUNDING = 0.02


class Tickets(Rule):
    """Each consigned line of a paid ticket has one entry with its pieces and its money, and its ticket is paid.

    The line as it stands in the till = its entry in the ledger; the sum of its payments = what the ticket says was paid.
    """

    code = "tickets"

    def title(self):
        return self.env._("Each paid ticket stands in the ledger as it was paid")

    def check(self):
        rows = self.rows(
            """
            SELECT ticket.id, COALESCE(ticket.pos_reference, ticket.name), line.full_product_name,
                   line.qty, COALESCE(entry.quantity, 0),
                   SIGN(line.qty) * ABS(line.price_subtotal_incl), COALESCE(entry.amount_with_vat, 0)
              FROM pos_order ticket
              JOIN pos_order_line line ON line.order_id = ticket.id AND line.qty != 0
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
         LEFT JOIN otop_ledger_entry entry
                ON entry.company_id = %(company)s AND entry.origin_model = 'pos.order.line' AND entry.origin_id = line.id
             WHERE ticket.company_id = %(company)s AND ticket.state IN ('paid', 'done')
               AND template.producer_id IS NOT NULL
               AND (entry.origin_id IS NULL OR ABS(entry.quantity - line.qty) > 0.0005
                    OR ABS(ABS(entry.amount_with_vat) - ABS(line.price_subtotal_incl)) > %(rounding)s)
            """,
            rounding=ROUNDING,
        )
        findings = []
        for ticket_id, name, product, pieces, told_pieces, amount, told in rows:
            what = self.env._("%(ticket)s, %(product)s", ticket=name, product=product)
            expected = f"{float(told_pieces):g} × {self.money(told)}"
            findings.append(
                self.finding("pos.order", ticket_id, what, expected, f"{float(pieces):g} × {self.money(amount)}")
            )
        unpaid = self.rows(
            """
            SELECT ticket.id, COALESCE(ticket.pos_reference, ticket.name), ticket.amount_paid,
                   COALESCE(payment.amount, 0)
              FROM pos_order ticket
         LEFT JOIN (SELECT pos_order_id, SUM(amount) AS amount
                      FROM pos_payment
                  GROUP BY pos_order_id) payment ON payment.pos_order_id = ticket.id
             WHERE ticket.company_id = %(company)s AND ticket.state IN ('paid', 'done')
               AND ABS(ticket.amount_paid - COALESCE(payment.amount, 0)) > 0.005
            """
        )
        findings += [
            self.finding(
                "pos.order", ticket_id, self.env._("Payments of %s", name), self.money(paid), self.money(payments)
            )
            for ticket_id, name, paid, payments in unpaid
        ]
        [(count,)] = self.rows(
            "SELECT COUNT(*) FROM pos_order WHERE company_id = %(company)s AND state IN ('paid', 'done')"
        )
        return self.env._("%s tickets", f"{count:,}"), findings
