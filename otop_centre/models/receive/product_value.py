from odoo import api, models
from odoo.exceptions import UserError


class ProductValue(models.Model):
    """A value that somebody gives goods by hand. Goods of producers have none in the centre's books."""

    _inherit = "product.value"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'stock_account'
        values = super().create(vals_list)
        # sudo: whose goods they are does not hang on who may read the register
        for value in values.sudo().filtered("value"):
            product = value.product_id or value.lot_id.product_id or value.move_id.product_id
            if product.producer_id:
                raise UserError(
                    self.env._(
                        "%(product)s belongs to %(producer)s and costs the centre nothing until it is sold. "
                        "Its movements have no value; leave them as they are.",
                        product=product.display_name,
                        producer=product.producer_id.display_name,
                    )
                )
        return values
