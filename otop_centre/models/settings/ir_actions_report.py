import io
import logging

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.pdf import PdfFileReader

from ...tools import thai_calendar
from ...tools.baht_text import baht_text
from ...tools.whole_page import whole_page

_logger = logging.getLogger(__name__)


class IrActionsReport(models.Model):
    """Papers are handed whole to the printer: it asks the server for nothing, so it never waits for a server that
    waits for it. What comes back is looked at before anybody gets it."""

    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        # EXTENDS 'base': every paper may write Thai dates and baht in words
        return super()._get_rendering_context(report, docids, data) | {
            "thai_date": thai_calendar.thai_date,
            "thai_date_numeric": thai_calendar.thai_date_numeric,
            "baht_text": baht_text,
        }

    @api.model
    def _run_wkhtmltopdf(self, bodies, report_ref=False, header=None, footer=None, **options):
        # EXTENDS 'base'
        bodies = list(bodies)
        # a picture is what the user may see, also where a step of ours prints with more rights
        paper = self.env["otop.printed.page"].with_user(self.env.uid)._reader()
        bodies, header, footer = (
            [whole_page(page, paper.find, paper.find_style) if page else page for page in pages]
            for pages in (bodies, [header], [footer])
        )
        try:
            content = super()._run_wkhtmltopdf(
                bodies, report_ref=report_ref, header=header[0], footer=footer[0], **options
            )
        except UserError as error:
            raise UserError(self._otop_print_failure(error.args[0])) from error
        if reason := self._otop_pdf_fault(content, len(bodies)):
            raise UserError(self._otop_print_failure(reason))
        return content

    def _otop_pdf_fault(self, content, documents):
        """Why a file is not what was asked for, or nothing. A printer may say that all is well, or only warn."""
        if not content:
            return self.env._("the file is empty")
        try:
            pages = len(PdfFileReader(io.BytesIO(content)).pages)
        except Exception as error:
            _logger.info("The printer's file cannot be read", exc_info=True)
            return self.env._("the file cannot be read (%s)", error)
        if pages < documents:
            return self.env._("%(pages)s pages came out for %(documents)s papers", pages=pages, documents=documents)
        return ""

    def _otop_print_failure(self, reason):
        return self.env._(
            "The paper could not be printed, and nothing was filed: %s. "
            "Try once more; if it fails again, tell whoever looks after the server.",
            reason,
        )
