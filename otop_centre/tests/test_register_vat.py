from datetime import date, timedelta

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation

from .common import OtopCommon


@tagged("post_install", "-at_install")
class TestVat(OtopCommon):
    """The centre's VAT regime and a producer's VAT registration are facts with a first and a last day."""

    def test_regime_of_each_day(self):
        regimes = self.company.otop_vat_regime_ids
        regimes.regime = "none"
        regimes.create({"date_from": "2026-11-15", "regime": "own_name"})
        days = [date(2020, 1, 1), date(2026, 11, 14), date(2026, 11, 15)]
        self.assertEqual([self.company._otop_vat_regime_on(day) for day in days], ["none", "none", "own_name"])
        entries = self._sell(self.scarf, days=30) | self._sell(self.scarf, days=31)
        self.assertTable(entries, ["vat_regime"], [("none",), ("own_name",)])

    def test_the_setting_is_a_row_from_today(self):
        today = self.company._otop_day()
        self.company.with_user(self._user("manager")).otop_vat_regime = "none"
        self.assertEqual(self.company.otop_vat_regime, "none")
        self.assertEqual(self.company._otop_vat_regime_on(today - timedelta(days=1)), "own_name")
        self.assertFalse(self.scarf.taxes_id)
        self.company.otop_vat_regime = "own_name"
        self.assertEqual(len(self.company.otop_vat_regime_ids), 2, "the same day is one row")
        self.assertEqual(self.scarf.taxes_id, self.vat_in)

    def test_a_new_row_starts_with_the_rate_in_force(self):
        self.company.otop_vat_regime_ids.vat_rate = 10
        self.company.otop_vat_regime = "none"
        self.assertEqual(self.company.otop_vat_regime_ids.mapped("vat_rate"), [10, 10])
        self.assertEqual(self.env["otop.vat.regime"].new({}).vat_rate, 10)
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.company.otop_vat_regime_ids[:1].vat_rate = 700
            self.env.flush_all()

    def test_taxes_follow_a_regime_that_begins_by_the_calendar(self):
        today = self.company._otop_day()
        row = self.env["otop.vat.regime"].create({"date_from": today + timedelta(days=1), "regime": "none"})
        self.assertEqual(self.scarf.taxes_id, self.vat_in)
        self.cr.execute("UPDATE otop_vat_regime SET date_from = %s WHERE id = %s", [today, row.id])
        self.env.invalidate_all()
        self.env["otop.vat.regime"]._cron_begin()
        self.assertFalse(self.scarf.taxes_id)

    def test_new_centre_sells_in_its_own_name_unless_it_says_otherwise(self):
        usual, small = self.env["res.company"].create(
            [{"name": "Second centre"}, {"name": "Small centre", "otop_vat_regime": "none"}]
        )
        for company, regime in ((usual, "own_name"), (small, "none")):
            self.assertTable(company.otop_vat_regime_ids, ["date_from", "regime"], [(False, regime)])

    def test_reserved_regime_cannot_be_chosen(self):
        with self.assertRaisesRegex(ValueError, "agent_783"):
            self.company.otop_vat_regime = "agent_783"

    def test_registration_is_a_period(self):
        producer = self._producer("Registered", "TR01")
        producer.vat_registration_ids = [
            Command.create({"date_from": "2026-01-01", "date_to": "2026-03-31"}),
            Command.create({"date_from": "2026-11-15"}),
        ]
        days = [date(2025, 12, 31), date(2026, 3, 31), date(2026, 4, 1), date(2026, 11, 14), date(2026, 11, 15)]
        self.assertEqual([producer._otop_vat_registered_on(day) for day in days], [False, True, False, False, True])
        with self.assertRaisesRegex(ValidationError, "is VAT-registered from"):
            producer.vat_registration_ids = [Command.create({"date_from": "2026-02-01", "date_to": "2026-02-28"})]

    def test_present_fields_write_rows(self):
        today = self.company._otop_day()
        producer = self._producer("Registered", "TR01", is_vat_registered=True)
        self.assertTable(producer.vat_registration_ids, ["date_from", "date_to"], [(False, False)])
        self.assertIn(producer, producer.search([("is_vat_registered", "=", True)]))
        producer.is_vat_registered = False
        self.assertEqual(producer.vat_registration_ids.date_to, today - timedelta(days=1))
        self.assertNotIn(producer, producer.search([("is_vat_registered", "=", True)]))
        self.assertIn(producer, producer.search([("is_vat_registered", "=", False)]))
        producer.is_vat_registered = True
        self.assertEqual(producer.vat_registered_date, today)
        self.assertEqual(len(producer.vat_registration_ids), 2)

    def test_who_says_that_a_producer_is_registered(self):
        clerk, finance = self._user("clerk"), self._user("finance")
        producer = (
            self.env["res.partner"]
            .with_user(clerk)
            .create({"name": "New producer", "is_otop_producer": True, "is_vat_registered": False})
        )
        for values in ({"is_vat_registered": True}, {"vat_registered_date": "2026-01-01"}):
            with self.assertRaisesRegex(AccessError, "by a manager or by finance"), self.cr.savepoint():
                producer.write(values)
        rows = self.env["otop.vat.registration"]
        with self.assertRaises(AccessError):
            rows.with_user(clerk).create({"producer_id": producer.id})
        row = rows.with_user(finance).create({"producer_id": producer.id, "date_from": "2026-01-01"})
        self.assertTrue(producer.is_vat_registered)
        with self.assertRaises(AccessError):
            row.with_user(clerk).date_from = "2020-01-01"

    def test_another_centres_regime_is_not_seen(self):
        other = self.env["res.company"].create({"name": "Second centre"})
        manager = self._user("manager")
        self.assertNotIn(other, self.env["otop.vat.regime"].with_user(manager).search([]).company_id)
        with self.assertRaises(AccessError):
            other.otop_vat_regime_ids.with_user(manager).regime = "none"
