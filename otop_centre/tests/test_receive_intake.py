from datetime import date

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import OtopCommon

TODAY = "2026-10-15"


@tagged("post_install", "-at_install")
@freeze_time(f"{TODAY} 03:00:00")
class TestReceiveIntake(OtopCommon):
    """Goods come in: counted, checked, accepted or rejected, and owned by who brought them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._user("clerk")
        cls.food = cls.env.ref("otop_centre.otop_category_f")
        cls.jam = cls._product("Mango jam", cls.producer_a, 65, shelf_life_days=180, otop_category_id=cls.food.id)
        for producer in (cls.producer_a, cls.producer_b):
            cls._register(producer)

    @classmethod
    def _register(cls, producer, **values):
        registration = cls.env["otop.registration"].create(
            {
                "name": f"R-{producer.producer_code}",
                "producer_id": producer.id,
                "date": "2025-01-01",
                "expiry_date": "2027-12-31",
                **values,
            }
        )
        registration.action_record()
        return registration

    def _intake(self, *rows, producer=None, **values):
        """:param rows: (product, declared, more values of the row)"""
        return (
            self.env["otop.intake"]
            .with_user(self.clerk)
            .create(
                {
                    "producer_id": (producer or self.producer_a).id,
                    "date": TODAY,
                    "line_ids": [
                        Command.create({"product_id": product.id, "quantity": quantity, **(more[0] if more else {})})
                        for product, quantity, *more in rows
                    ],
                    **values,
                }
            )
        )

    def assertRefused(self, intake, sentence):
        with self.assertRaisesRegex(UserError, sentence):
            intake.action_confirm()
        self.assertEqual(intake.state, "draft")
        self.assertFalse(intake.picking_id)

    # ------------------------------------------------------------------ the story

    def test_a_clerk_receives_three_products(self):
        with Form(self.env["otop.intake"].with_user(self.clerk)) as form:
            form.producer_id = self.producer_a
            for product, quantity in ((self.jam, 20), (self.scarf, 5), (self.bag, 3)):
                with form.line_ids.new() as line:
                    line.product_id = product
                    line.quantity = quantity
                    if product == self.jam:
                        line.quantity_rejected = 2
                        line.reject_reason_id = self.env.ref("otop_centre.otop_reject_reason_damaged")
                    if product == self.bag:
                        line.price_unit = 250
            self.assertEqual(form.agreement_id, self.agreement_a)
        intake = form.record
        self.assertFalse(intake.refusal_text)
        self.assertEqual(intake.display_name, "Draft intake of Weavers A")
        intake.action_confirm()
        self.assertEqual((intake.state, intake.name), ("done", "CR70-00001"))
        self.assertTable(
            intake.line_ids,
            [
                "product_id",
                "quantity",
                "quantity_accepted",
                "quantity_rejected",
                "expiry_date",
                "lot_name",
                "price_unit",
            ],
            [
                [self.jam, 20, 18, 2, date(2027, 4, 13), "E700413", 65],
                [self.scarf, 5, 5, 0, False, False, 107],
                [self.bag, 3, 3, 0, False, False, 250],
            ],
        )
        self.assertTable(
            self.env["stock.quant"]
            .search([("owner_id", "=", self.producer_a.id), ("location_id.usage", "=", "internal")])
            .sorted(lambda quant: quant.product_id.name),
            ["product_id", "quantity"],
            [[self.scarf, 5], [self.jam, 18], [self.bag, 3]],
        )
        lot = intake.line_ids[0].lot_id
        # through the last good day in the centre
        self.assertEqual(str(lot.expiration_date), "2027-04-13 16:59:59")
        self.assertEqual(lot._otop_expiry_day(), date(2027, 4, 13))
        self.assertEqual(intake.picking_id.name, "CR70-00001")
        self.assertEqual(intake.picking_id.picking_type_id, self.company.otop_intake_type_id)
        self.assertFalse(any(intake.picking_id.move_ids.mapped("value")))
        self.assertEqual(self.bag.list_price, 250)
        self.assertIn("214.00 → 250.00", self.bag.product_tmpl_id.message_ids[:1].body)

    def test_numbers_go_on_by_fiscal_year(self):
        first = self._intake((self.scarf, 1), date="2026-09-30")
        second = self._intake((self.scarf, 1), date="2026-10-01")
        third = self._intake((self.scarf, 1))
        for intake in (first, second, third):
            intake.action_confirm()
        self.assertEqual((first + second + third).mapped("name"), ["CR69-00001", "CR70-00001", "CR70-00002"])

    def test_received_intake_is_closed(self):
        intake = self._intake((self.scarf, 1))
        intake.action_confirm()
        for change in (
            lambda: intake.action_confirm(),
            lambda: intake.write({"date": "2026-10-01"}),
            lambda: intake.line_ids.write({"quantity_accepted": 9}),
            lambda: intake.line_ids.unlink(),
            lambda: intake.action_cancel(),
            lambda: intake.unlink(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_second_lot_of_the_same_day_is_the_same_lot(self):
        for _delivery in range(2):
            self._intake((self.jam, 10)).action_confirm()
        lots = self.env["stock.lot"].search([("product_id", "=", self.jam.id)])
        self.assertEqual((len(lots), lots.product_qty), (1, 20))

    # ------------------------------------------------------------------ barcode

    def _scan(self, intake, *barcodes):
        return [intake.otop_scan(barcode) for barcode in barcodes][-1]

    def test_each_scan_adds_a_row_or_one_more_piece(self):
        empty = self.env["otop.intake"].with_user(self.clerk)
        self.assertEqual(empty.otop_scan(self.jam.barcode)["producer"]["id"], self.producer_a.id)
        intake = self._intake()
        self._scan(intake, self.jam.barcode, self.jam.barcode, self.scarf.barcode)
        scanned = self._scan(intake, self.jam.barcode)
        self.assertEqual((scanned["quantity"], scanned["before"], scanned["expires"]), (3, 2, True))
        self.assertEqual(intake.line_ids.sorted("sequence").mapped("product_id"), self.scarf + self.jam)
        self.assertEqual(intake.line_ids.sorted("sequence").mapped("quantity_accepted"), [1, 3])
        self.assertEqual(intake.line_ids.sorted("sequence")[1].lot_name, "E700413")

    def test_a_scan_with_the_thai_keyboard_is_the_same_scan(self):
        thai = str.maketrans("0123456789", "\u0e08\u0e45/-\u0e20\u0e16\u0e38\u0e36\u0e04\u0e15")
        intake = self._intake()
        self._scan(intake, self.jam.barcode, self.jam.barcode.translate(thai))
        self.assertEqual(intake.line_ids.quantity, 2)

    def test_the_barcode_of_a_box_counts_its_pieces(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.jam.uom_ids |= dozen
        self.env["product.uom"].create({"product_id": self.jam.id, "uom_id": dozen.id, "barcode": "BOX-JAM-12"})
        intake = self._intake()
        self._scan(intake, "BOX-JAM-12")
        self.assertEqual(intake.line_ids.quantity, 12)

    def test_a_wrong_scan_says_what_to_do_and_counts_nothing(self):
        intake = self._intake((self.scarf, 1))
        for barcode, sentence in (
            (self.pot.barcode, "belongs to .*Potters B.*Receive it on an intake of its own"),
            ("8850123456787", "No product has the barcode 8850123456787"),
            ("8.85E+12", "A spreadsheet has rounded"),
        ):
            self.assertRegex(intake.otop_scan(barcode)["warning"], sentence)
        self.assertEqual(intake.line_ids.quantity, 1)
        intake.action_confirm()
        self.assertRegex(intake.otop_scan(self.scarf.barcode)["warning"], "closed")

    def test_a_scan_is_taken_back(self):
        intake = self._intake((self.scarf, 4))
        for product, left in ((self.scarf, [4]), (self.jam, [4])):
            scanned = self._scan(intake, product.barcode)
            intake.otop_unscan(scanned["row"], scanned["before"])
            self.assertEqual(intake.line_ids.mapped("quantity"), left)

    def test_the_two_hundredth_scan_asks_the_database_no_more_than_the_second(self):
        goods = [self._product(f"Thing {n}", self.producer_a, 10) for n in range(200)]
        few, many = self._intake((self.scarf, 1)), self._intake(*((thing, 1) for thing in goods))
        counts = []
        for intake in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._scan(intake, self.jam.barcode)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    # ------------------------------------------------------------------ refusals

    def test_nothing_counted(self):
        self.assertRefused(self._intake((self.scarf, 0)), "Nothing has been counted")

    def test_expired_registration(self):
        self.producer_a.registration_ids.action_cancel()
        self._register(self.producer_a, date="2024-01-01", expiry_date="2026-09-30")
        self.assertRefused(self._intake((self.scarf, 1)), "registration")

    def test_no_agreement(self):
        self.agreement_a.date_end = "2026-09-30"
        self.assertRefused(self._intake((self.scarf, 1)), "no agreement running on 10/15/2026")

    def test_somebody_elses_product(self):
        with self.assertRaisesRegex(ValidationError, "Receive it on an intake of its own"):
            self._intake((self.pot, 1))

    def test_lot_without_expiry(self):
        intake = self._intake((self.jam, 5, {"lot_name": "L1", "expiry_date": False}))
        self.assertRefused(intake, "need their expiry date")
        intake.line_ids.expiry_date = "2027-03-01"
        self.assertFalse(intake.refusal_text)
        intake.action_confirm()
        self.assertEqual(intake.line_ids.lot_id.name, "L1")

    def test_lot_for_another_expiry(self):
        self._intake((self.jam, 5, {"lot_name": "L1", "expiry_date": "2027-03-01"})).action_confirm()
        again = self._intake((self.jam, 5, {"lot_name": "L1", "expiry_date": "2027-04-01"}))
        self.assertRefused(again, "Lot L1 already stands for goods that expire on 03/01/2027")
        twice = self._intake(
            (self.jam, 5, {"lot_name": "L2", "expiry_date": "2027-03-01"}),
            (self.jam, 5, {"lot_name": "L2", "expiry_date": "2027-04-01"}),
        )
        self.assertRefused(twice, "Lot L2 already stands for")

    def test_expired_goods(self):
        self.assertRefused(self._intake((self.jam, 5, {"expiry_date": "2026-10-14"})), "expired on 10/14/2026")

    def test_short_life_warns_or_refuses(self):
        intake = self._intake((self.jam, 5, {"expiry_date": "2026-11-15"}))
        self.assertIn("Only 31 days are left; at least 90 are wanted", intake.warning_text)
        self.food.short_life_severity = "block"
        self.env.invalidate_all()
        self.assertRefused(intake, "Only 31 days")
        self.food.short_life_severity = "off"
        self.env.invalidate_all()
        self.assertFalse(intake.warning_text or intake.refusal_text)
        intake.action_confirm()

    def test_refused_category(self):
        wine = self._product(
            "Mak mao wine",
            self.producer_a,
            450,
            otop_category_id=self.env.ref("otop_centre.otop_category_d").id,
            otop_subtype_id=self.env.ref("otop_centre.otop_category_d1").id,
        )
        self.assertRefused(self._intake((wine, 12)), "does not accept Alcoholic drinks")
        rejected = self._intake(
            (
                wine,
                12,
                {
                    "quantity_rejected": 12,
                    "reject_reason_id": self.env.ref("otop_centre.otop_reject_reason_refused").id,
                },
            )
        )
        rejected.action_confirm()
        self.assertEqual(rejected.state, "done")
        self.assertFalse(rejected.picking_id)
        self.assertEqual(wine.qty_available, 0)

    def test_rejection_needs_a_reason(self):
        self.assertRefused(self._intake((self.scarf, 5, {"quantity_rejected": 1})), "Say why goods were rejected")

    def test_no_price(self):
        self.scarf.list_price = 0
        self.assertRefused(self._intake((self.scarf, 1)), "no retail price")

    def test_required_certificate(self):
        soap = self._product(
            "Herbal soap",
            self.producer_a,
            60,
            otop_category_id=self.env.ref("otop_centre.otop_category_m").id,
            otop_subtype_id=self.env.ref("otop_centre.otop_category_m2").id,
        )
        intake = self._intake((soap, 5))
        self.assertRefused(intake, "No Cosmetic notification is registered")
        notification = self.env["otop.certificate"].create(
            {
                "product_tmpl_id": soap.product_tmpl_id.id,
                "type_id": self.env.ref("otop_centre.otop_certificate_type_cosm").id,
                "number": "10-1-6600012345",
                "date": "2023-01-01",
            }
        )
        self.assertEqual(notification.expiry_date, date(2025, 12, 31))
        self.env.invalidate_all()
        self.assertRefused(intake, "Cosmetic notification expired on 12/31/2025")
        notification.copy({"date": "2026-01-01", "expiry_date": "2028-12-31"})
        self.env.invalidate_all()
        intake.action_confirm()

    def test_delivered_differs_from_declared(self):
        intake = self._intake((self.scarf, 10, {"quantity_accepted": 8}))
        self.assertEqual(intake.line_ids.quantity_missing, 2)
        intake.action_confirm()
        self.assertEqual(self.scarf.qty_available, 8)

    def test_roles(self):
        intake = self._intake((self.scarf, 1))
        with self.assertRaises(AccessError):
            intake.with_user(self._user("auditor")).action_confirm()
        self.assertEqual(intake.with_user(self.env["res.users"].search([("login", "=", "test_auditor")])).line_count, 1)
        with self.assertRaises(AccessError):
            intake.with_user(self._user("cashier")).read(["name"])
