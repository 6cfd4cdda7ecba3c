from datetime import datetime, timedelta

from odoo import fields
from odoo.tests import tagged

from .common import OtopPosCommon


@tagged("post_install", "-at_install")
class TestSellOwner(OtopPosCommon):
    """Whatever the till does, the goods of a producer stay his: also below zero, also when they come back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.honey = cls._product("Honey", cls.producer_b, 107, shelf_life_days=365, available_in_pos=True)
        cls.honey.write({"tracking": "lot", "use_expiration_date": True})
        cls.now = fields.Datetime.now()

    def _lot(self, name, days, quantity):
        lot = self.env["stock.lot"].create(
            {"name": name, "product_id": self.honey.id, "expiration_date": self.now + timedelta(days=days)}
        )
        self._stock(self.honey, quantity, lot=lot)
        return lot

    def test_sale_and_oversell(self):
        self._stock(self.scarf, 2)
        session = self._open()
        order = self._sell_at(session, (self.scarf, 1), (self.scarf, 4))
        self.assertEqual(order.picking_ids.mapped("state"), ["done"])
        self.assertEqual(self._owners(self.scarf), {self.producer_a: -3})
        self._stock(self.scarf, 5)
        self.assertEqual(self._owners(self.scarf), {self.producer_a: 2}, "the next intake makes it good")

    def test_oversell_again(self):
        session = self._open()
        self._sell_at(session, (self.scarf, 3))
        self._stock(self.scarf, 1)
        self._sell_at(session, (self.scarf, 3))
        self.assertEqual(self._owners(self.scarf), {self.producer_a: -5})

    def test_refund_by_ticket(self):
        self._stock(self.scarf, 4)
        self._stock(self.pot, 4)
        session = self._open()
        sale = self._sell_at(session, (self.scarf, 2), (self.pot, 2))
        self._sell_at(session, self._refund_line(sale.lines[0], 2), self._refund_line(sale.lines[1], 1))
        self.assertEqual(self._owners(self.scarf), {self.producer_a: 4})
        self.assertEqual(self._owners(self.pot), {self.producer_b: 3})

    def test_refund_without_ticket(self):
        session = self._open()
        self._sell_at(session, (self.scarf, -2))
        self.assertEqual(self._owners(self.scarf), {self.producer_a: 2})

    def test_exchange(self):
        self._stock(self.pot, 1)
        session = self._open()
        sale = self._sell_at(session, (self.scarf, 1))
        self._sell_at(session, self._refund_line(sale.lines, 1), (self.pot, 1))
        self.assertEqual(self._owners(self.scarf), {})
        self.assertEqual(self._owners(self.pot), {})

    def test_invoiced(self):
        self._stock(self.scarf, 1)
        session = self._open()
        sale = self._sell_at(session, (self.scarf, 1), invoice=self.customer)
        self._sell_at(session, self._refund_line(sale.lines, 1), invoice=self.customer)
        self.assertEqual(self._owners(self.scarf), {self.producer_a: 1})

    def test_stock_at_closing(self):
        self.company.point_of_sale_update_stock_quantities = "closing"
        self._stock(self.scarf, 2)
        session = self._open()
        sale = self._sell_at(session, (self.scarf, 3), (self.pot, 1))
        self._sell_at(session, self._refund_line(sale.lines[0], 1))
        self._sell_at(session, (self.pot, -1))
        self._close(session)
        self.assertEqual(self._owners(self.scarf), {})
        self.assertEqual(self._owners(self.pot), {})
        self.assertProceedsTied()

    def test_ship_later(self):
        self._stock(self.scarf, 1)
        self.customer.write({"street": "1", "city": "Bang Pu", "country_id": self.env.ref("base.th").id})
        session = self._open()
        ticket = self._ticket(session, (self.scarf, 2), shipping_date="2026-10-20")
        ticket["partner_id"] = self.customer.id
        order = self._sync(ticket)
        picking = order.picking_ids
        self.assertNotEqual(picking.state, "done")
        self.assertEqual(len(self._entries(order)), 1, "sold is sold, delivered or not")
        self.assertFalse(order.otop_odd_reason)
        picking.move_ids.quantity = 2
        picking.move_ids.picked = True
        picking._action_done()
        self.assertEqual(self._owners(self.scarf), {self.producer_a: -1})

    def test_lots(self):
        lot = self._lot("L1", 30, 2)
        session = self._open()
        sale = self._sell_at(session, self._line(self.honey, 2, lot="L1"))
        self.assertEqual(self._entries(sale).lot_id, lot)
        self.assertEqual(self._owners(self.honey), {})
        # the till forgets the lot of the second piece; the piece still goes back to it
        for _step in range(2):
            refund = self._sell_at(session, self._refund_line(sale.lines, 1))
            self.assertEqual(refund.picking_ids.state, "done")
            self.assertEqual(self._entries(refund).lot_id, lot)
        self.assertEqual(self._owners(self.honey), {self.producer_b: 2})
        self.assertEqual(sum(lot.quant_ids.filtered(lambda q: q.location_id.usage == "internal").mapped("quantity")), 2)

    def test_more_of_a_lot_than_there_is(self):
        self._lot("L1", 30, 1)
        session = self._open()
        self._sell_at(session, self._line(self.honey, 3, lot="L1"))
        self.assertEqual(self._owners(self.honey), {self.producer_b: -2})

    def test_unknown_lot_is_not_invented(self):
        session = self._open()
        order = self._sell_at(session, self._line(self.honey, 1, lot="NEW"))
        self.assertFalse(self.env["stock.lot"].search([("product_id", "=", self.honey.id)]))
        self.assertEqual(len(self._entries(order)), 1, "paid is sold")
        self.assertIn("did not leave the stock", order.otop_odd_reason)

    def test_lot_forgotten(self):
        self._lot("L1", 30, 1)
        session = self._open()
        order = self._sell_at(session, (self.honey, 1))
        self.assertEqual(len(self._entries(order)), 1)
        self.assertIn("did not leave the stock", order.otop_odd_reason)

    def test_expired_lot_is_not_offered(self):
        self._lot("OLD", -1, 5)
        self._lot("LATE", 60, 5)
        self._lot("SOON", 10, 5)
        lots = self.till.with_user(self.cashier).otop_lots()[self.honey.id]
        self.assertEqual(
            [(lot["name"], lot["product_qty"], lot["is_expired"]) for lot in lots],
            [("OLD", 5, True), ("SOON", 5, False), ("LATE", 5, False)],
            "what expires first is offered first; of what has expired the till must know that",
        )

    def test_a_lot_that_came_today_is_known_at_once(self):
        self._open()
        till = self.till.with_user(self.cashier)
        self.assertNotIn(self.honey.id, till.otop_lots())
        lot = self._lot("NEW", 30, 2)
        self.assertEqual(till.otop_lots(self.honey.ids)[self.honey.id][0]["id"], lot.id)

    def test_a_lot_with_an_empty_shelf_is_known_when_its_goods_are_asked_for(self):
        self._lot("GONE", 30, 1)
        self._sell_at(self._open(), self._line(self.honey, 1, lot="GONE"))
        till = self.till.with_user(self.cashier)
        self.assertNotIn(self.honey.id, till.otop_lots())
        self.assertEqual(till.otop_lots(self.honey.ids)[self.honey.id][0]["product_qty"], 0)

    def test_goods_of_the_centre_itself_keep_odoos_lots(self):
        coffee = self._own_goods("Coffee", tracking="lot")
        order = self._sell_at(self._open(), self._line(coffee, 1, lot="C-1"), self._line(self.honey, 1, lot="NEW"))
        self.assertEqual(self.env["stock.lot"].search([("product_id", "=", coffee.id)]).name, "C-1")
        self.assertFalse(self.env["stock.lot"].search([("product_id", "=", self.honey.id)]))
        self.assertEqual(self.till.with_user(self.cashier).otop_lots(coffee.ids), {}, "they are none of our business")
        self.assertIn("did not leave the stock", order.otop_odd_reason)

    def _own_goods(self, name, **values):
        return self.env["product.product"].create(
            {"name": name, "is_storable": True, "available_in_pos": True, "list_price": 50, **values}
        )

    def test_expired_lot_that_was_paid(self):
        self._lot("OLD", -1, 5)
        session = self._open()
        order = self._sell_at(session, self._line(self.honey, 1, lot="OLD"), date=datetime.now())
        self.assertEqual(order.state, "paid")
        self.assertIn("had expired", order.otop_odd_reason)
        self.assertEqual(self._owners(self.honey), {self.producer_b: 4})
        order.action_otop_clear_odd()
        self.assertFalse(order.otop_odd_reason)
