from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged

from ..tools import thai_ids, thai_names


@tagged("post_install", "-at_install")
class TestRegisterIds(TransactionCase):
    """Numbers of producers: only the check digit refuses, and says what to do."""

    def setUp(self):
        super().setUp()
        self.producer = self.env["res.partner"].create(
            {
                "name": "กลุ่มทอผ้าบ้านทดสอบ",
                "is_otop_producer": True,
                "producer_kind": "group",
                "country_id": self.env.ref("base.th").id,
            }
        )

    def test_check_digits(self):
        for number, kind in (
            ("1234545678781", "person"),
            ("1234545678782", ""),
            ("3880100001111", "person"),
            ("0994000617721", "entity"),
            ("0884000000015", "entity"),
            ("123", ""),
            ("", ""),
        ):
            with self.subTest(number=number):
                self.assertEqual(thai_ids.kind(number), kind)

    def test_numbers_are_kept_as_digits(self):
        self.producer.write({"national_id": " 1-2345-45678-78-1", "group_tin": "0-9940-00617-72-1"})
        self.assertEqual(self.producer.national_id, "1234545678781")
        self.assertEqual(self.producer.group_tin, "0994000617721")
        self.assertEqual(self.producer.national_id_masked, "x-xxxx-xxxxx-78-1")

    def test_wrong_check_digit_is_refused_with_a_remedy(self):
        for fname, number, sentence in (
            ("national_id", "1234545678782", "Compare the 13 digits with the ID card"),
            ("national_id", "12345", "a digit is wrong, missing or too many"),
            ("national_id", "0994000617721", "not a valid one"),
            ("group_tin", "0994000617722", "Compare the 13 digits with the document"),
            ("vat", "0884000000016", "Compare the 13 digits with the certificate"),
        ):
            with self.subTest(field=fname, number=number), self.assertRaisesRegex(ValidationError, sentence):
                self.producer[fname] = number
                self.env.flush_all()

    def test_the_error_does_not_repeat_a_national_id(self):
        with self.assertRaises(ValidationError) as caught:
            self.producer.national_id = "1234545678782"
        self.assertNotIn("1234545678782", str(caught.exception))

    def test_national_id_never_becomes_the_tax_id(self):
        with self.assertRaisesRegex(ValidationError, "Enter it under National ID"):
            self.producer.vat = "1234545678781"

    def test_a_customer_keeps_any_tax_id(self):
        customer = self.env["res.partner"].create({"name": "Hotel", "vat": "1234545678781"})
        self.assertEqual(customer.vat, "1234545678781")

    def test_other_numbers_only_warn(self):
        self.producer.subdistrict_id = self.env["otop.subdistrict"].search([("code", "=", "110110")])
        for code, warning in (
            ("911011019001", False),
            ("9-11-01-10/1-9001", False),
            ("9-11", "12 digits"),
            ("9-11-02-05/1-9002", "110205"),
        ):
            with self.subTest(code=code):
                self.producer.community_enterprise_code = code
                if warning:
                    self.assertIn(warning, self.producer.number_warning)
                else:
                    self.assertFalse(self.producer.number_warning)
                    self.assertEqual(self.producer.community_enterprise_code, "9-11-01-10/1-9001")

    def test_name_keys(self):
        for one, other in (
            ("บริษัท ไหมไทย จำกัด (มหาชน)", "บริษัทไหมไทยจำกัด"),
            ("วิสาหกิจชุมชน น้ำผึ้งป่า", "น้ําผึ้งป่า"),
            ("นางสาวสมศรี ใจดี", "สมศรี  ใจดี"),
        ):
            with self.subTest(one=one):
                self.assertEqual(thai_names.name_key(one), thai_names.name_key(other))
        self.assertNotEqual(thai_names.name_key("กลุ่มบ้านเหนือ"), thai_names.name_key("กลุ่มบ้านใต้"))
