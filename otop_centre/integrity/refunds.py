from ..tools.entry_kinds import TRADED
from .rule import Rule


class Refunds(Rule):
    """A sale that was wholly refunded leaves its producer nothing, and no step back ever pays the centre.

    Payable of a sale and its refunds = 0 once no piece is left; a refund or allowance never raises the commission
    (a satang of rounding apart).
    """

    code = "refunds"

    def title(self):
        return self.env._("Sales that were wholly refunded come to zero; no refund pays the centre")

    def check(self):
        # from what came back to its sale: few entries are refunds, and each sale is found by its id
        rows = self.rows(
            """
            SELECT sale.id, sale.origin_name,
                   ROUND((sale.quantity + back.quantity)::numeric, 4),
                   ROUND((sale.quantity + back.quantity_not_held)::numeric, 4),
                   sale.amount_payable + back.payable
              FROM (SELECT reversed_entry_id,
                           COALESCE(SUM(quantity), 0) AS quantity,
                           COALESCE(SUM(quantity) FILTER (WHERE is_held IS NOT TRUE), 0) AS quantity_not_held,
                           COALESCE(SUM(amount_payable) FILTER (WHERE kind IN %(traded)s), 0) AS payable
                      FROM otop_ledger_entry
                     WHERE company_id = %(company)s AND reversed_entry_id IS NOT NULL
                  GROUP BY reversed_entry_id) back
              JOIN otop_ledger_entry sale ON sale.id = back.reversed_entry_id
             WHERE sale.company_id = %(company)s
            """,
            traded=TRADED,
        )
        whole = [row for row in rows if not row[2]]
        findings = [
            self.finding("otop.ledger.entry", entry_id, name, self.money(0), self.money(payable))
            for entry_id, name, _left, _left_not_held, payable in whole
            if payable
        ]
        findings += [
            self.finding(
                "otop.ledger.entry",
                entry_id,
                self.env._("%(sale)s: %(pieces)g pieces more came back than were sold", sale=name, pieces=-left),
            )
            for entry_id, name, _left, left, _payable in rows
            if left < 0
        ]
        gained = self.rows(
            """
            SELECT id, origin_name, amount_commission FROM otop_ledger_entry
             WHERE company_id = %(company)s AND kind IN ('refund', 'allowance')
               AND reversed_entry_id IS NOT NULL AND amount_commission > 0.01
            """
        )
        findings += [
            self.finding(
                "otop.ledger.entry",
                entry_id,
                self.env._("%s raises the centre's commission", name),
                self.money(0),
                self.money(commission),
            )
            for entry_id, name, commission in gained
        ]
        return self.env._("%s sales wholly refunded", f"{len(whole):,}"), findings
