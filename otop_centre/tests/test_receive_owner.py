from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import OtopCommon


@tagged("post_install", "-at_install")
class TestReceiveOwner(OtopCommon):
    """Invariant 7: whatever path it takes, a consigned product's stock is its producer's and worth nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1)
        cls.shelf = cls.warehouse.lot_stock_id
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.jam = cls._product("Mango jam", cls.producer_a, 107, shelf_life_days=180)

    def _transfer(self, picking_type, source, target, product, quantity, owner=None, lot=None):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": picking_type.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "owner_id": owner and owner.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "location_id": source.id,
                            "location_dest_id": target.id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        if lot:
            picking.move_line_ids.write({"lot_id": lot.id, "quantity": quantity})
        else:
            picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking._action_done()
        return picking

    def _receive(self, product, quantity, **kwargs):
        return self._transfer(self.warehouse.in_type_id, self.suppliers, self.shelf, product, quantity, **kwargs)

    def _deliver(self, product, quantity, **kwargs):
        return self._transfer(self.warehouse.out_type_id, self.shelf, self.customers, product, quantity, **kwargs)

    def _lot(self, product, name, days=90):
        return self.env["stock.lot"].create(
            {
                "name": name,
                "product_id": product.id,
                "expiration_date": fields.Datetime.now() + timedelta(days=days),
            }
        )

    def _sale_order(self, product, quantity):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": product.id, "product_uom_qty": quantity})],
            }
        )
        order.action_confirm()
        return order

    def assertShelf(self, product, quantity, lot=None):
        """Every quant and every move of the product is its producer's; `quantity` lie on the shelf."""
        quants = self.env["stock.quant"].search([("product_id", "=", product.id)])
        self.assertEqual(quants.owner_id, product.producer_id)
        lines = self.env["stock.move.line"].search([("product_id", "=", product.id)])
        self.assertFalse(lines.filtered(lambda line: line.owner_id != product.producer_id))
        on_shelf = quants.filtered(lambda quant: quant.location_id == self.shelf and (not lot or quant.lot_id == lot))
        self.assertEqual(sum(on_shelf.mapped("quantity")), quantity)
        self.assertFalse(any(self.env["stock.move"].search([("product_id", "=", product.id)]).mapped("value")))
        self.assertEqual(product.total_value, 0)

    def test_receipt_without_owner(self):
        self._receive(self.scarf, 3)
        self.assertShelf(self.scarf, 3)

    def test_receipt_names_somebody_else(self):
        self._receive(self.scarf, 3, owner=self.producer_b)
        self.assertShelf(self.scarf, 3)

    def test_line_written_to_somebody_else(self):
        picking = self._receive(self.scarf, 3)
        picking.move_line_ids.owner_id = self.producer_b
        self.assertShelf(self.scarf, 3)
        picking.move_line_ids.owner_id = False
        self.assertShelf(self.scarf, 3)

    def test_oversell_and_its_compensation(self):
        self._receive(self.scarf, 3)
        self._deliver(self.scarf, 7)
        self.assertShelf(self.scarf, -4)
        self._receive(self.scarf, 5)
        self.assertShelf(self.scarf, 1)

    def test_negative_stock_starves_nobody(self):
        """Core: three pieces below zero hide three that lie on the shelf, and the error grows."""
        self._deliver(self.scarf, 3)
        self._receive(self.scarf, 5)
        self._deliver(self.scarf, 2)
        self.assertShelf(self.scarf, 0)

    def test_sales_delivery(self):
        self._receive(self.scarf, 5)
        order = self._sale_order(self.scarf, 2)
        self.assertEqual(order.picking_ids.move_line_ids.owner_id, self.producer_a)
        self.assertEqual(self.env["stock.quant"]._get_available_quantity(self.scarf, self.shelf), 3)
        order.picking_ids.button_validate()
        self.assertShelf(self.scarf, 3)
        self.assertEqual(order.picking_ids.move_ids.restrict_partner_id, self.producer_a)

    def test_customer_return(self):
        self._receive(self.scarf, 5)
        order = self._sale_order(self.scarf, 3)
        order.picking_ids.button_validate()
        wizard = Form(
            self.env["stock.return.picking"].with_context(
                active_id=order.picking_ids.id, active_ids=order.picking_ids.ids, active_model="stock.picking"
            )
        ).save()
        wizard.product_return_moves.quantity = 2
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.move_ids.quantity = 2
        back.move_ids.picked = True
        back.button_validate()
        self.assertShelf(self.scarf, 4)

    def test_two_producers_in_one_delivery_and_return(self):
        """Core gives the whole return to the last owner."""
        for product in (self.scarf, self.pot):
            self._receive(product, 2)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": 2})
                    for product in (self.scarf, self.pot)
                ],
            }
        )
        order.action_confirm()
        order.picking_ids.button_validate()
        wizard = self.env["stock.return.picking"].create({"picking_id": order.picking_ids.id})
        wizard.product_return_moves.quantity = 2
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.button_validate()
        self.assertEqual(back.state, "done")
        self.assertShelf(self.scarf, 2)
        self.assertShelf(self.pot, 2)

    def test_scrap(self):
        self._receive(self.scarf, 5)
        clerk = self._user("clerk")
        with Form(self.env["stock.scrap"].with_user(clerk)) as form:
            form.product_id = self.scarf
            form.scrap_qty = 2
        scrap = form.record
        self.assertEqual(scrap.owner_id, self.producer_a)
        self.assertIs(scrap.action_validate(), True)
        self.assertShelf(self.scarf, 3)

    def test_inventory_count(self):
        quant = (
            self.env["stock.quant"]
            .with_context(inventory_mode=True)
            .create({"product_id": self.scarf.id, "location_id": self.shelf.id, "inventory_quantity": 8})
        )
        quant.action_apply_inventory()
        self.assertShelf(self.scarf, 8)
        again = (
            self.env["stock.quant"]
            .with_context(inventory_mode=True)
            .create({"product_id": self.scarf.id, "location_id": self.shelf.id, "inventory_quantity": 5})
        )
        again.action_apply_inventory()
        self.assertEqual(again, quant)
        self.assertShelf(self.scarf, 5)

    def test_internal_transfer(self):
        self._receive(self.scarf, 5)
        fair = self.env["stock.location"].create({"name": "Fair", "location_id": self.shelf.location_id.id})
        self._transfer(self.warehouse.int_type_id, self.shelf, fair, self.scarf, 2)
        self.assertShelf(self.scarf, 3)
        quant = self.env["stock.quant"].search([("product_id", "=", self.scarf.id), ("location_id", "=", fair.id)])
        self.assertRecordValues(quant, [{"owner_id": self.producer_a.id, "quantity": 2}])

    def test_lots_and_fefo(self):
        late, soon = self._lot(self.jam, "L90", 90), self._lot(self.jam, "L30", 30)
        self._receive(self.jam, 5, lot=late)
        self._receive(self.jam, 5, lot=soon)
        order = self._sale_order(self.jam, 7)
        order.picking_ids.button_validate()
        self.assertShelf(self.jam, 0, lot=soon)
        self.assertShelf(self.jam, 3, lot=late)

    def test_expired_lot_is_not_reserved(self):
        old = self._lot(self.jam, "OLD", -1)
        self._receive(self.jam, 5, lot=old)
        order = self._sale_order(self.jam, 2)
        self.assertFalse(order.picking_ids.move_line_ids)
        self.assertShelf(self.jam, 5, lot=old)

    def test_lot_oversold(self):
        lot = self._lot(self.jam, "ONE")
        self._receive(self.jam, 1, lot=lot)
        self._deliver(self.jam, 3, lot=lot)
        self.assertShelf(self.jam, -2, lot=lot)

    def test_packages(self):
        self._receive(self.scarf, 4)
        package = self.env["stock.package"].create({"name": "BOX"})
        picking = self._transfer(self.warehouse.int_type_id, self.shelf, self.shelf, self.scarf, 2)
        self.assertEqual(picking.state, "done")
        self.env["stock.quant"]._update_available_quantity(self.scarf, self.shelf, -2)
        self.env["stock.quant"]._update_available_quantity(self.scarf, self.shelf, 2, package_id=package)
        order = self._sale_order(self.scarf, 3)
        order.picking_ids.button_validate()
        self.assertShelf(self.scarf, 1)

    def test_own_goods_are_left_alone(self):
        own = self.env["product.product"].create({"name": "Shopping bag", "is_storable": True, "standard_price": 2})
        self._receive(own, 10)
        self._deliver(own, 3)
        quants = self.env["stock.quant"].search([("product_id", "=", own.id)])
        self.assertFalse(quants.owner_id)
        self.assertEqual(own.qty_available, 7)

    def test_product_never_changes_hands(self):
        self._receive(self.scarf, 1)
        with self.assertRaisesRegex(ValidationError, "Archive this product and create another"):
            self.scarf.product_tmpl_id.with_user(self._user("manager")).producer_id = self.producer_b
        with self.assertRaisesRegex(ValidationError, "Archive this product"):
            self.scarf.producer_id = False
        self.bag.producer_id = self.producer_b  # never received: a slip of the pen
        own = self.env["product.product"].create({"name": "Own", "is_storable": True})
        self._receive(own, 1)
        with self.assertRaisesRegex(ValidationError, "is the centre's own, and some of it still lies"):
            own.producer_id = self.producer_a

    def test_units_close(self):
        """Invariant 6, over every kind of movement."""
        today = fields.Date.context_today(self.env.user)
        self._receive(self.scarf, 20)
        self._deliver(self.scarf, 6)
        self._transfer(self.warehouse.in_type_id, self.customers, self.shelf, self.scarf, 1)
        self._transfer(self.warehouse.out_type_id, self.shelf, self.suppliers, self.scarf, 4)
        self.env["stock.scrap"].create({"product_id": self.scarf.id, "scrap_qty": 2}).action_validate()
        units = (self.scarf + self.pot)._otop_units(None, today)
        self.assertEqual(
            units[self.scarf]._asdict(),
            {"opening": 0, "received": 20, "returned": 4, "lost": 2, "sold": 6, "customer_returned": 1, "moved": 0},
        )
        self.assertEqual(units[self.scarf].closing, 9)
        self.assertEqual(units[self.pot].closing, 0)
        self.assertShelf(self.scarf, 9)

    def test_units_by_period(self):
        picking = self._receive(self.scarf, 10)
        # 00:30 on 1 November in the centre is still October in UTC
        picking.move_line_ids.date = "2026-10-31 17:30:00"
        october = self.scarf._otop_units(fields.Date.to_date("2026-10-01"), fields.Date.to_date("2026-10-31"))
        november = self.scarf._otop_units(fields.Date.to_date("2026-11-01"), fields.Date.to_date("2026-11-30"))
        december = self.scarf._otop_units(fields.Date.to_date("2026-12-01"), fields.Date.to_date("2026-12-31"))
        self.assertEqual([(u.opening, u.received, u.closing) for u in october.values()], [(0, 0, 0)])
        self.assertEqual([(u.opening, u.received, u.closing) for u in november.values()], [(0, 10, 10)])
        self.assertEqual([(u.opening, u.received, u.closing) for u in december.values()], [(10, 0, 10)])
