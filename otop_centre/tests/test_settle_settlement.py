from datetime import date, datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OtopCommon

SUMS = ["amount_with_vat", "amount_vat", "amount_without_vat", "amount_commission", "amount_payable", "amount_total"]


class SettleCommon(OtopCommon):
    """Settlements up to 31 October 2026, drafted by a clerk and confirmed by a manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls._frozen())
        cls.clerk = cls._user("clerk")
        cls.manager = cls._user("manager")
        cls.cut_off = date(2026, 10, 31)

    @classmethod
    def _frozen(cls):
        from freezegun import freeze_time

        return freeze_time("2026-11-05 03:00:00")

    @classmethod
    def _wizard(cls, producers=None, **values):
        """The preview as the clerk sees it; any day will do as a cut-off, unless the test is about cycles."""
        return (
            cls.env["otop.settlement.run"]
            .with_user(cls.clerk)
            .create(
                {
                    "date_to": values.pop("date_to", cls.cut_off),
                    "producer_ids": [producer.id for producer in producers or ()],
                    "is_cycle_ignored": True,
                    **values,
                }
            )
        )

    @classmethod
    def _settle(cls, *producers, confirm=True, tax_invoices=True, **values):
        """:param tax_invoices: whether VAT-registered producers have sent theirs"""
        wizard = cls._wizard(producers, **values)
        wizard.action_start()
        settlements = wizard.line_ids.settlement_id
        if confirm:
            for settlement in settlements.filtered("is_tax_invoice_expected") if tax_invoices else ():
                settlement.write({"tax_invoice_number": f"T-{settlement.name}", "tax_invoice_date": "2026-11-01"})
            settlements.with_user(cls.manager).action_confirm()
        return settlements.sudo(False).with_user(cls.env.user)

    def reasons(self, wizard):
        return {line.producer_id: line.reason for line in wizard.line_ids}

    def assertBill(self, settlement, rows):
        """The entry as an aligned table: account code, debit, credit."""
        lines = settlement.bill_id.line_ids.sorted(lambda line: (line.account_id.code, -line.debit))
        self.assertEqual(
            [(line.account_id.code, round(line.debit, 2), round(line.credit, 2)) for line in lines], sorted(rows)
        )
        self.assertAlmostEqual(settlement.bill_id.amount_total, settlement.amount_total, 2)


@tagged("post_install", "-at_install")
class TestSettlement(SettleCommon):
    def test_one_month_of_two_producers(self):
        self._sell(self.scarf, 2)
        self._sell(self.bag)
        self._sell(self.pot)
        settlements = self._settle(self.producer_a, self.producer_b)
        self.assertTable(
            [settlements.filtered(lambda s, p=p: s.producer_id == p) for p in (self.producer_a, self.producer_b)],
            ["producer_id", *SUMS, "state"],
            [
                # producer        with    vat   without  GP     payable to pay
                (self.producer_a, 428.00, 28.00, 400.00, 80.00, 320.00, 320.00, "confirmed"),
                (self.producer_b, 107.00, 7.000, 100.00, 25.00, 75.00, 75.00, "confirmed"),
            ],
        )
        self.assertProceedsTied()
        one = settlements[0]
        self.assertEqual((one.date_from, one.date_to), (date(2026, 10, 1), self.cut_off))
        self.assertEqual(one.date_due, date(2026, 11, 15))
        self.assertRegex(one.name, r"^ST70-\d{5}$")
        self.assertEqual(one.bill_id.ref, one.name)
        self.assertEqual((one.bill_id.invoice_date, one.bill_id.invoice_date_due), (self.cut_off, one.date_due))

    def test_preview_says_who_and_why(self):
        names = ("Included", "Small", "Negative", "Held", "Till open", "Later", "Nothing", "Drafted")
        producers = {name: self._producer(name, f"TP{index:02}") for index, name in enumerate(names)}
        goods = {}
        for name, producer in producers.items():
            self._agreement(producer, 20, minimum_payout=50)
            goods[name] = self._product(name, producer, 107)
        self._sell(goods["Included"])
        self._sell(goods["Small"], 1, 53.50)
        sale = self._sell(goods["Negative"], date_time=datetime(2026, 10, 1, 5))
        self._settle(producers["Negative"], date_to=date(2026, 10, 2))
        self._sell(goods["Negative"], -1, reversed_entry_id=sale.id, **sale._refund_amounts(1))
        self._sell(goods["Held"]).action_hold()
        self._sell(goods["Till open"], move_id=False, hold_reason="")
        self.env["otop.ledger.entry"].search([("product_id", "=", goods["Till open"].id)])._unsealed().move_id = False
        self._sell(goods["Later"], days=20)
        self._sell(goods["Drafted"])
        self._settle(producers["Drafted"], confirm=False)
        wizard = self._wizard(producers.values())
        self.assertEqual(
            self.reasons(wizard),
            {
                producers["Included"]: "included",
                producers["Small"]: "minimum",
                producers["Negative"]: "negative",
                producers["Held"]: "held",
                producers["Till open"]: "till",
                producers["Later"]: "later",
                producers["Nothing"]: "nothing",
                producers["Drafted"]: "draft",
            },
        )
        self.assertEqual((wizard.included_count, wizard.included_amount, wizard.left_out_count), (1, 80, 7))
        notes = {line.producer_id.name: line.note for line in wizard.line_ids}
        self.assertIn("50", notes["Small"])
        self.assertIn("80", notes["Held"])
        wizard.action_start()
        self.assertEqual(wizard.line_ids.settlement_id.producer_id, producers["Included"])

    def test_running_twice_settles_once(self):
        self._sell(self.scarf)
        wizard, again = self._wizard([self.producer_a]), self._wizard([self.producer_a])
        wizard.action_start()
        with self.assertRaisesRegex(UserError, "No producer can be settled"):
            again.action_start()
        settlement = self.env["otop.settlement"].search([("producer_id", "=", self.producer_a.id)])
        self.assertEqual(len(settlement), 1)
        self.assertEqual(settlement.amount_payable, 80)
        settlement.with_user(self.manager).action_confirm()
        with self.assertRaisesRegex(UserError, "Only a draft"):
            settlement.with_user(self.manager).action_confirm()
        self.assertEqual(self.reasons(self._wizard([self.producer_a])), {self.producer_a: "nothing"})

    def test_refund_after_settlement_goes_to_the_next(self):
        sale = self._sell(self.scarf)
        october = self._settle(self.producer_a)
        self._sell(self.scarf, -1, days=20, reversed_entry_id=sale.id, **sale._refund_amounts(1))
        self._sell(self.bag, 1, days=20)
        november = self._settle(self.producer_a, date_to=date(2026, 11, 5))
        self.assertEqual(october.amount_payable, 80)
        self.assertEqual(november.amount_payable, 80)
        self.assertEqual(sorted(november.entry_ids.mapped("quantity")), [-1, 1])
        self.assertEqual(november.date_from, date(2026, 11, 1))

    def test_negative_is_carried_until_sales_cover_it(self):
        sale = self._sell(self.bag)
        self._settle(self.producer_a)
        self._sell(self.bag, -1, days=17, reversed_entry_id=sale.id, **sale._refund_amounts(1))
        self._sell(self.scarf, 1, days=18)
        wizard = self._wizard([self.producer_a], date_to=date(2026, 11, 4))
        self.assertEqual(self.reasons(wizard), {self.producer_a: "negative"})
        with self.assertRaisesRegex(UserError, "No producer can be settled"):
            wizard.action_start()
        self._sell(self.bag, 1, days=21)
        self.assertEqual(self._settle(self.producer_a, date_to=date(2026, 11, 5)).amount_payable, 80)
        self.assertProceedsTied()

    def test_below_minimum_is_carried_and_can_be_forced(self):
        self.agreement_a._unsealed().minimum_payout = 100
        self._sell(self.scarf)
        self.assertEqual(self.reasons(self._wizard([self.producer_a])), {self.producer_a: "minimum"})
        self.assertEqual(self._settle(self.producer_a, is_minimum_ignored=True).amount_payable, 80)

    def test_late_sale_is_brought_forward(self):
        self._sell(self.scarf, days=0)
        self._settle(self.producer_a)
        self._sell(self.scarf, days=1)  # its till closed only now
        self._sell(self.bag, days=20)
        late = self._settle(self.producer_a, date_to=date(2026, 11, 5))
        self.assertEqual((late.amount_payable, late.amount_brought_forward), (240, 80))

    def test_only_what_is_free_up_to_the_day_is_taken(self):
        free, held, later = self._sell(self.scarf), self._sell(self.bag), self._sell(self.scarf, days=20)
        held.with_user(self.manager).action_hold()
        settlement = self._settle(self.producer_a, confirm=False)
        self.assertEqual(settlement.entry_ids, free)
        self.assertEqual(
            (settlement.amount_payable, held.settlement_id, later.settlement_id.id), (80, later.settlement_id, False)
        )

    def test_draft_takes_in_late_sales(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a, confirm=False)
        self._sell(self.bag)
        settlement.with_user(self.clerk).action_refresh()
        self.assertEqual(settlement.amount_payable, 240)
        self.assertProceedsTied()

    def test_cancel_frees_the_entries_and_keeps_the_number(self):
        self._sell(self.scarf)
        first = self._settle(self.producer_a)
        bill = first.bill_id
        with self.assertRaisesRegex(UserError, "Cancel the settlement"):
            bill.button_draft()
        with self.assertRaises(AccessError):
            first.with_user(self.clerk).action_cancel()
        first.with_user(self.manager).action_cancel()
        self.assertEqual((first.state, bill.state, first.entry_count), ("cancel", "cancel", 0))
        second = self._settle(self.producer_a)
        self.assertEqual(second.amount_payable, 80)
        self.assertEqual(int(second.name[5:]), int(first.name[5:]) + 1)
        self.assertProceedsTied()
        with self.assertRaisesRegex(UserError, "must be kept"):
            first.unlink()

    def test_future_cut_off_is_refused(self):
        self._sell(self.scarf)
        with self.assertRaisesRegex(UserError, "lies in the future"):
            self._wizard([self.producer_a], date_to=date(2026, 12, 1)).action_start()

    def test_figures_are_sealed(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a, confirm=False)
        for user in (self.clerk, self.manager, self.env.user):
            for vals in (
                {"amount_total": 1},
                {"state": "done"},
                {"date_confirmed": "2026-11-01"},
                {"entry_ids": [Command.clear()]},
            ):
                with (
                    self.subTest(user=user.login, vals=vals),
                    self.assertRaisesRegex(UserError, "cannot be changed"),
                ):
                    settlement.with_user(user).write(vals)
            with self.assertRaises(AccessError):
                settlement.with_user(user).create({"name": "ST70-99999", "producer_id": self.producer_a.id})
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            settlement.with_context(otop_document_key=True).write({"amount_total": 1})
        settlement.with_user(self.clerk).note = "Thank you"

    def test_roles(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a, confirm=False)
        with self.assertRaises(AccessError):
            settlement.with_user(self.clerk).action_confirm()
        for role in ("auditor", "finance"):
            user = self._user(role)
            self.assertEqual(settlement.with_user(user).amount_total, 80)
            with self.assertRaises(AccessError):
                settlement.with_user(user).action_cancel()
            with self.assertRaises(AccessError):
                settlement.with_user(user).note = "x"
        for role in ("cashier", "cdd"):
            with self.assertRaises(AccessError):
                settlement.with_user(self._user(role)).read(["amount_total"])
