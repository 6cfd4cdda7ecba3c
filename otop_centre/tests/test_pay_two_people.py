from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .test_pay_settlement import PayCommon


class TwoPeopleCommon(PayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = "base.group_user,otop_centre.group_otop_finance"
        cls.treasurer = new_test_user(cls.env, "test_treasurer", groups, tz="Asia/Bangkok")
        cls.account = cls.producer_a.bank_ids

    def _confirmed(self):
        self._sell(self.scarf)
        return self._settle(self.producer_a)


@tagged("post_install", "-at_install")
class TestPayee(TwoPeopleCommon):
    """Who looked after a bank account or confirmed a settlement does not pay to it."""

    def test_whoever_changed_an_account_does_not_pay_to_it(self):
        settlement = self._confirmed()
        self.account.with_user(self.finance).allow_out_payment = False
        self.account.with_user(self.finance).acc_number = "999-0-00009-9"
        self.account.with_user(self.treasurer).action_otop_verify()
        for user in (self.finance, self.treasurer):
            window = self._pay_window(settlement).with_user(user)
            with self.subTest(user=user.login), self.assertRaisesRegex(UserError, "wrote down or verified"):
                window._create_payments()
        third = new_test_user(self.env, "third", "base.group_user,otop_centre.group_otop_finance")
        self._pay_window(settlement).with_user(third)._create_payments()
        self.assertEqual(settlement.state, "done")

    def test_nobody_verifies_what_he_wrote_down(self):
        account = self._bank_account(self.producer_a, "999-0-00007-7", self.finance)
        with self.assertRaisesRegex(UserError, "You wrote down"):
            account.with_user(self.finance).action_otop_verify()
        with self.assertRaisesRegex(UserError, "You wrote down"):
            account.with_user(self.finance).write({"allow_out_payment": True})
        account.with_user(self.treasurer).action_otop_verify()
        self.assertTable(
            account,
            ["otop_changed_by_id", "otop_verified_by_id", "is_otop_verified"],
            [(self.finance, self.treasurer, True)],
        )

    def test_a_new_account_and_a_new_number_wait_to_be_verified(self):
        account = self.producer_a.bank_ids.with_user(self.finance).create(
            {"partner_id": self.producer_a.id, "acc_number": "999-0-00008-8", "allow_out_payment": True}
        )
        self.assertFalse(account.allow_out_payment)
        account.with_user(self.treasurer).action_otop_verify()
        account.with_user(self.treasurer).proxy_value = "0812345678"
        self.assertTable(account, ["allow_out_payment", "is_otop_verified"], [(False, False)])

    def test_no_payment_goes_to_an_account_that_is_not_verified(self):
        settlement = self._confirmed()
        self.account.with_user(self.treasurer).allow_out_payment = False
        with self.assertRaisesRegex(UserError, "not verified yet"):
            self._pay_window(settlement)._create_payments()

    def test_no_payment_goes_to_an_account_of_somebody_else(self):
        self._confirmed()
        with self.assertRaisesRegex(UserError, "belongs to Potters B"):
            self.producer_b.bank_ids.with_user(self.finance)._otop_refuse_payee(self.producer_a)

    def test_signatures_are_not_written_by_hand(self):
        for vals in ({"otop_verified_by_id": self.treasurer.id}, {"otop_changed_by_id": self.treasurer.id}):
            with self.subTest(vals=vals), self.assertRaisesRegex(AccessError, "kept by the system"):
                self.account.with_user(self.finance).write(vals)

    def test_whoever_confirmed_a_settlement_does_not_pay_it(self):
        settlement = self._confirmed()
        settlement._unsealed().confirmed_by_id = self.finance
        with self.assertRaisesRegex(UserError, "You confirmed"):
            self._pay_window(settlement)._create_payments()
        self._pay_window(settlement).with_user(self.treasurer)._create_payments()
        self.assertEqual(settlement.amount_paid, 80)

    def test_a_producer_stays_one_while_he_has_an_agreement(self):
        with self.assertRaisesRegex(UserError, "stays a producer"):
            self.producer_a.with_user(self.clerk).is_otop_producer = False
        self.agreement_b.action_cancel()
        newcomer = self._producer("Newcomer", "TN01")
        newcomer.with_user(self.clerk).is_otop_producer = False
        self.assertFalse(newcomer.is_otop_producer)


@tagged("post_install", "-at_install")
class TestPaymentGuard(TwoPeopleCommon):
    """Money goes to a producer from his settlements only, and what is paid is what payments paid."""

    def _by_hand(self, **values):
        journal = self.env["account.journal"].search([("type", "=", "bank")], limit=1)
        return (
            self.env["account.payment"]
            .with_user(self.finance)
            .create(
                {
                    "payment_type": "outbound",
                    "partner_type": "supplier",
                    "partner_id": self.producer_a.id,
                    "amount": 5000,
                    "journal_id": journal.id,
                    **values,
                }
            )
        )

    def test_no_payment_to_a_producer_is_made_by_hand(self):
        for values in (
            {},
            {"partner_type": "customer"},
            {"partner_id": self.customer.id, "partner_bank_id": self.account.id},
        ):
            with self.subTest(values=values), self.assertRaisesRegex(AccessError, "from his settlements only"):
                self._by_hand(**values)
        other = self._by_hand(partner_id=self.customer.id)
        with self.assertRaisesRegex(AccessError, "from his settlements only"):
            other.partner_id = self.producer_a
        with self.assertRaisesRegex(AccessError, "from his settlements only"):
            self._by_hand(payment_type="inbound").payment_type = "outbound"

    def test_a_payment_made_is_taken_back_not_changed(self):
        settlement = self._confirmed()
        payment = self._pay_window(settlement)._create_payments()
        for vals in ({"amount": 1}, {"state": "draft"}, {"state": "rejected"}, {"partner_bank_id": False}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                payment.write(vals)
        with self.assertRaisesRegex(UserError, "take it back there"):
            payment.move_id.button_draft()
        with self.assertRaisesRegex(UserError, "take it back there"):
            payment.move_id.write({"state": "draft"})
        with self.assertRaisesRegex(UserError, "stays with it"):
            settlement.bill_id.line_ids.remove_move_reconcile()
        with self.assertRaisesRegex(UserError, "must be kept"):
            payment.unlink()
        self.assertTable(settlement, ["state", "amount_paid", "amount_due"], [("done", 80, 0)])

    def test_a_bill_of_somebody_who_is_a_producer_needs_a_settlement(self):
        expense = self.company.expense_account_id
        line = {"name": "Shelf", "price_unit": 50, "account_id": expense.id, "tax_ids": [Command.clear()]}
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": self.producer_a.id,
                "invoice_date": "2026-11-01",
                "invoice_line_ids": [Command.create(line)],
            }
        )
        bill.action_post()
        with self.assertRaisesRegex(UserError, "is not the bill of a settlement"):
            self._register(bill)._create_payments()

    def _register(self, moves, **values):
        window = self.env["account.payment.register"].with_user(self.finance)
        return window.with_context(active_model="account.move", active_ids=moves.ids).create(values)

    def test_a_producer_who_bought_here_gets_his_money_back_as_a_customer(self):
        invoice = self._invoice([(self.pot, 1, 107)], partner_id=self.producer_a.id)
        credit_note = invoice._reverse_moves([{"invoice_date": "2026-10-20"}])
        credit_note.action_post()
        credit_note.line_ids.remove_move_reconcile()
        payment = self._register(credit_note)._create_payments()
        self.assertTable(payment, ["payment_type", "partner_type", "amount"], [("outbound", "customer", 107)])

    def test_a_write_off_does_not_pay_a_producer(self):
        settlement = self._confirmed()
        window = self._pay_window(
            settlement,
            amount=1,
            payment_difference_handling="reconcile",
            writeoff_account_id=self.company.expense_account_id.id,
        )
        with self.assertRaisesRegex(UserError, "cannot be written off"), self.cr.savepoint():
            window._create_payments()
        self.assertTable(settlement, ["state", "amount_paid", "amount_due"], [("confirmed", 0, 80)])

    def test_a_credit_note_does_not_pay_a_producer(self):
        settlement = self._confirmed()
        credit_note = settlement.bill_id._reverse_moves([{"invoice_date": "2026-11-02"}])
        with self.assertRaisesRegex(UserError, "is paid, not offset"):
            credit_note.action_post()
            (credit_note | settlement.bill_id).line_ids.filtered(
                lambda line: line.account_type == "liability_payable"
            ).reconcile()
        self.assertEqual(settlement.amount_paid, 0)

    def test_the_bill_of_a_settlement_does_not_live_twice(self):
        settlement = self._confirmed()
        bill = settlement.bill_id
        for state in ("draft", "cancel"):
            with self.assertRaisesRegex(UserError, "Cancel the settlement"):
                bill.write({"state": state})
        settlement.with_user(self.manager).action_cancel()
        self.assertEqual(bill.state, "cancel")
        with self.assertRaisesRegex(UserError, "It stays cancelled"):
            bill.button_draft()
        with self.assertRaisesRegex(UserError, "It stays cancelled"):
            bill.write({"state": "posted"})
