from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.tests.common import BaseCase

from ..tools import phones, scan, sensible, thai_names, thai_sort, thai_text, typed_dates, typed_error, typed_files
from .typed_inputs import TYPED, Says

TODAY = date(2026, 11, 25)
# The Royal Institute's order, read from the left
ROWS = [
    "กก กง กฎ กรกฎาคม กรรม กราบ กล กล้วย กลัว กวาง กะ กะทิ กะปิ กัน กั้น กา กาก กาง ก้าง กาแฟ กาฬ กำ ก้ำ",
    "กิ่ง กิน กี่ กึ่ง กุ้ง กู้ เก เก่ง เก็บ เกม เกลือ เก่า เก้า เกาลัด เกาะ แก แก่ แก้ว โก โกโก้ ใกล้ ไก ไก่ ไกล",
    "ขาว ข่าว ข้าว เขา เข่า เข้า ไข่ ครก ฆ้อง งา เงิน จันทร์ ฉิ่ง ชา ซอ ญาติ ดาว ตา ถ่าน ทอง ธง นม นา",
    "น้ำ น้ำผึ้ง น้ำพริก เนื้อ บ้าน ปลา ป่า แป้ง ผ้า ผ้าไหม ฝ้าย พริก ฟืน ภู มะม่วง แม่ ยา รัก เรือ ฤดู ฤทธิ์ ฤาษี",
    "ลม เล็ก ฦๅชา ว่าว ศาลา ษมา สมุด สมุนไพร สาด เสื่อ หม้อ ไหม ฬา อ้อย โอ่ง ฮ้อ",
]
DICTIONARY = [word for row in ROWS for word in row.split()]
THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B, categories=["L", "M", "N"]), max_size=12)
ANYTHING = st.one_of(THAI, st.text(max_size=30), st.text("0123456789-/. +eE,:٣๓", max_size=16))
# the same cases on every run, and no clock: the machine may be busy
quickly = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.too_slow],
)


def phone(value):
    found = phones.phone(value)
    return found and found.printed


def promptpay(value):
    found = phones.promptpay(value)
    return found and (found.proxy_type, found.digits)


DOORS = {
    "clean": thai_text.clean,
    "name": lambda value: thai_text.take(value, required=True),
    "code": lambda value: thai_text.take(value, "code"),
    "key": thai_text.search_key,
    "words": thai_text.search_words,
    "place": thai_names.place_words,
    "scan": lambda value: scan.barcode(value).code,
    "own barcode": lambda value: scan.checked(value).code,
    "date": typed_dates.parse,
    "barcode date": lambda value: typed_dates.sensible(typed_dates.from_barcode(value, TODAY), "expiry", TODAY),
    "month": lambda value: typed_dates.parse(value, whole_month="last"),
    **{
        kind: lambda value, kind=kind: typed_dates.sensible(typed_dates.parse(value), kind, TODAY)
        for kind in typed_dates.RANGES
    },
    "phone": phone,
    "promptpay": promptpay,
    "zip": phones.postal_code,
    "number": sensible.number,
    **{kind: lambda value, kind=kind: sensible.sensible(value, kind) for kind in sensible.RANGES},
    "file": lambda value: [(number, *row.values()) for number, row in typed_files.read_csv(value).rows],
}


class TestToolsText(BaseCase):
    """It takes what people type; what it does not take, it refuses in one sentence."""

    def test_every_input_is_read_or_refused_as_the_table_says(self):
        self.assertEqual(TYPED.keys(), DOORS.keys())
        for door, rows in TYPED.items():
            for typed, expected in rows:
                with self.subTest(door=door, typed=typed if len(str(typed)) < 100 else str(typed)[:100]):
                    if isinstance(expected, Says):
                        with self.assertRaises(typed_error.TypedError) as refusal:
                            DOORS[door](typed)
                        self.assertEqual(str(refusal.exception), expected)
                    else:
                        self.assertEqual(DOORS[door](typed), expected)

    def test_the_table_reaches_every_sentence(self):
        said = {str(expected) for rows in TYPED.values() for _typed, expected in rows if isinstance(expected, Says)}
        for code, sentence in typed_error.SENTENCES.items():
            beginning, *_rest = sentence.partition("%(")
            ending = sentence.rpartition(")s")[2]
            with self.subTest(code=code):
                self.assertTrue(sentence.endswith((".", "?")))
                self.assertTrue([text for text in said if text.startswith(beginning) and text.endswith(ending)])

    def test_a_dictionary_of_names_comes_in_its_order(self):
        self.assertEqual(sorted(set(DICTIONARY), key=lambda word: thai_sort.sort_key(word).encode()), DICTIONARY)
        mixed = ["", "2 ดาว", "๓ ดาว", "กา", "ก.า.ข", "ไก่", "ฮา", "apple", "Banana", "Épice", "silk"]
        self.assertEqual(sorted(set(mixed), key=lambda word: thai_sort.sort_key(word).encode()), mixed)
        self.assertEqual(thai_sort.sort_key("น้ํา พริก"), thai_sort.sort_key("น้ำพริก"))

    def test_a_key_of_a_long_name_fits_an_index(self):
        self.assertLess(len(thai_sort.sort_key("ก้" * 10_000).encode()), 1000)

    def test_what_is_typed_finds_what_is_stored(self):
        stored = thai_text.search_key("น้ำพริกเผา “แม่บ้าน” สูตร 5 (OTOP-01)")
        for typed in ("น้ํา", "เเม่บ้าน", "น้ำ\u200bพริก", "น้ำ พริก", "สูตร ๕", "otop 01", "OTOP01", "แม่บ้าน น้ำ"):
            with self.subTest(typed=typed):
                self.assertTrue(all(word in stored for word in thai_text.search_words(typed)))
        for typed in ("นำ", "ขาว", "สูตร ๖", "otop 02"):
            with self.subTest(typed=typed):
                self.assertFalse(all(word in stored for word in thai_text.search_words(typed)))

    def test_every_key_of_the_thai_keyboard_is_one_key_of_the_latin(self):
        for ours, theirs in (("thai", "keys"), ("shifted_thai", "shifted_keys")):
            self.assertEqual(len(scan.KEYBOARD[ours]), len(scan.KEYBOARD[theirs]))
        # the two layers share no sign, so that one table reads both
        self.assertEqual(len(set(scan.KEYBOARD["thai"] + scan.KEYBOARD["shifted_thai"])), 94)

    @quickly
    @given(st.text("0123456789", min_size=4, max_size=13))
    def test_a_scan_with_the_thai_layout_on_gives_the_digits(self, digits):
        layers = {
            "plain": str.maketrans(scan.KEYBOARD["keys"], scan.KEYBOARD["thai"]),
            "caps": str.maketrans(scan.KEYBOARD["keys"], scan.KEYBOARD["shifted_thai"]),
        }
        self.assertEqual(scan.latin_keys(digits.translate(layers["plain"])), digits)
        with_one = "1" + digits  # without a 1, 6 or 7 shifted keys are Thai digits
        self.assertEqual(scan.latin_keys(with_one.translate(layers["caps"])), with_one)

    @quickly
    @given(st.one_of(THAI, st.text(max_size=40)))
    def test_clean_text_is_clean(self, typed):
        for door in (thai_text.clean, thai_text.clean_lines, thai_text.search_key):
            once = door(typed)
            self.assertEqual(door(once), once)
            self.assertFalse(set(once) & set("\x00\t\r\u200b\ufeff\u00a0"))
            once.encode()

    @quickly
    @given(ANYTHING)
    def test_nothing_typed_ends_in_a_traceback(self, typed):
        for name, door in DOORS.items():
            try:
                door(typed.encode(errors="replace") if name == "file" else typed)
            except typed_error.TypedError as error:
                self.assertLess(len(str(error)), 350)

    @quickly
    @given(st.binary(max_size=200))
    def test_no_file_ends_in_a_traceback(self, data):
        try:
            table = typed_files.read_csv(data)
        except typed_error.TypedError as error:
            self.assertTrue(error.code.startswith("file."))
        else:
            self.assertTrue(table.headings)

    @quickly
    @given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
    def test_a_day_is_the_same_in_every_spelling(self, day):
        buddhist = day.year + 543
        for typed in (
            f"{day.day}/{day.month}/{buddhist}",
            f"{day.day:02}-{day.month:02}-{day.year}",
            f"{buddhist}-{day.month:02}-{day.day:02}",
            thai_text.thai_digits(f"{day.day}.{day.month}.{buddhist}"),
            f"{day.day:02}{day.month:02}{buddhist}",
            f"{day:%Y%m%d}",
        ):
            self.assertEqual(typed_dates.parse(typed), day, typed)
