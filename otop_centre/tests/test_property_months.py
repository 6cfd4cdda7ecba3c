"""Months that nobody thought of: whatever valid steps follow each other, every integrity rule holds after each."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from odoo import Command
from odoo.tests import tagged

from .test_pay_settlement import PayCommon
from .test_settle_integrity import MovingGoods

PRICES = some.sampled_from([10.01, 11.49, 35, 107, 199.5, 1284])
PIECES = some.integers(1, 7)
DAYS = some.integers(1, 31)
STEPS = some.one_of(
    some.tuples(some.just("sell"), some.integers(0, 2), PIECES, PRICES, some.sampled_from([0, 0, 10, 33.3]), DAYS),
    some.tuples(some.just("sell_two"), PIECES, PRICES, PRICES, DAYS),
    some.tuples(some.just("take_back"), some.integers(0, 9), some.integers(1, 7), DAYS),
    some.tuples(some.just("reduce"), some.integers(0, 9), some.sampled_from([1, 5, 10, 37]), DAYS),
    some.tuples(
        some.just("new_terms"), some.integers(0, 1), some.sampled_from([0, 12.5, 20, 100]), some.booleans(), DAYS
    ),
    some.tuples(some.just("register_for_vat"), some.integers(0, 1), DAYS),
    some.tuples(some.just("settle"), DAYS),
    some.tuples(some.just("confirm")),
    some.tuples(some.just("cancel")),
    some.tuples(some.just("pay"), some.sampled_from([0.5, 1])),
    some.tuples(some.just("hold")),
    some.tuples(some.just("decide"), some.sampled_from(["producer_bears", "reported_only"])),
)


def october(day):
    return date(2026, 10, day)


@tagged("post_install", "-at_install")
class TestRandomMonths(MovingGoods, PayCommon):
    """Sales, refunds, allowances, new terms, VAT registrations, settlements, payments, holds, on any day of a month."""

    @settings(
        max_examples=6,
        deadline=None,
        derandomize=True,  # a red run is red again, here and elsewhere
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(some.lists(STEPS, min_size=6, max_size=14))
    def test_every_rule_holds_after_every_step(self, steps):
        savepoint = self.env.cr.savepoint()
        self.invoices, self.settlements = self.env["account.move"], self.env["otop.settlement"]
        try:
            for number, (name, *arguments) in enumerate(steps):
                getattr(self, f"_step_{name}")(*arguments)
                self.env.flush_all()
                self.assertEqual(self.findings(), {}, f"after step {number}, {name}{tuple(arguments)}, of {steps}")
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    # ------------------------------------------------------------------ what people do

    def _step_sell(self, which, pieces, price, discount, day):
        product = (self.scarf, self.bag, self.pot)[which]
        self.invoices |= self._invoice([(product, pieces, price, discount)], date=october(day))
        self._move(product, pieces)

    def _step_sell_two(self, pieces, price, other_price, day):
        lines = [(self.scarf, pieces, price), (self.pot, 1, other_price), (self.scarf, 1, other_price)]
        self.invoices |= self._invoice(lines, date=october(day))
        self._move(self.scarf, pieces + 1)
        self._move(self.pot, 1)

    def _step_take_back(self, which, pieces, day):
        """Some of the pieces of an invoice, as many as are left."""
        line, left = self._line_with_pieces(which)
        if not line:
            return
        pieces = min(pieces, left)
        self._credit(line, pieces, line.price_unit, line.discount, day)
        self._move(line.product_id, -pieces)

    def _step_reduce(self, which, percent, day):
        """A part of the price given back, the goods stay with the buyer."""
        line, left = self._line_with_pieces(which)
        if line and left == line.quantity and not self._reduced(line):
            self._credit(line, left, line.price_unit * percent / 100, line.discount, day)

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
        getattr(holds.with_user(self.manager), f"action_{decision}")()

    # ------------------------------------------------------------------ helpers

    def _line_with_pieces(self, which):
        lines = self.invoices.invoice_line_ids.filtered("product_id")
        entries = self.env["otop.ledger.entry"].search(
            [("origin_model", "=", "account.move.line"), ("origin_id", "in", lines.ids), ("kind", "=", "sale")]
        )
        left = entries._remaining()
        rows = [(entry, int(left[entry.id]["quantity"])) for entry in entries if left[entry.id]["quantity"] >= 1]
        if not rows:
            return lines.browse(), 0
        entry, pieces = rows[which % len(rows)]
        return lines.browse(entry.origin_id), pieces

    def _reduced(self, line):
        return line.move_id.reversal_move_ids

    def _credit(self, line, pieces, price, discount, day):
        self._invoice(
            [(line.product_id, pieces, price, discount)],
            move_type="out_refund",
            date=max(october(day), line.move_id.invoice_date),
            reversed_entry_id=line.move_id.id,
        )

    def _settled_up_to(self, producer):
        last = self.settlements.filtered(
            lambda settlement: settlement.producer_id == producer and settlement.state != "cancel"
        )
        return max(last.mapped("date_to"), default=october(1) - timedelta(days=1))
