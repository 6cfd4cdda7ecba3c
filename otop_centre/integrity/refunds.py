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
        rows = self.rows(
            """
            SELECT COALESCE(reversed_entry_id, id), MIN(origin_name), SUM(amount_payable)
              FROM otop_ledger_entry
             WHERE company_id = %(company)s AND kind IN %(traded)s
          GROUP BY COALESCE(reversed_entry_id, id)
            HAVING SUM(quantity) = 0 AND COUNT(*) > 1
            """,
            traded=TRADED,
        )
        findings = [
            self.finding("otop.ledger.entry", entry_id, name, self.money(0), self.money(payable))
            for entry_id, name, payable in rows
            if payable
        ]
        over = self.rows(
            """
            SELECT sale.id, sale.origin_name, sale.quantity + SUM(back.quantity)
              FROM otop_ledger_entry sale
              JOIN otop_ledger_entry back ON back.reversed_entry_id = sale.id AND back.is_held IS NOT TRUE
             WHERE sale.company_id = %(company)s
          GROUP BY sale.id
            HAVING sale.quantity > 0 AND ROUND((sale.quantity + SUM(back.quantity))::numeric, 4) < 0
            """
        )
        findings += [
            self.finding(
                "otop.ledger.entry",
                entry_id,
                self.env._("%(sale)s: %(pieces)g pieces more came back than were sold", sale=name, pieces=-left),
            )
            for entry_id, name, left in over
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
        return self.env._("%s sales wholly refunded", f"{len(rows):,}"), findings
