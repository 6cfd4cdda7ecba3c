from odoo import models


class ProductTemplateAttributeValue(models.Model):
    """What a colour or size adds to the price of a product: a price that centres share like the product's own."""

    _inherit = "product.template.attribute.value"

    def write(self, vals):
        # EXTENDS 'product': one window of Odoo writes it on every product that has the colour
        if "price_extra" in vals:
            self.product_tmpl_id._otop_refuse_strangers()
        return super().write(vals)
