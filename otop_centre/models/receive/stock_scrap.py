from odoo import api, fields, models


class StockScrap(models.Model):
    """Damaged or expired goods written off; the producer stays on the movement."""

    _inherit = "stock.scrap"

    owner_id = fields.Many2one(compute="_compute_owner_id", store=True, readonly=False, precompute=True)

    @api.depends("product_id")
    def _compute_owner_id(self):
        for scrap in self:
            # sudo: who writes goods off need not read the register
            scrap.owner_id = scrap.product_id.sudo().producer_id or scrap.owner_id
