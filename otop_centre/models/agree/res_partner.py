from odoo import api, models
from odoo.exceptions import AccessError, ValidationError

# What every centre that the producer delivers to shares: changed by those who work at one of these centres.
SHARED = {"active", "company_id"}


class ResPartner(models.Model):
    """A producer may deliver to several centres, and then belongs to none of them alone."""

    _inherit = "res.partner"

    def write(self, vals):
        # EXTENDS 'base'
        if SHARED & vals.keys():
            self._otop_refuse_strangers()
        return super().write(vals)

    def _otop_refuse_strangers(self):
        """A centre that has nothing to do with a producer does not take him from those that have."""
        if self.env.su:
            return
        # sudo: agreements of centres that the user cannot see count too
        running = self.env["otop.agreement"].sudo()
        for producer in self.filtered("is_otop_producer"):
            agreements = running.search([("producer_id", "=", producer.id), ("state", "=", "confirmed")])
            centres = agreements.company_id
            if centres and not centres & self.env.user.company_ids:
                raise AccessError(
                    self.env._(
                        "%(producer)s delivers to %(centre)s, so the producer is archived or given a company there. "
                        "Ask that centre.",
                        producer=producer.display_name,
                        centre=centres[0].name,
                    )
                )

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
