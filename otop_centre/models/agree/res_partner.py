from odoo import api, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """A producer may deliver to several centres, and then belongs to none of them alone."""

    _inherit = "res.partner"

    @api.constrains("company_id")
    def _check_otop_producer_company(self):
        for producer in self.filtered(lambda partner: partner.is_otop_producer and partner.company_id):
            # sudo: documents of centres that the user cannot see count too
            for model in ("otop.agreement", "otop.intake", "otop.ledger.entry"):
                other = (
                    self.env[model]
                    .sudo()
                    .search(
                        [
                            ("producer_id", "=", producer.id),
                            ("company_id", "not in", producer.sudo().company_id._accessible_branches().ids),
                        ],
                        limit=1,
                    )
                )
                if other:
                    raise ValidationError(
                        self.env._(
                            "%(producer)s delivers to %(centre)s too, so the producer belongs to no single centre. "
                            "Leave the company empty.",
                            producer=producer.display_name,
                            centre=other.company_id.name,
                        )
                    )
