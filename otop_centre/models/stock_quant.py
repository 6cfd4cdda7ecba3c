from odoo import api, models


class StockQuant(models.Model):
    """Stock of a consigned product carries its producer, also when it runs below zero."""

    _inherit = "stock.quant"

    @api.model
    def _gather(self, product_id, location_id, lot_id=None, package_id=None, owner_id=None, strict=False, qty=0):
        # EXTENDS 'stock': Odoo picks stock without looking at its owner
        # sudo: who moves goods need not read the register
        owner_id = product_id.sudo().producer_id or owner_id
        return super()._gather(product_id, location_id, lot_id, package_id, owner_id, strict, qty)

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'stock'
        self.env["stock.move.line"]._otop_own(vals_list)
        return super().create(vals_list)
