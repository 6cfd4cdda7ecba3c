from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import OtopPosCommon


@tagged("post_install", "-at_install")
class TestSellSeal(OtopPosCommon):
    """A paid ticket with consigned goods is as it was paid, whoever writes to it by whatever way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "test_till_manager", "base.group_user,otop_centre.group_otop_manager", tz="Asia/Bangkok"
        )
        cls.session = cls._open()
        cls.order = cls._sell_at(cls.session, (cls.scarf, 2))
        cls.own = cls.env["product.product"].create({"name": "Postcard", "list_price": 10, "available_in_pos": True})

    def _assert_sealed(self, call, *arguments):
        with self.assertRaisesRegex(UserError, "is paid and stands in the producers' ledger"):
            call(*arguments)

    def test_what_was_sold_is_closed(self):
        line = self.order.lines.with_user(self.cashier)
        for values in (
            {"price_unit": 10.7},
            {"qty": 1},
            {"discount": 90},
            {"product_id": self.pot.id},
            {"price_subtotal_incl": 1},
            {"order_id": self.order.copy({"lines": False, "state": "draft"}).id},
        ):
            self._assert_sealed(line.write, values)
        self._assert_sealed(line.sudo().write, {"price_unit": 1})

    def test_the_ticket_is_closed(self):
        order = self.order.with_user(self.cashier)
        for values in (
            {"date_order": "2026-09-01 05:00:00"},
            {"amount_total": 21.4, "amount_paid": 21.4},
            {"session_id": False},
            {"lines": [Command.update(self.order.lines.id, {"price_unit": 1})]},
            {"payment_ids": [Command.update(self.order.payment_ids.id, {"amount": 1})]},
            {"otop_odd_reason": "nothing"},
            {"company_id": False},
        ):
            self._assert_sealed(order.write, values)

    def test_the_money_is_closed(self):
        payment = self.order.payment_ids.with_user(self.cashier)
        self._assert_sealed(payment.write, {"amount": 21.4})
        self._assert_sealed(payment.write, {"payment_method_id": self.qr.id})
        self._assert_sealed(payment.unlink)
        self._assert_sealed(
            payment.create, {"pos_order_id": self.order.id, "amount": -100, "payment_method_id": self.qr.id}
        )

    def test_no_row_comes_to_a_paid_ticket(self):
        values = {"product_id": self.pot.id, "price_subtotal": 0, "price_subtotal_incl": 0}
        lines = self.env["pos.order.line"].with_user(self.cashier)
        self._assert_sealed(lines.create, {"order_id": self.order.id, **values})
        draft = self._sync(self._ticket(self.session, (self.pot, 1), draft=True))
        self._assert_sealed(draft.lines.with_user(self.cashier).write, {"order_id": self.order.id})
        self._assert_sealed(
            self.env["pos.pack.operation.lot"].with_user(self.cashier).create,
            {"pos_order_line_id": self.order.lines.id, "lot_name": "L1"},
        )

    def test_a_context_does_not_open_it(self):
        line = self.order.lines.with_user(self.cashier).with_context(otop_document_key=True)
        self._assert_sealed(line.write, {"price_unit": 1})

    def test_what_comes_after_the_sale_stays_open(self):
        order = self.order.with_user(self.cashier)
        order.write({"nb_print": 1, "partner_id": self.customer.id, "email": "a@example.com"})
        order.lines.write({"customer_note": "A gift"})
        order.action_pos_order_invoice()
        self.assertEqual(self.order.account_move.state, "posted")
        with self.assertRaisesRegex(UserError, "is paid and stands"):
            order.write({"partner_id": self.producer_b.id})
        with self.assertRaisesRegex(UserError, "is paid and stands"):
            order.write({"account_move": False})
        with self.assertRaisesRegex(UserError, "is paid and stands"):
            order.write({"state": "paid"})
        self._close(self.session)
        self.assertEqual(self.order.state, "done")
        self.assertProceedsTied()

    def test_a_draft_and_the_centres_own_goods_stay_odoos(self):
        draft = self._sync(self._ticket(self.session, (self.scarf, 1), draft=True))
        draft.lines.with_user(self.cashier).write({"qty": 3})
        own = self._sell_at(self.session, (self.own, 1))
        own.with_user(self.cashier).write({"payment_ids": [Command.update(own.payment_ids.id, {"name": "Cash"})]})
        self.assertFalse(own.otop_is_sealed)

    def _correction(self, user, **values):
        return (
            self.env["otop.payment.correction"]
            .with_user(user)
            .create(
                {
                    "order_id": self.order.id,
                    "payment_id": self.order.payment_ids.id,
                    "payment_method_id": self.qr.id,
                    "reason": "The customer paid by QR",
                    **values,
                }
            )
        )

    def test_a_manager_corrects_the_way_of_payment_and_says_why(self):
        with self.assertRaises(AccessError):
            self._correction(self.cashier)
        self._correction(self.manager).action_confirm()
        self.assertEqual(self.order.payment_ids.payment_method_id, self.qr)
        self.assertIn("The customer paid by QR", self.order.message_ids[0].body)
        self.assertEqual(self.order.message_ids[0].author_id, self.manager.partner_id)
        self._close(self.session)
        self.assertProceedsTied()

    def test_after_closing_the_books_have_the_money(self):
        self._close(self.session)
        with self.assertRaisesRegex(UserError, "in the books"):
            self._correction(self.manager).action_confirm()

    def test_odd_tickets_are_a_managers(self):
        with self.assertRaisesRegex(AccessError, "manager"):
            self.order.with_user(self.cashier).action_otop_clear_odd()

    def test_an_invoice_asked_for_after_closing_stands_like_its_ticket(self):
        self._close(self.session)
        self.order.partner_id = self.customer
        self.order.action_pos_order_invoice()
        invoice = self.order.account_move
        moves = invoice | self.order.payment_ids.account_move_id | self.order.reversed_move_ids
        self.assertEqual(len(moves), 3)
        for move in moves:
            for step in (move.button_draft, move.button_cancel):
                with self.assertRaisesRegex(UserError, "cannot be taken back"):
                    step()
            with self.assertRaisesRegex(UserError, "cannot be taken back"):
                move.write({"state": "draft"})
        self.assertProceedsTied()
