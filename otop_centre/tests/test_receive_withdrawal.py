from datetime import date

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import OtopCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15 03:00:00")
class TestReceiveWithdrawal(OtopCommon):
    """Goods go back to who made them, with a paper, and never more than is free."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._user("clerk")
        cls.jam = cls._product("Mango jam", cls.producer_a, 65, shelf_life_days=180)
        cls.lots = cls.env["stock.lot"].create(
            [
                {"name": "SOON", "product_id": cls.jam.id, "expiration_date": "2026-10-20 16:59:59"},
                {"name": "LATE", "product_id": cls.jam.id, "expiration_date": "2027-03-01 16:59:59"},
            ]
        )
        cls._stock(cls.scarf, 10)
        cls._stock(cls.pot, 4)
        cls._stock(cls.jam, 6, lot=cls.lots[0])
        cls._stock(cls.jam, 8, lot=cls.lots[1])

    def _wizard(self, producer=None):
        form = Form(self.env["otop.withdrawal"].with_user(self.clerk))
        form.producer_id = producer or self.producer_a
        return form.save()

    def _line(self, wizard, product, lot=None):
        return wizard.line_ids.filtered(lambda line: line.product_id == product and (not lot or line.lot_id == lot))

    def test_goods_on_hand_by_lot(self):
        wizard = self._wizard()
        self.assertTable(
            wizard.line_ids.sorted(lambda line: (line.product_id.name, line.lot_id.name or "")),
            ["product_id", "lot_id", "on_hand", "reserved", "available", "quantity"],
            [
                [self.scarf, self.env["stock.lot"], 10, 0, 10, 0],
                [self.jam, self.lots[1], 8, 0, 8, 0],
                [self.jam, self.lots[0], 6, 0, 6, 0],
            ],
        )

    def test_give_back(self):
        wizard = self._wizard()
        self._line(wizard, self.scarf).quantity = 4
        self._line(wizard, self.jam, self.lots[0]).quantity = 6
        picking = self.env["stock.picking"].browse(wizard.action_confirm()["res_id"])
        self.assertEqual((picking.name, picking.state, picking.otop_step), ("RT70-00001", "done", "withdrawal"))
        self.assertEqual(picking.partner_id, self.producer_a)
        self.assertEqual(picking.move_line_ids.owner_id, self.producer_a)
        self.assertEqual((self.scarf.qty_available, self.jam.qty_available), (6, 8))
        units = (self.scarf + self.jam)._otop_units(date(2026, 10, 1), date(2026, 10, 31))
        self.assertEqual([unit.returned for unit in units.values()], [4, 6])

    def test_expired_and_near_expiry_in_one_press(self):
        wizard = self._wizard()
        wizard.action_fill_expired()
        self.assertEqual(wizard.reason, "expired")
        wizard.action_confirm()
        self.assertEqual((self.scarf.qty_available, self.lots[0].product_qty, self.lots[1].product_qty), (10, 0, 8))

    def test_everything(self):
        wizard = self._wizard()
        wizard.action_fill_all()
        wizard.action_confirm()
        self.assertEqual((self.scarf.qty_available, self.jam.qty_available, self.pot.qty_available), (0, 0, 4))

    def test_nothing_chosen(self):
        with self.assertRaisesRegex(UserError, "Type how many pieces"):
            self._wizard().action_confirm()

    def test_more_than_on_hand(self):
        line = self._line(self._wizard(), self.scarf)
        with self.assertRaisesRegex(ValidationError, "only 10 of the 10 here are free"):
            line.quantity = 11

    def test_reserved_goods_stay(self):
        self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": self.scarf.id, "product_uom_qty": 7})],
            }
        ).action_confirm()
        line = self._line(self._wizard(), self.scarf)
        self.assertEqual((line.reserved, line.available), (7, 3))
        with self.assertRaisesRegex(ValidationError, "only 3 of the 10 here are free"):
            line.quantity = 4

    def test_reserved_meanwhile(self):
        """The stock itself refuses what was promised after the clerk had opened the list, also on core's own form."""
        operation = self.company.otop_withdrawal_type_id
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": operation.id,
                "partner_id": self.producer_a.id,
                "location_id": operation.default_location_src_id.id,
                "location_dest_id": operation.default_location_dest_id.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.scarf.id,
                            "product_uom_qty": 4,
                            "location_id": operation.default_location_src_id.id,
                            "location_dest_id": operation.default_location_dest_id.id,
                        }
                    )
                ],
            }
        )
        self.assertEqual(picking.name, "RT70-00001")
        picking.action_confirm()
        picking.move_ids.quantity = 11
        with self.assertRaisesRegex(UserError, "only 10 of the 10 here are free"):
            picking.button_validate()
        picking.move_ids.quantity = 4
        picking.partner_id = self.producer_b
        with self.assertRaisesRegex(UserError, "cannot be given to"):
            picking.button_validate()

    def test_stock_by_producer(self):
        """Totals of the list, computed by the database."""
        domain = [("product_id.is_consigned", "=", True), ("location_id.usage", "=", "internal")]
        groups = (
            self.env["stock.quant"]
            .with_user(self.clerk)
            .formatted_read_group(
                domain,
                ["owner_id"],
                ["quantity:sum", "otop_near_expiry_quantity:sum", "otop_retail_value:sum", "otop_age_days:max"],
                order="owner_id",
            )
        )
        rows = {
            group["owner_id"][0]: [
                group["quantity:sum"],
                group["otop_near_expiry_quantity:sum"],
                float(group["otop_retail_value:sum"]),
            ]
            for group in groups
        }
        self.assertEqual(rows[self.producer_a.id], [24, 6, 10 * 107 + 14 * 65])
        self.assertEqual(rows[self.producer_b.id], [4, 0, 4 * 107])
        quants = self.env["stock.quant"].search([*domain, ("owner_id", "=", self.producer_a.id)])
        self.assertEqual(sum(quants.mapped("otop_near_expiry_quantity")), 6)
        self.assertEqual(sum(quants.mapped("otop_retail_value")), 10 * 107 + 14 * 65)
