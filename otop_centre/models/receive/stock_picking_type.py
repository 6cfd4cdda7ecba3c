from odoo import fields, models


class StockPickingType(models.Model):
    _inherit = "stock.picking.type"

    otop_step = fields.Selection(
        [("intake", "Intake from producers"), ("withdrawal", "Withdrawal to producers")],
        "OTOP Step",
        copy=False,
        help="What this operation does in the life of consigned goods.",
    )
