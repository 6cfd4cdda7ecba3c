from odoo import api, models


class StockMove(models.Model):
    _inherit = "stock.move"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'stock': forecasts by owner and the exclusion from valuation go by this field
        # sudo: who moves goods need not read the register
        Product = self.env["product.product"].sudo()
        for vals in vals_list:
            if producer := Product.browse(vals.get("product_id")).producer_id:
                vals["restrict_partner_id"] = producer.id
        return super().create(vals_list)
