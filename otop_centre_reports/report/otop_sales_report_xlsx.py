from odoo import models


class OtopSalesReportXlsx(models.AbstractModel):
    """Draws the period summary as a workbook: numbers as numbers, totals as formulas."""

    _name = "report.otop_centre_reports.otop_sales_report_xlsx"
    _inherit = "report.report_xlsx.abstract"
    _description = "OTOP sales by producer, workbook"

    HEAD = 5  # row of the column titles, from 0
    WIDTHS = {"sequence": 7, "registration": 14, "producer": 46, "kind": 22, "category": 26, "value_year": 18}

    def generate_xlsx_report(self, workbook, data, objs):
        # papers of the centre are Thai, whoever prints them
        report = objs.with_context(lang="th_TH")[:1]
        summary = report._summary()
        sheet = workbook.add_worksheet(f"{summary.date_from:%Y-%m}")
        self._write_head(workbook, sheet, summary)
        self._write_rows(workbook, sheet, summary)
        self._write_totals(workbook, sheet, summary)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self.HEAD)
        sheet.set_footer("&C&P / &N")

    def _format(self, workbook, kind, **more):
        number = {"integer": "#,##0", "quantity": "#,##0.##", "amount": "#,##0.00", "share": "0.00"}
        return workbook.add_format(
            {"font_name": "Sarabun", "valign": "top", "num_format": number.get(kind, "@"), **more}
        )

    def _write_head(self, workbook, sheet, summary):
        _ = summary.env._
        plain = workbook.add_format({"font_name": "Sarabun"})
        day = workbook.add_format({"font_name": "Sarabun", "num_format": "dd/mm/yyyy", "align": "left"})
        title = workbook.add_format({"font_name": "Sarabun", "bold": True, "font_size": 14})
        sheet.write(0, 0, ", ".join(summary.companies.mapped("name")), title)
        sheet.write(1, 0, summary.title(), title)
        for row, (label, value) in enumerate(
            [
                (_("From"), summary.date_from),
                (_("To"), summary.date_to),
                (_("Printed on"), summary.companies._otop_day()),
            ]
        ):
            sheet.write(2, 2 * row + 1, label, plain)
            sheet.write_datetime(2, 2 * row + 2, value, day)
        head = self._format(
            workbook, "text", bold=True, text_wrap=True, align="center", valign="vcenter", border=1, bg_color="#E8E2F0"
        )
        for col, column in enumerate(summary.columns):
            sheet.write(self.HEAD, col, column.title, head)
            sheet.set_column(col, col, self.WIDTHS.get(column.name, 14))
        sheet.set_row(self.HEAD, 32)
        sheet.freeze_panes(self.HEAD + 1, 3)

    def _write_rows(self, workbook, sheet, summary):
        formats = {column.name: self._format(workbook, column.kind, border=1) for column in summary.columns}
        for line, row in enumerate(summary.rows, self.HEAD + 1):
            for col, column in enumerate(summary.columns):
                write = sheet.write_string if column.kind == "text" else sheet.write_number
                write(line, col, row[column.name], formats[column.name])
        if summary.rows:
            sheet.autofilter(self.HEAD, 0, self.HEAD + len(summary.rows), len(summary.columns) - 1)

    def _write_totals(self, workbook, sheet, summary):
        first, last = self.HEAD + 1, self.HEAD + len(summary.rows)
        bold = {"bold": True, "top": 1, "bottom": 6}
        sheet.write(last + 1, 2, summary.total_label(), self._format(workbook, "text", **bold))
        for col, column in enumerate(summary.columns):
            if column.is_summed:
                letter = chr(ord("A") + col)
                sheet.write_formula(
                    last + 1,
                    col,
                    f"=SUM({letter}{first + 1}:{letter}{last + 1})" if summary.rows else "=0",
                    self._format(workbook, column.kind, **bold),
                    summary.totals[column.name],
                )
