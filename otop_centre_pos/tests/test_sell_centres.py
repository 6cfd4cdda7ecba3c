from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OtopPosCommon


@tagged("post_install", "-at_install")
class TestSellCentres(OtopPosCommon):
    """Two centres with a till each; no VAT, so that the same ticket is right at both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        window = cls.env["otop.centre.opening"].create(
            {"company_id": False, "name": "Second centre", "otop_code": "SC", "vat_regime": "none"}
        )
        cls.second = cls.env["res.company"].browse(window.action_open()["res_id"])
        cls.env.user.company_ids |= cls.second
        cls.cashier.company_ids |= cls.second
        cls.company.otop_vat_regime_ids = [Command.clear(), Command.create({"regime": "none"})]
        there = cls.env(context={**cls.env.context, "allowed_company_ids": (cls.second | cls.company).ids})
        journal = there["account.journal"].create({"name": "Cash there", "type": "cash", "code": "CTH"})
        cash = there["pos.payment.method"].create({"name": "Cash there", "journal_id": journal.id})
        cls.till_there = there["pos.config"].create({"name": "There", "payment_method_ids": [Command.set(cash.ids)]})
        cls.cashier.company_id = cls.company

    def _open_there(self):
        both = (self.second | self.company).ids
        till = self.till_there.with_user(self.cashier).with_context(allowed_company_ids=both)
        till.open_ui()
        session = till.current_session_id
        session.set_opening_control(0, "")
        return session.with_env(self.env)

    def test_what_another_centre_sold_waits_when_it_is_brought_back_here(self):
        here, there = self._open(), self._open_there()
        self.cashier.company_ids = self.company | self.second
        sale = self._sell_at(here, (self.scarf, 1, 100))
        refund = self._ticket(there, self._refund_line(sale.lines, 1))
        refund = self._sync({**refund, "company_id": self.second.id})
        entry = self._entries(refund)
        self.assertEqual(refund.company_id, self.second)
        self.assertEqual((entry.company_id, entry.quantity, entry.is_held), (self.second, -1, True))
        self.assertFalse(entry.reversed_entry_id)
        self.assertIn(f"Sold at {self.company.name}", entry.hold_reason)
        self.assertIn("brought back here", refund.otop_odd_reason)
        sold = self._entries(sale)
        self.assertEqual((sold.company_id, sold.is_held, len(self._entries(sale, refund))), (self.company, False, 2))

    def test_a_till_is_not_opened_where_producers_money_has_no_account(self):
        self.second.otop_proceeds_account_id = False
        self.agreement_a.copy({"company_id": self.second.id}).action_confirm()
        with self.assertRaisesRegex(UserError, "Second centre is not open for goods on consignment yet"):
            self._open_there()
        self.second._otop_make_accounts()
        self.assertEqual(self._open_there().state, "opened")
