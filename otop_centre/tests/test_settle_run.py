from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_settle_settlement import SettleCommon


@tagged("post_install", "-at_install")
class TestSettlementRun(SettleCommon):
    """One closing of many producers, kept as a record and done in steps that are kept."""

    @classmethod
    def _many(cls, count, code="TR"):
        """So many producers with an agreement and one sale of 107 baht each."""
        producers = cls.env["res.partner"]
        for number in range(count):
            producer = cls._producer(f"{code} {number:03}", f"{code}{number:03}")
            cls._agreement(producer, 20)
            cls._sell(cls._product(f"{code} goods {number}", producer, 107))
            producers |= producer
        return producers

    def _run(self, producers, **values):
        return self._wizard(producers, **values)

    def _background(self, run):
        """Start it as if it were too large to be done at once."""
        with patch("odoo.addons.otop_centre.models.settle.otop_settlement_run.AT_ONCE", 0):
            run.action_start()
        return run

    def _cron(self, steps=None):
        """The job, whose commits a test cannot make; after `steps` of them the server is stopped."""
        left = iter(range(steps if steps is not None else 1000))
        with (
            patch.object(
                type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: next(left, None) is not None
            ),
            patch.dict(
                "odoo.addons.otop_centre.models.settle.otop_settlement_run_work.STEPS", {"settle": 2, "confirm": 2}
            ),
        ):
            self.env["otop.settlement.run"]._cron_work()

    def test_a_producer_is_settled_at_the_end_of_his_cycle(self):
        self.agreement_a._unsealed().settlement_cycle = "quarterly"
        self._sell(self.scarf)
        self._sell(self.pot)
        producers = self.producer_a | self.producer_b
        run = self._run(producers, is_cycle_ignored=False)
        self.assertEqual(self.reasons(run), {self.producer_a: "cycle", self.producer_b: "included"})
        run.is_cycle_ignored = True
        self.assertEqual(self.reasons(run), {self.producer_a: "included", self.producer_b: "included"})

    def test_a_changed_question_is_planned_anew(self):
        self._sell(self.scarf)
        run = self._run([self.producer_a])
        self.assertTable(run, ["included_count", "included_amount", "left_out_count"], [(1, 80, 0)])
        run.date_to = date(2026, 10, 10)
        self.assertTable(run, ["included_count", "included_amount", "left_out_count"], [(0, 0, 1)])
        self.assertEqual(self.reasons(run), {self.producer_a: "later"})

    def test_many_go_on_in_the_background_where_they_stood(self):
        run = self._background(self._run(self._many(5)))
        self.assertTable(run, ["state", "done_count", "progress"], [("running", 0, 0)])
        self._cron(steps=2)
        self.assertTable(run, ["state", "done_count", "progress"], [("running", 4, 80)])
        self._cron()
        self.assertTable(run, ["state", "done_count", "progress"], [("done", 5, 100)])
        settlements = run.line_ids.settlement_id
        self.assertEqual((len(settlements), sum(settlements.mapped("amount_payable"))), (5, 400))
        self.assertEqual(settlements.create_uid, self.clerk)
        self._cron()
        self.assertEqual(self.env["otop.settlement"].search_count([("producer_id", "in", run.producer_ids.ids)]), 5)

    def test_a_stopped_run_keeps_what_it_did(self):
        run = self._background(self._run(self._many(3)))
        self._cron(steps=1)
        done = run.done_count
        run.action_cancel()
        self._cron()
        self.assertTable(run, ["state", "done_count"], [("cancelled", done)])

    def test_whom_somebody_else_settled_meanwhile_is_told(self):
        run = self._run([self.producer_a])
        self._sell(self.scarf)
        run.action_plan()
        self._background(run)
        self._settle(self.producer_a, confirm=False)
        self._cron()
        self.assertTable(run, ["state", "problem_count"], [("done", 1)])
        self.assertIn("somebody else", run.line_ids.note)

    def test_many_are_confirmed_in_the_managers_name_and_one_refusal_stops_nobody(self):
        producers = self._many(3)
        settlements = self._settle(*producers, confirm=False)
        [late] = self._sell(self.env["product.product"].search([("producer_id", "=", producers[1].id)]))
        with (
            patch("odoo.addons.otop_centre.models.settle.otop_settlement_confirm.CONFIRM_AT_ONCE", 1),
            patch("odoo.addons.otop_centre.models.settle.otop_settlement_run.AT_ONCE", 1),
        ):
            action = settlements.with_user(self.manager).action_confirm_many()
        run = self.env["otop.settlement.run"].browse(action["res_id"])
        self._cron()
        self.assertTable(run, ["kind", "state", "done_count", "problem_count"], [("confirm", "done", 3, 1)])
        self.assertEqual(sorted(settlements.mapped("state")), ["confirmed", "confirmed", "draft"])
        self.assertEqual(settlements.confirmed_by_id, self.manager)
        self.assertIn("Take in late sales", run.line_ids.filtered("problem").note)
        self.assertFalse(late.settlement_id)

    def test_a_refund_booked_since_the_draft_is_seen_before_it_is_signed(self):
        sale = self._sell(self.bag)
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a, confirm=False)
        self._sell(self.bag, -1, days=1, reversed_entry_id=sale.id, **sale._refund_amounts(1))
        with self.assertRaisesRegex(UserError, "Take in late sales"):
            settlement.with_user(self.manager).action_confirm()
        settlement.with_user(self.manager).action_refresh()
        settlement.with_user(self.manager).action_confirm()
        self.assertTable(settlement, ["amount_payable", "state"], [(80, "confirmed")])

    def test_a_run_keeps_its_own_progress(self):
        self._sell(self.scarf)
        run = self._run([self.producer_a])
        for vals in ({"state": "done"}, {"included_amount": 5000}, {"user_id": self.manager.id}):
            with self.subTest(vals=vals), self.assertRaisesRegex(AccessError, "keeps its own progress"):
                run.write(vals)
        with self.assertRaisesRegex(AccessError, "keeps its own progress"):
            run.create({"kind": "confirm", "date_to": "2026-10-31"})
        with self.assertRaises(AccessError):
            run.line_ids.write({"settlement_id": False})
        run.action_start()
        with self.assertRaisesRegex(UserError, "already"):
            run.date_to = date(2026, 10, 1)
        with self.assertRaisesRegex(UserError, "already"):
            run.action_start()
        with self.assertRaisesRegex(UserError, "is kept"):
            run.sudo().unlink()

    def test_queries_of_a_run_do_not_grow_with_its_producers(self):
        def queries(producers):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._run(producers).action_start()
            return self.env.cr.sql_log_count - before

        few, many = self._many(4, "QF"), self._many(24, "QM")
        queries(self._many(2, "QW"))
        self.assertLessEqual(queries(many), queries(few) + 2)
