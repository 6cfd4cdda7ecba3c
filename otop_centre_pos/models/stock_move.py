from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _create_production_lots_for_pos_order(self, lines):
        # EXTENDS 'point_of_sale': a lot of consigned goods is born at the intake, with its expiry; the till finds
        # it and never invents one. All other goods are Odoo's.
        consigned = self.filtered("product_id.producer_id")
        lots = super(StockMove, self - consigned)._create_production_lots_for_pos_order(lines)
        return lots | consigned._otop_known_lots(lines)

    def _otop_known_lots(self, lines):
        sold = lines.pack_lot_ids.filtered(lambda lot: lot.lot_name and lot.product_id in self.product_id)
        if not sold:
            return self.env["stock.lot"]
        asked = {(lot.product_id, lot.lot_name) for lot in sold}
        lots = self.env["stock.lot"].search(
            [
                ("company_id", "in", [False, *self.company_id.ids]),
                ("product_id", "in", sold.product_id.ids),
                ("name", "in", sold.mapped("lot_name")),
            ]
        )
        return lots.filtered(lambda lot: (lot.product_id, lot.name) in asked)
