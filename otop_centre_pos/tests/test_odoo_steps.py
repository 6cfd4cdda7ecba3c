from odoo.addons.otop_centre.tests import odoo_steps
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OtopPosCommon


@tagged("post_install", "-at_install")
class TestOdooSteps(OtopPosCommon):
    """Odoo's own steps of a till leave no sale out of the ledger and no producer's money in the drawer."""

    def test_a_ticket_set_to_paid_by_hand_stands_in_the_ledger_when_the_till_closes(self):
        session = self._open()
        order = self._sync(self._ticket(session, (self.scarf, 2), draft=True))
        order.add_payment(
            {
                "pos_order_id": order.id,
                "amount": 214,
                "payment_method_id": self.till.payment_method_ids.filtered("is_cash_count").id,
            }
        )
        order.with_user(self.cashier).action_pos_order_paid()
        self.assertEqual(order.state, "paid")
        self.assertFalse(self._entries(order))
        move = self._close(session)
        entry = self._entries(order)
        self.assertTable(
            entry,
            ["move_id", "quantity", "amount_without_vat", "amount_payable"],
            [(move, 2, 200, 160)],
        )
        self.assertRegex(order.otop_odd_reason, "not paid at the till")
        self.assertProceedsTied()

    def test_a_ticket_that_was_paid_at_the_till_has_nothing_to_check_after_the_closing(self):
        session = self._open()
        self._stock(self.scarf, 2)
        order = self._sell_at(session, (self.scarf, 2))
        self._close(session)
        self.assertEqual((len(self._entries(order)), order.otop_odd_reason), (1, False))

    def test_no_producer_is_paid_out_of_the_drawer(self):
        session = self._open().with_user(self._user("manager"))
        words = {"translatedType": "out", "formattedAmount": "50.00"}
        with self.assertRaisesRegex(UserError, "from their settlements, not out of the drawer"):
            session.try_cash_in_out("out", 50, "jars", self.producer_a.id, words)
        session.try_cash_in_out("out", 50, "stamps", session.env.user.partner_id.id, words)
        self.assertEqual(session.sudo().statement_line_ids.mapped("amount"), [-50])

    def test_the_till_is_not_uninstalled_while_its_tickets_stand_in_the_ledger(self):
        self._sell_at(self._open(), (self.scarf, 1))
        for name in ("otop_centre_pos", "point_of_sale"):
            module = self.env["ir.module.module"].search([("name", "=", name)])
            with self.subTest(module=name), self.assertRaisesRegex(UserError, "entries of the producers' ledger"):
                module.button_uninstall()
            self.assertEqual(module.state, "installed")

    def test_the_list_of_odoos_steps_names_nothing_that_is_gone(self):
        """Here all modules are installed that the list speaks of."""
        jobs = odoo_steps.crons(self.env)
        gone = [
            (row["model"], row["method"])
            for row in odoo_steps.listed()
            if row["model"] not in self.env
            or (row["method"] and not hasattr(type(self.env[row["model"]]), row["method"]))
            or (row["kind"] == "cron" and (row["model"], row["method"]) not in jobs)
        ]
        self.assertEqual(gone, [])
