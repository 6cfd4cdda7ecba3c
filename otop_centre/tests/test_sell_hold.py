from odoo import fields
from odoo.addons.otop_centre.tools.sale_facts import SaleFacts
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OtopCommon


@tagged("post_install", "-at_install")
class TestHold(OtopCommon):
    """Why an entry waits, who decided, and how."""

    def _blind(self):
        """A scarf came back without its receipt: 80 baht of the producer."""
        return self._sell(self.scarf, -1, hold_reason="Returned without its receipt")

    def test_a_hold_keeps_who_and_why(self):
        entry, manager = self._blind(), self._user("manager")
        self.assertTrue(entry.is_held)
        entry.with_user(manager).hold_ids.note = "The receipt was found"
        entry.with_user(manager).action_reported_only()
        entry.with_user(manager).action_hold()
        self.assertTable(
            entry.hold_ids.sorted("id"),
            ("reason", "held_by_id", "decision", "decided_by_id", "note"),
            [
                ("Returned without its receipt", self.env["res.users"], "reported", manager, "The receipt was found"),
                (f"Held by {manager.name}.", manager, False, self.env["res.users"], False),
            ],
        )
        self.assertTrue(entry.is_held)

    def test_the_producer_bears_it(self):
        entry = self._blind()
        entry.with_user(self._user("manager")).action_producer_bears()
        self.assertEqual(
            (entry.is_held, entry.hold_ids.decision, entry.hold_ids.correction_id.id), (False, "producer", False)
        )

    def test_the_centre_bears_it(self):
        entry = self._blind()
        entry.with_user(self._user("manager")).action_centre_bears()
        correction = entry.hold_ids.correction_id
        self.assertTable(
            entry | correction,
            ("kind", "producer_id", "amount_payable", "is_held", "bearer"),
            [
                ("refund", self.producer_a, -80.00, False, "shared"),
                ("adjustment", self.producer_a, 80.00, False, "centre"),
            ],
        )

    def test_only_what_is_in_doubt_is_given_back(self):
        sale = self._sell(self.scarf)
        entry = self._sell(
            self.scarf, -1, -160.50, amount_without_vat=-150, reversed_entry_id=sale.id
        )  # 120 of the producer, the rule takes 80
        entry.with_user(self._user("manager")).action_centre_bears()
        self.assertEqual(entry.hold_ids.correction_id.amount_payable, 40)

    def test_the_centre_has_nothing_to_bear_of_a_sale(self):
        entry = self._sell(self.scarf, hold_reason="Disputed")
        with self.assertRaisesRegex(UserError, "nothing to bear"):
            entry.action_centre_bears()
        self.assertTrue(entry.is_held)

    def test_what_was_given_away_waits_for_who_bears_it(self):
        """Edge case 15: a gift of the centre is paid as if sold, a sample that was agreed is not."""
        manager = self._user("manager")
        for decision, owed in (("centre", 160.00), ("producer", 0.00)):
            invoice = self._invoice([(self.scarf, 1, 107), (self.scarf, 2, 107, 100)])
            gift = invoice.otop_entry_ids.filtered(lambda entry: not entry.amount_with_vat)
            self.assertEqual((gift.quantity, gift.amount_list, gift.amount_payable), (2, 214, 0))
            self.assertEqual(invoice.otop_entry_ids.filtered("is_held"), gift)
            self.assertIn("was given away", gift.hold_ids.reason)
            self.assertEqual(gift.hold_ids.amount, -160)
            getattr(gift.with_user(manager), f"action_{decision}_bears")()
            entries = gift | gift.hold_ids.correction_id
            self.assertEqual(sum(entries.mapped("amount_payable")), owed)
            self.assertFalse(gift.is_held)

    def test_a_gift_without_vat_is_worth_its_whole_price(self):
        rice = self._product("Rice", self.producer_a, 100)
        rice.taxes_id = False
        gift = self._invoice([(rice, 1, 0)]).otop_entry_ids
        self.assertEqual(gift.hold_ids.amount, -80)

    def test_history_is_sealed(self):
        hold = self._blind().hold_ids
        manager = self._user("manager")
        for values in ({"decision": "producer"}, {"reason": "x"}, {"amount": 1}, {"entry_id": 1}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                hold.with_user(manager).write(values)
        with self.assertRaises(AccessError):
            hold.with_user(manager).unlink()
        hold.with_user(manager).action_reported_only()
        with self.assertRaises(AccessError):
            hold.with_user(manager).note = "later"
        with self.assertRaisesRegex(UserError, "already decided"):
            hold.with_user(manager).action_producer_bears()

    def test_only_a_manager_decides(self):
        entry = self._blind()
        for role in ("clerk", "finance", "auditor"):
            user = self._user(role)
            for record in (entry, entry.hold_ids):
                with self.subTest(role=role, record=record), self.assertRaises(AccessError):
                    record.with_user(user).action_producer_bears()


@tagged("post_install", "-at_install")
class TestKinds(OtopCommon):
    """Entries that no goods stand behind."""

    def _entry(self, kind, amount, **facts):
        self._origin = getattr(self, "_origin", 20_000_000) + 1
        return self.env["otop.ledger.entry"]._post(
            [
                SaleFacts(
                    kind=kind,
                    company_id=self.company.id,
                    producer_id=self.producer_a.id,
                    amount_with_vat=amount,
                    amount_without_vat=amount,
                    date_time=fields.Datetime.to_datetime("2026-10-15 05:00:00"),
                    origin_model="otop.test",
                    origin_id=self._origin,
                    origin_name=kind,
                    **facts,
                )
            ]
        )

    def test_each_kind_goes_to_its_own_account_on_the_bill(self):
        kinds = {"compensation": 50, "fee": -30, "adjustment": 20, "opening": 400}
        for kind, amount in kinds.items():
            self.assertEqual(self._entry(kind, amount).amount_payable, amount)
        self._sell(self.scarf)
        self.env["otop.settlement.run"].create({"date_to": "2026-10-31"}).action_start()
        settlement = self.env["otop.settlement"].search([("producer_id", "=", self.producer_a.id)])
        settlement.action_confirm()
        lines = settlement.bill_id.invoice_line_ids
        self.assertEqual(
            {line.account_id.code: line.price_subtotal for line in lines},
            {"212500": 100, "411500": -20, "622300": 50, "411600": -30, "622400": 20, "212600": 400},
        )

    def test_signs_of_the_kinds(self):
        for kind, amount in (("fee", 30), ("compensation", -50), ("allowance", 10)):
            with self.subTest(kind=kind), self.assertRaises(ValueError):
                self._entry(kind, amount)
        with self.assertRaises(ValueError):
            self._entry("sale", 10)
