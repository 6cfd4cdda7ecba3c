from .rule import Rule


class Bills(Rule):
    """The figures of a settlement are the sums of its entries, and its posted bill comes to its total."""

    code = "bills"

    def title(self):
        return self.env._("Settlements equal their entries and their bills")

    def check(self):
        rows = self.rows(
            """
            SELECT s.id, s.name, s.amount_payable, s.amount_total, COALESCE(e.payable, 0),
                   s.date_confirmed IS NOT NULL,
                   CASE WHEN bill.state = 'posted' AND bill.partner_id = s.producer_id THEN bill.amount_total ELSE 0 END
              FROM otop_settlement s
         LEFT JOIN (SELECT settlement_id, SUM(amount_payable) AS payable
                      FROM otop_ledger_entry
                     WHERE settlement_id IS NOT NULL
                  GROUP BY settlement_id) e ON e.settlement_id = s.id
         LEFT JOIN account_move bill ON bill.id = s.bill_id
             WHERE s.company_id = %(company)s AND s.date_cancelled IS NULL
            """
        )
        findings = []
        for settlement_id, name, payable, total, entries, is_confirmed, bill in rows:
            if not self.is_same(payable, entries):
                what = self.env._("%s and its entries", name)
                findings.append(
                    self.finding("otop.settlement", settlement_id, what, self.money(entries), self.money(payable))
                )
            if is_confirmed and not self.is_same(total, bill):
                what = self.env._("%s and its bill", name)
                findings.append(
                    self.finding("otop.settlement", settlement_id, what, self.money(total), self.money(bill))
                )
        confirmed = [row for row in rows if row[5]]
        figure = self.env._(
            "%(count)s settlements %(total)s, bills %(bills)s",
            count=len(confirmed),
            total=self.money(sum(row[3] for row in confirmed)),
            bills=self.money(sum(row[6] for row in confirmed)),
        )
        return figure, findings + self._second_bills()

    def _second_bills(self):
        """Live bills that say they are a settlement's and are not the one it made."""
        rows = self.rows(
            """
            SELECT bill.id, bill.name, s.name
              FROM otop_settlement s
              JOIN account_move bill ON bill.ref = s.name AND bill.partner_id = s.producer_id
                   AND bill.company_id = s.company_id AND bill.move_type = 'in_invoice' AND bill.state = 'posted'
             WHERE s.company_id = %(company)s AND (bill.id != s.bill_id OR s.date_cancelled IS NOT NULL)
            """
        )
        return [
            self.finding(
                "account.move",
                bill_id,
                self.env._("%(bill)s is a second live bill of %(settlement)s", bill=bill, settlement=settlement),
            )
            for bill_id, bill, settlement in rows
        ]
