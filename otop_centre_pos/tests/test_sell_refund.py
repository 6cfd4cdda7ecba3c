from datetime import datetime
from itertools import product as combinations

from odoo.tests import tagged

from .common import OtopPosCommon

SUMS = ("quantity", "amount_with_vat", "amount_vat", "amount_without_vat", "amount_commission", "amount_payable")


@tagged("post_install", "-at_install")
class TestSellRefund(OtopPosCommon):
    """Returning a line in any number of steps ends at exactly zero, in the ledger and in the books."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session = cls._open()

    def _assert_nothing_left(self, *orders):
        entries = self._entries(*orders)
        for field in SUMS:
            self.assertEqual(round(sum(entries.mapped(field)), 2), 0, field)

    def test_one_by_one(self):
        """Three pieces at 10.00: 30.00 = 28.04 + 1.96 once, yet 3 × 9.35 = 28.05."""
        sale = self._sell_at(self.session, (self.scarf, 3, 10))
        steps = [self._sell_at(self.session, self._refund_line(sale.lines, 1)) for _step in range(3)]
        self.assertTable(
            self._entries(sale, *steps),
            ("quantity", "amount_with_vat", "amount_vat", "amount_without_vat", "amount_commission", "amount_payable"),
            [
                # pieces  with VAT    VAT  without  commission  payable
                (   3.0,    30.00,  1.96,   28.04,       5.61,   22.43),
                (  -1.0,   -10.00, -0.65,   -9.35,      -1.87,   -7.48),
                (  -1.0,   -10.00, -0.66,   -9.34,      -1.87,   -7.47),
                (  -1.0,   -10.00, -0.65,   -9.35,      -1.87,   -7.48),
            ],
        )  # fmt: skip
        self._assert_nothing_left(sale, *steps)
        move = self._close(self.session)
        proceeds = move.line_ids.filtered(lambda line: line.account_id == self.company.otop_proceeds_account_id)
        self.assertEqual(proceeds.partner_id, self.producer_a)
        self.assertEqual(self.company.currency_id.round(sum(proceeds.mapped("balance"))), 0)
        self.assertProceedsTied()

    def test_any_steps_any_price(self):
        """Prices that do not divide, discounts, taxed and not, with and without the server."""
        exempt = self._product("Rice", self.producer_b, 12.5, taxes_id=False)
        prices = (10, 33.33, 12.5, 9.99)
        discounts = (0, 5, 33.33)
        orders = self.env["pos.order"]
        for (product, price, discount), exact in combinations(
            ((p, x, d) for p in (self.scarf, exempt) for x in prices for d in discounts), (True, False)
        ):
            sale = self._sell_at(self.session, (product, 4, price, discount))
            # without the server the till pays its own figure; the last step, with the server, makes it good
            steps = [
                self._sell_at(self.session, self._refund_line(sale.lines, pieces, exact or last))
                for pieces, last in ((1, False), (2, False), (1, True))
            ]
            with self.subTest(product=product.name, price=price, discount=discount, exact=exact):
                self._assert_nothing_left(sale, *steps)
                for order in (sale, *steps):
                    self.assertAlmostEqual(sum(self._entries(order).mapped("amount_with_vat")), order.amount_paid, 2)
            orders |= sale.union(*steps)
        self.assertFalse(self._entries(*orders).filtered("is_held"))
        self._close(self.session)
        self.assertProceedsTied()

    def test_lines_that_share_rounding(self):
        """Satang that a ticket spreads over its lines come back with the line that carried them."""
        sale = self._sell_at(self.session, (self.scarf, 1, 10), (self.bag, 1, 10), (self.pot, 1, 10))
        self.assertEqual(round(sum(self._entries(sale).mapped("amount_with_vat")), 2), 30)
        steps = [self._sell_at(self.session, self._refund_line(line, 1)) for line in sale.lines]
        self._assert_nothing_left(sale, *steps)
        self._close(self.session)
        self.assertProceedsTied()

    def test_refund_keeps_the_terms_of_the_sale(self):
        sale = self._sell_at(self.session, (self.scarf, 1))
        self.agreement_a.date_end = "2026-10-15"
        self._agreement(self.producer_a, 50, date_start="2026-10-16")
        refund = self._sell_at(self.session, self._refund_line(sale.lines, 1), date=datetime(2026, 10, 20, 5))
        self.assertEqual(self._entries(refund).commission_rate, 20)
        self._assert_nothing_left(sale, refund)

    def test_exchange(self):
        sale = self._sell_at(self.session, (self.scarf, 1))
        exchange = self._sell_at(self.session, self._refund_line(sale.lines, 1), (self.bag, 1))
        self.assertTable(
            self._entries(exchange),
            ("kind", "product_id", "amount_with_vat", "amount_payable"),
            [("refund", self.scarf, -107.0, -80.0), ("sale", self.bag, 214.0, 160.0)],
        )
        even = self._sell_at(self.session, self._refund_line(exchange.lines[1], 1), (self.pot, 2))
        self.assertEqual(even.amount_total, 0)
        self.assertTable(self._entries(even), ("kind", "amount_with_vat"), [("refund", -214.0), ("sale", 214.0)])
        self._close(self.session)
        self.assertProceedsTied()

    def test_refund_at_the_other_till_after_closing(self):
        sale = self._sell_at(self.session, (self.scarf, 3, 10))
        self._close(self.session)
        other = self._open(self.till_2)
        first = self._sell_at(other, self._refund_line(sale.lines, 1))
        self._close(other)
        again = self._open(self.till)
        second = self._sell_at(again, self._refund_line(sale.lines, 2))
        self._close(again)
        self._assert_nothing_left(sale, first, second)
        self.assertProceedsTied()

    def test_without_receipt_a_manager_decides(self):
        order = self._sell_at(self.session, (self.scarf, -1))
        entry = self._entries(order)
        self.assertEqual((entry.kind, entry.amount_payable, entry.is_held), ("refund", -80, True))
        self.assertIn("receipt", entry.hold_reason)
        self.assertTrue(order.otop_odd_reason)

    def test_two_tills_refund_the_same_piece(self):
        """Both have paid: both are taken, and the second waits for a manager."""
        sale = self._sell_at(self.session, (self.scarf, 1))
        other = self._open(self.till_2)
        tickets = [self._ticket(till, self._refund_line(sale.lines, 1)) for till in (self.session, other)]
        first, second = (self._sync(ticket) for ticket in tickets)
        self.assertEqual([self._entries(order).is_held for order in (first, second)], [False, True])
        self.assertEqual(second.state, "paid")
        self._close(self.session)
        self._close(other)
        self.assertProceedsTied()

    def test_goodwill_at_another_price(self):
        sale = self._sell_at(self.session, (self.scarf, 1))
        refund = self._sell_at(self.session, self._line(self.scarf, -1, 53.5, refunds=sale.lines))
        self.assertEqual(self._entries(refund).amount_with_vat, -53.5)
        self._close(self.session)
        self.assertProceedsTied()

    def test_refund_made_in_the_office(self):
        sale = self._sell_at(self.session, (self.scarf, 3, 10))
        self._sell_at(self.session, self._refund_line(sale.lines, 1))
        action = sale.with_user(self.cashier).refund()
        refund = self.env["pos.order"].browse(action["res_id"])
        self.env["pos.make.payment"].with_context(active_id=refund.id, active_ids=refund.ids).create(
            {"amount": refund.amount_total, "payment_method_id": self.qr.id}
        ).check()
        self.assertEqual(self._entries(refund).amount_without_vat, -18.69)
        self._close(self.session)
        self.assertProceedsTied()

    def test_invoiced_refund(self):
        sale = self._sell_at(self.session, (self.scarf, 3, 10), invoice=self.customer)
        steps = [
            self._sell_at(self.session, self._refund_line(sale.lines, 1), invoice=self.customer) for _step in range(3)
        ]
        self._assert_nothing_left(sale, *steps)
        self.assertEqual(
            self._entries(*steps).move_id, self.env["account.move"].union(*(step.account_move for step in steps))
        )
        self.assertProceedsTied()
        self._close(self.session)
        self.assertProceedsTied()
