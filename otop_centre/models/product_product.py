from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools.barcode import get_barcode_check_digit

IN_STORE_PREFIX = "209"


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.constrains("standard_price")
    def _check_consigned_cost(self):
        for product in self:
            if product.producer_id and product.standard_price:
                raise ValidationError(
                    self.env._(
                        "%(product)s belongs to %(producer)s and costs the centre nothing until it is sold. Leave its cost at 0.",
                        product=product.display_name,
                        producer=product.producer_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'product': a variant created by itself is labelled too
        products = super().create(vals_list)
        products.filtered("producer_id")._otop_fill_barcode()
        return products

    def _otop_fill_barcode(self):
        """Give goods without a barcode an EAN-13 that is only valid in the shop (prefix 20)."""
        for product in self.filtered(lambda product: not product.barcode):
            # sudo: numbering is nobody's right in particular
            number = self.env["ir.sequence"].sudo().next_by_code("otop.product.barcode")
            digits = f"{IN_STORE_PREFIX}{int(number):09}"
            product.barcode = f"{digits}{get_barcode_check_digit(digits + '0')}"
