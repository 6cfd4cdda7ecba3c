from odoo import models
from odoo.exceptions import UserError


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _create_and_assign_production_lot(self):
        # EXTENDS 'stock'
        for line in self:
            warehouse = line.picking_type_id.warehouse_id
            if line.product_id.producer_id and line.picking_type_id == warehouse.pos_type_id:
                raise UserError(
                    self.env._(
                        "There is no lot %(lot)s of %(product)s. A lot comes into being at the intake: "
                        "choose one that was taken in.",
                        lot=line.lot_name,
                        product=line.product_id.display_name,
                    )
                )
        return super()._create_and_assign_production_lot()
