from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation

from .common import OtopCommon


@tagged("post_install", "-at_install")
class TestAgreement(OtopCommon):
    def _rate(self, product, day=date(2026, 10, 15), channel="pos"):
        [terms] = self.env["otop.agreement"]._terms(self.company, [(product, day, channel)])
        return terms.commission_rate

    def test_narrower_exception_wins(self):
        category, subtype = self._category_and_subtype()
        (self.scarf | self.bag).product_tmpl_id.write({"otop_category_id": category.id, "otop_subtype_id": subtype.id})
        self.agreement_a.date_end = "2026-09-30"
        agreement = self.env["otop.agreement"].create(
            {"producer_id": self.producer_a.id, "date_start": "2026-10-01", "commission_rate": 20}
        )
        steps = [
            ({"otop_category_id": category.id, "commission_rate": 18}, 18),
            ({"otop_subtype_id": subtype.id, "commission_rate": 16}, 16),
            ({"product_tmpl_id": self.scarf.product_tmpl_id.id, "commission_rate": 14}, 14),
            ({"product_tmpl_id": self.scarf.product_tmpl_id.id, "channel": "pos", "commission_rate": 0}, 0),
        ]
        self.assertFalse(agreement.line_ids)
        for values, _rate in steps:
            if "otop_subtype_id" in values:
                values["otop_category_id"] = values.pop("otop_subtype_id")
            agreement.line_ids = [Command.create(values)]
        agreement.action_confirm()
        self.assertEqual(self._rate(self.scarf), 0, "0 % for the channel is a rate, not an empty field")
        self.assertEqual(self._rate(self.scarf, channel="wholesale"), 14)
        self.assertEqual(self._rate(self.bag), 16, "sub-type before category")

    def _category_and_subtype(self):
        subtype = self.env["otop.category"].search([("parent_id", "!=", False)], limit=1)
        return subtype.parent_id, subtype

    def test_rate_changes_in_mid_month(self):
        """Edge case A1: the sale's own day picks the version."""
        action = self.agreement_a.action_new_version()
        version = self.env["otop.agreement"].browse(action["res_id"])
        version.write({"date_start": "2026-10-16", "commission_rate": 30})
        version.action_confirm()
        self.assertEqual(self.agreement_a.date_end, date(2026, 10, 15))
        self.assertEqual(version.version, 2)
        self.assertEqual(self._rate(self.scarf, date(2026, 10, 15)), 20)
        self.assertEqual(self._rate(self.scarf, date(2026, 10, 16)), 30)

    def test_overlap_is_refused_adjacent_is_not(self):
        self.agreement_a.date_end = "2026-10-31"
        with self.assertRaisesRegex(ValidationError, "overlaps"), self.cr.savepoint():
            self._agreement(self.producer_a, 10, date_start="2026-10-31")
        self._agreement(self.producer_a, 10, date_start="2026-11-01")

    def test_confirmed_terms_stand(self):
        with self.assertRaisesRegex(UserError, "New version"):
            self.agreement_a.commission_rate = 10
        with self.assertRaisesRegex(UserError, "New version"):
            self.agreement_a.line_ids = [
                Command.create({"product_tmpl_id": self.scarf.product_tmpl_id.id, "commission_rate": 1})
            ]
        self.agreement_a.date_end = "2026-12-31"

    def test_new_version_may_not_reach_back_over_what_is_settled(self):
        entry = self._sell(self.scarf)
        settlement = self.env["otop.settlement"]._generate(self.company, self.producer_a, date(2026, 10, 31))
        self.assertEqual(entry.settlement_id, settlement)
        version = self.env["otop.agreement"].browse(self.agreement_a.action_new_version()["res_id"])
        version.write({"date_start": "2026-10-15", "commission_rate": 30})
        with self.assertRaisesRegex(UserError, "settled up to"):
            version.action_confirm()
        version.date_start = "2026-10-16"
        version.action_confirm()

    def test_no_agreement_sells_but_waits_for_the_manager(self):
        """Edge case A3: nothing on the shelf is refused at the till."""
        self.agreement_a.date_end = "2026-10-01"
        entry = self._sell(self.scarf)
        self.assertTrue(entry.is_held)
        self.assertEqual(entry.commission_rate, 20)
        self.assertIn("No agreement ran", entry.hold_reason)

    def test_rate_outside_0_to_100_is_refused(self):
        for rate in (-1, 101):
            with (
                self.subTest(rate=rate),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.cr.savepoint(),
            ):
                self._agreement(self._producer("New", f"TN{rate}"), rate)

    def test_commission_that_does_not_pay_the_vat_is_refused(self):
        producer = self._producer("Unregistered", "TU01")
        with self.assertRaisesRegex(ValidationError, "centre would lose"), self.cr.savepoint():
            self._agreement(producer, 6.5, commission_base="price_included")
        self._agreement(producer, 6.6, commission_base="price_included")

    def test_used_agreement_is_neither_cancelled_nor_deleted(self):
        self._sell(self.scarf)
        with self.assertRaisesRegex(UserError, "cannot be cancelled"):
            self.agreement_a.action_cancel()
        with self.assertRaisesRegex(UserError, "kept for the auditor"):
            self.agreement_a.unlink()

    def test_only_a_manager_binds_the_centre(self):
        clerk = self._user("clerk")
        draft = (
            self.env["otop.agreement"]
            .with_user(clerk)
            .create(
                {"producer_id": self._producer("New", "TN01").id, "date_start": "2026-01-01", "commission_rate": 20}
            )
        )
        for attempt in (lambda: draft.action_confirm(), lambda: self.agreement_a.with_user(clerk).action_done()):
            with self.assertRaisesRegex(AccessError, "Only a manager"), self.cr.savepoint():
                attempt()
        for attempt in (
            lambda: draft.write({"state": "confirmed"}),
            lambda: draft.copy({"state": "confirmed"}),
        ):
            with self.assertRaisesRegex(UserError, "Follow the steps"), self.cr.savepoint():
                attempt()
        draft.with_user(self._user("manager")).action_confirm()
        self.assertEqual(draft.state, "confirmed")
