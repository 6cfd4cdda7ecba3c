from odoo import models


class IrActionsReport(models.Model):
    """The filed statement is the file that our own print made; anybody may give its name to another."""

    _inherit = "ir.actions.report"

    def retrieve_attachment(self, record):
        # EXTENDS 'base'
        if self._otop_is_statement():
            record.check_access("read")
            return record.statement_id
        return super().retrieve_attachment(record)

    def _prepare_pdf_report_attachment_vals_list(self, report, streams):
        # EXTENDS 'base': filing is the settlement's own step
        if report._otop_is_statement():
            return []
        return super()._prepare_pdf_report_attachment_vals_list(report, streams)

    def _otop_is_statement(self):
        return self.report_name == "otop_centre.otop_settlement_statement"
