from odoo import models

from ...tools import thai_calendar
from ...tools.baht_text import baht_text


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        # EXTENDS 'base': every paper may write Thai dates and baht in words
        return super()._get_rendering_context(report, docids, data) | {
            "thai_date": thai_calendar.thai_date,
            "thai_date_numeric": thai_calendar.thai_date_numeric,
            "baht_text": baht_text,
        }
