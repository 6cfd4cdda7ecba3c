from odoo import models
from odoo.exceptions import UserError

RATIO = ("relative_factor", "relative_uom_id", "factor")


class UomUom(models.Model):
    """A unit in which goods of producers were moved or invoiced keeps its size: twelve scarves stay a dozen."""

    _inherit = "uom.uom"

    def write(self, vals):
        # EXTENDS 'stock': core looks at open movements and at the products' own unit
        self.filtered(lambda unit: unit._otop_differs(vals, RATIO))._otop_refuse_other_ratio()
        return super().write(vals)

    def _otop_refuse_other_ratio(self):
        if not self:
            return
        # sudo: documents of centres that the user cannot see count too; archived units come back
        everything = self.sudo().with_context(active_test=False)
        units = everything.search([("id", "child_of", self.ids)])
        for model, state in (("stock.move.line", "state"), ("account.move.line", "parent_state")):
            used = everything.env[model].search(
                [
                    ("product_uom_id", "in", units.ids),
                    (state, "in", ("done", "posted")),
                    ("product_id.is_consigned", "=", True),
                ],
                limit=1,
            )
            if used:
                raise UserError(
                    self.env._(
                        "%(product)s was moved or sold in %(unit)s, so the unit keeps its size. "
                        "Make a new unit with the other size.",
                        product=used.product_id.display_name,
                        unit=used.product_uom_id.name,
                    )
                )
