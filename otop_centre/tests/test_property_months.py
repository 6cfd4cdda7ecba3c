"""Months that nobody thought of: whatever valid steps follow each other, every integrity rule holds after each."""

from hypothesis import given
from hypothesis import strategies as some
from odoo.tests import tagged

from .months import DAYS, PIECES, PRICES, SHARED_STEPS, RandomMonths, october, played
from .test_pay_settlement import PayCommon

STEPS = some.one_of(
    some.tuples(some.just("sell"), some.integers(0, 2), PIECES, PRICES, some.sampled_from([0, 0, 10, 33.3]), DAYS),
    some.tuples(some.just("sell_two"), PIECES, PRICES, PRICES, DAYS),
    some.tuples(some.just("take_back"), some.integers(0, 9), some.integers(1, 7), DAYS),
    some.tuples(some.just("reduce"), some.integers(0, 9), some.sampled_from([1, 5, 10, 37]), DAYS),
    *SHARED_STEPS,
)


@tagged("post_install", "-at_install")
class TestRandomMonths(RandomMonths, PayCommon):
    """Sales, refunds, allowances, new terms, VAT registrations, settlements, payments, holds, on any day of a month."""

    @played(examples=6)
    @given(some.lists(STEPS, min_size=6, max_size=14))
    def test_every_rule_holds_after_every_step(self, steps):
        self.play(steps)

    def _begin(self):
        self.invoices = self.env["account.move"]

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
