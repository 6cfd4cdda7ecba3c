from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import OtopPosCommon


@tagged("post_install", "-at_install")
class TestSellTours(OtopPosCommon, HttpCase):
    """The till in a browser, as a cashier."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.cashier.lang = "en_US"
        cls.env["product.template"].search([("available_in_pos", "=", True)]).filtered(
            lambda product: product not in (cls.scarf | cls.bag | cls.pot).product_tmpl_id
        ).available_in_pos = False
        cls.env["otop.product.star"].create(
            {
                "product_tmpl_id": cls.scarf.product_tmpl_id.id,
                "year_be": 2568,
                "star": 4,
                "date_from": fields.Date.today(),
            }
        )

    def _tour(self, name):
        self.till.with_user(self.cashier).open_ui()
        self.start_tour(f"/pos/ui/{self.till.id}", name, login="test_otop_cashier")
        return self.till.current_session_id

    def test_search_and_sell(self):
        session = self._tour("otop_till_search_and_sell")
        self.assertTable(
            self._entries(*session.order_ids),
            ("producer_id", "quantity", "amount_payable"),
            [(self.producer_b, 1.0, 75.0), (self.producer_a, 2.0, 160.0)],
        )

    def test_lots(self):
        honey = self._product("Honey", self.producer_b, 107, shelf_life_days=365, available_in_pos=True)
        tea = self._product("Tea", self.producer_b, 107, shelf_life_days=365, available_in_pos=True)
        for product, name, days in ((honey, "OLD", -1), (honey, "GOOD", 30), (tea, "T1", -2), (tea, "T2", -1)):
            lot = self.env["stock.lot"].create(
                {
                    "name": name,
                    "product_id": product.id,
                    "expiration_date": fields.Datetime.now() + timedelta(days=days),
                }
            )
            self._stock(product, 5, lot=lot)
        session = self._tour("otop_till_lots")
        self.assertEqual(self._entries(*session.order_ids).lot_id.name, "GOOD")
        self.assertFalse(session.order_ids.filtered("otop_odd_reason"))

    def test_refund(self):
        self._product("Rice", self.producer_b, 12.5, vat_class="exempt", available_in_pos=True)
        session = self._tour("otop_till_refund")
        entries = self._entries(*session.order_ids.sorted("id"))
        self.assertTable(
            entries,
            ("kind", "quantity", "amount_with_vat"),
            [
                ("sale", 3.0, 35.63),
                ("refund", -1.0, -11.88),
                ("refund", -1.0, -11.87),
                ("refund", -1.0, -11.88),
            ],
        )
        self._close(session)
        self.assertProceedsTied()
