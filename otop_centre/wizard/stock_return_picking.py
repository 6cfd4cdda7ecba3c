from odoo import models
from odoo.exceptions import UserError


class StockReturnPicking(models.TransientModel):
    """Goods that went back to their producer come in again as all goods do: by an intake."""

    _inherit = "stock.return.picking"

    def _create_return(self):
        # EXTENDS 'stock'
        if self.picking_id.otop_step == "withdrawal":
            self._otop_refuse_taking_in()
        return super()._create_return()

    def action_create_exchanges(self):
        # EXTENDS 'stock': a return of what was taken in, and a second movement that brings other goods
        if self.picking_id.otop_step:
            self._otop_refuse_taking_in()
        return super().action_create_exchanges()

    def _otop_refuse_taking_in(self):
        raise UserError(
            self.env._(
                "%(document)s is a paper between the centre and %(producer)s. Take goods in with an intake: "
                "it looks at agreement, registration and expiry, and prints what the producer signs.",
                document=self.picking_id.name,
                producer=self.picking_id.partner_id.display_name,
            )
        )
