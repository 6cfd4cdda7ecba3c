import json

from odoo.tests import tagged

from .common import OtopPosCommon


@tagged("post_install", "-at_install")
class TestSellTillData(OtopPosCommon):
    """What reaches the browser of a till: what a buyer may ask, nothing between the centre and a producer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session = cls._open()
        cls.loaded = cls.session.with_user(cls.cashier).load_data([])

    def _product_values(self, product):
        return next(values for values in self.loaded["product.template"] if values["id"] == product.product_tmpl_id.id)

    def test_origin_is_loaded(self):
        values = self._product_values(self.scarf)
        self.assertEqual((values["producer_code"], values["producer_name"]), ("TA01", "Weavers A"))
        self.assertEqual(values["producer_state_name"], self.scarf.producer_state_name)
        self.assertIn("otop_star", values)

    def test_info_popup(self):
        info = self.scarf.product_tmpl_id.with_user(self.cashier).get_product_info_pos(107, 1, self.till.id)
        self.assertEqual((info["otop"]["producer"], info["otop"]["code"]), ("Weavers A", "TA01"))

    def test_nothing_private(self):
        person = self._producer("Somsri", "TP01", is_company=False, national_id="1101700230708")
        self.env["res.partner.bank"].create({"partner_id": person.id, "acc_number": "9876543210"})
        own = self.env["product.product"].create({"name": "Bag", "available_in_pos": True, "standard_price": 3.21})
        loaded = self.session.with_user(self.cashier).load_data([])
        text = json.dumps(loaded, default=str)
        for secret in ("commission", "payable", "national_id", "9876543210", "1101700230708", "promptpay"):
            self.assertNotIn(secret, text)
        for values in loaded["product.product"]:
            self.assertEqual(values["standard_price"], 0, "no cost reaches the till")
        self.assertIn(own.id, [values["id"] for values in loaded["product.product"]])
        asked = (
            self.env["res.partner"].with_user(self.cashier).get_new_partner(self.till.id, [("id", "=", person.id)], 0)
        )
        self.assertNotIn("1101700230708", json.dumps(asked, default=str))

    def test_cashier_is_a_cashier(self):
        self.assertTrue(self.cashier.has_group("point_of_sale.group_pos_user"))
        for model in ("otop.ledger.entry", "otop.agreement"):
            self.assertFalse(self.env[model].with_user(self.cashier).has_access("read"))
