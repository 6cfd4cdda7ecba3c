from odoo import api, models
from odoo.exceptions import ValidationError


class ProductCategory(models.Model):
    _inherit = "product.category"

    @api.constrains("property_cost_method", "property_valuation")
    def _check_consigned_costing(self):
        """Goods of producers have no value in the centre's books, however they are costed."""
        unsafe = self.filtered(
            lambda category: (
                category.property_cost_method not in (False, "standard")
                or category.property_valuation not in (False, "periodic")
            )
        )
        if not unsafe:
            return
        product = self.env["product.template"].search(
            [("categ_id", "in", unsafe.ids), ("is_consigned", "=", True)], limit=1
        )
        if product:
            raise ValidationError(
                self.env._(
                    "%(category)s holds consigned goods (%(product)s), which have no value in the centre's books. "
                    "Keep the costing at standard price and periodic valuation, or move these goods to another category.",
                    category=product.categ_id.display_name,
                    product=product.display_name,
                )
            )
