from odoo import models
from odoo.tools import format_date


class OtopIntake(models.Model):
    """Goods do not come into a period whose statement the producer already holds."""

    _inherit = "otop.intake"

    def _refusals(self):
        # EXTENDS the intake's own
        refusals = super()._refusals()
        # sudo: whether the day is settled does not hang on who may read settlements
        last = (
            self.env["otop.settlement"]
            .sudo()
            .search(
                [
                    ("producer_id", "=", (self.producer_id._origin or self.producer_id).id),
                    ("company_id", "=", self.company_id.id),
                    ("date_confirmed", "!=", False),
                    ("date_cancelled", "=", False),
                    ("date_to", ">=", self.date),
                ],
                order="date_to desc",
                limit=1,
            )
        )
        if self.date and last:
            refusals.append(
                self.env._(
                    "%(producer)s is settled up to %(date)s (%(settlement)s), so %(day)s is closed. "
                    "Date the intake on a later day, and write in its note when the goods came.",
                    producer=self.producer_id.display_name,
                    date=format_date(self.env, last.date_to),
                    settlement=last.name,
                    day=format_date(self.env, self.date),
                )
            )
        return refusals
