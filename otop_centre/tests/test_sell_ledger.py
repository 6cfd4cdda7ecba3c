from datetime import date, datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation

from .common import OtopCommon

SPLIT = [
    "producer_id",
    "quantity",
    "amount_with_vat",
    "amount_vat",
    "amount_without_vat",
    "amount_commission",
    "amount_payable",
]


@tagged("post_install", "-at_install")
class TestLedger(OtopCommon):
    def test_one_sale_of_each_producer(self):
        entries = self._sell(self.scarf) | self._sell(self.pot, 2)
        self.assertTable(
            entries,
            SPLIT,
            [
                # producer        qty  with    vat  without  GP    payable
                (self.producer_a, 1.0, 107.00, 7.00, 100.00, 20.00, 80.00),
                (self.producer_b, 2.0, 214.00, 14.0, 200.00, 50.00, 150.00),
            ],
        )
        self.assertProceedsTied()

    def test_same_origin_twice_writes_once(self):
        """Invariant 2: a retried sync writes nothing new."""
        entry = self._sell(self.scarf, origin_id=1)
        self.assertFalse(self._sell(self.scarf, origin_id=1, move_id=entry.move_id.id))

    def test_refund_in_three_steps_ends_at_zero(self):
        """Invariant 8, with a line that does not divide: 3 pieces for 100 baht."""
        sale = self._sell(self.scarf, 3, 100)
        steps = []
        for _step in range(3):
            amounts = sale._refund_amounts(1)
            steps.append(self._sell(self.scarf, -1, reversed_entry_id=sale.id, **amounts))
        self.assertTable(
            [sale, *steps],
            SPLIT[2:],
            [
                # with   vat    without  GP      payable
                (100.00, 6.54, 93.46, 18.69, 74.77),
                (-33.33, -2.18, -31.15, -6.23, -24.92),
                (-33.34, -2.18, -31.16, -6.23, -24.93),
                (-33.33, -2.18, -31.15, -6.23, -24.92),
            ],
        )
        for field in SPLIT[1:]:
            self.assertAlmostEqual(sum(entry[field] for entry in [sale, *steps]), 0, 2, field)

    def test_refund_keeps_the_rate_of_its_sale(self):
        sale = self._sell(self.scarf)
        version = self.env["otop.agreement"].browse(self.agreement_a.action_new_version()["res_id"])
        version.write({"date_start": "2026-11-01", "commission_rate": 50})
        version.action_confirm()
        refund = self._sell(self.scarf, -1, days=30, reversed_entry_id=sale.id, **sale._refund_amounts(1))
        self.assertEqual(refund.commission_rate, 20)
        self.assertEqual(refund.amount_payable, -80)

    def test_refund_of_more_than_was_sold_waits_for_the_manager(self):
        sale = self._sell(self.scarf)
        refunds = [
            self._sell(self.scarf, -1, reversed_entry_id=sale.id, **sale._refund_amounts(1)) for _twice in range(2)
        ]
        self.assertEqual([refund.is_held for refund in refunds], [False, True])
        self.assertIn("More pieces were refunded", refunds[1].hold_reason)

    def test_half_past_midnight_belongs_to_the_day_in_bangkok(self):
        entry = self._sell(self.scarf, date_time=datetime(2026, 10, 31, 17, 30))
        self.assertEqual(entry.date, date(2026, 11, 1))

    def test_frozen_facts_do_not_follow_the_product(self):
        entry = self._sell(self.scarf)
        self.assertEqual(entry.state_id, self.province)
        self.scarf.product_tmpl_id.otop_category_id = self.env["otop.category"].search(
            [("parent_id", "=", False), ("id", "!=", self.scarf.otop_category_id.id)], limit=1
        )
        self.producer_a.state_id = self.env["res.country.state"].search([("code", "=", "TH-50")], limit=1)
        self.assertEqual(entry.state_id, self.province)
        self.assertNotEqual(entry.otop_category_id, self.scarf.otop_category_id)

    def test_why_this_rate(self):
        entry = self._sell(self.scarf)
        self.assertIn(self.agreement_a.name, entry.explanation)
        self.assertIn("20 %", entry.explanation)

    def test_database_refuses_sums_that_do_not_add_up(self):
        """Invariant 1 is the database's own."""
        entry = self._sell(self.scarf)
        for column in ("amount_vat", "amount_payable"):
            with (
                self.subTest(column=column),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.cr.savepoint(),
            ):
                self.cr.execute(f"UPDATE otop_ledger_entry SET {column} = {column} + 0.01 WHERE id = %s", [entry.id])

    def test_sealed_against_everybody(self):
        entry = self._sell(self.scarf)
        manager = self._user("manager")
        for user in (manager, self.env.user, self.env.ref("base.user_root")):
            ledger = entry.with_user(user)
            with self.assertRaises(AccessError):
                ledger.write({"amount_payable": 1})
            with self.assertRaises(AccessError):
                ledger.copy()
            with self.assertRaises(AccessError):
                ledger.unlink()
        with self.assertRaises(AccessError):
            entry.sudo().with_context(otop_ledger_key=True).write({"is_held": True})

    def test_only_a_manager_holds_and_releases(self):
        entry = self._sell(self.scarf)
        with self.assertRaises(AccessError):
            entry.with_user(self._user("clerk")).action_hold()
        entry.with_user(self._user("manager")).action_hold()
        self.assertTrue(entry.is_held)
        entry.with_user(self.env.ref("base.user_admin")).action_reported_only()
        self.assertFalse(entry.is_held)


@tagged("post_install", "-at_install")
class TestLedgerRegimes(OtopCommon):
    def test_centre_without_vat(self):
        self.company.otop_vat_regime_ids.regime = "none"
        self.scarf.taxes_id = False
        entry = self._sell(self.scarf)
        self.assertTable(entry, SPLIT[2:], [(107.00, 0.00, 107.00, 21.40, 85.60)])

    def test_commission_on_the_price_with_vat(self):
        unregistered = self._producer("Unregistered", "TU01")
        registered = self._producer("Registered", "TU02", is_vat_registered=True)
        rows = [(14.40, 85.60), (20.00, 80.00)]
        for producer, row in zip((unregistered, registered), rows, strict=True):
            self._agreement(producer, 20, commission_base="price_included")
            entry = self._sell(self._product("Hat", producer, 107))
            self.assertTable(entry, ["amount_commission", "amount_payable"], [row])
