from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import OtopReportCommon


@tagged("post_install", "-at_install")
class TestReportSalesAccess(OtopReportCommon, HttpCase):
    """The district's office reads sales, and nothing of what concerns only the producer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cdd = cls._user("cdd")
        cls.cdd.password = "cdd-password"
        cls.producer_a.write({"phone": "0000000101"})

    def _rpc(self, model, method, *args, **kwargs):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def test_cdd_reads_the_report_through_rpc(self):
        self.authenticate(self.cdd.login, "cdd-password")
        [report_id] = self._rpc("otop.sales.report", "create", [{"fiscal_year": "2570", "fiscal_month": "1"}])
        [report] = self._rpc("otop.sales.report", "read", [report_id], ["body", "date_from", "date_to"])
        self.assertEqual((report["date_from"], report["date_to"]), ("2026-10-01", "2026-10-31"))
        self.assertIn("Weavers A", report["body"])
        self.assertIn("428.00", report["body"])
        groups = self._rpc(
            "otop.ledger.entry",
            "formatted_read_group",
            [["producer_id", "=", self.producer_a.id]],
            groupby=["fiscal_year"],
            aggregates=["amount_with_vat:sum"],
        )
        self.assertEqual(
            [(group["fiscal_year"], group["amount_with_vat:sum"]) for group in groups],
            [("2569", 107.0), ("2570", 428.0)],
        )

    def test_cdd_downloads_the_workbook(self):
        self.authenticate(self.cdd.login, "cdd-password")
        report = self._report(self.env(user=self.cdd))
        answer = self.url_open(f"/report/xlsx/otop_centre_reports.otop_sales_report_xlsx/{report.id}")
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.content.startswith(b"PK"))

    def test_cdd_sees_no_personal_data(self):
        self.authenticate(self.cdd.login, "cdd-password")
        report = self._report(self.env(user=self.cdd))
        self.assertNotIn("0000000101", report.body)
        for field in ("national_id",):
            if field in self.env["res.partner"]._fields:
                with self.assertRaisesRegex(Exception, "AccessError"):
                    self._rpc("res.partner", "read", [self.producer_a.id], [field])
        with self.assertRaisesRegex(Exception, "AccessError"):
            self._rpc("otop.settlement", "search_read", [], ["name"])

    def test_cdd_writes_nothing(self):
        self.authenticate(self.cdd.login, "cdd-password")
        with self.assertRaisesRegex(Exception, "AccessError"):
            self._rpc("otop.ledger.entry", "write", [self.sale.id], {"amount_payable": 0})

    def test_cashier_has_no_report(self):
        cashier = self._user("cashier")
        with self.assertRaises(AccessError):
            self._report(self.env(user=cashier))
