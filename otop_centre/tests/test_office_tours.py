from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import OtopCommon


@tagged("post_install", "-at_install")
class TestOfficeTours(OtopCommon, HttpCase):
    """The office's day in the browser, each role at its own screens, with keys as they come."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._user("clerk")
        cls.food = cls.env.ref("otop_centre.otop_category_f")
        cls.jam = cls._product(
            "Mango jam", cls.producer_a, 65, shelf_life_days=180, otop_category_id=cls.food.id, barcode="8850123456787"
        )
        for n in range(100, 120):
            cls._product(f"Thing OTOP-{n}", cls.producer_a, 10, barcode=f"OTOP-{n}")

    def test_a_clerk_receives_twenty_rows_with_the_scanner_alone(self):
        before = self.env["otop.intake"].search([])
        self.start_tour(
            "/odoo/action-otop_centre.otop_intake_action/new", "otop_intake_by_scanner", login=self.clerk.login
        )
        intake = self.env["otop.intake"].search([]) - before
        self.assertEqual(intake.producer_id, self.producer_a)
        pieces = {line.product_id.barcode: line.quantity for line in intake.line_ids}
        self.assertEqual(pieces, {"8850123456787": 12} | {f"OTOP-{n}": 1 for n in range(100, 120)})

    def test_a_clerk_drafts_the_invoice_of_a_hotel_at_its_wholesale_price(self):
        self.scarf.write({"otop_wholesale_price": 85.6, "otop_wholesale_minimum_quantity": 10})
        self._stock(self.scarf, 10)
        self.start_tour(
            "/odoo/action-otop_centre.sale_order_action_wholesale/new", "otop_invoice_a_hotel", login=self.clerk.login
        )
        invoice = self.env["account.move"].search([("partner_id", "=", self.customer.id)])
        self.assertRecordValues(invoice, [{"state": "draft", "amount_total": 856, "move_type": "out_invoice"}])
        with self.assertRaises(AccessError):
            invoice.with_user(self.clerk).action_post()
        invoice.with_user(self._user("manager")).action_post()
        self.assertEqual(invoice.otop_entry_ids.amount_with_vat, 856)
