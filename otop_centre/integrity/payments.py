from .rule import Rule


class Payments(Rule):
    """What settlements say is paid is what payments paid, and no producer was paid without a settlement.

    For each bill of a settlement: its total less what is left = the payments matched with it. A write-off or a
    credit note that closes a bill is no payment.
    """

    code = "payments"

    def title(self):
        return self.env._("What settlements say is paid is what payments paid")

    def check(self):
        rows = self.rows(
            """
            SELECT s.id, s.name, bill.amount_total - bill.amount_residual, s.amount_paid, COALESCE(SUM(part.amount)
                       FILTER (WHERE other.payment_id IS NOT NULL OR statement.statement_line_id IS NOT NULL), 0)
              FROM otop_settlement s
              JOIN account_move bill ON bill.id = s.bill_id
              JOIN account_move_line owed ON owed.move_id = bill.id AND owed.display_type = 'payment_term'
         LEFT JOIN account_partial_reconcile part ON part.credit_move_id = owed.id
         LEFT JOIN account_move_line other ON other.id = part.debit_move_id
         LEFT JOIN account_move statement ON statement.id = other.move_id
             WHERE s.company_id = %(company)s AND s.date_confirmed IS NOT NULL AND s.date_cancelled IS NULL
          GROUP BY s.id, bill.id
            """
        )
        findings = []
        for settlement_id, name, closed, paid, payments in rows:
            if not (self.is_same(closed, payments) and self.is_same(paid, payments)):
                said = paid if not self.is_same(paid, payments) else closed
                findings.append(
                    self.finding(
                        "otop.settlement",
                        settlement_id,
                        self.env._("Paid of %s", name),
                        self.money(payments),
                        self.money(said),
                        self.env._("Only a payment pays: undo the write-off or credit note on its bill."),
                    )
                )
        figure = self.env._(
            "%(count)s settlements, paid %(paid)s", count=len(rows), paid=self.money(sum(row[4] for row in rows))
        )
        return figure, findings + self._unsettled()

    def _unsettled(self):
        """Money sent to a producer that is not matched, to the satang, with bills of settlements."""
        rows = self.rows(
            """
            SELECT payment.id, payment.name, ABS(SUM(line.balance)),
                   COALESCE(SUM(matched.amount), 0)
              FROM account_payment payment
              JOIN account_move move ON move.id = payment.move_id AND move.state = 'posted'
              JOIN account_move_line line ON line.move_id = move.id
              JOIN account_account account ON account.id = line.account_id
               AND account.account_type IN ('liability_payable', 'asset_receivable')
              JOIN res_partner partner ON partner.id = payment.partner_id AND partner.is_otop_producer
         LEFT JOIN LATERAL (
                   SELECT SUM(part.amount) AS amount
                     FROM account_partial_reconcile part
                     JOIN account_move_line owed ON owed.id = part.credit_move_id
                     JOIN otop_settlement s ON s.bill_id = owed.move_id AND s.producer_id = payment.partner_id
                    WHERE part.debit_move_id = line.id
                   ) matched ON TRUE
             WHERE payment.company_id = %(company)s AND payment.payment_type = 'outbound'
               AND payment.partner_type = 'supplier'
          GROUP BY payment.id
            HAVING ABS(SUM(line.balance)) != COALESCE(SUM(matched.amount), 0)
            """
        )
        return [
            self.finding(
                "account.payment",
                payment_id,
                self.env._("Payment %s is more than the settlements it pays", name or f"#{payment_id}"),
                self.money(matched),
                self.money(amount),
            )
            for payment_id, name, amount, matched in rows
        ]
