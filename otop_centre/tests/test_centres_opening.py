from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .centres import CentresCommon


@tagged("post_install", "-at_install")
class TestCentresOpening(CentresCommon):
    """How a company becomes a centre."""

    def _window(self, user, company, **values):
        windows = self.env["otop.centre.opening"].with_user(user).with_context(allowed_company_ids=company.ids)
        return windows.create({"company_id": company.id, "otop_code": "OP", **values})

    def _bare(self, **values):
        """A company as an administrator makes it, without anything of ours."""
        company = self.env["res.company"].create({"name": "Bare", "country_id": self.env.ref("base.th").id, **values})
        # Odoo makes one in tests alone
        self.env["stock.warehouse"].search([("company_id", "=", company.id)]).write({"name": "Old", "active": False})
        company.otop_intake_type_id = company.otop_withdrawal_type_id = False
        return company

    def test_a_manager_opens_a_centre_in_one_step(self):
        company = self._bare()
        manager = self._user_of("manager", company)
        window = self._window(manager, company, minimum_payout=500, payment_days=10)
        self.assertEqual(window.plan.count("will be made"), len(company._otop_opening_steps(window._wish())) - 1)
        window.action_open()
        self.assertEqual(company._otop_missing(), [])
        self.assertEqual((company.chart_template, company.otop_code, company.otop_payment_days), ("th", "OP", 10))
        self.assertEqual(company.otop_proceeds_account_id.with_company(company).code, "212500")
        self.assertEqual(company.otop_intake_type_id.warehouse_id.company_id, company)
        self.assertNotIn("will be made", self._window(manager, company).plan)

    def test_opening_again_completes_what_is_missing(self):
        manager = self.manager_b
        accounts = self.env["account.account"].search_count([("company_ids", "in", self.second.ids)])
        before = self.second.otop_commission_account_id, self.second.otop_intake_type_id
        self.second.write({"otop_commission_account_id": False, "otop_withdrawal_type_id": False})
        self.second.otop_intake_type_id.return_picking_type_id = False
        window = self._window(manager, self.second, otop_code="SC")
        self.assertEqual(window.plan.count("will be made"), 2)
        window.action_open()
        window.action_open()
        self.assertEqual((self.second.otop_commission_account_id, self.second.otop_intake_type_id), before)
        self.assertTrue(self.second.otop_withdrawal_type_id)
        self.assertEqual(self.env["account.account"].search_count([("company_ids", "in", self.second.ids)]), accounts)

    def test_another_chart_has_every_account_and_vat_in_its_prices(self):
        third = self.third
        self.assertEqual((third.chart_template, third._otop_missing()), ("generic_coa", []))
        accounts = [third[field] for field in third._otop_account_fields()]
        self.assertEqual(len({account.id for account in accounts}), 7)
        tax = self.scarf.taxes_id.filtered(lambda tax: tax.company_id == third)
        self.assertTrue(tax.price_include)
        self.assertEqual(tax.amount, third.account_sale_tax_id.amount)

    def test_a_code_is_asked_for_and_is_one_centres(self):
        company = self._bare()
        manager = self._user_of("manager", company)
        with self.assertRaisesRegex(UserError, "Bare is one of .* its papers need a code"):
            self._window(manager, company, otop_code=False).action_open()
        with self.assertRaisesRegex(UserError, "Second centre has the code SC already"):
            self._window(manager, company, otop_code="SC").action_open()
        self.assertFalse(company.otop_proceeds_account_id)

    def test_a_manager_opens_no_other_centre_and_makes_no_company(self):
        manager = self.manager_b
        with self.assertRaises(AccessError):
            self._window(manager, self.company)
        window = self._window(manager, self.second)
        window.write({"company_id": False, "name": "New"})
        with self.assertRaisesRegex(AccessError, "made by an administrator"):
            window.action_open()
        with self.assertRaises(AccessError):
            self.env["otop.centre.opening"].with_user(self.clerk_b).create({})

    def test_the_settings_of_the_centre_are_its_managers_and_nothing_else_is(self):
        second = self.second.with_user(self.manager_b)
        second.write({"otop_minimum_payout": 500, "otop_payment_days": 7})
        self.assertEqual((self.second.otop_minimum_payout, self.second.otop_payment_days), (500, 7))
        with self.assertRaisesRegex(AccessError, "Company Name of Second centre is an administrator"):
            second.write({"otop_payment_days": 8, "name": "Mine"})
        with self.assertRaises(AccessError):
            self.company.with_user(self.manager_b).otop_payment_days = 8
        with self.assertRaises(AccessError):
            self.second.with_user(self.clerk_b).otop_payment_days = 8
        action = self.env["res.company"].with_user(self.manager_b).action_otop_settings()
        self.assertEqual(action["res_id"], self.second.id)

    def test_a_plain_administrator_makes_company_and_warehouse(self):
        admin = new_test_user(self.env, "plain_admin", "base.group_system,stock.group_stock_manager")
        company = self.env["res.company"].with_user(admin).create({"name": "Plain", "otop_code": "PL"})
        self.env["stock.warehouse"].with_user(admin).with_company(company).create(
            {"name": "Second shelf", "code": "SHE", "company_id": company.id}
        )
        self.assertTrue(company.otop_intake_type_id)
        self.assertTrue(company.otop_withdrawal_type_id)

    def test_nothing_is_sold_for_producers_where_their_money_has_no_account(self):
        self.third.otop_proceeds_account_id = False
        draft = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "company_id": self.third.id,
                "partner_id": self.customer.id,
                "invoice_date": "2026-10-15",
                "invoice_line_ids": [(0, 0, {"product_id": self.scarf.id, "price_unit": 70})],
            }
        )
        with self.assertRaisesRegex(UserError, "lacks: Producers' Proceeds Account.*Open a centre"):
            draft.action_post()
        with self.assertRaisesRegex(UserError, "lacks: Producers' Proceeds Account"):
            self.scarf._otop_sale_account(self.third, "agent")
        intake = self.env["otop.intake"].create(
            {
                "producer_id": self.producer_a.id,
                "company_id": self.third.id,
                "line_ids": [(0, 0, {"product_id": self.scarf.id, "quantity": 3})],
            }
        )
        with self.assertRaisesRegex(UserError, "Third centre is not open for goods on consignment"):
            intake.action_confirm()
