from odoo import api, models
from odoo.fields import Domain


class StockQuant(models.Model):
    """What still lies somewhere decides whether a product or a producer may go."""

    _inherit = "stock.quant"

    @api.model
    def _otop_still_here(self, *domain, limit=None):
        """Stock that lies on a shelf or is on its way, at whatever centre: what is not nothing keeps a product, a
        producer or a unit as it is."""
        here = Domain([("location_id.usage", "in", ("internal", "transit")), ("quantity", "!=", 0)])
        # sudo: goods at a centre that the user cannot see count too
        return self.sudo().search(Domain(list(domain)) & here, limit=limit)
