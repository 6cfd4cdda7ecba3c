from datetime import date

from odoo import Command
from odoo.addons.otop_centre.models.pay.producer_account import ProducerAccount
from odoo.addons.otop_centre.tools.sale_facts import SaleFacts
from odoo.tests import tagged

from .test_settle_settlement import SettleCommon

FEW, MANY = 10, 100


@tagged("post_install", "-at_install")
class TestQueryCounts(SettleCommon):
    """What is done to a hundred takes as many queries as what is done to ten: nothing grows with the centre."""

    @classmethod
    def _crowd(cls, count, code, sales=1):
        """So many producers with an agreement and a product, and `sales` sales of 107 baht each."""
        producers = cls.env["res.partner"].create(
            [
                {"name": f"{code} {n:03}", "is_otop_producer": True, "producer_code": f"{code}{n:03}"}
                for n in range(count)
            ]
        )
        cls._drafts(producers).action_confirm()
        products = cls.env["product.product"].create(
            [
                {
                    "name": producer.name,
                    "producer_id": producer.id,
                    "list_price": 107,
                    "is_storable": True,
                    "otop_category_id": cls.category.id,
                    "taxes_id": [Command.set(cls.vat_in.ids)],
                }
                for producer in producers
            ]
        )
        cls.env["otop.ledger.entry"]._post(cls._sales(products, sales))
        return producers

    @classmethod
    def _drafts(cls, producers, **values):
        return cls.env["otop.agreement"].create(
            [
                {"producer_id": producer.id, "date_start": "2026-01-01", "commission_rate": 20, **values}
                for producer in producers
            ]
        )

    @classmethod
    def _sales(cls, products, sales):
        """Facts of `sales` sales of each, all booked on one journal entry."""
        count = len(products) * sales
        when = cls.env.company._otop_midnight(date(2026, 10, 15))
        move = cls._book_proceeds(products[:1], 107 * count, 100 * count, when)
        cls._origin = getattr(cls, "_origin", 20_000_000)
        facts = []
        for _sale in range(sales):
            for product in products:
                cls._origin += 1
                facts.append(
                    SaleFacts(
                        kind="sale",
                        channel="pos",
                        company_id=cls.company.id,
                        product_id=product.id,
                        quantity=1,
                        amount_gross=107,
                        amount_list=107,
                        amount_with_vat=107,
                        amount_vat=7,
                        amount_without_vat=100,
                        date_time=when,
                        origin_model="otop.test",
                        origin_id=cls._origin,
                        origin_name=f"Ticket {cls._origin}",
                        move_id=move.id,
                    )
                )
        return facts

    def test_selling(self):
        products = self.env["product.product"].create(
            [{"name": f"S {n}", "producer_id": self.producer_a.id, "list_price": 107} for n in range(MANY)]
        )
        warm, few, many = (self._sales(goods, 1) for goods in (products[:1], products[:FEW], products))
        post = self.env["otop.ledger.entry"]._post
        post(warm)
        self.assertSameQueries(post, few, many)

    def test_previewing_and_settling(self):
        few, many = self._crowd(FEW, "QF"), self._crowd(MANY, "QM")
        settlement = self.env["otop.settlement"]
        settlement._generate(self.company, self._crowd(1, "QW"), self.cut_off)
        self._wizard(few)
        self.assertSameQueries(self._wizard, few, many)
        self.assertSameQueries(lambda crowd: settlement._generate(self.company, crowd, self.cut_off), few, many)

    def test_confirming_takes_no_more_than_the_bills(self):
        vendors = self.env["res.partner"].create([{"name": f"V {n}"} for n in range(2 + FEW + MANY)])

        def plain(partners):
            """Vendor bills of two lines, as a settlement makes them, without one."""
            company = self.company
            accounts = company.otop_proceeds_account_id, company.otop_commission_account_id
            bills = (
                self.env["account.move"]
                .with_user(self.manager)
                .create(
                    [
                        {
                            "move_type": "in_invoice",
                            "journal_id": company.otop_settlement_journal_id.id,
                            "partner_id": partner.id,
                            "invoice_date": "2026-10-31",
                            "invoice_date_due": "2026-11-30",
                            "invoice_line_ids": [
                                Command.create(
                                    {"name": "x", "account_id": account.id, "price_unit": price, "tax_ids": []}
                                )
                                for account, price in zip(accounts, (100, -20), strict=True)
                            ],
                        }
                        for partner in partners
                    ]
                )
            )
            bills.with_context(**self.env["otop.document.seal"]._unsealed().env.context)._post(soft=False)

        few, many = self._crowd(FEW, "CF"), self._crowd(MANY, "CM")
        settlement = self.env["otop.settlement"]
        drafts = {
            crowd: settlement._generate(self.company, crowd, self.cut_off).with_user(self.manager)
            for crowd in (self._crowd(2, "CW"), few, many)
        }
        warm, *measured = drafts.values()
        warm.action_confirm()
        plain(vendors[:2])
        first, second = (self.queries(drafts.action_confirm) for drafts in measured)
        bills_first, bills_second = (
            self.queries(plain, partners) for partners in (vendors[2 : 2 + FEW], vendors[2 + FEW :])
        )
        self.assertLessEqual(second - first, bills_second - bills_first)

    def test_one_more_scan(self):
        goods = self.env["product.product"].create(
            [
                {
                    "name": f"G {n}",
                    "barcode": f"88512{n:04}0017",
                    "producer_id": self.producer_a.id,
                    "list_price": 107,
                    "otop_category_id": self.category.id,
                }
                for n in range(MANY + 1)
            ]
        )
        intake = self.env["otop.intake"].with_user(self.clerk).create({"producer_id": self.producer_a.id})
        used = {n: self.queries(self._scan, intake, product.barcode) for n, product in enumerate(goods)}
        self.assertEqual(used[MANY], used[FEW])
        self.assertEqual(used[MANY], used[2])

    def _scan(self, intake, barcode):
        self.assertIn("row", intake.otop_scan(barcode))

    def test_the_count_as_the_screen_reads_it(self):
        def open_count(rows):
            return self.env["otop.intake"].create(
                {"producer_id": self.producer_a.id, "line_ids": [Command.create({"product_id": p.id}) for p in rows]}
            )

        goods = self.env["product.product"].create(
            [
                {
                    "name": f"H {n}",
                    "producer_id": self.producer_a.id,
                    "list_price": 107,
                    "otop_category_id": self.category.id,
                }
                for n in range(MANY)
            ]
        )
        few, many = open_count(goods[:FEW]), open_count(goods)
        names = ["product_id", "quantity", "refusal_text", "warning_text", "lot_name", "price_unit"]
        read = lambda intake: intake.line_ids.read(names)  # noqa: E731
        read(few)
        self.assertEqual(self.queries(read, few), self.queries(read, many))

    def test_a_producers_account(self):
        few, many = self._crowd(1, "AF", FEW), self._crowd(1, "AM", MANY)

        def account(producer):
            found = ProducerAccount(producer, self.company)
            return found.figures(), found.movements(80)

        account(few)
        self.assertSameQueries(account, few, many)

    def test_a_producers_account_of_many_settlements(self):
        producers = self._crowd(2, "AS", 1)
        account = lambda producer: ProducerAccount(producer, self.company).movements(80)  # noqa: E731
        for producer, count in zip(producers, (2, FEW), strict=True):
            product = self.env["product.product"].search([("producer_id", "=", producer.id)])
            for _settlement in range(count):
                self.env["otop.ledger.entry"]._post(self._sales(product, 1))
                self._settle(producer)
        account(producers[0])
        self.assertSameQueries(account, *producers)

    def test_confirming_agreements(self):
        crowd = self.env["res.partner"].create(
            [
                {"name": f"P {n:03}", "is_otop_producer": True, "producer_code": f"PA{n:03}"}
                for n in range(FEW + MANY + 1)
            ]
        )
        warm, few, many = (self._drafts(crowd[a:b]) for a, b in ((0, 1), (1, FEW + 1), (FEW + 1, None)))
        warm.action_confirm()
        self.assertSameQueries(lambda drafts: drafts.action_confirm(), few, many)

    def test_the_data_of_a_statement(self):
        few, many = self._crowd(1, "DF", FEW), self._crowd(1, "DM", MANY)
        settlements = {crowd: self._settle(crowd, confirm=False) for crowd in (few, many)}
        statement = lambda settlement: settlement._statement()  # noqa: E731
        statement(settlements[few])
        self.assertEqual(self.queries(statement, settlements[few]), self.queries(statement, settlements[many]))
