from odoo import models


class ResCompany(models.Model):
    """What the receiving step needs of a centre."""

    _inherit = "res.company"

    def write(self, vals):
        # EXTENDS 'base': a centre that registers for VAT charges it from then on
        result = super().write(vals)
        if "otop_vat_regime" in vals:
            # sudo: whoever sets the regime has decided the taxes; archived goods come back too
            self.env["product.template"].sudo().with_context(active_test=False).search(
                [("is_consigned", "=", True), ("company_id", "in", [*self.ids, False])]
            )._otop_set_taxes()
        return result
