from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OtopCommon

MONEY = ("amount_with_vat", "amount_vat", "amount_without_vat", "amount_commission", "amount_payable")


@tagged("post_install", "-at_install")
class TestRefundRoom(OtopCommon):
    """What is taken back of a sale: pieces by the rule, money without goods by value, the rest waits."""

    def _credit(self, invoice, *lines):
        """Credit lines of an invoice: (line number, quantity, price)."""
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id, "date": "2026-10-20"})
        )
        note = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        kept = self.env["account.move.line"]
        for number, quantity, price in lines:
            line = note.invoice_line_ids[number]
            line.write({"quantity": quantity, "price_unit": price})
            kept |= line
        (note.invoice_line_ids - kept).unlink() if lines else None
        note.action_post()
        return note

    def _refund(self, sale, pieces, **facts):
        facts = {**sale._refund_amounts(pieces), "quantity": -pieces, **facts}
        return self._sell(sale.product_id, reversed_entry_id=sale.id, **facts)

    # ------------------------------------------------------------------ allowances

    def test_a_price_reduction_is_shared_by_value_and_leaves_the_pieces(self):
        invoice = self._invoice([(self.scarf, 10, 107)])
        note = self._credit(invoice, (0, 10, 10.70))
        self.assertTable(
            note.otop_entry_ids,
            ("kind", "quantity", *MONEY, "is_held"),
            [("allowance", 0.0, -107.00, -7.00, -100.00, -20.00, -80.00, False)],
        )
        self.assertProceedsTied()

    def test_goods_come_back_after_a_price_reduction(self):
        invoice = self._invoice([(self.scarf, 10, 107)])
        self._credit(invoice, (0, 10, 10.70))
        one = self._credit(invoice, (0, 1, 107)).otop_entry_ids
        self.assertTable(one, ("kind", *MONEY, "is_held"), [("refund", -107.00, -7.00, -100.00, -20.00, -80.00, False)])
        # 963 were still paid for them, 107 of it came back: 856 for nine
        rest = self._credit(invoice, (0, 9, 95.11)).otop_entry_ids
        entries = invoice.otop_entry_ids | one | rest
        self.assertEqual(rest.kind, "refund")
        self.assertEqual(rest.amount_with_vat, -856)
        self.assertProceedsTied()
        self.assertEqual(sum(entries.mapped("quantity")), 0)

    def test_more_money_than_was_paid_waits(self):
        invoice = self._invoice([(self.scarf, 10, 107)])
        self._credit(invoice, (0, 10, 10.70))
        entry = self._credit(invoice, (0, 10, 107)).otop_entry_ids
        self.assertEqual((entry.kind, entry.amount_payable, entry.is_held), ("refund", -800, True))
        self.assertIn("More money was given back", entry.hold_reason)

    def test_the_whole_price_given_back_leaves_nothing(self):
        """3 × 9.99 at 20 % does not divide; the last satang goes with the last baht."""
        sale = self._sell(self.scarf, 3, 29.97)
        entries = sale
        for with_vat, without_vat in ((-3.33, -3.11), (-9.99, -9.34), (-16.65, -15.56)):
            entries |= self._sell(
                self.scarf, 0, with_vat, amount_without_vat=without_vat, kind="allowance", reversed_entry_id=sale.id
            )
        self.assertEqual(len(entries), 4)
        for field in MONEY:
            self.assertAlmostEqual(sum(entries.mapped(field)), 0, 2, field)

    def test_an_allowance_may_be_borne_by_one_side(self):
        sale = self._sell(self.scarf, 2)
        for bearer, row in (("centre", (-10.00, 0.00)), ("producer", (0.00, -10.00)), ("shared", (-2.00, -8.00))):
            with self.subTest(bearer=bearer):
                allowance = self._sell(
                    self.scarf, 0, 0, kind="allowance", bearer=bearer, reversed_entry_id=sale.id,
                    amount_with_vat=-10.70, amount_vat=-0.70, amount_without_vat=-10,
                )  # fmt: skip
                self.assertTable(allowance, ("amount_commission", "amount_payable"), [row])

    # ------------------------------------------------------------------ refunds

    def test_the_rest_is_what_it_would_have_been_alone(self):
        """Sold 3 × 11.49 and one came back = sold 2 × 11.49, to the satang, whatever the price and the base."""
        for base in ("price_excluded", "price_included"):
            producer = self._producer(base, f"T{base[-8:]}", is_vat_registered=True)
            self._agreement(producer, 33.3, commission_base=base)
            for price in (11.49, 9.99, 33.33, 0.07):
                hat = self._product("Hat", producer, price)
                sale = self._invoice([(hat, 3, price)]).otop_entry_ids
                back = self._credit(sale.move_id, (0, 1, price)).otop_entry_ids
                alone = self._invoice([(hat, 2, price)]).otop_entry_ids
                with self.subTest(base=base, price=price):
                    for field in MONEY:
                        self.assertAlmostEqual(sale[field] + back[field], alone[field], 2, field)

    def test_kilos_in_parts(self):
        self.scarf.uom_id = self.env.ref("uom.product_uom_kgm")
        sale = self._sell(self.scarf, 0.3, 32.10)
        first, second = self._refund(sale, 0.1), self._refund(sale, 0.2)
        self.assertFalse((first | second).filtered("is_held"))
        for field in MONEY:
            self.assertAlmostEqual(sum((sale | first | second).mapped(field)), 0, 2, field)

    def test_kilos_in_parts_by_credit_note(self):
        self.scarf.uom_id = self.env.ref("uom.product_uom_kgm")
        invoice = self._invoice([(self.scarf, 0.3, 107)])
        self._credit(invoice, (0, 0.1, 107))
        last = self._credit(invoice, (0, 0.2, 107)).otop_entry_ids
        self.assertEqual((last.kind, last.is_held), ("refund", False))

    def test_the_refund_of_a_held_sale_is_held(self):
        sale = self._sell(self.scarf, hold_reason="Disputed")
        refund = self._refund(sale, 1)
        self.assertTrue(refund.is_held)
        self.assertIn("itself is still held", refund.hold_reason)

    def test_goods_back_at_another_price_wait_and_give_the_centre_nothing(self):
        sale = self._sell(self.scarf)
        refund = self._refund(sale, 1, amount_with_vat=-53.5, amount_vat=-3.5, amount_without_vat=-50)
        self.assertTable(refund, ("amount_commission", "amount_payable", "is_held"), [(-10.00, -40.00, True)])
        # the rule would have taken 80 of the producer: 40 are in doubt
        self.assertEqual(refund.hold_ids.amount, 40)

    def test_no_refund_raises_the_commission(self):
        """Whatever money and rate: what the centre has of a sale only falls."""
        for rate in (0, 20, 100):
            producer = self._producer(f"Rate {rate}", f"TR{rate:02}")
            self._agreement(producer, rate)
            hat = self._product("Hat", producer, 107)
            for with_vat, vat in ((-1, -0.07), (-106.99, -6.99), (-107, -7), (-107.01, -7.02), (-214, -14), (0, 0)):
                refund = self._refund(
                    self._sell(hat), 1, amount_with_vat=with_vat, amount_vat=vat, amount_without_vat=with_vat - vat
                )
                with self.subTest(rate=rate, with_vat=with_vat):
                    self.assertLessEqual(refund.amount_commission, 0)

    # ------------------------------------------------------------------ documents round, the ledger follows

    def test_three_equal_lines_pay_three_equal_shares(self):
        invoice = self._invoice([(self.scarf, 1, 200), (self.bag, 1, 200), (self.scarf, 1, 200)])
        self.assertEqual(invoice.otop_entry_ids.mapped("amount_payable"), [149.54] * 3)
        self.assertEqual(round(sum(invoice.otop_entry_ids.mapped("amount_vat")), 2), invoice.amount_tax)

    def test_the_ledger_has_the_vat_of_the_document(self):
        for lines in ([10.01, 10.01], [11.49, 11.49, 11.49], [0.99] * 7):
            invoice = self._invoice([(self.scarf, 1, price) for price in lines])
            with self.subTest(lines=lines):
                for field, total in (("amount_vat", invoice.amount_tax), ("amount_with_vat", invoice.amount_total)):
                    self.assertEqual(round(sum(invoice.otop_entry_ids.mapped(field)), 2), total)
                self.assertProceedsTied()

    def test_a_full_credit_note_is_exact(self):
        invoice = self._invoice([(self.scarf, 1, 11.49), (self.scarf, 2, 11.49)])
        note = self._credit(invoice)
        self.assertEqual((note.amount_total, note.amount_tax), (invoice.amount_total, invoice.amount_tax))
        entries = invoice.otop_entry_ids | note.otop_entry_ids
        for field in MONEY:
            self.assertAlmostEqual(sum(entries.mapped(field)), 0, 2, field)

    def test_what_the_customer_withholds_is_no_vat(self):
        withheld = self.env["account.chart.template"].ref("tax_wht_income_3")
        invoice = self._invoice([(self.scarf, 10, 107)], post=False)
        invoice.invoice_line_ids.tax_ids |= withheld
        invoice.action_post()
        self.assertTable(invoice.otop_entry_ids, MONEY, [(1070.00, 70.00, 1000.00, 200.00, 800.00)])
        self.assertProceedsTied()
        back = self._credit(invoice, (0, 10, 107)).otop_entry_ids
        self.assertTable(back, ("kind", *MONEY), [("refund", -1070.00, -70.00, -1000.00, -200.00, -800.00)])
        self.assertProceedsTied()

    def test_a_tax_without_an_account_is_refused(self):
        stray = self.env["account.tax"].create(
            {"name": "Withheld", "amount": -3, "type_tax_use": "sale", "price_include_override": "tax_excluded"}
        )
        stray.invoice_repartition_line_ids.account_id = False
        invoice = self._invoice([(self.scarf, 1, 107)], post=False)
        invoice.invoice_line_ids.tax_ids |= stray
        with self.assertRaisesRegex(UserError, "has no account"):
            invoice.action_post()

    def test_a_dozen_less_ten_percent(self):
        invoice = self._invoice([(self.scarf, 2, 1284, 10)], post=False)
        invoice.invoice_line_ids.write({"product_uom_id": self.env.ref("uom.product_uom_dozen").id, "price_unit": 1284})
        invoice.action_post()
        self.assertTable(
            invoice.otop_entry_ids,
            ("quantity", "price_unit", "amount_list", "amount_discount", "amount_with_vat"),
            [(24.0, 107.00, 2568.00, 256.80, 2311.20)],
        )

    def test_price_without_vat_is_the_same_discount(self):
        self.scarf.taxes_id = [Command.set(self.company.account_sale_tax_id.ids)]
        invoice = self._invoice([(self.scarf, 10, 100, 10)])
        self.assertTable(
            invoice.otop_entry_ids, ("amount_discount", "amount_with_vat", "price_unit"), [(107.00, 963.00, 107.00)]
        )
