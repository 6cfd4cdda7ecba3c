"""What a scanner, a keyboard or a spreadsheet delivers for a barcode, and the barcode it stands for.

A scanner is a keyboard: with the Thai layout switched on it types Thai letters for digits, with
Caps Lock on those of the shifted keys. A spreadsheet drops leading zeros and rounds long numbers.
Only what has one reading is read; the rest is refused with a sentence (``TypedError``), since a
guessed barcode sells another producer's goods.

One form is stored: a 12-digit UPC-A is the EAN-13 with a leading 0 (``barcode``). For barcodes that
were stored before, look for every one of ``spellings``.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from .thai_text import arabic_digits
from .typed_error import TypedError

KEYBOARD = json.loads(Path(__file__).with_name("thai_keyboard.json").read_text(encoding="utf-8"))
PLAIN = str.maketrans(KEYBOARD["thai"], KEYBOARD["keys"])
SHIFTED = str.maketrans(KEYBOARD["shifted_thai"], KEYBOARD["shifted_keys"])
LAYOUT = {**SHIFTED, **PLAIN}
# Caps Lock: what the shifted digit keys give, as the digits below
UNSHIFT = str.maketrans("!@#$%^&*()_", "1234567890-")
LIKE_A_BARCODE = re.compile("[A-Z./ +-]*[0-9][0-9A-Z./ +-]*|\\][A-Za-z][0-9].+")
LONGEST = 48
GTIN_LENGTHS = (8, 12, 13, 14)
SPREADSHEET = re.compile(r"[0-9]+(?:[.,][0-9]*)?[eE]\+?[0-9]+")
# so many zeros at the end of a long number are what a spreadsheet left of it
ROUNDED = re.compile(r"[1-9][0-9]{4,6}0{7,}")
# the name of the symbology that some scanners send first
SYMBOLOGY = re.compile(r"\][A-Za-z][0-9a-z]")
GROUP = "\x1d"
# application identifiers of GS1: how many characters follow (None: up to the next group sign)
ELEMENTS = {
    **{"00": 18, "01": 14, "02": 14, "11": 6, "13": 6, "15": 6, "17": 6, "20": 2},
    **{"10": None, "21": None, "30": None, "37": None, "240": None},
}


@dataclass(frozen=True)
class Barcode:
    """A barcode that was read.

    ``code`` is the form to store and to look for; ``check`` tells whether its last digit is right
    (None: this length has no check digit); ``kind`` is ``ean13``, ``ean8``, ``pack`` (14 digits of a
    box) or ``own`` (anything else); ``elements`` holds the other parts of a GS1 barcode, such as
    ``{"10": lot, "17": "YYMMDD"}``.
    """

    code: str
    kind: str
    check: bool | None
    elements: dict = field(default_factory=dict)

    @property
    def piece(self):
        """The EAN-13 of the piece inside a pack; of anything else its own code."""
        if self.kind != "pack":
            return self.code
        return self.code[1:13] + check_digit(self.code[1:13])


def check_digit(digits):
    """The check digit of GS1 for the digits before it, in numbers of any length.

    >>> check_digit("885012345678")
    '7'
    """
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def is_checked(code):
    """Whether the last digit is right; None where the length has no check digit.

    >>> is_checked("8850123456787"), is_checked("8850123456781"), is_checked("OTOP-1")
    (True, False, None)
    """
    if not (code.isascii() and code.isdigit() and len(code) in GTIN_LENGTHS):
        return None
    return code[-1] == check_digit(code[:-1])


def latin_keys(text):
    """What the keyboard would have typed with the Latin layout; the text itself if that is no barcode.

    The layout was Thai if there is no Latin letter or digit, for which it has no keys. A Thai word
    stays itself, because its keys give small letters; a search box looks for the text and for this.
    Thai digits alone may be typed digits or shifted keys: the reading with a right check digit
    counts, the plain one if both or none has.

    >>> latin_keys("\u0e04\u0e04\u0e16\u0e08")
    '8850'
    >>> latin_keys("\u0e2f\u0e18\u0e2f\u0e0d\u0e02\u0e08\u0e45"), latin_keys("---/"), latin_keys("OTOP-01")
    ('OTOP-01', '3332', 'OTOP-01')
    """
    if not text or re.search("[0-9A-Za-z]", text):
        return text
    thai_digits = bool(re.fullmatch("[\u0e50-\u0e59]+", text))
    if thai_digits or not all(ord(char) in LAYOUT for char in text):
        plain = arabic_digits(text)
        keys = text.translate(LAYOUT).translate(UNSHIFT)
        return keys if is_checked(keys) and not is_checked(plain) else plain
    keys = text.translate(LAYOUT)
    unshifted = keys.translate(UNSHIFT)
    keys = unshifted if re.fullmatch("[0-9-]+", unshifted) else keys
    return keys if LIKE_A_BARCODE.fullmatch(keys) else text


def _is_rounded(code):
    return 12 <= len(code) <= 14 and bool(ROUNDED.fullmatch(code))


def _from_cell(value):
    """The digits of a spreadsheet's number."""
    if isinstance(value, bool) or value != value or value in (float("inf"), float("-inf")) or value != int(value):
        raise TypedError("scan.letters", text=str(value))
    return str(int(value))


def _elements(text, original):
    """The parts of a GS1 barcode by application identifier, or a refusal."""
    found = {}
    while text:
        text = text.lstrip(GROUP)
        ai = next((ai for ai in (text[:2], text[:3]) if ai in ELEMENTS), None)
        if not ai:
            raise TypedError("scan.gs1", text=original)
        text = text[len(ai) :]
        length = ELEMENTS[ai]
        value, text = (text[:length], text[length:]) if length else text.partition(GROUP)[::2]
        if len(value) < (length or 1) or (length and not value.isdigit()):
            raise TypedError("scan.gs1", text=original)
        found[ai] = value
    return found


def _element_string(text):
    """The GS1 parts written one after the other, if this is such a barcode; '' if not."""
    if re.match(r"\([0-9]{2,3}\)", text):
        return re.sub(r"\(([0-9]{2,3})\)", GROUP + r"\1", text)
    coded = text[3:] if text[:3] in ("]C1", "]e0", "]d2", "]Q3", "]J1") else ""
    if coded or text.startswith(GROUP):
        return coded or text
    # a scanner that drops the group sign: only with a right number of the article
    if len(text) > 15 and re.match("01[0-9]{14}", text) and is_checked(text[2:16]):
        return text
    return ""


def _tidy(text):
    """Blanks and signs that a label, a keyboard or a spreadsheet puts around and into the digits."""
    text = re.sub(r"[\u00a0\s\u200b-\u200f\ufeff]+", " ", text.replace(GROUP, "\x00")).replace("\x00", GROUP)
    text = "".join(char for char in text.strip(" ") if char == GROUP or char.isprintable()).removeprefix("'")
    if re.fullmatch(r"[0-9]+\.0+", text):
        text = text.partition(".")[0]
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", text):
        text = text.replace(",", "")
    joined = re.sub("[ -]", "", text)
    return joined if is_checked(joined) else text


def barcode(value):
    """Read what came from a scanner, a keyboard or a cell.

    >>> barcode("\u0e04\u0e04\u0e16\u0e08\u0e45/-\u0e20\u0e16\u0e38\u0e36\u0e04\u0e36\\r").code
    '8850123456787'
    >>> barcode("036000291452")
    Barcode(code='0036000291452', kind='ean13', check=True, elements={})
    >>> barcode("]C10108850123456787" + "10L7" + GROUP + "17261231").elements
    {'10': 'L7', '17': '261231'}
    >>> barcode("18850123456784").piece
    '8850123456787'
    >>> barcode("8.85E+12")
    Traceback (most recent call last):
        ...
    TypedError: A spreadsheet has rounded the barcode (8.85E+12) ...
    """
    original = str(value if value is not None else "").strip()
    text = _from_cell(value) if isinstance(value, (int, float)) else _tidy(latin_keys(_tidy(str(value or ""))))
    if not text:
        raise TypedError("scan.empty")
    if SPREADSHEET.fullmatch(text) and not text.isalnum() or _is_rounded(text):
        raise TypedError("scan.excel", text=original)
    elements = {}
    if coded := _element_string(text):
        elements = _elements(coded, original)
        text = elements.pop("01", None) or elements.pop("02", "")
        if not text:
            raise TypedError("scan.gs1", text=original)
    elif SYMBOLOGY.match(text):
        text = text[3:]
    if not re.fullmatch(r"[!-~](?:[ -~]*[!-~])?", text):
        raise TypedError("scan.letters", text=original)
    if len(text) > LONGEST:
        raise TypedError("scan.long", length=len(text), limit=LONGEST)
    return _named(text, elements)


def _named(text, elements):
    check = is_checked(text)
    if check and len(text) == 14 and text[0] == "0":
        text = text[1:]
    elif check and len(text) == 12:
        text = f"0{text}"
    kind = {13: "ean13", 8: "ean8", 14: "pack"}.get(len(text), "own") if check else "own"
    return Barcode(text, kind, check, elements)


def checked(value):
    """As ``barcode``, but refuse a wrong check digit: for a barcode that is entered as a product's own.

    >>> checked("8850123456781")
    Traceback (most recent call last):
        ...
    TypedError: The last digit of the barcode 8850123456781 should be 7. ...
    """
    found = barcode(value)
    if found.check is False:
        raise TypedError("scan.check", text=found.code, digit=check_digit(found.code[:-1]))
    return found


def spellings(code):
    """Every way in which the same barcode may have been stored, the proper one first.

    >>> spellings("0036000291452")
    ['0036000291452', '036000291452', '00036000291452']
    >>> spellings("OTOP-1")
    ['OTOP-1']
    """
    found = [code]
    if is_checked(code) and len(code) == 13:
        found += [code[1:]] if code[0] == "0" else []
        found += [f"0{code}"]
    return found
