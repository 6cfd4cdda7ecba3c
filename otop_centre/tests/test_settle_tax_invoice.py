from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .test_settle_settlement import SettleCommon


@tagged("post_install", "-at_install")
class TestTaxInvoice(SettleCommon):
    """The centre claims a producer's VAT only with the producer's tax invoice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registered = cls._producer("Registered", "TV01", is_vat_registered=True)
        cls._agreement(cls.registered, 20)
        cls.hat = cls._product("Hat", cls.registered, 107)

    def _draft(self):
        self._sell(self.hat)
        return self._settle(self.registered, confirm=False)

    def test_clerk_and_finance_enter_it_on_the_draft(self):
        draft = self._draft()
        for user in (self.clerk, self._user("finance")):
            draft = draft.with_user(user)
            self.assertIn("Enter the number and the date", draft.tax_invoice_warning)
            self.assertEqual((draft.amount_producer_vat, draft.amount_total), (0, 80))
            with Form(draft) as form:
                form.tax_invoice_number = " 7/2569 "
                form.tax_invoice_date = "2026-11-01"
            self.assertFalse(draft.tax_invoice_warning)
            self.assertEqual((draft.tax_invoice_number, draft.tax_invoice_by_id), ("7/2569", user))
            self.assertEqual((draft.amount_producer_vat, draft.amount_total), (5.60, 85.60))
            draft.write({"tax_invoice_number": False, "tax_invoice_date": False})

    def test_without_it_no_vat_is_paid_or_claimed(self):
        self._sell(self.hat)
        settlement = self._settle(self.registered, tax_invoices=False)
        self.assertBill(
            settlement,
            [
                ("212100", 0.00, 80.00),
                ("212500", 100.00, 0.00),
                ("411500", 0.00, 20.00),
            ],
        )
        self.assertIn("neither paid nor claimed", settlement.tax_invoice_warning)
        with self.assertRaisesRegex(UserError, "before the settlement is confirmed"):
            settlement.write({"tax_invoice_number": "7/2569", "tax_invoice_date": "2026-11-01"})

    def test_number_alone_is_not_enough(self):
        draft = self._draft()
        draft.tax_invoice_number = "7/2569"
        self.assertEqual(draft.amount_producer_vat, 0)
        self.assertTrue(draft.tax_invoice_warning)

    def test_unregistered_producer_is_asked_for_nothing(self):
        self._sell(self.scarf)
        draft = self._settle(self.producer_a, confirm=False)
        self.assertEqual((draft.is_tax_invoice_expected, draft.tax_invoice_warning), (False, False))

    def test_sale_before_the_registration_bears_no_vat(self):
        self.registered.vat_registration_ids.date_from = "2026-10-16"
        entry = self._sell(self.hat)
        self.assertFalse(entry.is_producer_vat_registered)
        draft = self._settle(self.registered, confirm=False)
        self.assertFalse(draft.is_tax_invoice_expected)

    def test_one_tax_invoice_is_claimed_once(self):
        values = {"tax_invoice_number": "7/2569", "tax_invoice_date": "2026-11-01"}
        first = self._draft()
        first.write(values)
        first.with_user(self.manager).action_confirm()
        second = self._draft()
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation), self.cr.savepoint():
            second.write(values)
            second.flush_recordset()

    def test_tax_invoice_of_a_later_day_is_refused(self):
        draft = self._draft()
        with self.assertRaisesRegex(UserError, "after today"):
            draft.tax_invoice_date = "2569-11-01"

    def test_finance_takes_no_other_step_with_a_draft(self):
        draft = self._draft().with_user(self._user("finance"))
        for attempt in (draft.action_cancel, draft.action_refresh):
            with self.assertRaisesRegex(AccessError, "a clerk or a manager does the rest"):
                attempt()
        for values in ({"note": "Pay at once"}, {"tax_invoice_number": "1", "note": "Pay at once"}):
            with self.assertRaisesRegex(AccessError, "Note on the statement"), self.cr.savepoint():
                draft.write(values)
        with self.assertRaisesRegex(UserError, "Tax Invoice Entered by"), self.cr.savepoint():
            draft.write({"tax_invoice_by_id": self.manager.id})
        self.assertFalse(draft.tax_invoice_number)
