from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .centres import CentresCommon

# Every centre reads the same: laws, geography, lists. A manager keeps them, for all.
SHARED = {
    "otop.category": "the categories of the law",
    "otop.category.requirement": "what the law asks of a category",
    "otop.certificate.type": "kinds of certificates",
    "otop.district": "geography",
    "otop.reject.reason": "reasons to reject goods",
    "otop.subdistrict": "geography",
}
# A window without a centre of its own reads those of its reader.
READERS_OWN = {"otop.sales.report"}
# Written through one door that takes the centre from the event itself; no caller names a link.
DOORS = {"otop.ledger.entry", "otop.settlement.run.line", "otop.producer.account.line", "otop.document.step"}


@tagged("post_install", "-at_install")
class TestCentresRules(CentresCommon):
    def _models(self):
        return [
            model
            for name, model in sorted(self.env.items())
            if name.startswith("otop.") and not model._abstract and name not in SHARED
        ]

    def test_every_model_has_a_rule_that_asks_for_the_company(self):
        for model in self._models():
            rules = self.env["ir.rule"].search([("model_id.model", "=", model._name), ("groups", "=", False)])
            domains = " ".join(rules.mapped("domain_force"))
            with self.subTest(model=model._name):
                if model._name not in READERS_OWN:
                    self.assertIn("company_ids", domains)
                if model._transient:
                    self.assertIn("('create_uid', '=', user.id)", domains)

    def test_every_link_of_a_model_is_checked_to_be_of_its_company(self):
        for model in self._models():
            if "company_id" not in model._fields or model._name in DOORS or not model._auto:
                continue
            for name, field in model._fields.items():
                if (
                    field.type not in ("many2one", "many2many")
                    or field.related
                    or not field.store
                    or field.comodel_name in ("res.company", "res.users", "ir.attachment")
                    or "company_id" not in self.env[field.comodel_name]._fields
                ):
                    continue
                # a company that follows from the link cannot differ from it
                if (model._fields["company_id"].related or "").startswith(f"{name}."):
                    continue
                with self.subTest(model=model._name, field=name):
                    self.assertTrue(model._check_company_auto)
                    self.assertTrue(field.check_company)

    def test_shared_lists_are_only_what_is_listed(self):
        self.assertFalse([name for name in SHARED if "company_id" in self.env[name]._fields])

    def test_rates_of_one_centre_are_not_read_at_the_other(self):
        draft = self.agreement_a.copy({"date_start": "2027-01-01"})
        line = self.env["otop.agreement.line"].create(
            {"agreement_id": draft.id, "product_tmpl_id": self.scarf.product_tmpl_id.id, "commission_rate": 5}
        )
        lines = self.env["otop.agreement.line"].with_user(self.clerk_b)
        self.assertFalse(lines.search([("id", "=", line.id)]))
        with self.assertRaises(AccessError):
            line.with_user(self.clerk_b).read(["commission_rate"])
        self.assertEqual(line.with_user(self.clerk_a).commission_rate, 5)

    def test_a_clerk_of_another_centre_adds_no_rate_to_a_draft(self):
        draft = self.agreement_a.copy({"date_start": "2027-01-01"})
        with self.assertRaises(AccessError):
            self.env["otop.agreement.line"].with_user(self.clerk_b).create(
                {"agreement_id": draft.id, "product_tmpl_id": self.scarf.product_tmpl_id.id, "commission_rate": 1}
            )
        self.assertFalse(draft.line_ids)

    def test_the_window_of_a_withdrawal_shows_no_other_centres_shelf(self):
        self._stock(self.scarf, 5)
        wizards = self.env["otop.withdrawal"].with_user(self.clerk_b)
        window = wizards.new({"producer_id": self.producer_a.id, "company_id": self.company.id})
        self.assertFalse(window.line_ids)
        with self.assertRaises(AccessError):
            wizards.create({"producer_id": self.producer_a.id, "company_id": self.company.id})
        own = wizards.create({"producer_id": self.producer_a.id, "company_id": self.second.id})
        quant = self.env["stock.quant"].search([("product_id", "=", self.scarf.id), ("owner_id", "!=", False)])
        with self.assertRaisesRegex(ValidationError, "Only goods of Weavers A that lie at Second centre"):
            own.line_ids = [(0, 0, {"quant_id": quant.id})]

    def test_a_window_is_its_openers(self):
        other = self._user_of("manager", self.company)
        check = self.env["otop.integrity.check"].with_user(other).create({})
        check._run()
        with self.assertRaises(AccessError):
            check.with_user(self.manager_b).read(["company_id"])
        with self.assertRaises(AccessError):
            check.line_ids[0].with_user(self.manager_b).read(["figure"])
        with self.assertRaises(AccessError):
            self.env["otop.integrity.check"].with_user(self.manager_b).create({"company_id": self.company.id})

    def test_a_new_run_shows_no_other_centres_producers(self):
        with self.assertRaises(AccessError):
            self.env["otop.settlement.run"].with_user(self.clerk_b).create({"company_id": self.company.id})

    def test_an_agreement_proposes_the_minimum_of_its_own_centre(self):
        self.company.otop_minimum_payout, self.second.otop_minimum_payout = 300, 500
        agreements = self.env["otop.agreement"].with_user(self.clerk_both)
        vals = {"producer_id": self.producer_a.id, "date_start": "2027-01-01", "commission_rate": 20}
        self.assertEqual(agreements.create(vals).minimum_payout, 300)
        second = agreements.create({**vals, "company_id": self.second.id})
        self.assertEqual(second.minimum_payout, 500)
        second.minimum_payout = 50
        self.assertEqual(second.copy().minimum_payout, 50)

    def test_goods_come_into_and_leave_the_centre_that_the_paper_names(self):
        terms = self.env["otop.agreement"].create(
            {
                "producer_id": self.producer_a.id,
                "company_id": self.second.id,
                "date_start": "2026-01-01",
                "commission_rate": 30,
            }
        )
        terms.action_confirm()
        self.env["otop.registration"].create(
            {"name": "R-1", "producer_id": self.producer_a.id, "date": "2025-01-01", "expiry_date": "2027-12-31"}
        ).action_record()
        intake = (
            self.env["otop.intake"]
            .with_user(self.clerk_both)
            .create(
                {
                    "producer_id": self.producer_a.id,
                    "company_id": self.second.id,
                    "line_ids": [(0, 0, {"product_id": self.scarf.id, "quantity": 3})],
                }
            )
        )
        self.assertEqual(intake.agreement_id, terms)
        intake.action_confirm()
        self.assertEqual(intake.picking_id.company_id, self.second)
        self.assertEqual(set(intake.picking_id.move_ids.company_id), {self.second})
        window = (
            self.env["otop.withdrawal"]
            .with_user(self.clerk_both)
            .create({"producer_id": self.producer_a.id, "company_id": self.second.id})
        )
        window.line_ids.quantity = 1
        picking = self.env["stock.picking"].browse(window.action_confirm()["res_id"])
        self.assertEqual(picking.company_id, self.second)
        here = self.scarf.with_company(self.second).with_context(allowed_company_ids=self.second.ids)
        self.assertEqual(here.qty_available, 2)

    def test_two_centres_are_not_settled_in_one_go(self):
        for centre, day in ((self.company, 15), (self.second, 16)):
            self._sell(self.scarf, 1, company_id=centre.id, date_time=f"2026-10-{day} 05:00:00", move_id=False)
        self.env.flush_all()
        balances = (
            self.env["otop.producer.balance"]
            .with_user(self.clerk_both)
            .with_context(allowed_company_ids=(self.company | self.second).ids)
            .search([("producer_id", "=", self.producer_a.id)])
        )
        self.assertEqual(balances.company_id, self.company | self.second)
        with self.assertRaisesRegex(UserError, "Second centre"):
            balances.action_settle()
        run = self.env["otop.settlement.run"].browse(balances[1].action_settle()["res_id"])
        self.assertEqual(run.company_id, balances[1].company_id)
