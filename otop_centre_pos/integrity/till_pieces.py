from odoo.addons.otop_centre.integrity.pieces import Pieces
from odoo.tools import SQL


class TillPieces(Pieces):
    """What the till has sold to be sent later still lies here."""

    def _waiting(self):
        # EXTENDS 'otop_centre'
        return [
            *super()._waiting(),
            SQL(
                """
                SELECT move.product_id, SUM(move.product_qty) AS pieces
                  FROM stock_move move
                  JOIN stock_picking picking ON picking.id = move.picking_id
                  JOIN pos_order ticket ON ticket.id = picking.pos_order_id
                 WHERE picking.company_id = %s AND ticket.shipping_date IS NOT NULL
                   AND move.state NOT IN ('done', 'cancel')
              GROUP BY move.product_id
                """,
                self.company.id,
            ),
        ]
