from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .centres import CentresCommon
from .test_settle_integrity import MovingGoods
from .test_settle_settlement import SettleCommon


@tagged("post_install", "-at_install")
class TestCentresMonth(MovingGoods, CentresCommon):
    """What one producer brings to several centres: taken in, moved between them, sold, settled, paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(SettleCommon._frozen())
        cls.env["otop.registration"].create(
            {"name": "R-1", "producer_id": cls.producer_a.id, "date": "2025-01-01", "expiry_date": "2027-12-31"}
        ).action_record()
        cls.between = cls.env.ref("stock.stock_location_inter_company")

    def _found(self, company):
        """What the integrity check of one centre finds."""
        self.env.invalidate_all()
        found = self.env["otop.integrity.check"]._findings(company)
        return {code: [finding.name for finding in rows] for code, (_title, _figure, rows) in found.items() if rows}

    def _shelf(self, company):
        return self.env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1).lot_stock_id

    def _carry(self, product, pieces, source, target, company):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": pieces,
                "product_uom": product.uom_id.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "company_id": company.id,
            }
        )
        move._action_confirm()
        move.quantity = pieces
        move.picked = True
        move._action_done()
        return move

    def _receive(self, company, pieces, user=None):
        intake = self.env["otop.intake"].with_user(user or self.env.user)
        intake = intake.create(
            {
                "producer_id": self.producer_a.id,
                "company_id": company.id,
                "line_ids": [Command.create({"product_id": self.scarf.id, "quantity": pieces})],
            }
        )
        intake.action_confirm()
        return intake

    def _agree(self, company, rate, user=None):
        agreement = self.env["otop.agreement"].with_user(user or self.env.user)
        agreement = agreement.create(
            {
                "producer_id": self.producer_a.id,
                "company_id": company.id,
                "date_start": "2026-01-01",
                "commission_rate": rate,
            }
        )
        agreement.with_env(self.env).action_confirm()
        return agreement

    def test_goods_on_the_way_between_two_centres_are_in_order_at_both(self):
        self._agree(self.second, 30)
        self._receive(self.company, 5)
        self._carry(self.scarf, 3, self._shelf(self.company), self.between, self.company)
        self.assertEqual((self._found(self.company), self._found(self.second)), ({}, {}))
        units = self.scarf._otop_units(None, None, self.company)[self.scarf]
        self.assertEqual((units.received, units.lost, units.moved, units.closing), (5, 0, -3, 2))
        self._carry(self.scarf, 2, self.between, self._shelf(self.second), self.second)
        self.assertEqual((self._found(self.company), self._found(self.second)), ({}, {}))
        units = self.scarf._otop_units(None, None, self.second)[self.scarf]
        self.assertEqual((units.received, units.lost, units.moved, units.closing), (0, 0, 2, 2))
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.scarf.id), ("location_id", "=", self._shelf(self.second).id)]
        )
        self.env.cr.execute("UPDATE stock_quant SET quantity = 7 WHERE id = %s", [quant.id])
        self.assertEqual((self._found(self.company), list(self._found(self.second))), ({}, ["units"]))
        self.env.cr.execute("UPDATE stock_quant SET quantity = 2 WHERE id = %s", [quant.id])
        self.env.cr.execute(
            "UPDATE stock_quant SET owner_id = NULL WHERE product_id = %s AND location_id = %s",
            [self.scarf.id, self.between.id],
        )
        self.assertEqual(list(self._found(self.second)), ["owners"])

    def test_a_whole_month_on_another_chart_of_accounts(self):
        """Label 115 at 15 % VAT included: 100 without, 25 % commission, 75 to the producer."""
        third = self.third
        there = self.env(context={**self.env.context, "allowed_company_ids": third.ids})
        self._agree(third, 25)
        self._receive(third, 4)
        self.scarf.list_price = 115
        finance, manager, clerk = (self._user_of(role, third) for role in ("finance", "manager", "clerk"))
        invoice = there["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": "2026-10-15",
                "invoice_line_ids": [Command.create({"product_id": self.scarf.id})],
            }
        )
        self.assertEqual((invoice.amount_total, invoice.amount_untaxed), (115, 100))
        invoice.action_post()
        self._carry(self.scarf, 1, self._shelf(third), self.env.ref("stock.stock_location_customers"), third)
        self.assertEqual(invoice.invoice_line_ids.account_id, third.otop_proceeds_account_id)
        run = (
            there["otop.settlement.run"]
            .with_user(clerk)
            .create({"date_to": date(2026, 10, 31), "producer_ids": self.producer_a.ids, "is_cycle_ignored": True})
        )
        run.action_start()
        settlement = run.line_ids.settlement_id.with_env(there)
        settlement.with_user(manager).action_confirm()
        self.assertEqual((settlement.amount_payable, settlement.name[:4]), (75, "STTC"))
        self._bank_account(self.producer_a, "999-0-00001-1", clerk, manager)
        action = settlement.with_user(finance).action_pay()
        window = there[action["res_model"]].with_user(finance).with_context(**action["context"]).create({})
        payment = window._create_payments()
        # the number says which centre pays
        self.assertEqual((payment.amount, payment.memo, payment.company_id), (75, settlement.name, third))
        self.assertEqual(settlement.state, "done")
        self.assertEqual((self._found(third), self._found(self.company)), ({}, {}))

    def test_a_user_of_two_centres_works_for_the_second(self):
        clerk = self.clerk_both
        agreement = self._agree(self.second, 30, clerk)
        self.assertEqual(agreement.company_id, self.second)
        intake = self._receive(self.second, 3, clerk)
        self.assertEqual((intake.agreement_id, intake.name[:4]), (agreement, "CRSC"))
        for centre, day in ((self.company, 15), (self.second, 16)):
            self._sell(self.scarf, 1, company_id=centre.id, date_time=f"2026-10-{day} 05:00:00")
        for centre, payable in ((self.company, 80), (self.second, 70)):
            run = (
                self.env["otop.settlement.run"]
                .with_user(clerk)
                .with_context(allowed_company_ids=(self.company | self.second).ids)
                .create(
                    {
                        "company_id": centre.id,
                        "date_to": date(2026, 10, 31),
                        "producer_ids": self.producer_a.ids,
                        "is_cycle_ignored": True,
                    }
                )
            )
            run.action_start()
            settlement = run.line_ids.settlement_id
            self.assertEqual((settlement.company_id, settlement.amount_payable), (centre, payable))

    # ------------------------------------------------------------------ goods that were the centre's own

    def _own_product(self):
        """Goods of a shop that has run Odoo before: 5 bought at 40, all sold."""
        product = self.env["product.product"].create(
            {"name": "Own mug", "is_storable": True, "list_price": 107, "standard_price": 40}
        )
        shelf, suppliers = self._shelf(self.company), self.env.ref("stock.stock_location_suppliers")
        self._carry(product, 5, suppliers, shelf, self.company)
        self._carry(product, 5, shelf, self.env.ref("stock.stock_location_customers"), self.company)
        return product

    def test_goods_that_the_shop_once_owned_become_consigned_at_zero_stock(self):
        product = self._own_product()
        product.product_tmpl_id.producer_id = self.producer_a
        self.assertEqual((product.standard_price, product.is_consigned), (0, True))
        self.assertRegex(product.barcode, r"^209\d{10}$")
        self.assertEqual(self._found(self.company), {})
        units = product._otop_units(None, None, self.company)[product]
        self.assertEqual((units.received, units.sold, units.closing), (0, 0, 0))
        self._carry(product, 2, self.env.ref("stock.stock_location_suppliers"), self._shelf(self.company), self.company)
        self.assertEqual(product._otop_units(None, None, self.company)[product].closing, 2)
        self._carry(product, 1, self._shelf(self.company), self.env.ref("stock.stock_location_customers"), self.company)
        self.assertEqual(list(self._found(self.company)), ["pieces"], "a piece left without its sale")
        with self.assertRaisesRegex(ValidationError, "never change hands"):
            product.product_tmpl_id.producer_id = self.producer_b

    def test_goods_of_the_shop_stay_its_own_while_any_are_left(self):
        product = self._own_product()
        self._carry(product, 1, self.env.ref("stock.stock_location_suppliers"), self._shelf(self.company), self.company)
        with self.assertRaisesRegex(ValidationError, "is the centre's own, and some of it still lies at"):
            product.product_tmpl_id.producer_id = self.producer_a

    def test_nobody_chooses_from_where_the_rules_count(self):
        self.scarf.product_tmpl_id.with_user(self.clerk_a).write({"otop_last_own_move": 99999999})
        self.assertFalse(self.scarf.product_tmpl_id.otop_last_own_move)

    # ------------------------------------------------------------------ shared by two centres

    def test_a_producer_of_another_centre_is_neither_archived_nor_claimed(self):
        for vals in ({"active": False}, {"company_id": self.second.id}):
            with self.subTest(vals=vals), self.assertRaisesRegex(AccessError, "delivers to"):
                self.producer_a.with_user(self.clerk_b).write(vals)
        self.assertTrue(self.producer_a.active)
        new = self._producer("Nobody's yet", "TN01")
        new.with_user(self.clerk_b).active = False
        self.assertFalse(new.active)

    def test_a_plain_user_of_odoo_reads_no_settings_screen(self):
        plain = new_test_user(self.env, "plain_user", "base.group_user")
        menus = self.env["ir.ui.menu"].with_user(plain)._visible_menu_ids()
        self.assertNotIn(self.env.ref("otop_centre.res_company_menu_otop_settings").id, menus)
        menus = self.env["ir.ui.menu"].with_user(self.manager_b)._visible_menu_ids()
        self.assertIn(self.env.ref("otop_centre.res_company_menu_otop_settings").id, menus)
        self.assertIn(self.env.ref("otop_centre.otop_centre_opening_menu").id, menus)
