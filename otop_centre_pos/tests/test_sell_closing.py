from odoo.tests import tagged

from .common import OtopPosCommon


@tagged("post_install", "-at_install")
class TestSellClosing(OtopPosCommon):
    """The closing entry books what was sold for each producer on the proceeds account."""

    def _proceeds(self, move):
        return move.line_ids.filtered(lambda line: line.account_id == self.company.otop_proceeds_account_id).sorted(
            lambda line: (line.partner_id.name, line.balance)
        )

    def test_one_line_a_producer(self):
        session = self._open()
        sale = self._sell_at(session, (self.scarf, 2), (self.bag, 1), (self.pot, 1))
        self._sell_at(session, (self.pot, 3))
        self._sell_at(session, self._refund_line(sale.lines[0], 1))
        entries = self.env["otop.ledger.entry"].search(
            [("origin_model", "=", "pos.order.line"), ("origin_id", "in", session.order_ids.lines.ids)]
        )
        self.assertFalse(entries.move_id)
        move = self._close(session)
        self.assertTable(
            self._proceeds(move),
            ("partner_id", "balance"),
            [
                (self.producer_b, -400.0),
                (self.producer_a, -400.0),
                (self.producer_a,  100.0),
            ],
        )  # fmt: skip
        self.assertEqual(entries.move_id, move)
        self.assertEqual(len(entries.filtered("move_id")), 5)
        self.assertProceedsTied()

    def test_several_tills(self):
        sessions = [self._open(), self._open(self.till_2)]
        for session in sessions * 2:
            self._sell_at(session, (self.scarf, 1, 10), (self.pot, 1, 33.33, 33.33))
        moves = self._close(sessions[0]) | self._close(sessions[1])
        entries = self.env["otop.ledger.entry"].search([("move_id", "in", moves.ids)])
        self.assertEqual(len(entries), 8)
        self.assertProceedsTied()

    def test_own_goods_stay_income(self):
        own = self.env["product.product"].create(
            {"name": "Carrier bag", "list_price": 5, "available_in_pos": True, "taxes_id": False}
        )
        session = self._open()
        self._sell_at(session, (own, 1), (self.scarf, 1))
        move = self._close(session)
        self.assertEqual(self._proceeds(move).mapped("balance"), [-100.0])
        income = move.line_ids.filtered(lambda line: line.account_id.account_type == "income")
        self.assertEqual((income.balance, income.partner_id), (-5.0, self.env["res.partner"]))

    def test_invoice_before_closing(self):
        session = self._open()
        order = self._sell_at(session, (self.scarf, 3, 10))
        order.partner_id = self.customer
        order.action_pos_order_invoice()
        self.assertEqual(self._entries(order).move_id, order.account_move)
        self.assertProceedsTied()
        self._close(session)
        self.assertEqual(len(self._entries(order)), 1)
        self.assertProceedsTied()

    def test_invoice_after_closing(self):
        """Core reverses the closing entry and books the invoice: nothing new for the producer."""
        session = self._open()
        order = self._sell_at(session, (self.scarf, 3, 10))
        move = self._close(session)
        order.partner_id = self.customer
        order.action_pos_order_invoice()
        self.assertTrue(order.account_move)
        self.assertEqual(self._entries(order).move_id, move)
        self.assertFalse(
            self.env["otop.ledger.entry"]
            .search([("origin_model", "=", "account.move.line")])
            .filtered(lambda entry: entry.move_id == order.account_move)
        )
        self.assertProceedsTied()

    def test_credit_note_of_a_till_invoice(self):
        """The office credits an invoice of the till, late or not: the sale at the till is what comes back."""
        for late in (False, True):
            session = self._open()
            order = self._sell_at(session, (self.scarf, 3, 10), invoice=False if late else self.customer)
            self._close(session)
            if late:
                order.partner_id = self.customer
                order.action_pos_order_invoice()
            wizard = (
                self.env["account.move.reversal"]
                .with_context(active_model="account.move", active_ids=order.account_move.ids)
                .create({"journal_id": order.account_move.journal_id.id})
            )
            wizard.reverse_moves()
            wizard.new_move_ids.action_post()
            refund = self.env["otop.ledger.entry"].search([("move_id", "=", wizard.new_move_ids.id)])
            with self.subTest(late=late):
                self.assertEqual(refund.reversed_entry_id, self._entries(order))
                self.assertEqual((refund.quantity, refund.amount_without_vat), (-3, -28.04))
                self.assertProceedsTied()

    def test_one_invoice_for_several_tickets(self):
        """Tickets of 10.00 each book 9.35; one invoice of 20.00 would book 18.69."""
        session = self._open()
        orders = self._sell_at(session, (self.scarf, 1, 10)) | self._sell_at(session, (self.scarf, 1, 10))
        orders.partner_id = self.customer
        wizard = self.env["pos.make.invoice"].with_context(active_ids=orders.ids).create({"consolidated_billing": True})
        wizard.action_create_invoices()
        self.assertEqual(len(orders.account_move), 1)
        self.assertEqual(self._entries(*orders).move_id, orders.account_move)
        self.assertProceedsTied()
        self._close(session)
        self.assertProceedsTied()

    def test_sequences_do_not_lock(self):
        sequences = self.till.order_seq_id | self.till.order_backend_seq_id | self.till.order_line_seq_id
        self.assertEqual(set(sequences.mapped("implementation")), {"standard"})

    def test_till_without_sales_closes(self):
        session = self._open()
        self._close(session)
        self.assertEqual(session.state, "closed")

    def test_ticket_of_a_closed_till_goes_to_the_next(self):
        first = self._open()
        ticket = self._ticket(first, (self.scarf, 1))
        self._close(first)
        second = self._open()
        order = self._sync(ticket)
        self.assertEqual(order.session_id, second)
        self._close(second)
        self.assertEqual(self._entries(order).move_id, second.move_id)
        self.assertProceedsTied()
