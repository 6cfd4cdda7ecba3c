from datetime import datetime

from odoo.tests import tagged

from .common import OtopPosCommon

AMOUNTS = (
    "producer_id",
    "quantity",
    "amount_with_vat",
    "amount_vat",
    "amount_without_vat",
    "amount_commission",
    "amount_payable",
)


@tagged("post_install", "-at_install")
class TestSellTicket(OtopPosCommon):
    """A paid ticket stands in the ledger, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session = cls._open()

    def test_ticket_of_two_producers(self):
        own = self.env["product.product"].create({"name": "Carrier bag", "list_price": 5, "available_in_pos": True})
        order = self._sell_at(self.session, (self.scarf, 2), (self.pot, 1), (own, 1))
        entries = self._entries(order)
        self.assertTable(
            entries,
            AMOUNTS,
            [
                # producer        pieces  with VAT    VAT  without  commission  payable
                (self.producer_a,    2.0,   214.00, 14.00,  200.00,      40.00,  160.00),
                (self.producer_b,    1.0,   107.00,  7.00,  100.00,      25.00,   75.00),
            ],
        )  # fmt: skip
        self.assertEqual(entries.mapped("channel"), ["pos", "pos"])
        self.assertEqual(entries.mapped("origin_name"), [order.pos_reference] * 2)
        self.assertFalse(entries.move_id, "the closing entry books the money")
        self.assertFalse(entries.filtered("is_held"))

    def test_ticket_sent_twice_counts_once(self):
        ticket = self._ticket(self.session, (self.scarf, 1))
        first = self._sync(ticket)
        again = self._sync(ticket)
        both = self._sync(ticket, ticket)
        self.assertEqual(first, again)
        self.assertEqual(first, both)
        self.assertEqual(len(self._entries(first)), 1)

    def test_draft_is_no_sale_until_paid(self):
        ticket = self._ticket(self.session, (self.scarf, 1), draft=True)
        order = self._sync(ticket)
        self.assertFalse(self._entries(order))
        wizard = (
            self.env["pos.make.payment"]
            .with_context(active_id=order.id, active_ids=order.ids)
            .create({"amount": 107, "payment_method_id": self.qr.id})
        )
        wizard.check()
        self.assertEqual(order.state, "paid")
        self.assertEqual(len(self._entries(order)), 1)

    def test_discount_goes_to_the_producer(self):
        order = self._sell_at(self.session, (self.scarf, 1, 107, 10))
        self.assertTable(
            self._entries(order),
            ("discount", "amount_discount", "amount_with_vat", "amount_vat", "amount_without_vat"),
            [(10.0, 10.70, 96.30, 6.30, 90.00)],
        )

    def test_what_the_cashier_gave_away_waits_for_a_manager(self):
        order = self._sell_at(self.session, (self.scarf, 2, 0), (self.bag, 1, 214, 100), (self.pot, 1))
        entries = self._entries(order)
        self.assertEqual(entries.mapped("is_held"), [True, True, False])
        self.assertEqual([sum(entry.hold_ids.mapped("amount")) for entry in entries], [-160, -160, 0])
        self.assertIn("was given away", order.otop_odd_reason)
        self.assertEqual(entries.mapped("vat_rate"), [7, 7, 7])

    def test_local_day_of_a_sale_after_midnight(self):
        # 17:30 in UTC is half past midnight of the next day at the centre
        order = self._sell_at(self.session, (self.scarf, 1), date=datetime(2026, 10, 31, 17, 30))
        self.assertEqual(str(self._entries(order).date), "2026-11-01")

    def test_invoiced_ticket_is_booked_at_once(self):
        order = self._sell_at(self.session, (self.scarf, 1), invoice=self.customer)
        entries = self._entries(order)
        self.assertEqual(len(entries), 1)
        self.assertEqual(entries.move_id, order.account_move)
        self.assertFalse(
            self.env["otop.ledger.entry"].search(
                [("origin_model", "=", "account.move.line"), ("move_id", "=", order.account_move.id)]
            ),
            "the invoice is not a second sale",
        )
        self.assertProceedsTied()

    def test_agreement_ended_still_sells(self):
        self.agreement_a.date_end = "2026-09-30"
        order = self._sell_at(self.session, (self.scarf, 1))
        self.assertTrue(self._entries(order).is_held)
        self.assertEqual(order.state, "paid")
        self.assertTrue(order.otop_odd_reason)

    def test_free_piece(self):
        order = self._sell_at(self.session, (self.scarf, 1, 107, 100), (self.pot, 1))
        self.assertTable(self._entries(order), ("quantity", "amount_with_vat"), [(1.0, 0.0), (1.0, 107.0)])
