import doctest
from datetime import date
from decimal import Decimal
from importlib import import_module

from odoo.tests.common import BaseCase

BAHT_TEXT = {
    0: "ศูนย์บาทถ้วน",
    1: "หนึ่งบาทถ้วน",
    10: "สิบบาทถ้วน",
    11: "สิบเอ็ดบาทถ้วน",
    20: "ยี่สิบบาทถ้วน",
    21: "ยี่สิบเอ็ดบาทถ้วน",
    101: "หนึ่งร้อยเอ็ดบาทถ้วน",
    107: "หนึ่งร้อยเจ็ดบาทถ้วน",
    0.25: "ยี่สิบห้าสตางค์",
    1.01: "หนึ่งบาทหนึ่งสตางค์",
    -1.5: "ลบหนึ่งบาทห้าสิบสตางค์",
    999999.995: "หนึ่งล้านบาทถ้วน",
    1000001: "หนึ่งล้านเอ็ดบาทถ้วน",
    11000000: "สิบเอ็ดล้านบาทถ้วน",
    1000000000000: "หนึ่งล้านล้านบาทถ้วน",
    1234567.89: "หนึ่งล้านสองแสนสามหมื่นสี่พันห้าร้อยหกสิบเจ็ดบาทแปดสิบเก้าสตางค์",
}


DOCTESTED = (
    *("consignment", "baht_text", "thai_calendar", "thai_ids", "thai_names", "thai_text", "thai_sort"),
    *("typed_error", "typed_dates", "typed_files", "scan", "phones", "sensible"),
)


class TestTools(BaseCase):
    """The pure Python below the centre: its doctests, and the Thai that no source file may hold."""

    def tool(self, name):
        return import_module(f"odoo.addons.otop_centre.tools.{name}")

    def test_doctests(self):
        for name in DOCTESTED:
            with self.subTest(tool=name):
                # a refusal's words are tested by the table of typed inputs
                result = doctest.testmod(self.tool(name), optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
                self.assertGreater(result.attempted, 0)
                self.assertEqual(result.failed, 0)

    def test_baht_text(self):
        baht_text = self.tool("baht_text").baht_text
        for amount, words in BAHT_TEXT.items():
            with self.subTest(amount=amount):
                self.assertEqual(baht_text(amount), words)
                self.assertEqual(baht_text(Decimal(str(amount))), words)

    def test_thai_dates(self):
        calendar = self.tool("thai_calendar")
        self.assertEqual(calendar.thai_date(date(2026, 11, 23)), "23 พฤศจิกายน 2569")
        self.assertEqual(calendar.thai_date(date(2026, 11, 3), short=True), "3 พ.ย. 69")
        self.assertEqual(calendar.thai_month(date(2026, 10, 1)), "ตุลาคม")

    def test_unknown_commission_base(self):
        with self.assertRaises(ValueError):
            self.tool("consignment").split(107, 100, 20, "other", False, 7)
