import io

from odoo import fields
from odoo.addons.otop_centre.tests.test_settle_statement import squeezed
from odoo.tests import HttpCase, tagged
from odoo.tools.pdf import PdfFileReader

from .common import OtopPosCommon


@tagged("post_install", "-at_install")
class TestMonth(OtopPosCommon, HttpCase):
    """The whole month in one story, each chapter in a browser by the one whose work it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.cashier.lang = "en_US"
        cls.manager = cls._user("manager")
        cls.finance = cls._user("finance")
        for user in (cls.manager, cls.finance):
            user.lang = "en_US"
        cls.env["product.template"].search([("available_in_pos", "=", True)]).available_in_pos = False

    def _chapter(self, name, user, action, record=None):
        place = record.id if record else "new"
        path = f"/odoo/action-otop_centre.{action}"
        self.start_tour(f"{path}/{place}" if place else path, f"otop_month_{name}", login=user.login, timeout=180)

    def _new_products(self, producer):
        return [
            self._product(name, producer, price, available_in_pos=True)
            for name, price in (("Month scarf", 107), ("Month bag", 214), ("Month shirt", 321))
        ]

    def test_from_the_first_jar_to_the_payment(self):
        # 1 register
        self._chapter("register", self.manager, "res_partner_producer_action")
        producer = self.env["res.partner"].search([("name", "=", "Month Weavers")])
        self.assertRecordValues(producer, [{"dopa_code": "110110", "zip": "10280", "is_otop_producer": True}])
        self.env["otop.registration"].create(
            {"producer_id": producer.id, "name": "110190099", "date": fields.Date.today()}
        ).action_record()

        # 2 agree
        self._chapter("agree", self.manager, "otop_agreement_action")

        # 3 receive
        scarf, bag, _shirt = self._new_products(producer)
        self._chapter("receive", self.manager, "otop_intake_action")
        self.assertEqual([product.qty_available for product in (scarf, bag)], [10, 5])

        # 4 sell two scarves and a bag, take one scarf back, close
        self.till.with_user(self.cashier).open_ui()
        session = self.till.current_session_id
        self.start_tour(f"/pos/ui/{self.till.id}", "otop_month_sell", login=self.cashier.login, timeout=180)
        self.assertEqual(session.state, "closed")
        entries = self.env["otop.ledger.entry"].search([("producer_id", "=", producer.id)], order="id")
        self.assertTable(
            entries,
            ("product_id", "quantity", "amount_with_vat", "amount_commission", "amount_payable"),
            [
                (scarf, 2.0, 214.0, 40.0, 160.0),
                (bag, 1.0, 214.0, 40.0, 160.0),
                (scarf, -1.0, -107.0, -20.0, -80.0),
            ],
        )
        self.assertEqual([product.qty_available for product in (scarf, bag)], [9, 4])

        # 5 settle
        wizard = (
            self.env["otop.settlement.run"]
            .with_user(self.manager)
            .create(
                {
                    "date_to": fields.Date.context_today(self.manager),
                    "producer_ids": [fields.Command.set(producer.ids)],
                    "is_cycle_ignored": True,
                }
            )
        )
        self._chapter("settle", self.manager, "otop_settlement_run_action", wizard)
        settlement = self.env["otop.settlement"].search([("producer_id", "=", producer.id)])
        self.assertTable(
            settlement,
            ("state", "amount_with_vat", "amount_commission", "amount_total"),
            [("confirmed", 321.0, 60.0, 240.0)],
        )
        self._read_statement(settlement)

        # 6 pay
        self._bank_account(producer, "999-0-00001-1", self.env.user, self.manager)
        self._chapter("pay", self.finance, "otop_settlement_action", settlement)
        self.assertTable(settlement, ("state", "amount_paid", "amount_due"), [("done", 240.0, 0.0)])
        self.assertProceedsTied()

    def _read_statement(self, settlement):
        """The paper itself, as it was filed for the producer: its figures are the ledger's."""
        # a test prints nothing unless it is told to
        with self.allow_pdf_render():
            settlement.with_context(force_report_rendering=True)._print_statements()
        pages = PdfFileReader(io.BytesIO(settlement.statement_id.raw)).pages
        text = squeezed("".join(page.extract_text() for page in pages))
        for expected in (
            settlement.name,
            "Month Weavers",
            "Month scarf",
            "321.00",
            "60.00",
            "240.00",
            "สองร้อยสี่สิบบาทถ้วน",
        ):
            self.assertIn(squeezed(expected), text)
