from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_pay_settlement import PayCommon


@tagged("post_install", "-at_install")
class TestBankClearing(PayCommon):
    """Money that was sent is brought to the bank when the bank's statement shows it."""

    def _paid(self, product, producer):
        self._sell(product)
        return self._pay_window(self._settle(producer))._create_payments()

    def _awaiting(self, user=None):
        window = self.env["otop.bank.clearing"].with_user(user or self.finance)
        return self.env["account.move.line"].with_user(user or self.finance).search(window.action_awaiting()["domain"])

    def _window(self, lines, **values):
        window = self.env["otop.bank.clearing"].with_user(self.finance).with_context(active_ids=lines.ids)
        return window.create(values)

    def test_payments_on_the_statement_leave_the_outstanding_account(self):
        payments = self._paid(self.scarf, self.producer_a) | self._paid(self.pot, self.producer_b)
        lines = self._awaiting()
        self.assertEqual(sorted(lines.mapped("amount_residual")), [-80, -75])
        window = self._window(lines)
        self.assertEqual((window.amount_in, window.amount_out), (0, 155))
        window.action_confirm()
        self.assertFalse(self._awaiting())
        self.assertEqual(set(payments.mapped("state")), {"paid"})
        bank = window.journal_id.default_account_id
        on_bank = self.env["account.move.line"].search([("account_id", "=", bank.id), ("parent_state", "=", "posted")])
        self.assertEqual(
            sorted((line.partner_id.name, line.balance) for line in on_bank), [("Potters B", -75), ("Weavers A", -80)]
        )

    def test_what_is_on_the_bank_is_not_brought_there_again(self):
        self._paid(self.scarf, self.producer_a)
        lines = self._awaiting()
        again = self._window(lines)
        self._window(lines).action_confirm()
        with self.assertRaisesRegex(UserError, "is there already"):
            again.action_confirm()

    def test_only_what_awaits_the_bank_is_brought_there(self):
        payment = self._paid(self.scarf, self.producer_a)
        _liquidity, counterpart, _rest = payment._seek_for_lines()
        with self.assertRaisesRegex(UserError, "does not await the bank"):
            self._window(counterpart).action_confirm()

    def test_a_statement_is_not_older_than_what_it_shows(self):
        self._paid(self.scarf, self.producer_a)
        with self.assertRaisesRegex(UserError, "earlier day"):
            self._window(self._awaiting(), date="2026-01-31").action_confirm()

    def test_an_auditor_reads_and_brings_nothing(self):
        self._paid(self.scarf, self.producer_a)
        auditor = self._user("auditor")
        self.assertEqual(self._awaiting(auditor).mapped("amount_residual"), [-80])
        with self.assertRaisesRegex(AccessError, r"account\.bank\.statement\.line"):
            self._window(self._awaiting()).with_user(auditor).action_confirm()

    def test_the_proceeds_account_reads_by_producer(self):
        self._invoice([(self.scarf, 2, 100), (self.pot, 1, 100)])
        items = (
            self.env["account.move.line"]
            .with_user(self.finance)
            ._read_group(
                [("otop_producer_id", "!=", False), ("parent_state", "=", "posted")],
                ["otop_producer_id"],
                ["balance:sum"],
            )
        )
        sums = {producer.name: balance for producer, balance in items}
        self.assertEqual(sorted(sums), ["Potters B", "Weavers A"])
        proceeds = self.env.company.otop_proceeds_account_id
        whole = self.env["account.move.line"].search(
            [("account_id", "=", proceeds.id), ("parent_state", "=", "posted")]
        )
        self.assertAlmostEqual(sum(sums.values()), sum(whole.mapped("balance")), 2)
