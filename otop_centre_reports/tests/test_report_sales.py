import io
import re
from datetime import date

import openpyxl
from lxml import html
from odoo.tests import tagged

from ..tools.period_summary import PeriodSummary
from .common import OtopReportCommon


@tagged("post_install", "-at_install")
class TestReportSales(OtopReportCommon):
    """R1, the monthly sales report by producer: right, and the same wherever it is drawn."""

    FIGURES = ("producer", "category", "products", "quantity", "value", "income", "value_year")

    def _summary(self, **values):
        return self._report(**values)._summary()

    def _figures(self, summary):
        ours = (self.producer_a.id, self.producer_b.id)
        return [tuple(row[name] for name in self.FIGURES) for row in summary.rows if row["producer_id"] in ours]

    def test_october(self):
        summary = self._summary()
        self.assertEqual((summary.date_from, summary.date_to), (date(2026, 10, 1), date(2026, 10, 31)))
        textile, food = self.textile.name, self.food.name
        self.assertEqual(
            self._figures(summary),
            [
                # producer     category products pieces value  income accumulated
                ("Weavers A", textile, 2, 3, 428.0, 320.0, 428.0),
                ("Potters B", food, 1, 2, 214.0, 150.0, 214.0),
            ],
        )

    def test_shares_are_of_the_whole(self):
        summary = self._summary()
        shares = {row["producer_id"]: row["share"] for row in summary.rows}
        self.assertAlmostEqual(shares[self.producer_a.id], 100 * 428 / summary.totals["value"], 2)
        self.assertAlmostEqual(sum(shares.values()), 100, delta=0.01 * len(shares))

    def test_without_vat(self):
        self.assertEqual([row[4] for row in self._figures(self._summary(is_vat_included=False))], [400.0, 200.0])

    def test_quarter_and_year_take_november_too(self):
        for values in ({"period_kind": "quarter", "fiscal_quarter": "1"}, {"period_kind": "year"}):
            with self.subTest(**values):
                self.assertEqual([row[4] for row in self._figures(self._summary(**values))], [428.0, 321.0])

    def test_month_of_no_sale_still_accumulates(self):
        rows = self._figures(self._summary(fiscal_month="3"))  # December
        self.assertEqual([row[4] for row in rows], [0.0, 0.0])
        self.assertEqual([row[6] for row in rows], [428.0, 321.0])

    def test_refund_counts_in_its_own_month(self):
        rows = self._figures(self._summary(fiscal_year="2569", fiscal_month="12"))  # September 2026
        self.assertEqual(rows[0][4], 107.0)

    def test_equals_plain_sql(self):
        summary = PeriodSummary(self.env, date(2026, 10, 1), date(2026, 10, 31))
        self.env.cr.execute(
            """
            SELECT producer_id, COUNT(DISTINCT product_id), SUM(quantity)::float, SUM(amount_with_vat)::float, SUM(amount_payable)::float
              FROM otop_ledger_entry
             WHERE kind IN ('sale', 'refund') AND date BETWEEN '2026-10-01' AND '2026-10-31' AND company_id IN %s
          GROUP BY producer_id
            """,
            [tuple(self.env.companies.ids)],
        )
        plain = {row[0]: row[1:] for row in self.env.cr.fetchall()}
        drawn = {}
        for row in summary.rows:
            if row["is_active"]:
                drawn[row["producer_id"]] = (row["products"], row["quantity"], row["value"], row["income"])
        self.assertEqual(drawn, plain)
        self.assertAlmostEqual(summary.totals["value"], sum(row[2] for row in plain.values()), 2)

    def test_few_queries_whatever_the_number_of_producers(self):
        self._summary()
        with self.assertQueryCount(16):
            self.env.invalidate_all()
            PeriodSummary(self.env, date(2026, 10, 1), date(2026, 10, 31))

    def test_star_and_place_of_the_day_of_sale(self):
        self.producer_a.state_id = self.env["res.country.state"].search([("code", "=", "TH-50")], limit=1)
        row = next(row for row in self._summary().rows if row["producer_id"] == self.producer_a.id)
        self.assertEqual(row["province"], self.province.name)

    # drawn three times ---------------------------------------------------------------------------

    def _table(self, markup):
        rows = html.fromstring(f"<div>{markup}</div>").xpath("//table[contains(@class, 'otop-report-table')]//tr")
        return [[re.sub(r"\s+", " ", cell.text_content()).strip() for cell in row] for row in rows]

    def test_screen_paper_and_workbook_agree(self):
        report = self._report().with_context(lang="th_TH")
        screen = self._table(report.body)
        paper, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "otop_centre_reports.otop_sales_report", report.ids
        )
        self.assertEqual(self._table(paper.decode()), screen)

        sheet = self._sheet(report)
        summary = report._summary()
        head = next(row for row in sheet.iter_rows() if row[0].value == summary.columns[0].title)
        self.assertEqual([cell.value for cell in head], screen[0])
        first = head[0].row + 1
        book = [
            [cell.value for cell in row]
            for row in sheet.iter_rows(min_row=first, max_row=first + len(summary.rows) - 1)
        ]
        drawn = [
            [summary.text(column, {column.name: value}) for column, value in zip(summary.columns, row, strict=True)]
            for row in book
        ]
        self.assertEqual([[text or "" for text in row] for row in drawn], screen[1:-1])

    def _sheet(self, report):
        data, kind = self.env["ir.actions.report"]._render_xlsx(
            "otop_centre_reports.otop_sales_report_xlsx", report.ids, {}
        )
        self.assertEqual(kind, "xlsx")
        return openpyxl.load_workbook(io.BytesIO(data)).active

    def test_workbook_has_numbers_dates_and_formulas(self):
        report = self._report()
        sheet = self._sheet(report)
        summary = report.with_context(lang="th_TH")._summary()
        last = sheet[sheet.max_row]
        value = next(i for i, column in enumerate(summary.columns) if column.name == "value")
        self.assertRegex(last[value].value, r"^=SUM\([A-Z]+7:[A-Z]+\d+\)$")
        self.assertEqual(sheet.freeze_panes, "D7")
        self.assertIsInstance(sheet.cell(7, value + 1).value, (int, float))
        self.assertEqual(sheet["C3"].value.date(), date(2026, 10, 1))

    def test_empty_period_says_what_to_do(self):
        report = self._report(fiscal_year=self.env["otop.sales.report"]._selection_fiscal_year()[-1][0])
        self.assertIn("otop-report-empty", report.body)
        self.assertTrue(self._sheet(report).max_row)

    def test_entries_behind_the_figures(self):
        action = self._report().action_entries()
        entries = self.env["otop.ledger.entry"].search(action["domain"])
        self.assertEqual(sum(entries.mapped("amount_with_vat")), self._summary().totals["value"])
