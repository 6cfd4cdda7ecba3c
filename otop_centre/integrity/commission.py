from .rule import Rule


class Commission(Rule):
    """The commission account holds what confirmed settlements of agents kept, bill by bill, and nothing else."""

    code = "commission"

    def title(self):
        return self.env._("The commission account holds the commission of confirmed settlements, and nothing else")

    def check(self):
        account = self.company.otop_commission_account_id
        rows = self.rows(
            """
            WITH told AS (
                SELECT s.bill_id AS move_id, SUM(e.amount_commission) AS amount
                  FROM otop_ledger_entry e
                  JOIN otop_settlement s ON s.id = e.settlement_id AND s.date_confirmed IS NOT NULL
                 WHERE e.company_id = %(company)s AND e.mode IS DISTINCT FROM 'principal'
              GROUP BY s.bill_id
            ), booked AS (
                SELECT line.move_id, -SUM(line.balance) AS amount
                  FROM account_move_line line
                 WHERE line.company_id = %(company)s AND line.account_id = %(account)s AND line.parent_state = 'posted'
              GROUP BY line.move_id
            )
            SELECT move.id, move.name, told.amount, booked.amount, told.move_id IS NULL
              FROM told FULL JOIN booked USING (move_id)
              JOIN account_move move ON move.id = move_id
          ORDER BY move.date, move.id
            """,
            account=account.id or 0,
        )
        figure = self.env._("Commission booked %s", self.money(sum(row[3] or 0 for row in rows)))
        return figure, [
            self.finding("account.move", move_id, name, self.money(told), self.money(booked))
            for move_id, name, told, booked, is_foreign in rows
            if is_foreign or not self.is_same(told, booked)
        ]
