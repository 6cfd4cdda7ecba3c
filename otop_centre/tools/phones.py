"""Telephone numbers, PromptPay numbers and postal codes, as people write them.

Kept are digits alone (a foreign number with its plus sign); screens and papers print
``printed``. A number that lost its first 0 in a spreadsheet gets it back where only one reading
exists: nine digits that begin as a mobile number.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from . import thai_ids
from .thai_text import arabic_digits, clean
from .typed_error import TypedError

TERMS = json.loads(Path(__file__).with_name("thai_terms.json").read_text(encoding="utf-8"))["phone"]


def _any_of(words):
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


BEFORE = re.compile(f"^(?:{_any_of(TERMS['before'])})[ .:]*", re.IGNORECASE)
EXTENSION = re.compile(f"(?:{_any_of(TERMS['extension'])})[ .:]*([0-9]{{1,5}})$", re.IGNORECASE)
SIGNS = re.compile(r"[ ().\u2010-\u2015\u2212/-]")
LONGEST = 40
MOBILE = re.compile("0[689][0-9]{8}")
LANDLINE = re.compile("0[23457][0-9]{7}")
# 1800 and 1900 numbers, and the four-digit ones of offices and banks
SERVICE = re.compile("1[89]00[0-9]{6}|1[0-9]{3}")


@dataclass(frozen=True)
class Phone:
    """A telephone number: ``digits`` to keep and compare, ``kind`` mobile, landline, service or foreign."""

    digits: str
    kind: str
    extension: str = ""

    @property
    def printed(self):
        """
        >>> phone("0812345678").printed, phone("021234567 #12").printed, phone("053123456").printed
        ('081-234-5678', '02-123-4567 #12', '053-123-456')
        """
        number = self.digits
        if self.kind == "landline":
            head = 2 if number.startswith("02") else 3
            number = f"{number[:head]}-{number[head : head + 3]}-{number[head + 3 :]}"
        elif self.kind == "mobile" or len(number) == 10:
            head = 3 if self.kind == "mobile" else 4
            number = f"{number[:head]}-{number[head : head + 3]}-{number[head + 3 :]}"
        return f"{number} #{self.extension}" if self.extension else number

    @property
    def international(self):
        """The number as it is dialled from abroad.

        >>> phone("081-234-5678").international
        '+66812345678'
        """
        return f"+66{self.digits[1:]}" if self.kind in ("mobile", "landline") else self.digits


def _tidy(value):
    if isinstance(value, float) and value == value and abs(value) < 1e16 and value == int(value):
        value = int(value)
    return arabic_digits(clean(str("" if value is None or value is False else value)))


def _national(text):
    """The number without country code and signs; a foreign one keeps its plus."""
    number = SIGNS.sub("", text)
    for abroad in ("+66", "0066"):
        if number.startswith(abroad):
            return "0" + number.removeprefix(abroad).removeprefix("0")
    if re.fullmatch("66[2-9][0-9]{7,8}", number):
        return f"0{number[2:]}"
    # the first 0 was lost in a spreadsheet
    return f"0{number}" if re.fullmatch("[689][0-9]{8}", number) else number


def phone(value):
    """Read a typed telephone number; None for an empty box.

    >>> phone("+66 81 234-5678") == phone("081 234 5678") == phone("(66)0812345678") == phone(812345678)
    True
    >>> phone("+95 9 123 4567")
    Phone(digits='+9591234567', kind='foreign', extension='')
    >>> phone("081-234-567")
    Traceback (most recent call last):
        ...
    TypedError: The telephone number 081-234-567 has 9 digits, it needs 10. ...
    """
    original = _tidy(value)
    if not original:
        return None
    text = BEFORE.sub("", original)
    extension = EXTENSION.search(text)
    text = text[: extension.start()] if extension else text
    number = _national(re.sub(r"^\(?66\)? ?(?=0)", "", text))
    if len(original) <= LONGEST:
        for kind, form in (("mobile", MOBILE), ("landline", LANDLINE), ("service", SERVICE)):
            if form.fullmatch(number):
                return Phone(number, kind, extension[1] if extension else "")
        if re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
            return Phone(number, "foreign", extension[1] if extension else "")
    raise _refusal(number, original[:LONGEST])


def _refusal(number, original):
    digits = re.sub("[^0-9]", "", number)
    if len(digits) >= 17 and re.search("[,;/ ]", original):
        return TypedError("phone.many", text=original)
    if re.fullmatch("0[2-9][0-9]*", number):
        wanted = 10 if number[1] in "689" else 9
        return TypedError("phone.length", text=original, length=len(number), wanted=wanted)
    return TypedError("phone.unknown", text=original)


@dataclass(frozen=True)
class PromptPay:
    """What a PromptPay payment goes to: ``proxy_type`` as Odoo's ``res.partner.bank`` names it, and its digits.

    Odoo calls every 13-digit number ``merchant_tax_id``; ``holder`` tells a person's from an entity's.
    """

    proxy_type: str
    digits: str
    holder: str = ""


def promptpay(value):
    """Tell a mobile number, a 13-digit ID and an e-wallet apart; None for an empty box.

    >>> promptpay("+66 81 234 5678"), promptpay("0066812345678").digits
    (PromptPay(proxy_type='mobile', digits='0812345678', holder=''), '0812345678')
    >>> promptpay("1-2345-45678-78-1")
    PromptPay(proxy_type='merchant_tax_id', digits='1234545678781', holder='person')
    >>> promptpay("02-123-4567")
    Traceback (most recent call last):
        ...
    TypedError: 02-123-4567 is not a mobile number; PromptPay takes only mobile numbers and IDs.
    """
    original = _tidy(value)
    if not original:
        return None
    digits = SIGNS.sub("", original)
    # a mobile number in the 13 digits of a QR code is no ID
    if re.fullmatch("[0-9]{13}", digits) and not digits.startswith("0066"):
        if not thai_ids.is_valid(digits):
            raise TypedError("promptpay.check")  # the number is personal: no refusal repeats it
        return PromptPay("merchant_tax_id", digits, thai_ids.kind(digits))
    if re.fullmatch("[0-9]{15}", digits):
        return PromptPay("ewallet_id", digits)
    number = _national(original)
    if MOBILE.fullmatch(number):
        return PromptPay("mobile", number)
    if LANDLINE.fullmatch(number):
        raise TypedError("promptpay.landline", text=original)
    raise TypedError("promptpay.unknown", text=original[:LONGEST])


def postal_code(value):
    """Five digits, of which the first two are a province's (10 to 96); None for an empty box.

    >>> postal_code(" \u0e51\u0e50\u0e52\u0e58\u0e50 "), postal_code(10280)
    ('10280', '10280')
    """
    original = _tidy(value)
    if not original:
        return None
    if not re.fullmatch("[1-8][0-9]{4}|9[0-6][0-9]{3}", original):
        raise TypedError("zip.unknown", text=original[:LONGEST])
    return original
