"""Months at the tills that nobody thought of: whatever valid steps follow each other, every integrity rule, the core's
and the till's, holds after each."""

from datetime import datetime, timedelta

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as some
from odoo.addons.otop_centre.tests.months import PIECES, PRICES, SHARED_STEPS, RandomMonths, october, played
from odoo.addons.otop_centre.tests.test_pay_settlement import PayCommon
from odoo.tests import tagged

from .common import OtopPosCommon

TILLS = some.integers(0, 1)
ANY = some.integers(0, 9)
GOODS = some.tuples(some.integers(0, 2), PIECES, PRICES, some.sampled_from([0, 0, 10, 33.3, 100]))
STEPS = some.one_of(
    some.tuples(some.just("ticket"), TILLS, some.lists(GOODS, min_size=1, max_size=3), some.booleans()),
    some.tuples(some.just("offline_ticket"), TILLS, some.lists(GOODS, min_size=1, max_size=2)),
    some.tuples(some.just("sync")),
    some.tuples(some.just("take_back"), TILLS, ANY, PIECES, some.booleans()),
    some.tuples(some.just("take_back"), TILLS, ANY, PIECES, some.booleans()),
    some.tuples(some.just("exchange"), TILLS, ANY, GOODS),
    some.tuples(some.just("blind_return"), TILLS, some.integers(0, 2)),
    some.tuples(some.just("invoice_later"), ANY),
    some.tuples(some.just("correct_payment"), ANY),
    some.tuples(some.just("close"), TILLS),
    some.tuples(some.just("close"), TILLS),
    some.tuples(some.just("clock"), some.integers(1, 150)),
    some.tuples(some.just("regime"), some.sampled_from(["none", "own_name"])),
    *SHARED_STEPS,
)


@tagged("post_install", "-at_install")
class TestRandomTillMonths(RandomMonths, OtopPosCommon, PayCommon):
    """Two tills opened and closed, tickets with and without the server, refunds also of an earlier session's ticket
    and at the other till, exchanges, returns without a receipt, invoices asked for at once and later, ways of payment
    corrected, the clock moved, and all that the office does in between."""

    @played(examples=5)
    @given(some.lists(STEPS, min_size=8, max_size=18))
    def test_every_rule_holds_after_every_step(self, steps):
        with freeze_time("2026-10-01 03:00:00") as self.clock:
            self.play(steps)

    def _begin(self):
        self.sessions, self.waiting, self.orders = {}, [], self.env["pos.order"]

    # ------------------------------------------------------------------ what people do

    def _step_ticket(self, till, goods, is_invoiced):
        lines = [self._goods(*line) for line in goods]
        invoice = self.customer if is_invoiced else None
        self.orders |= self._sell_at(self._session(till), *lines, date=self._now(), invoice=invoice)

    def _step_offline_ticket(self, till, goods):
        lines = [self._goods(*line) for line in goods]
        self.waiting.append((till, self._ticket(self._session(till), *lines, date=self._now())))

    def _step_sync(self):
        """The network is back: tickets of a session that was closed meanwhile go to the next."""
        for till, ticket in self.waiting:
            self._session(till)
            self.orders |= self._sync(ticket)
        self.waiting = []

    def _step_take_back(self, till, which, pieces, is_online):
        """Some of the pieces of a ticket, as many as are left, at either till."""
        line, left = self._line_with_pieces(which)
        if line:
            refund = self._refund_line(line, min(pieces, left), is_online)
            self.orders |= self._sell_at(self._session(till), refund, date=self._now())

    def _step_exchange(self, till, which, goods):
        line, _left = self._line_with_pieces(which)
        if line:
            lines = [self._refund_line(line, 1), self._goods(*goods)]
            self.orders |= self._sell_at(self._session(till), *lines, date=self._now())

    def _step_blind_return(self, till, which):
        goods = self._goods(which, -1, 107, 0)
        self.orders |= self._sell_at(self._session(till), goods, date=self._now())

    def _step_invoice_later(self, which):
        sold = self.orders.filtered(lambda order: not order.account_move and order.amount_total > 0)
        if sold:
            order = sold[which % len(sold)]
            order.partner_id = self.customer
            order.action_pos_order_invoice()

    def _step_correct_payment(self, which):
        paid = self.orders.filtered(
            lambda order: order.state == "paid" and order.session_id.state != "closed" and len(order.payment_ids) == 1
        )
        if paid:
            order = paid[which % len(paid)]
            cash = order.config_id.payment_method_ids.filtered("is_cash_count")
            other = cash if order.payment_ids.payment_method_id == self.qr else self.qr
            self.env["otop.payment.correction"].with_user(self.manager).create(
                {
                    "order_id": order.id,
                    "payment_id": order.payment_ids.id,
                    "payment_method_id": other.id,
                    "reason": "Wrong button",
                }
            ).action_confirm()

    def _step_close(self, till):
        if session := self.sessions.pop(till, None):
            self._close(session)

    def _step_clock(self, hours):
        self.clock.tick(timedelta(hours=hours))

    def _step_regime(self, regime):
        """From today; the tickets that wait for the network keep the taxes of their own day."""
        self.company.otop_vat_regime = regime

    def _step_settle(self, day):
        # EXTENDS RandomMonths: nobody settles what has not come yet
        last = self.company._otop_day()
        super()._step_settle(min(day, last.day) if last < october(31) else day)

    # ------------------------------------------------------------------ helpers

    def _now(self):
        return datetime.now().replace(microsecond=0)

    def _session(self, till):
        if till not in self.sessions:
            self.sessions[till] = self._open((self.till, self.till_2)[till])
        return self.sessions[till]

    def _goods(self, which, pieces, price, discount):
        return self._line((self.scarf, self.bag, self.pot)[which], pieces, price, discount)

    def _line_with_pieces(self, which):
        entries = self._entries(self.orders).filtered(lambda entry: entry.kind == "sale")
        left = entries._remaining()
        rows = [(entry, int(left[entry.id]["quantity"])) for entry in entries if left[entry.id]["quantity"] >= 1]
        if not rows:
            return self.env["pos.order.line"], 0
        entry, pieces = rows[which % len(rows)]
        return self.env["pos.order.line"].browse(entry.origin_id), pieces
