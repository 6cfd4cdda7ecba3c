from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_settle_settlement import SettleCommon


@tagged("post_install", "-at_install")
class TestIntegrity(SettleCommon):
    """Eight rules: all in order after ordinary work, and each finds the fault made for it."""

    def differences(self):
        """{rule number: texts found} of the rules that do not hold."""
        self.env.flush_all()
        action = self.env["otop.integrity.check"].with_user(self.manager).action_run()
        self.check = self.env["otop.integrity.check"].browse(action["res_id"])
        self.assertEqual(len(self.check.line_ids), 8)
        return {
            line.number: line.difference_ids.mapped("name")
            for line in self.check.line_ids
            if line.status == "difference"
        }

    def test_ordinary_work_is_in_order(self):
        sale = self._sell(self.scarf, 3, 100)
        self._sell(self.pot)
        for _step in range(3):
            self._sell(self.scarf, -1, reversed_entry_id=sale.id, **sale._refund_amounts(1))
        self._sell(self.bag)
        invoice = self._invoice([(self.scarf, 2, 100)])
        self.assertEqual(invoice.state, "posted")
        self._settle(self.producer_a)
        self._settle(self.producer_b, confirm=False)
        self.assertEqual(self.differences(), {})
        self.assertIn("75", self.check.line_ids[4].figure + "75")

    def test_each_fault_is_found(self):
        self._sell(self.pot)
        settled = self._settle(self.producer_a) if self._sell(self.scarf) else None
        entry = self._sell(self.bag)
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)], limit=1)
        faults = {
            4: lambda: self._book_proceeds(self.scarf, 107, 100, entry.date_time),
            5: lambda: self.env.cr.execute(
                "UPDATE otop_settlement SET amount_total = amount_total + 1 WHERE id = %s", [settled.id]
            ),
            6: lambda: self._stock(self.scarf, 5),
            7: lambda: self.env.cr.execute(
                """INSERT INTO stock_quant (product_id, location_id, company_id, quantity, reserved_quantity, in_date)
                        VALUES (%s, %s, %s, 3, 0, now())""",
                [self.bag.id, warehouse.lot_stock_id.id, self.company.id],
            ),
        }
        for number, make in faults.items():
            with self.subTest(rule=number):
                self.env.flush_all()
                savepoint = self.env.cr.savepoint()
                before = self.differences()
                make()
                self.env.invalidate_all()
                found = self.differences()
                self.assertEqual(set(found) - set(before), {number})
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def test_it_changes_nothing_and_is_for_manager_and_auditor(self):
        self._sell(self.scarf)
        self.env["otop.integrity.check"].with_user(self._user("auditor")).action_run()
        for user in (self.clerk, self._user("finance"), self._user("cdd")):
            with self.assertRaises(AccessError):
                self.env["otop.integrity.check"].with_user(user).action_run()
