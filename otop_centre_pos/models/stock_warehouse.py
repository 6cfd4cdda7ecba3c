from odoo import models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    def _get_picking_type_create_values(self, max_sequence):
        # EXTENDS 'point_of_sale': a lot is born at the intake, with its expiry; a till never invents one
        values, max_sequence = super()._get_picking_type_create_values(max_sequence)
        values["pos_type_id"]["use_create_lots"] = False
        return values, max_sequence
