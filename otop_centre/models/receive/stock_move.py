from odoo import api, models

# What Odoo ties to a move later: the move back, the move after.
OPEN_WHEN_DONE = {"move_dest_ids", "move_orig_ids", "returned_move_ids"}


class StockMove(models.Model):
    """A movement of goods; on a paper that is done it stands as the paper does."""

    _inherit = "stock.move"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'stock': forecasts by owner and the exclusion from valuation go by this field
        # sudo: who moves goods need not read the register
        Product = self.env["product.product"].sudo()
        for vals in vals_list:
            if producer := Product.browse(vals.get("product_id")).producer_id:
                vals["restrict_partner_id"] = producer.id
        self.env["stock.picking"].browse(
            {vals.get("picking_id") for vals in vals_list} - {None, False}
        )._otop_check_goods()
        return super().create(vals_list)

    def write(self, vals):
        # EXTENDS 'stock'
        if vals.keys() - OPEN_WHEN_DONE:
            self.filtered(lambda move: move.state == "done").picking_id._otop_check_goods()
        return super().write(vals)
