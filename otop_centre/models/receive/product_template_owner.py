from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ProductTemplate(models.Model):
    """Whose goods a product is: it never changes hands, but the centre's own may become a producer's once none
    of them is left."""

    _inherit = "product.template"

    # technical: up to this stock move the goods were the centre's own; integrity rules count from there
    otop_last_own_move = fields.Integer(readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'product'
        for vals in vals_list:
            vals.pop("otop_last_own_move", None)
        return super().create(vals_list)

    def write(self, vals):
        # EXTENDS 'product': what the integrity rules leave out is nobody's to choose
        return super().write({name: value for name, value in vals.items() if name != "otop_last_own_move"})

    def _check_keeps_producer(self, producer_id):
        """What was once received from one producer never becomes another's, nor the centre's."""
        changing = self.filtered(lambda product: product.producer_id.id != (producer_id or False))
        for product in changing:
            # sudo: goods and moves in another centre count too
            variants = product.sudo().with_context(active_test=False).product_variant_ids
            move = variants.env["stock.move"].search(
                [
                    ("product_id", "in", variants.ids),
                    ("state", "!=", "cancel") if product.producer_id else ("state", "not in", ("done", "cancel")),
                ],
                order="id",
                limit=1,
            )
            quant = variants.env["stock.quant"]._otop_still_here(("product_id", "in", variants.ids), limit=1)
            if not move and not quant:
                continue
            if product.producer_id:
                raise ValidationError(
                    self.env._(
                        "%(product)s has already been moved in stock for %(producer)s, and goods never change hands. "
                        "Archive this product and create another one for the new producer.",
                        product=(move.product_id or quant.product_id).display_name,
                        producer=product.producer_id.name,
                    )
                )
            raise ValidationError(
                self.env._(
                    "%(product)s is the centre's own, and some of it still lies at %(place)s or waits to be moved. "
                    "Bring its stock to zero and finish its transfers, or create another product for the producer.",
                    product=product.display_name,
                    place=quant.location_id.complete_name or move.location_id.complete_name,
                )
            )

    def _otop_end_as_own(self):
        """Close the centre's own time of goods that become a producer's: their cost is no longer the centre's, and
        what moved until now is no piece of the producer's."""
        # sudo: cost and moves of every centre, whoever keeps the product
        products = self.sudo().with_context(active_test=False)
        for company in products.env["res.company"].search([]):
            costly = products.product_variant_ids.with_company(company).filtered("standard_price")
            costly.standard_price = 0
        last = dict(
            products.env["stock.move"]._read_group(
                [("product_id", "in", products.product_variant_ids.ids)], ["product_id"], ["id:max"]
            )
        )
        for product in products:
            own = max((last.get(variant, 0) for variant in product.product_variant_ids), default=0)
            # past our own write, which refuses it to everybody
            super(ProductTemplate, product).write({"otop_last_own_move": own})  # pylint: disable=super-method-mismatch
