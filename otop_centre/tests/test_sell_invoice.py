from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OtopCommon

SPLIT = [
    "kind",
    "quantity",
    "amount_with_vat",
    "amount_vat",
    "amount_without_vat",
    "amount_commission",
    "amount_payable",
]


@tagged("post_install", "-at_install")
class TestInvoice(OtopCommon):
    """Wholesale: the invoice is the sale."""

    def test_invoice_writes_the_ledger_and_credits_the_proceeds(self):
        invoice = self._invoice([(self.scarf, 2, 107), (self.pot, 1, 107, 10)])
        self.assertTable(
            invoice.otop_entry_ids.sorted("id"),
            SPLIT,
            [
                ("sale", 2.0, 214.00, 14.00, 200.00, 40.00, 160.00),
                ("sale", 1.0, 96.30, 6.30, 90.00, 22.50, 67.50),
            ],
        )
        self.assertTable(
            invoice.line_ids.filtered(lambda line: line.display_type == "product"),
            ["account_id", "partner_id", "balance"],
            [
                (self.company.otop_proceeds_account_id, self.customer, -200.00),
                (self.company.otop_proceeds_account_id, self.customer, -90.00),
            ],
        )
        self.assertProceedsTied()

    def _credit(self, invoice, quantity):
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id, "date": "2026-10-20"})
        )
        note = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        note.invoice_line_ids.quantity = quantity
        note.action_post()
        return note

    def test_credit_notes_in_steps_end_at_zero_in_books_and_ledger(self):
        """3 × 10.00 baht: each step alone would round to a satang more than the sale."""
        self.scarf.list_price = 10
        invoice = self._invoice([(self.scarf, 3, 10)])
        self.assertEqual(invoice.amount_untaxed, 28.04)
        notes = [self._credit(invoice, 1) for _step in range(3)]
        entries = invoice.otop_entry_ids + self.env["otop.ledger.entry"].concat(
            *[note.otop_entry_ids for note in notes]
        )
        self.assertEqual(len(entries), 4)
        for field in SPLIT[1:]:
            self.assertAlmostEqual(sum(entries.mapped(field)), 0, 2, field)
        self.assertEqual(sum(note.amount_untaxed for note in notes), 28.04)
        self.assertEqual(sum(note.amount_total for note in notes), 30)
        self.assertProceedsTied()

    def test_credit_of_more_than_the_invoice_is_refused(self):
        invoice = self._invoice([(self.scarf, 2, 107)])
        self._credit(invoice, 1)
        with self.assertRaisesRegex(UserError, "only 1 left to return"):
            self._credit(invoice, 2)

    def test_credit_note_without_invoice_waits_for_the_manager(self):
        note = self._invoice([(self.scarf, 1, 107)], move_type="out_refund")
        self.assertTrue(note.otop_entry_ids.is_held)
        self.assertEqual(note.otop_entry_ids.amount_payable, -80)
        self.assertProceedsTied()

    def test_posted_invoice_cannot_be_taken_back(self):
        invoice = self._invoice([(self.scarf, 1, 107)])
        with self.assertRaisesRegex(UserError, "credit note"):
            invoice.button_draft()

    def test_other_currency_is_refused(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        with self.assertRaisesRegex(UserError, "paid in THB"):
            self._invoice([(self.scarf, 1, 107)], currency_id=dollar.id)

    def test_centre_goods_stay_out_of_the_ledger(self):
        own = self.env["product.product"].create(
            {"name": "Postcard", "list_price": 107, "taxes_id": [Command.set(self.vat_in.ids)]}
        )
        invoice = self._invoice([(own, 1, 107)])
        self.assertFalse(invoice.otop_entry_ids)
        self.assertNotEqual(invoice.invoice_line_ids.account_id, self.company.otop_proceeds_account_id)

    def test_principal_mode_is_the_centres_own_sale(self):
        producer = self._producer("Maker", "TP01")
        self._agreement(producer, 20, mode="principal")
        hat = self._product("Hat", producer, 107)
        invoice = self._invoice([(hat, 1, 107)])
        self.assertEqual(invoice.invoice_line_ids.account_id.account_type, "income")
        self.assertTable(invoice.otop_entry_ids, ["mode", "amount_payable"], [("principal", 80.00)])
        self.assertProceedsTied()

    def test_dozen_on_the_invoice_is_twelve_for_the_producer(self):
        invoice = self._invoice([(self.scarf, 1, 1284)], post=False)
        invoice.invoice_line_ids.product_uom_id = self.env.ref("uom.product_uom_dozen")
        invoice.invoice_line_ids.price_unit = 1284
        invoice.action_post()
        self.assertTable(invoice.otop_entry_ids, ["quantity", "amount_with_vat"], [(12.0, 1284.00)])

    def test_accountant_without_otop_role_posts(self):
        biller = self._user("finance")
        invoice = self._invoice([(self.scarf, 1, 107)], post=False)
        invoice.with_user(biller).action_post()
        self.assertEqual(len(invoice.otop_entry_ids), 1)

    def test_a_down_payment_is_not_yet_the_producers(self):
        """30 % on an order of 1,070: the advance is income of the centre until the goods are invoiced."""
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": self.scarf.id, "product_uom_qty": 10, "price_unit": 107})],
            }
        )
        order.action_confirm()
        wizard = self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": [Command.set(order.ids)], "advance_payment_method": "percentage", "amount": 30}
        )
        advance = wizard._create_invoices(order)
        advance.action_post()
        self.assertEqual(advance.amount_untaxed, 300)
        self.assertNotIn(self.company.otop_proceeds_account_id, advance.line_ids.account_id)
        self.assertFalse(advance.otop_entry_ids)
        self.assertProceedsTied()

    def test_nothing_typed_by_hand_moves_the_proceeds(self):
        """An entry of 10 baht on 212500 would be owed to nobody the ledger knows."""
        finance = self._user("finance")
        proceeds = self.company.otop_proceeds_account_id
        other = self.env["account.account"].search([("account_type", "=", "asset_cash")], limit=1)
        bank = self.env["account.account"].search([("account_type", "=", "liability_current")], limit=1) - proceeds
        for account in (proceeds, bank):
            move = (
                self.env["account.move"]
                .with_user(finance)
                .create(
                    {
                        "move_type": "entry",
                        "line_ids": [
                            Command.create({"account_id": other.id, "balance": 10}),
                            Command.create({"account_id": account.id, "balance": -10}),
                        ],
                    }
                )
            )
            if account == proceeds:
                with self.assertRaisesRegex(UserError, "only sales, refunds and settlements"), self.cr.savepoint():
                    move.action_post()
            else:
                move.action_post()
                with self.assertRaisesRegex(UserError, "only sales, refunds and settlements"), self.cr.savepoint():
                    move.line_ids[1].account_id = proceeds
        posted = [("account_id", "=", proceeds.id), ("parent_state", "=", "posted")]
        self.assertFalse(self.env["account.move.line"].search(posted))
