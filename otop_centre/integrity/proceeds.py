from odoo.tools import SQL

from ..tools.entry_kinds import TRADED
from .rule import Rule


class Proceeds(Rule):
    """The producers' proceeds account holds exactly the open, booked sales, document by document.

    Each posted document on the account is one that the ledger knows: it books entries, or it is the bill of a
    settlement. Whatever else touches the account, even for a sum of zero, is a finding.
    """

    code = "proceeds"

    def title(self):
        return self.env._("Open, booked sales equal the producers' proceeds account, document by document")

    def _together(self):
        """SQL of (move_id, document_id): documents that undo each other and stand for one. A bridge names them."""
        return SQL("SELECT NULL::integer AS move_id, NULL::integer AS document_id WHERE FALSE")

    def check(self):
        account = self.company.otop_proceeds_account_id
        rows = self.rows(
            """
            WITH told AS (
                SELECT move_id, SUM(amount) AS amount
                  FROM (SELECT e.move_id, e.amount_without_vat AS amount
                          FROM otop_ledger_entry e
                         WHERE e.company_id = %(company)s AND e.move_id IS NOT NULL
                           AND e.mode IS DISTINCT FROM 'principal' AND %(on_proceeds)s
                     UNION ALL
                        SELECT s.bill_id, -e.amount_without_vat
                          FROM otop_ledger_entry e
                          JOIN otop_settlement s ON s.id = e.settlement_id AND s.date_confirmed IS NOT NULL
                         WHERE e.company_id = %(company)s
                           AND e.mode IS DISTINCT FROM 'principal' AND %(on_proceeds)s) part
              GROUP BY move_id
            ), together AS (%(together)s), by_move AS (
                SELECT move_id, -SUM(balance) AS amount
                  FROM account_move_line
                 WHERE company_id = %(company)s AND account_id = %(account)s AND parent_state = 'posted'
              GROUP BY move_id
            ), booked AS (
                SELECT COALESCE(together.document_id, by_move.move_id) AS move_id, SUM(by_move.amount) AS amount
                  FROM by_move
             LEFT JOIN together USING (move_id)
              GROUP BY 1
            )
            SELECT move.id, move.name, told.amount, booked.amount
              FROM told FULL JOIN booked USING (move_id)
              JOIN account_move move ON move.id = move_id
          ORDER BY move.date, move.id
            """,
            account=account.id or 0,
            together=self._together(),
            on_proceeds=SQL("e.kind IN %s", TRADED),
        )
        figure = self.env._(
            "Ledger %(ledger)s, books %(books)s",
            ledger=self.money(sum(told or 0 for _id, _name, told, _booked in rows)),
            books=self.money(sum(booked or 0 for _id, _name, _told, booked in rows)),
        )
        hint = self.env._("Only sales, refunds and settlements may touch %s.", account.display_name)
        return figure, [
            self.finding("account.move", move_id, name, self.money(told), self.money(booked), hint)
            for move_id, name, told, booked in rows
            if told is None or not self.is_same(told, booked)
        ]
