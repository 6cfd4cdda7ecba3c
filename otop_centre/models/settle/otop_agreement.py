from datetime import timedelta

from odoo import models


class OtopAgreement(models.Model):
    _inherit = "otop.agreement"

    def _period_start(self, first, date_to, last_to=None):
        """The first day of a settlement: the day after the last one; the first time, the start of the cycle.

        :param first: day of the earliest entry
        :param date_to: cut-off
        :param last_to: cut-off of the producer's settlement before, if any
        """
        if last_to:
            # a second settlement up to the same day holds only what came late
            return last_to + timedelta(days=1) if last_to < date_to else min(first, date_to)
        cycle = self.settlement_cycle or "monthly"
        if cycle == "weekly":
            return first - timedelta(days=first.weekday())
        if cycle == "semi_monthly":
            return first.replace(day=16 if first.day > 15 else 1)
        if cycle == "quarterly":
            return first.replace(day=1, month=(first.month - 1) // 3 * 3 + 1)
        return first.replace(day=1)
