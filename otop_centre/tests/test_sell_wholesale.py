from odoo import Command
from odoo.tests import tagged

from .common import OtopCommon


@tagged("post_install", "-at_install")
class TestSellWholesale(OtopCommon):
    """A hotel buys in quantity: the product's wholesale price counts from its minimum quantity on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._user("clerk")
        cls.scarf.write({"otop_wholesale_price": 85.6, "otop_wholesale_minimum_quantity": 12})

    def _order(self, quantity, unit=None, **values):
        line = {"product_id": self.scarf.id, "product_uom_qty": quantity}
        if unit:
            line["product_uom_id"] = unit.id
        orders = self.env["sale.order"].with_user(self.clerk)
        return orders.create({"partner_id": self.customer.id, "order_line": [Command.create(line)], **values})

    def test_the_wholesale_price_counts_from_the_minimum_quantity_on(self):
        order = self._order(11)
        self.assertEqual(order.order_line.price_unit, 107)
        order.order_line.product_uom_qty = 12
        self.assertEqual((order.order_line.price_unit, order.amount_total), (85.6, 1027.2))

    def test_a_dozen_is_twelve_pieces(self):
        order = self._order(1, unit=self.env.ref("uom.product_uom_dozen"))
        self.assertEqual((order.order_line.price_unit, order.amount_total), (1027.2, 1027.2))

    def test_a_price_list_of_the_customer_goes_before(self):
        rule = {"applied_on": "3_global", "compute_price": "fixed", "fixed_price": 53.5}
        prices = self.env["product.pricelist"].create({"name": "Hotel", "item_ids": [Command.create(rule)]})
        self.assertEqual(self._order(12, pricelist_id=prices.id).order_line.price_unit, 53.5)

    def test_a_clerk_reads_the_payments_of_customers_only(self):
        journal = self.env["account.journal"].search([("type", "=", "bank")], limit=1)
        kinds = {"customer": "inbound", "supplier": "outbound"}
        payments = self.env["account.payment"].create(
            [
                {
                    "partner_type": partner_type,
                    "payment_type": payment_type,
                    "partner_id": self.customer.id,
                    "journal_id": journal.id,
                    "amount": 10,
                }
                for partner_type, payment_type in kinds.items()
            ]
        )
        seen = [("id", "in", payments.ids)]
        self.assertEqual(self.env["account.payment"].with_user(self.clerk).search(seen), payments[0])
        self.assertEqual(self.env["account.payment"].with_user(self._user("finance")).search(seen), payments)
        self.assertEqual(self.env["account.payment"].with_user(self._user("manager")).search(seen), payments)
