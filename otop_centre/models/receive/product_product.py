import base64

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.barcode import check_barcode_encoding, get_barcode_check_digit
from odoo.tools.image import image_data_uri

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
        if not self.env.context.get("otop_new_template"):
            products.filtered("producer_id")._otop_fill_barcode()
        return products

    def _otop_fill_barcode(self):
        """Give goods without a barcode an EAN-13 that is only valid in the shop (prefix 20)."""
        for product in self.filtered(lambda product: not product.barcode):
            # sudo: numbering is nobody's right in particular
            number = self.env["ir.sequence"].sudo().next_by_code("otop.product.barcode")
            digits = f"{IN_STORE_PREFIX}{int(number):09}"
            product.barcode = f"{digits}{get_barcode_check_digit(digits + '0')}"

    def _otop_set_retail_price(self, price):
        """Give this variant its own retail price (baht, VAT included); its sisters keep theirs."""
        self.ensure_one()
        with_archived = self.with_context(active_test=False)
        if with_archived.product_tmpl_id.product_variant_ids == self:
            self.lst_price = price
            return
        own = with_archived.product_template_attribute_value_ids.filtered(
            lambda value: value.ptav_product_variant_ids == self
        )[:1]
        if not own:
            raise UserError(
                self.env._(
                    "%(product)s shares each of its attributes with another variant, so it has no price of its own. "
                    "Keep the price of %(old)s baht, or have a manager make it a product by itself.",
                    product=self.display_name,
                    old=f"{self.lst_price:,.2f}",
                )
            )
        # sudo: who may price the goods may price this variant; how Odoo keeps the difference is not his business
        own.sudo().price_extra = self.currency_id.round(own.price_extra + price - self.lst_price)

    # ------------------------------------------------------------------ label

    def _otop_barcode_image(self):
        """The bars as a picture that can stand in a page, or False; the digits are for the page to write."""
        self.ensure_one()
        if not self.barcode:
            return False
        is_ean = check_barcode_encoding(self.barcode, "ean13")
        png = self.env["ir.actions.report"].barcode(
            "EAN13" if is_ean else "Code128", self.barcode, width=500, height=120, quiet=0
        )
        return image_data_uri(base64.b64encode(png))

    def _otop_origin(self):
        """Where the goods come from, as the label says it: tambon and province."""
        self.ensure_one()
        producer = self.producer_id
        return " ".join(filter(None, [producer.subdistrict_id and producer.street2, producer.state_id.name]))

    def action_otop_open_stock(self):
        return self.product_tmpl_id.action_otop_open_stock()
