from datetime import date

from demo import load, rows
from odoo.tests import TransactionCase, tagged

PRODUCERS = ("P001", "P005", "P009", "P010", "P012", "P013", "P025", "P026", "P030", "P037")
ORDERS = 20


@tagged("post_install", "-at_install")
class TestDemoMonth(TransactionCase):
    """A small October: ten producers, twenty tickets; what the whole month does, in a fraction of its time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.log = []
        cls.env["pos.session"].search([("state", "!=", "closed")]).unlink()
        admin = cls.env(user=cls.env.ref("base.user_admin"))
        cls.differences = load.load(admin, cls.log.append, PRODUCERS, ORDERS)
        cls.partners = cls.env["res.partner"].search([("producer_code", "in", PRODUCERS)])
        cls.entries = cls.env["otop.ledger.entry"].search([("producer_id", "in", cls.partners.ids)])

    def _partner(self, code):
        return self.partners.filtered(lambda partner: partner.producer_code == code)

    def _said(self, *words):
        return [line for line in self.log if all(word in line for word in words)]

    def test_books_stock_and_ledger_agree(self):
        self.assertEqual(list(self.differences), [])

    def test_all_is_registered(self):
        self.assertEqual(set(self.partners.mapped("producer_code")), set(PRODUCERS))
        self.assertEqual(
            {
                partner.producer_code: partner.registration_state
                for partner in self.partners
                if partner.registration_state != "active"
            },
            {"P010": "expired", "P025": "submitted", "P037": "suspended"},
        )

    def test_wrong_numbers_are_refused_and_logged(self):
        self.assertTrue(self._said("refused", "P012", "national_id"))
        self.assertFalse(self._partner("P012").national_id)
        self.assertTrue(self._said("refused", "P026", "juristic_id"))
        self.assertFalse(self._partner("P026").vat)
        self.assertTrue(self._partner("P001").national_id)

    def test_goods_that_may_not_come_in_are_refused(self):
        for code in ("P010", "P025", "P037"):
            with self.subTest(producer=code):
                self.assertTrue(self._said("refused", code))
                self.assertFalse(self.env["stock.quant"].search([("owner_id", "=", self._partner(code).id)]))
        wine = self.env["product.product"].search([("default_code", "=", "P030-03")])
        self.assertTrue(wine.is_alcohol)
        self.assertEqual(wine.qty_available, 0)

    def test_october_was_sold_settled_and_paid(self):
        self.assertEqual({entry.channel for entry in self.entries}, {"pos", "wholesale"})
        self.assertIn("refund", self.entries.mapped("kind"))
        days = self.entries.filtered(lambda entry: entry.channel == "pos").mapped("date")
        self.assertTrue(date(2026, 10, 1) <= min(days) and max(days) <= date(2026, 10, 31))
        self.assertTrue(self.entries.settlement_id)
        self.assertIn("done", self.entries.settlement_id.mapped("state"))

    def test_sales_report_is_the_ledger(self):
        report = self.env["otop.sales.report"].create({"fiscal_year": "2570", "fiscal_month": "1"})
        shown = {
            row["producer_id"]: (row["value"], row["income"]) for row in report._summary().rows if row["is_active"]
        }
        groups = self.entries.filtered(lambda entry: entry.kind in ("sale", "refund")).grouped("producer_id")
        ledger = {
            producer.id: (
                round(sum(entries.mapped("amount_with_vat")), 2),
                round(sum(entries.mapped("amount_payable")), 2),
            )
            for producer, entries in groups.items()
        }
        self.assertEqual({producer: figures for producer, figures in shown.items() if producer in ledger}, ledger)

    def test_again_changes_nothing(self):
        count = self.env["otop.ledger.entry"].search_count([])
        load.load(self.env, self.log.append)
        self.assertEqual(self.env["otop.ledger.entry"].search_count([]), count)

    def test_rows_are_invented_people_in_true_places(self):
        places = {row["dopa_code"] for row in rows.producers()}
        self.assertEqual(self.env["otop.subdistrict"].search_count([("code", "in", list(places))]), len(places))
        self.assertEqual({row["fictitious"] for row in rows.producers()}, {"1"})
