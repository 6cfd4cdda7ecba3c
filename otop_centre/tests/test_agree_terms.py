from datetime import date

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import OtopCommon


@tagged("post_install", "-at_install")
class TestTerms(OtopCommon):
    """What applies to a sale is what held on its day, in the ledger and in the books alike."""

    def setUp(self):
        super().setUp()
        self.proceeds = self.company.otop_proceeds_account_id

    def _principal_from(self, day, agreement=None):
        """A new version of A's agreement: from this day on the centre buys when it sells."""
        agreement = agreement or self.agreement_a
        version = self.env["otop.agreement"].browse(agreement.action_new_version()["res_id"])
        version.write({"date_start": day, "mode": "principal"})
        version.action_confirm()
        return version

    def _account(self, move):
        return move.invoice_line_ids.filtered("product_id").account_id

    def test_invoice_of_an_earlier_day_keeps_the_mode_of_that_day(self):
        self._principal_from("2026-11-25")
        earlier = self._invoice([(self.scarf, 1, 107)], date="2026-11-24")
        later = self._invoice([(self.scarf, 1, 107)], date="2026-11-25")
        self.assertEqual(self._account(earlier), self.proceeds)
        self.assertEqual(self._account(later).account_type, "income")
        self.assertTable(earlier.otop_entry_ids | later.otop_entry_ids, ["mode"], [("agent",), ("principal",)])
        self.assertProceedsTied()

    def test_posting_looks_again_when_the_date_has_moved(self):
        self._principal_from("2026-11-25")
        invoice = self._invoice([(self.scarf, 1, 107)], date="2026-11-25", post=False)
        self.assertEqual(self._account(invoice).account_type, "income")
        invoice.invoice_date = "2026-11-24"
        invoice.action_post()
        self.assertEqual(self._account(invoice), self.proceeds)
        self.assertEqual((invoice.amount_untaxed, invoice.amount_tax), (100, 7))
        self.assertEqual(invoice.otop_entry_ids.mode, "agent")
        self.assertProceedsTied()

    def test_expired_principal_agreement_stays_principal_in_books_and_ledger(self):
        version = self._principal_from("2026-10-01")
        version.date_end = "2026-10-31"
        invoice = self._invoice([(self.scarf, 1, 107)], date="2026-11-05")
        self.assertEqual(self._account(invoice).account_type, "income")
        self.assertEqual(invoice.otop_entry_ids.mode, "principal")
        self.assertTrue(invoice.otop_entry_ids.is_held)
        self.assertProceedsTied()

    def test_credit_note_goes_where_its_invoice_went(self):
        invoice = self._invoice([(self.scarf, 2, 107)], date="2026-11-20")
        self._principal_from("2026-11-25")
        note = invoice._reverse_moves([{"invoice_date": "2026-11-26", "date": "2026-11-26"}])
        note.invoice_line_ids.account_id = self.company.income_account_id
        note.action_post()
        self.assertEqual(self._account(note), self.proceeds)
        self.assertTable(note.otop_entry_ids, ["mode", "amount_payable"], [("agent", -160.00)])
        self.assertProceedsTied()

    def test_fiscal_position_takes_no_sale_off_the_proceeds(self):
        position = self.env["account.fiscal.position"].create(
            {
                "name": "Abroad",
                "account_ids": [
                    Command.create({"account_src_id": account.id, "account_dest_id": self._export_income().id})
                    for account in (self.proceeds, self.company.income_account_id)
                ],
            }
        )
        own = self.env["product.product"].create({"name": "Postcard", "list_price": 107})
        invoice = self._invoice([(self.scarf, 1, 107), (own, 1, 107)], fiscal_position_id=position.id)
        accounts = {line.product_id: line.account_id for line in invoice.invoice_line_ids}
        self.assertEqual(accounts, {self.scarf: self.proceeds, own: self._export_income()})
        self.assertProceedsTied()

    def _export_income(self):
        return self.env["account.account"].search([("code", "=", "411999")]) or self.env["account.account"].create(
            {"code": "411999", "name": "Sales abroad", "account_type": "income"}
        )

    def test_clerk_sees_the_account_of_the_invoice_date_while_typing(self):
        self._principal_from("2026-11-25")
        biller = self._user("finance")
        with Form(self.env["account.move"].with_user(biller).with_context(default_move_type="out_invoice")) as form:
            form.partner_id = self.customer
            form.invoice_date = date(2026, 11, 24)
            with form.invoice_line_ids.new() as line:
                line.product_id = self.scarf
        self.assertEqual(self._account(form.record), self.proceeds)

    def test_subtype_without_commission_does_not_fall_back_to_its_category(self):
        subtype = self.env["otop.category"].search([("parent_id", "=", self.category.id)], limit=1)
        self.assertEqual(subtype.commission_rate, self.category.commission_rate)
        subtype.commission_rate = 0
        stranger = self._producer("No agreement", "TN09")
        hat = self._product("Hat", stranger, 107, otop_subtype_id=subtype.id)
        entry = self._sell(hat)
        self.assertEqual((entry.commission_rate, entry.amount_payable), (0, 100))
        self.category.commission_rate = 30
        self.assertEqual(subtype.commission_rate, 0, "it has a rate of its own")
        subtype.has_own_rate = False
        self.assertEqual(subtype.commission_rate, 30, "it follows its category again")

    def test_producer_registered_since_mid_month(self):
        producer = self._producer("Registered", "TU02", is_vat_registered=True, vat_registered_date="2026-11-15")
        self._agreement(producer, 20)
        hat = self._product("Hat", producer, 107)
        entries = self._sell(hat, days=26) | self._sell(hat, days=31)
        self.assertTable(
            entries,
            ["date", "is_producer_vat_registered"],
            [(date(2026, 11, 10), False), (date(2026, 11, 15), True)],
        )

    def test_a_refund_keeps_the_origin_of_its_sale(self):
        other = self.env["res.country.state"].search([("code", "=", "TH-50")], limit=1)
        subdistrict = self.env["otop.subdistrict"].search([("district_id.state_id", "=", other.id)], limit=1)
        invoice = self._invoice([(self.scarf, 2, 107)])
        sale = invoice.otop_entry_ids
        self.producer_a.write({"state_id": other.id, "subdistrict_id": subdistrict.id})
        refund = self._invoice(
            [(self.scarf, 1, 107)], "out_refund", "2026-11-20", reversed_entry_id=invoice.id
        ).otop_entry_ids
        allowance = self._sell(
            self.scarf, 0, -10.70, kind="allowance", amount_list=0, amount_gross=-10.70, reversed_entry_id=sale.id
        )
        origin = ["origin_code", "state_id", "otop_region"]
        self.assertEqual(sale.state_id, self.province)
        where_it_was = [tuple(sale[name] for name in origin)]
        self.assertTable(refund | allowance, origin, where_it_was * 2)
        later = self._invoice([(self.scarf, 1, 107)], date="2026-11-20").otop_entry_ids
        self.assertEqual(later.state_id, other)

    def test_the_vat_rate_is_that_of_the_line(self):
        """A producer registered for VAT, 20 % of the price with VAT: 110 less 22 is 88, of it 80 is his."""
        producer = self._producer("Registered", "TU03", is_vat_registered=True, vat_registered_date="2026-01-01")
        self._agreement(producer, 20, commission_base="price_included")
        ten = self.vat_in.copy({"name": "10 % included", "amount": 10})
        hat = self._product("Hat", producer, 110)
        hat.taxes_id = ten
        entry = self._invoice([(hat, 1, 110)]).otop_entry_ids
        self.assertTable(entry, ["vat_rate", "amount_payable", "amount_commission"], [(10, 80.00, 20.00)])
        refund = self._invoice([(hat, 1, 110)], "out_refund", reversed_entry_id=entry.move_id.id).otop_entry_ids
        self.assertTable(refund, ["vat_rate", "amount_payable"], [(10, -80.00)])

    def test_a_sale_without_a_tax_of_its_own_takes_the_rate_of_its_day(self):
        self.env["otop.vat.regime"].create({"date_from": "2026-11-15", "regime": "own_name", "vat_rate": 10})
        self.company.account_sale_tax_id.amount = 12
        self.assertTable(self._sell(self.scarf, days=30) | self._sell(self.scarf, days=31), ["vat_rate"], [(7,), (10,)])

    def test_the_rate_that_loses_is_that_of_the_agreements_first_day(self):
        """At 10 % VAT the centre owes 9.09 % of each price: 9 % of it is too little, at 7 % it is enough."""
        self.env["otop.vat.regime"].create({"date_from": "2026-11-15", "regime": "own_name", "vat_rate": 10})
        producer = self._producer("Small", "TU04")
        terms = {"commission_rate": 9, "commission_base": "price_included", "producer_id": producer.id}
        draft = self.env["otop.agreement"].create({**terms, "date_start": "2026-11-14"})
        with self.assertRaisesRegex(ValidationError, "9.09"):
            draft.copy({**terms, "date_start": "2026-11-15"})

    def test_stars_are_those_of_the_day(self):
        self.scarf.star_ids = [
            Command.create({"year_be": "2567", "star": 4, "date_from": "2024-06-01", "date_to": "2026-10-31"}),
            Command.create({"year_be": "2569", "star": 5, "date_from": "2026-11-01"}),
        ]
        entries = self._sell(self.scarf) | self._sell(self.scarf, days=17)
        self.assertTable(entries, ["otop_star"], [(4,), (5,)])
