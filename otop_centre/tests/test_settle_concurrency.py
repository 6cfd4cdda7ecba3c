from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .parallel import ParallelCommon


@tagged("post_install", "-at_install")
class TestConcurrency(ParallelCommon):
    """Two people at one producer, in two real transactions that overlap."""

    def test_settled_twice_at_once_there_is_one_draft(self):
        self._sell(self.scarf)
        self.commit()

        def settle(env):
            producer = env["res.partner"].browse(self.producer_a.id)
            return len(env["otop.settlement"]._generate(env.company, producer, self.cut_off))

        self.assertEqual(sorted(self.at_once(self.clerk, settle, settle)), [0, 1])
        settlement = self.env["otop.settlement"].search([("producer_id", "=", self.producer_a.id)])
        self.assertEqual((len(settlement), settlement.amount_payable), (1, 80))
        settlement._unsealed().write({"date_cancelled": "2026-11-05 03:00:00"})
        self.commit()

    def test_confirmed_twice_at_once_there_is_one_bill(self):
        self._sell(self.pot)
        settlement = self._settle(self.producer_b, confirm=False)
        self.commit()

        def confirm(env):
            return env["otop.settlement"].browse(settlement.id).action_confirm()

        results = self.at_once(self.manager, confirm, confirm)
        refusals = [result for result in results if isinstance(result, UserError)]
        self.assertEqual(len(refusals), 1)
        self.assertIn("Only a draft can be confirmed", str(refusals[0]))
        bills = self.env["account.move"].search([("ref", "=", settlement.name)])
        self.assertEqual((bills, bills.state, settlement.state), (settlement.bill_id, "posted", "confirmed"))

    def test_paid_twice_at_once_there_is_one_payment(self):
        producer = self._producer("Paid at once", "TPO1")
        self._agreement(producer, 20)
        self._bank_account(producer, "999-0-00031-1", self.clerk, self.manager)
        self._sell(self._product("Box", producer, 107))
        settlement = self._settle(producer)
        self.commit()

        def pay(env):
            action = env["otop.settlement"].browse(settlement.id).action_pay()
            window = env[action["res_model"]].with_context(**action["context"]).create({})
            return len(window._create_payments())

        results = self.at_once(self.finance, pay, pay)
        refusals = [result for result in results if isinstance(result, UserError)]
        self.assertEqual(len(refusals), 1)
        self.assertRegex(str(refusals[0]), "has been paid already|Nothing is left to pay")
        payments = self.env["account.payment"].search([("partner_id", "=", producer.id)])
        self.assertEqual((payments.amount, settlement.amount_paid, settlement.state), (80, 80, "done"))

    def test_numbered_at_once_no_number_comes_twice(self):
        def number(env):
            return env["ir.sequence"]._otop_next_many("otop.settlement", self.cut_off, env.company, 20)

        first, second = self.at_once(self.clerk, number, number)
        numbers = sorted(int(name[5:]) for name in first + second)
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 40)))

    def test_two_centres_settle_the_same_producer_at_the_same_moment(self):
        other = self.env["res.company"].create({"name": "Centre C", "otop_code": "CC", "otop_minimum_payout": 0})
        theirs = self.agreement_a.sudo().copy({"company_id": other.id})
        theirs.action_confirm()
        clerk = new_test_user(
            self.env,
            "clerk_of_two",
            "base.group_user,otop_centre.group_otop_clerk",
            company_id=self.company.id,
            company_ids=(self.company | other).ids,
        )
        producer = self.producer_a
        for company in (self.company, other):
            self._sell(self.bag, company_id=company.id)
        self.commit()

        def settle(company):
            def work(env):
                env = env(context={**env.context, "allowed_company_ids": company.ids})
                return env["otop.settlement"]._generate(
                    env["res.company"].browse(company.id), env["res.partner"].browse(producer.id), self.cut_off
                )

            return work

        for drafts in self.at_once(clerk, settle(self.company), settle(other)):
            self.assertEqual(len(drafts), 1)
        settled = self.env["otop.settlement"].search(
            [("producer_id", "=", producer.id), ("date_cancelled", "=", False)]
        )
        self.assertEqual(settled.company_id, self.company | other)

    def test_two_centres_do_not_shut_each_other_out(self):
        """They share the producer, not the agreement: neither waits for the other."""
        other = self.env["res.company"].create({"name": "Centre B"})
        theirs = self.agreement_a.sudo().copy({"company_id": other.id})
        self.commit()
        with self._cursor() as one, self._cursor() as two:
            for cr, agreement in ((one, self.agreement_a), (two, theirs)):
                cr.execute("SET LOCAL lock_timeout = '2s'")
                env = self.env(cr=cr)
                env["otop.settlement"]._lock_agreements(env["otop.agreement"].browse(agreement.id))
                cr.execute("SELECT xmin FROM res_partner WHERE id = %s FOR KEY SHARE", [self.producer_a.id])
                self.assertEqual(cr.rowcount, 1)
            one.rollback()
            two.rollback()
