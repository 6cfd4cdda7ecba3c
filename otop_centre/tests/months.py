"""Random months, for the office and for the till: the steps that both have, and how they are played.

`OTOP_EXAMPLES=500 ./otop test otop_centre_pos/tests/test_property_months.py` plays five hundred months that nobody
has seen; without it a few, always the same.
"""

import os
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from odoo import Command

from .test_settle_integrity import MovingGoods

EXAMPLES = int(os.environ.get("OTOP_EXAMPLES", 0))
PRICES = some.sampled_from([10.01, 11.49, 35, 107, 199.5, 1284])
PIECES = some.integers(1, 7)
DAYS = some.integers(1, 31)
SHARED_STEPS = (
    some.tuples(
        some.just("new_terms"), some.integers(0, 1), some.sampled_from([0, 12.5, 20, 100]), some.booleans(), DAYS
    ),
    some.tuples(some.just("register_for_vat"), some.integers(0, 1), DAYS),
    some.tuples(some.just("settle"), DAYS),
    some.tuples(some.just("confirm")),
    some.tuples(some.just("cancel")),
    some.tuples(some.just("pay"), some.sampled_from([0.5, 1])),
    some.tuples(some.just("hold")),
    some.tuples(some.just("decide"), some.sampled_from(["producer_bears", "centre_bears", "reported_only"])),
)


def played(examples):
    """How many months are played: few and always the same, or as many as the environment asks for."""
    return settings(
        max_examples=EXAMPLES or examples,
        deadline=None,
        derandomize=not EXAMPLES,  # a red run is red again, here and elsewhere
        database=None,
        print_blob=bool(EXAMPLES),
        suppress_health_check=list(HealthCheck),
    )


def october(day):
    return date(2026, 10, day)


class RandomMonths(MovingGoods):
    """For a test case with `PayCommon`: plays steps, with every integrity rule after each."""

    def play(self, steps):
        savepoint = self.env.cr.savepoint()
        self.settlements = self.env["otop.settlement"]
        try:
            self._begin()
            for number, (name, *arguments) in enumerate(steps):
                getattr(self, f"_step_{name}")(*arguments)
                self.env.flush_all()
                self.assertEqual(self.findings(), {}, f"after step {number}, {name}{tuple(arguments)}, of {steps}")
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def _begin(self):
        """What a month starts with."""

    # ------------------------------------------------------------------ what people do

    def _step_new_terms(self, which, rate, is_principal, day):
        producer = (self.producer_a, self.producer_b)[which]
        running = self.env["otop.agreement"].search(
            [("producer_id", "=", producer.id), ("state", "=", "confirmed")], order="date_start desc", limit=1
        )
        if running.date_start >= october(day) or self._settled_up_to(producer) >= october(day):
            return
        draft = self.env["otop.agreement"].browse(running.action_new_version()["res_id"])
        draft.write(
            {"commission_rate": rate, "mode": "principal" if is_principal else "agent", "date_start": october(day)}
        )
        draft.action_confirm()

    def _step_register_for_vat(self, which, day):
        producer = (self.producer_a, self.producer_b)[which]
        if not producer.vat_registration_ids:
            producer.write({"vat_registration_ids": [Command.create({"date_from": october(day)})]})

    def _step_settle(self, day):
        run = self._wizard(date_to=october(day), is_minimum_ignored=True)
        if run.included_count:
            run.action_start()
            self.settlements |= run.line_ids.settlement_id.with_env(self.env)

    def _step_confirm(self):
        for draft in self.settlements.filtered(lambda settlement: settlement.state == "draft"):
            draft.with_user(self.clerk).action_refresh()
            if draft.amount_payable >= 0:
                draft.with_user(self.manager).action_confirm()

    def _step_cancel(self):
        live = self.settlements.filtered(lambda settlement: settlement.state in ("draft", "confirmed"))
        if last := live.filtered(lambda settlement: not settlement.amount_paid)[-1:]:
            last.with_user(self.manager).action_cancel()

    def _step_pay(self, part):
        for due in self.settlements.filtered(lambda settlement: settlement.state == "confirmed"):
            if due.amount_due > 0:
                self._pay_window(due, amount=max(round(due.amount_due * part, 2), 0.01))._create_payments()

    def _step_hold(self):
        entries = self.env["otop.ledger.entry"].search(
            [("settlement_id", "=", False), ("is_held", "=", False)], limit=1
        )
        entries.with_user(self.manager).action_hold()

    def _step_decide(self, decision):
        holds = self.env["otop.ledger.hold"].search([("decision", "=", False)])
        if decision == "centre_bears":
            holds = holds.filtered(lambda hold: (hold.amount or hold.amount_payable) < 0)
        getattr(holds.with_user(self.manager), f"action_{decision}")()

    # ------------------------------------------------------------------ helpers

    def _settled_up_to(self, producer):
        last = self.settlements.filtered(
            lambda settlement: settlement.producer_id == producer and settlement.state != "cancel"
        )
        return max(last.mapped("date_to"), default=october(1) - timedelta(days=1))
