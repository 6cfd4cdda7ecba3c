from odoo import api, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'stock': a new centre can receive at once
        warehouses = super().create(vals_list)
        if self.env.ref("otop_centre.product_category_consigned", raise_if_not_found=False):
            # sudo: the operations come with the warehouse, whoever opens it
            self.env["res.company"].sudo()._otop_setup_receiving(warehouses)
        return warehouses
