from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OtopCommon


@tagged("post_install", "-at_install")
class TestRetailPrice(OtopCommon):
    """A price that is agreed for one variant is that variant's alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.size, cls.colour = (
            cls.env["product.attribute"].create(
                {"name": name, "value_ids": [Command.create({"name": value}) for value in values]}
            )
            for name, values in (("Size", ("Small", "Large")), ("Colour", ("Red", "Blue")))
        )

    def _variants(self, *attributes):
        template = self.env["product.template"].create(
            {
                "name": "Shirt",
                "producer_id": self.producer_a.id,
                "list_price": 107,
                "attribute_line_ids": [
                    Command.create({"attribute_id": attribute.id, "value_ids": [Command.set(attribute.value_ids.ids)]})
                    for attribute in attributes
                ],
            }
        )
        return template.product_variant_ids

    def test_price_of_one_variant_leaves_the_others(self):
        small, large = self._variants(self.size)
        clerk = self._user("clerk")
        large.with_user(clerk)._otop_set_retail_price(214)
        self.assertEqual((small.lst_price, large.lst_price), (107, 214))
        small.with_user(clerk)._otop_set_retail_price(90)
        self.assertEqual((small.lst_price, large.lst_price), (90, 214))

    def test_price_of_goods_without_variants(self):
        self.scarf._otop_set_retail_price(120)
        self.assertEqual((self.scarf.lst_price, self.scarf.list_price), (120, 120))

    def test_variant_that_shares_all_its_attributes_has_no_price_of_its_own(self):
        shirt = self._variants(self.size, self.colour)[0]
        with self.assertRaisesRegex(UserError, "no price of its own"):
            shirt._otop_set_retail_price(214)

    def test_ledger_keeps_the_variants_list_price(self):
        _small, large = self._variants(self.size)
        large._otop_set_retail_price(214)
        invoice = self._invoice([(large, 1, 200)])
        self.assertTable(invoice.otop_entry_ids, ["price_list", "price_unit"], [(214, 200)])

    def test_value_on_the_shelf_is_the_variants(self):
        small, large = self._variants(self.size)
        large._otop_set_retail_price(214)
        for product in (small, large):
            self._stock(product, 2)
        [(value,)] = self.env["stock.quant"]._read_group(
            [("product_id", "in", (small | large).ids), ("location_id.usage", "=", "internal")],
            aggregates=["otop_retail_value:sum"],
        )
        self.assertEqual(value, 2 * 107 + 2 * 214)
