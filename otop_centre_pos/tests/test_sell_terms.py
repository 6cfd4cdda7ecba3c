from datetime import datetime

from odoo import Command
from odoo.tests import tagged

from .common import OtopPosCommon

NOON_24, NOON_25 = datetime(2026, 11, 24, 5), datetime(2026, 11, 25, 5)


@tagged("post_install", "-at_install")
class TestSellTerms(OtopPosCommon):
    """A till's closing books what the ledger has frozen, whatever the agreement says on the day of the closing."""

    def _principal_from(self, day):
        version = self.env["otop.agreement"].browse(self.agreement_a.action_new_version()["res_id"])
        version.write({"date_start": day, "mode": "principal"})
        version.action_confirm()
        return version

    def _booked(self, move):
        """(baht on the producers' proceeds, baht on income), as a credit."""
        proceeds = move.line_ids.filtered(lambda line: line.account_id == self.company.otop_proceeds_account_id)
        income = move.line_ids.filtered(lambda line: line.account_id.account_type == "income")
        return -sum(proceeds.mapped("balance")), -sum(income.mapped("balance"))

    def test_sold_as_agent_closed_under_a_principal_agreement(self):
        session = self._open()
        order = self._sell_at(session, (self.scarf, 1), date=NOON_24)
        self._principal_from("2026-11-25")
        self.assertEqual(self._booked(self._close(session)), (100, 0))
        self.assertEqual(self._entries(order).mode, "agent")
        self.assertProceedsTied()

    def test_both_modes_in_one_till(self):
        self._principal_from("2026-11-25")
        session = self._open()
        self._sell_at(session, (self.scarf, 1), (self.pot, 1), date=NOON_24)
        self._sell_at(session, (self.scarf, 2), (self.pot, 1), date=NOON_25)
        move = self._close(session)
        self.assertEqual(self._booked(move), (300, 200))
        income = move.line_ids.filtered(lambda line: line.account_id.account_type == "income")
        self.assertFalse(income.partner_id)
        self.assertProceedsTied()

    def test_expired_principal_agreement_is_principal_in_both(self):
        self._principal_from("2026-10-01").date_end = "2026-10-31"
        session = self._open()
        order = self._sell_at(session, (self.scarf, 1), date=NOON_24)
        self.assertEqual(self._booked(self._close(session)), (0, 100))
        self.assertEqual(self._entries(order).mode, "principal")
        self.assertProceedsTied()

    def test_refund_goes_where_its_sale_went(self):
        session = self._open()
        sale = self._sell_at(session, (self.scarf, 1), date=NOON_24)
        self._close(session)
        self._principal_from("2026-11-25")
        session = self._open()
        refund = self._sell_at(session, self._refund_line(sale.lines, 1), date=NOON_25)
        self.assertEqual(self._booked(self._close(session)), (-100, 0))
        self.assertEqual(self._entries(refund).mode, "agent")
        self.assertProceedsTied()

    def test_late_ticket_is_booked_as_of_its_own_time(self):
        first = self._open()
        ticket = self._ticket(first, (self.scarf, 1), date=NOON_24)
        self._close(first)
        self._principal_from("2026-11-25")
        second = self._open()
        self._sync(ticket)
        self.assertEqual(self._booked(self._close(second)), (100, 0))
        self.assertProceedsTied()

    def test_invoice_of_a_ticket_follows_the_ticket(self):
        """Asked for with the sale, before the closing, and after it."""
        self._principal_from("2026-11-25")
        session = self._open()
        at_once = self._sell_at(session, (self.scarf, 1), date=NOON_24, invoice=self.customer)
        before, after = (self._sell_at(session, (self.scarf, 1), date=NOON_24) for _twice in range(2))
        (before | after).partner_id = self.customer
        before.action_pos_order_invoice()
        self._close(session)
        after.action_pos_order_invoice()
        for order in (at_once, before, after):
            self.assertEqual(self._booked(order.account_move), (100, 0))
            self.assertEqual(self._entries(order).mode, "agent")
        self.assertProceedsTied()

    def test_fiscal_position_takes_no_sale_off_the_proceeds(self):
        abroad = self.env["account.account"].create(
            {"code": "411999", "name": "Sales abroad", "account_type": "income"}
        )
        position = self.env["account.fiscal.position"].create(
            {
                "name": "Abroad",
                "account_ids": [
                    Command.create(
                        {
                            "account_src_id": self.company.otop_proceeds_account_id.id,
                            "account_dest_id": abroad.id,
                        }
                    )
                ],
            }
        )
        session = self._open()
        ticket = self._ticket(session, (self.scarf, 1))
        ticket["fiscal_position_id"] = position.id
        self._sync(ticket)
        # the position has no VAT either
        self.assertEqual(self._booked(self._close(session)), (107, 0))
        self.assertProceedsTied()
