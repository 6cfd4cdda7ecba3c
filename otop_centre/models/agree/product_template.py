from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError

# What every centre that has the goods shares: changed by those who work at one of these centres.
SHARED = {"active", "list_price", "company_id", "star_ids", "otop_star", "shelf_life_days", "vat_class"}


class ProductTemplate(models.Model):
    """A consigned product is shared by the centres that have it; another centre does not change it for them."""

    _inherit = "product.template"

    def write(self, vals):
        # EXTENDS 'product'
        if SHARED & vals.keys():
            self._otop_refuse_strangers()
        if "active" in vals and not vals["active"]:
            self._otop_consigned().with_context(active_test=False).product_variant_ids._otop_refuse_archiving()
        if "uom_id" in vals:
            self._otop_refuse_other_unit(vals["uom_id"])
        return super().write(vals)

    def _otop_consigned(self):
        # sudo: the rule holds whatever the user sees of the products
        return self.sudo().filtered("producer_id")

    def _otop_centres(self):
        """The centres that have these goods: on the shelf, or by a running agreement with their producer."""
        self.ensure_one()
        # sudo: centres that the user cannot see count too
        env = self.sudo().env
        quants = env["stock.quant"]._otop_still_here(("product_id.product_tmpl_id", "=", self.id))
        # sudo: the same for agreements
        agreements = env["otop.agreement"].search(
            [("producer_id", "=", self.sudo().producer_id.id), ("state", "=", "confirmed")]
        )
        return quants.company_id | agreements.company_id

    def _otop_refuse_strangers(self):
        if self.env.su:
            return
        for product in self._otop_consigned():
            centres = product._otop_centres()
            if centres and not centres & self.env.user.company_ids:
                raise AccessError(
                    self.env._(
                        "%(product)s is sold at %(centre)s, so its price, stars and state are changed there. Ask that centre.",
                        product=product.display_name,
                        centre=centres[0].name,
                    )
                )

    def _otop_refuse_other_unit(self, uom_id):
        """Nine pieces would become nine dozen, on the shelf and in the ledger."""
        for product in self._otop_consigned().filtered(lambda product: product.uom_id.id != uom_id):
            variants = product.with_context(active_test=False).product_variant_ids
            if variants.env["stock.move"].search_count(
                [("product_id", "in", variants.ids), ("state", "!=", "cancel")], limit=1
            ) or variants.env["otop.ledger.entry"].search_count([("product_id", "in", variants.ids)], limit=1):
                raise UserError(
                    self.env._(
                        "%(product)s has been received or sold in %(unit)s, and its pieces stay counted so. "
                        "Make another product for another unit.",
                        product=product.display_name,
                        unit=product.uom_id.name,
                    )
                )

    @api.constrains("company_id", "producer_id")
    def _check_otop_company(self):
        for product in self._otop_consigned().filtered("company_id"):
            if others := product._otop_centres().filtered(lambda c, p=product: p.company_id not in c.parent_ids):
                raise ValidationError(
                    self.env._(
                        "%(product)s is at %(centre)s too, so it belongs to no single centre. Leave its company empty.",
                        product=product.display_name,
                        centre=others[0].name,
                    )
                )
