from odoo.addons.otop_centre.tests.parallel import ParallelCommon
from odoo.addons.otop_centre.tests.test_settle_integrity import MovingGoods
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import OtopPosCommon


@tagged("post_install", "-at_install")
class TestTillsAtOnce(MovingGoods, ParallelCommon, OtopPosCommon):
    """Two tills that send their tickets at the same moment, as two workers take them."""

    def _send(self, ticket):
        return lambda env: bool(env["pos.order"].sync_from_ui([ticket]))

    def test_one_line_refunded_at_two_tills_at_once(self):
        """Both have paid, so both tickets are taken; the second waits for a manager."""
        one, other = self._open(), self._open(self.till_2)
        sale = self._sell_at(one, (self.scarf, 1))
        tickets = [self._ticket(session, self._refund_line(sale.lines, 1)) for session in (one, other)]
        self.commit()
        with mute_logger("odoo.sql_db"):
            self.assertEqual(self.at_once(self.cashier, *map(self._send, tickets)), [True, True])
        orders = self.env["pos.order"].search([("uuid", "in", [ticket["uuid"] for ticket in tickets])])
        refunds = self._entries(orders)
        self.assertEqual(refunds.mapped("reversed_entry_id"), self._entries(sale))
        self.assertEqual(self._entries(sale).refund_count, 2)
        self.assertEqual(sorted(refunds.mapped("is_held")), [False, True])
        self.assertIn("More pieces were refunded", refunds.filtered("is_held").hold_ids.reason)
        self.assertEqual(sorted(bool(order.otop_odd_reason) for order in orders), [False, True])
        self.assertEqual(self.findings(), {})

    def test_one_ticket_sent_twice_at_once_is_one_sale(self):
        session = self._open()
        ticket = self._ticket(session, (self.bag, 2))
        self.commit()
        with mute_logger("odoo.sql_db"):
            results = self.at_once(self.cashier, self._send(ticket), self._send(ticket))
        self.assertIn(True, results)
        order = self._sync(ticket)  # whom Odoo refused tries again, and is told what stands
        self.assertEqual(self.env["pos.order"].search([("uuid", "=", ticket["uuid"])]), order)
        self.assertEqual(self._entries(order).quantity, 2)
        self.assertEqual(self.findings(), {})
