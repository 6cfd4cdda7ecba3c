from datetime import date

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools.barcode import check_barcode_encoding

from .common import OtopCommon

FORM = "otop_centre.product_template_view_form_consigned"


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15 03:00:00")
class TestRegisterProduct(OtopCommon):
    """A product of a producer, from the clerk's form to what the till and the ledger read of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._user("clerk")
        cls.food = cls.env.ref("otop_centre.otop_category_f")
        cls.drink = cls.env.ref("otop_centre.otop_category_d")

    def test_a_clerk_registers_a_product_in_one_go(self):
        with Form(self.env["product.template"].with_user(self.clerk), view=FORM) as form:
            form.name = "Chilli paste"
            form.producer_id = self.producer_a
            form.otop_category_id = self.food
            form.otop_subtype_id = self.env.ref("otop_centre.otop_category_f3")
            form.list_price = 65
            form.shelf_life_days = 180
            with form.star_ids.new() as star:
                star.year_be = "2569"
                star.score = 85
            with form.certificate_ids.new() as certificate:
                certificate.type_id = self.env.ref("otop_centre.otop_certificate_type_tcps")
                certificate.number = "9001/2567"
                certificate.date = "2026-01-01"
        product = form.record
        self.assertTable(
            product,
            [
                "is_consigned",
                "type",
                "is_storable",
                "tracking",
                "use_expiration_date",
                "expiration_time",
                "alert_time",
                "removal_time",
                "standard_price",
                "cost_method",
                "valuation",
                "purchase_ok",
                "taxes_id",
                "otop_star",
            ],
            [[True, "consu", True, "lot", True, 180, 30, 7, 0, "standard", "periodic", False, self.vat_in, 4]],
        )
        self.assertEqual(product.categ_id, self.env.ref("otop_centre.product_category_consigned"))
        self.assertTrue(check_barcode_encoding(product.barcode, "ean13"))
        self.assertEqual(product.barcode[:2], "20")
        self.assertEqual(product.certificate_ids.expiry_date, date(2028, 12, 31))
        self.assertEqual((product.producer_code, product.producer_name), ("TA01", "Weavers A"))
        self.assertEqual(product.producer_state_name, self.province.name)

    def test_barcode_that_was_typed_stays(self):
        product = self.env["product.template"].create(
            {"name": "Soap", "producer_id": self.producer_a.id, "barcode": "2000101000013"}
        )
        self.assertEqual(product.barcode, "2000101000013")

    def test_short_lived_goods_stay_sellable(self):
        cake = self._product("Cake", self.producer_a, 30, shelf_life_days=5)
        self.assertEqual((cake.alert_time, cake.removal_time), (1, 0))

    def test_taxes_follow_class_and_regime(self):
        template = self.scarf.product_tmpl_id
        chart = self.env["account.chart.template"].with_company(self.company)
        self.assertEqual(template.taxes_id, self.vat_in)
        template.vat_class = "exempt"
        self.assertEqual(template.taxes_id, chart.ref("tax_output_vat_exempted"))
        template.vat_class = "taxable"
        self.company.otop_vat_regime = "none"
        self.assertFalse(template.taxes_id)
        self.company.otop_vat_regime = "own_name"
        self.assertEqual(template.taxes_id, self.vat_in)

    def test_included_twin_reports_as_the_charts_own(self):
        chart = self.env["account.chart.template"].with_company(self.company)
        output_vat = chart.ref("tax_output_vat")
        self.assertEqual((self.vat_in.amount, self.vat_in.price_include), (7, True))
        self.assertFalse(output_vat.price_include)
        self.assertEqual(self.vat_in.tax_group_id, output_vat.tax_group_id)
        for lines in ("invoice_repartition_line_ids", "refund_repartition_line_ids"):
            for twin, own in zip(self.vat_in[lines], output_vat[lines], strict=True):
                self.assertEqual((twin.account_id, twin.tag_ids), (own.account_id, own.tag_ids))
        self.assertEqual(self.vat_in.compute_all(107)["total_excluded"], 100)

    def test_star_by_the_calendar(self):
        product = self.scarf.product_tmpl_id
        product.star_ids = [
            Command.create({"year_be": "2565", "star": 3, "date_from": "2022-06-01", "date_to": "2024-05-31"}),
            Command.create({"year_be": "2567", "star": 4, "date_from": "2024-06-01", "date_to": "2026-10-31"}),
            Command.create({"year_be": "2569", "star": 5, "date_from": "2026-11-01"}),
        ]
        self.assertEqual(product.otop_star, 4)
        days = [date(2021, 1, 1), date(2023, 1, 1), date(2026, 10, 31), date(2026, 11, 1), date(2029, 1, 1)]
        self.assertEqual([product._otop_star_on(day) for day in days], [0, 3, 4, 5, 0])
        with freeze_time("2026-10-31 18:00:00"):  # already 1 November in the centre
            self.env["product.template"]._cron_refresh_stars()
        self.assertEqual(product.otop_star, 5)

    def test_score_bands(self):
        stars = self.env["otop.product.star"].create(
            [
                {"product_tmpl_id": self.scarf.product_tmpl_id.id, "score": score}
                for score in (90, 89.99, 80, 70, 50, 49, 0)
            ]
        )
        self.assertEqual(stars.mapped("star"), [5, 4, 4, 3, 2, 1, 0])

    def test_no_cost(self):
        with self.assertRaisesRegex(ValidationError, "Leave its cost at 0"):
            self.scarf.standard_price = 40

    def test_safe_costing(self):
        fifo = self.env["product.category"].create({"name": "Own, FIFO", "property_cost_method": "fifo"})
        consigned = self.env.ref("otop_centre.product_category_consigned").display_name
        with self.assertRaisesRegex(ValidationError, f"Choose the category {consigned}"):
            self.scarf.categ_id = fifo
        with self.assertRaisesRegex(ValidationError, "Keep the costing at standard price"):
            self.scarf.categ_id.property_valuation = "real_time"
        self.company.cost_method = "fifo"
        self.env.invalidate_all()
        self.assertEqual((self.scarf.cost_method, self.scarf.valuation), ("standard", "periodic"))

    def test_not_a_producer(self):
        with self.assertRaisesRegex(ValidationError, "Register the producer first"):
            self._product("Postcard", self.customer, 10)

    def test_must_be_counted(self):
        with self.assertRaisesRegex(ValidationError, "Track Inventory"):
            self.scarf.is_storable = False

    def test_subtype_of_another_category(self):
        with self.assertRaisesRegex(ValidationError, "Choose that category or another sub-type"):
            self.scarf.otop_subtype_id = self.env.ref("otop_centre.otop_category_d2")

    def test_numbers_of_certificates_only_warn(self):
        certificate = self.env["otop.certificate"].create(
            {
                "product_tmpl_id": self.scarf.product_tmpl_id.id,
                "type_id": self.env.ref("otop_centre.otop_certificate_type_fda").id,
                "number": "12345",
            }
        )
        self.assertIn("compare it with the paper", certificate.number_warning)
        certificate.number = "88-2-00169-2-0001"
        self.assertFalse(certificate.number_warning)

    def test_certificates_to_renew(self):
        certificates = self.env["otop.certificate"].create(
            [
                {
                    "product_tmpl_id": self.scarf.product_tmpl_id.id,
                    "type_id": self.env.ref("otop_centre.otop_certificate_type_gap").id,
                    "expiry_date": day,
                }
                for day in ("2026-10-14", "2026-10-15", "2026-12-14", "2026-12-15", False)
            ]
        )
        self.assertEqual(certificates.mapped("validity"), ["expired", "expiring", "expiring", "valid", "valid"])
        for validity in ("expired", "expiring", "valid"):
            self.assertEqual(
                certificates.search([("validity", "=", validity), ("id", "in", certificates.ids)]),
                certificates.filtered(lambda certificate, kind=validity: certificate.validity == kind),
            )

    def test_categories(self):
        categories = self.env["otop.category"].search([])
        self.assertEqual(
            {category.code: category.commission_rate for category in categories if not category.parent_id},
            {"F": 15, "D": 15, "C": 20, "H": 25, "M": 20},
        )
        self.assertEqual(len(categories), 5 + 17)
        self.assertEqual(categories.filtered("is_refused").mapped("code"), ["D1"])
        self.assertEqual(self.env.ref("otop_centre.otop_category_h5").commission_rate, 25)

    def test_what_others_may_not_do(self):
        cashier = self._user("cashier")
        with self.assertRaises(AccessError):
            self.scarf.product_tmpl_id.with_user(cashier).write({"list_price": 1})
        with self.assertRaises(AccessError):
            self.food.with_user(self.clerk).write({"commission_rate": 1})

    def test_producers_shelf(self):
        self._stock(self.scarf, 5)
        self._stock(self.bag, 2)
        self.assertEqual((self.producer_a.otop_on_hand, self.producer_a.otop_product_count), (7, 2))
        self.assertEqual((self.producer_b.otop_on_hand, self.producer_b.otop_product_count), (0, 1))
