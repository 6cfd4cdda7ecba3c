from odoo.addons.otop_centre.integrity.proceeds import Proceeds
from odoo.tools import SQL


class TillProceeds(Proceeds):
    """An invoice asked for after the closing of its till: Odoo takes the ticket out of the closing entry and books
    it again. The three stand for the closing entry, which is what books the ticket's entries."""

    def _together(self):
        # EXTENDS 'otop_centre'
        return SQL(
            """
            SELECT part.move_id, session.move_id AS document_id
              FROM account_move reversal
              JOIN pos_order ticket ON ticket.id = reversal.reversed_pos_order_id
              JOIN pos_session session ON session.id = ticket.session_id AND session.move_id IS NOT NULL
        CROSS JOIN LATERAL (VALUES (reversal.id), (ticket.account_move)) part (move_id)
             WHERE part.move_id IS NOT NULL AND ticket.company_id = %s
          GROUP BY part.move_id, session.move_id
            """,
            self.company.id,
        )
