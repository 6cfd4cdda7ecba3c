from datetime import date

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.addons.otop_centre.tools import thai_calendar
from odoo.tools import format_date

from ..tools.period_summary import PeriodSummary


class OtopSalesReport(models.TransientModel):
    """A reader's question: which period, with VAT or without. The answer is a ``PeriodSummary``,
    drawn below the question on screen, on paper and as a workbook; nothing is kept."""

    _name = "otop.sales.report"
    _description = "OTOP sales by producer"

    period_kind = fields.Selection(
        [("month", "Month"), ("quarter", "Quarter"), ("year", "Fiscal year")],
        string="Period",
        default="month",
        required=True,
    )
    fiscal_year = fields.Selection(
        selection="_selection_fiscal_year",
        default=lambda self: self._default_period()[0],
        required=True,
    )
    fiscal_month = fields.Selection(
        selection="_selection_fiscal_month",
        string="Month",
        default=lambda self: self._default_period()[1],
        required=True,
    )
    fiscal_quarter = fields.Selection(
        [
            ("1", "Q1 October-December"),
            ("2", "Q2 January-March"),
            ("3", "Q3 April-June"),
            ("4", "Q4 July-September"),
        ],
        string="Quarter",
        default=lambda self: self._default_period()[2],
        required=True,
    )
    is_vat_included = fields.Boolean("Value with VAT", default=True)
    date_from = fields.Date(compute="_compute_dates")
    date_to = fields.Date(compute="_compute_dates")
    body = fields.Html(compute="_compute_body", sanitize=False)

    @api.model
    def _default_period(self):
        """The last whole month: that is the one reported."""
        day = self.env.company._otop_day() - relativedelta(months=1)
        return (
            str(thai_calendar.fiscal_year(day)),
            str((day.month - 10) % 12 + 1),
            str(thai_calendar.fiscal_quarter(day)),
        )

    @api.model
    def _selection_fiscal_year(self):
        this = thai_calendar.fiscal_year(self.env.company._otop_day())
        return [(str(year), str(year)) for year in range(this, this - 6, -1)]

    @api.model
    def _selection_fiscal_month(self):
        """October is the first: ``str(1)``."""
        return [
            (str(i + 1), format_date(self.env, date(2000, (i + 9) % 12 + 1, 1), date_format="LLLL")) for i in range(12)
        ]

    @api.depends("period_kind", "fiscal_year", "fiscal_month", "fiscal_quarter")
    def _compute_dates(self):
        for report in self:
            start = thai_calendar.fiscal_bounds(int(report.fiscal_year))[0]
            skip, length = {
                "month": (int(report.fiscal_month) - 1, 1),
                "quarter": ((int(report.fiscal_quarter) - 1) * 3, 3),
                "year": (0, 12),
            }[report.period_kind]
            report.date_from = start + relativedelta(months=skip)
            report.date_to = report.date_from + relativedelta(months=length, days=-1)

    @api.depends("date_from", "date_to", "is_vat_included")
    @api.depends_context("lang", "allowed_company_ids", "uid")
    def _compute_body(self):
        for report in self:
            report.body = self.env["ir.qweb"]._render(
                "otop_centre_reports.otop_sales_report_table", {"summary": report._summary()}
            )

    @api.depends("date_from", "date_to")
    def _compute_display_name(self):
        for report in self:
            report.display_name = self.env._("OTOP sales by producer")

    def _summary(self):
        self.ensure_one()
        return PeriodSummary(self.env, self.date_from, self.date_to, self.is_vat_included)

    def _file_name(self):
        """ISO dates, so that files sort."""
        return f"otop-sales-{self.date_from:%Y-%m}_{self.date_to:%Y-%m}"

    def action_print(self):
        return self.env.ref("otop_centre_reports.otop_sales_report_pdf").report_action(self)

    def action_export(self):
        return self.env.ref("otop_centre_reports.otop_sales_report_xlsx").report_action(self)

    def action_entries(self):
        """The ledger entries that the figures are summed from."""
        action = self.env["ir.actions.act_window"]._for_xml_id("otop_centre_reports.otop_ledger_entry_action_analysis")
        action["domain"] = [
            ("kind", "in", PeriodSummary.SALES),
            ("date", ">=", self.date_from),
            ("date", "<=", self.date_to),
        ]
        action["context"] = {"search_default_group_producer": 1}
        action["views"] = [(False, "list"), (False, "pivot"), (False, "graph")]
        return action
