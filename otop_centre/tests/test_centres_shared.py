from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .centres import CentresCommon


@tagged("post_install", "-at_install")
class TestCentresShared(CentresCommon):
    """What the centres share, and what must not be lost."""

    def test_two_centres_never_give_the_same_number(self):
        self.assertEqual(self.agreement_a.name[:2], "CC")
        vals = {"producer_id": self.producer_a.id, "date_start": "2026-01-01", "commission_rate": 30}
        second = self.env["otop.agreement"].create({**vals, "company_id": self.second.id})
        second.action_confirm()
        self.assertEqual(second.name, "CCSC69-00001")
        nameless = self.env["res.company"].create({"name": "No code"})
        third = self.env["otop.agreement"].create({**vals, "company_id": nameless.id})
        with self.assertRaisesRegex(UserError, "No code has no code of its own"):
            third.action_confirm()
        nameless.otop_code = "NC"
        third.action_confirm()
        self.assertEqual(third.name, "CCNC69-00001")
        with self.assertRaisesRegex(ValidationError, "numbered papers already"):
            nameless.otop_code = "NX"

    def test_the_settings_have_every_field_of_the_centre(self):
        arch = self.env.ref("otop_centre.res_company_view_form_otop").arch
        for name, field in self.env["res.company"]._fields.items():
            if name.startswith("otop_") and field.type not in ("one2many", "many2many"):
                with self.subTest(field=name):
                    self.assertIn(f'name="{name}"', arch)

    def test_a_manager_opens_a_warehouse_in_a_centre_made_by_hand(self):
        company = self.env["res.company"].create({"name": "By hand", "otop_code": "BH"})
        # Odoo makes one in tests alone
        self.env["stock.warehouse"].search([("company_id", "=", company.id)]).active = False
        company.otop_intake_type_id = company.otop_withdrawal_type_id = False
        manager = self._user_of("manager", company)
        self.env["stock.warehouse"].with_user(manager).create({"name": "Shelf", "code": "SH", "company_id": company.id})
        self.assertEqual(company.otop_intake_type_id.warehouse_id.name, "Shelf")
        self.assertEqual(company.otop_withdrawal_type_id.warehouse_id.name, "Shelf")

    def test_a_clerk_of_another_centre_changes_neither_price_nor_state(self):
        self.assertEqual(self.scarf.product_tmpl_id._otop_centres(), self.company)
        for vals in ({"list_price": 1}, {"active": False}, {"company_id": self.second.id}):
            with self.subTest(vals=vals), self.assertRaisesRegex(AccessError, "is sold at"):
                self.scarf.product_tmpl_id.with_user(self.clerk_b).write(vals)
        stars = {"product_tmpl_id": self.scarf.product_tmpl_id.id, "score": 95, "date_from": "2026-01-01"}
        with self.assertRaises(AccessError):
            self.env["otop.product.star"].with_user(self.clerk_b).create(stars)
        self.assertEqual(self.env["otop.product.star"].with_user(self.clerk_a).create(stars).star, 5)
        self.scarf.with_user(self.clerk_a).list_price = 214
        self.assertEqual(self.scarf.list_price, 214)

    def test_goods_on_a_shelf_are_not_archived(self):
        self._stock(self.scarf, 5)
        with self.assertRaisesRegex(UserError, "5 of .*Indigo scarf.* still lie at"):
            self.scarf.product_tmpl_id.action_archive()
        self.bag.product_tmpl_id.action_archive()
        self.assertFalse(self.bag.active)

    def test_a_producer_of_two_centres_belongs_to_neither(self):
        with self.assertRaisesRegex(ValidationError, "belongs to no single centre"):
            self.producer_a.company_id = self.second
        self.producer_a.company_id = self.company
        self.assertEqual(self.producer_a.company_id, self.company)

    def test_the_unit_of_goods_that_were_sold_stays(self):
        self._sell(self.scarf, 1)
        dozen = self.env.ref("uom.product_uom_dozen")
        with self.assertRaisesRegex(UserError, "received or sold in Units"):
            self.scarf.product_tmpl_id.uom_id = dozen
        self.bag.product_tmpl_id.uom_id = dozen
        self.assertEqual(self.bag.uom_id, dozen)

    def test_a_new_consigned_product_has_no_price_until_one_is_agreed(self):
        vals = {"name": "New", "producer_id": self.producer_a.id}
        self.assertEqual(self.env["product.template"].create(vals).list_price, 0)
        self.assertEqual(self.env["product.template"].create({"name": "Own"}).list_price, 1)

    def test_odoos_own_merge_refuses_a_producer(self):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        with self.assertRaisesRegex(UserError, "Weavers A is a producer"):
            wizard._merge([self.customer.id, self.producer_a.id], self.customer)
        other = self.env["res.partner"].create({"name": "Hotel again"})
        wizard._merge([self.customer.id, other.id], self.customer)
        self.assertFalse(other.exists())

    def test_a_manager_joins_two_producers_and_history_stays(self):
        entry = self._sell(self.scarf, 1)
        manager = self._user_of("manager", self.company)
        vals = {"producer_id": self.producer_a.id, "into_id": self.producer_b.id, "reason": "The same group"}
        merges = self.env["otop.producer.merge"]
        with self.assertRaises(AccessError):
            merges.with_user(self.clerk_a).create(vals)
        self._stock(self.bag, 2)
        with self.assertRaises(UserError) as refusal:
            merges.with_user(manager).create(vals)
        self.assertRegex(refusal.exception.args[0], "2 of .*Woven bag.* still lie at")
        self._stock(self.bag, -2)
        merge = merges.with_user(manager).create(vals)
        self.assertEqual((merge.user_id, self.agreement_a.state), (manager, "done"))
        self.assertFalse(self.producer_a.active)
        self.assertEqual(entry.producer_id, self.producer_a)
        with self.assertRaises(AccessError):
            merge.with_user(manager).reason = "Another"

    def test_the_core_is_not_uninstalled_while_there_are_entries(self):
        self._sell(self.scarf, 1)
        for name in ("otop_centre", "sale_stock"):
            module = self.env["ir.module.module"].search([("name", "=", name)])
            with self.subTest(module=name), self.assertRaisesRegex(UserError, "entries of the producers' ledger"):
                module.button_uninstall()
            self.assertEqual(module.state, "installed")
