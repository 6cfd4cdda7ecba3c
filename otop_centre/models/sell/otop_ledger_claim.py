from odoo import api, models
from odoo.tools import SQL

from ...tools.entry_kinds import MAY_SETTLE, TRADED


class OtopLedgerEntry(models.Model):
    """What is added to an entry later: the journal entry that books its money, the settlement that pays it."""

    _inherit = "otop.ledger.entry"

    def _book(self, move):
        """Tie entries of a closed till to the journal entry that books their money."""
        self.filtered(lambda entry: not entry.move_id)._unsealed().write({"move_id": move.id})

    @api.model
    def _booked_sql(self, alias):
        """The condition that an entry's money stands in the books: till closed, invoice posted."""
        entry = SQL.identifier(alias)
        return SQL("(%(entry)s.move_id IS NOT NULL OR %(entry)s.kind NOT IN %(traded)s)", entry=entry, traded=TRADED)

    @api.model
    def _claim(self, settlements):
        """Give each settlement the open entries of its producer up to its date, in one statement.

        An entry is free when its money is booked (till closed, invoice posted), nobody holds it and no
        settlement has it. The caller holds the lock on the producers.

        :return: number of entries claimed
        """
        if not settlements:
            return 0
        settlements.flush_recordset()
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE otop_ledger_entry entry
                   SET settlement_id = settlement.id
                  FROM otop_settlement settlement
                 WHERE settlement.id IN %(ids)s
                   AND entry.producer_id = settlement.producer_id
                   AND entry.company_id = settlement.company_id
                   AND entry.date <= settlement.date_to
                   AND entry.settlement_id IS NULL
                   AND entry.is_held IS NOT TRUE
                   AND entry.kind IN %(may_settle)s
                   AND %(booked)s
                """,
                ids=tuple(settlements.ids),
                booked=self._booked_sql("entry"),
                may_settle=MAY_SETTLE,
            )
        )
        claimed = self.env.cr.rowcount
        self.invalidate_model(["settlement_id"])
        settlements.invalidate_recordset()
        return claimed

    def _release(self):
        """A cancelled settlement gives its entries back."""
        self._unsealed().write({"settlement_id": False})
