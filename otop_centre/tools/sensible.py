"""Numbers as they are typed, and how large or small each kind of number can be.

The form, an import and RPC ask the same: JSON lets NaN and infinity through, a spreadsheet gives
1E+09 for a number it found too long, a hand slips and types a price into the quantity.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from .thai_text import arabic_digits, clean
from .typed_error import TypedError

UNITS = json.loads(Path(__file__).with_name("thai_terms.json").read_text(encoding="utf-8"))["number"]["units"]
UNIT = re.compile("|".join(re.escape(word) for word in UNITS), re.IGNORECASE)
DASH = re.compile("^[\u2010-\u2015\u2212]")
LONGEST = 40


@dataclass(frozen=True)
class Range:
    """Least and most, both possible, and how many digits may stand behind the point."""

    least: Decimal
    most: Decimal
    places: int


# baht, pieces (of any unit) and percent; corrections may be negative, nothing else
RANGES = {
    "price": Range(Decimal(0), Decimal(1_000_000), 2),
    "amount": Range(Decimal(0), Decimal(100_000_000), 2),
    "correction": Range(Decimal(-100_000_000), Decimal(100_000_000), 2),
    "quantity": Range(Decimal(0), Decimal(100_000), 3),
    "rate": Range(Decimal(0), Decimal(100), 4),
    "days": Range(Decimal(0), Decimal(3650), 0),
    "stars": Range(Decimal(1), Decimal(5), 0),
}


def number(value):
    """The Decimal that was typed; None for an empty box. Nothing that can be read in two ways is read.

    >>> number("1,234.50"), number("\u0e51\u0e52\u0e53 \u0e1a\u0e32\u0e17"), number(0.1), number("")
    (Decimal('1234.50'), Decimal('123'), Decimal('0.1'), None)
    >>> number("1,23")
    Traceback (most recent call last):
        ...
    TypedError: 1,23 is no number. Write it as 1,234.50.
    """
    if value is None or value is False:
        return None
    if isinstance(value, (int, float, Decimal)) and value is not True:
        found = Decimal(str(value))
        if not found.is_finite():
            raise TypedError("number.infinite", text=str(value))
        return found
    original = clean(str(value))
    if not original:
        return None
    text = DASH.sub("-", UNIT.sub("", arabic_digits(original)).strip())
    if re.fullmatch(r"[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)[eE][+-]?[0-9]+", text):
        raise TypedError("number.excel", text=original[:LONGEST])
    if re.fullmatch("[+-]?(?:nan|inf|infinity|\u221e)", text.lower()):
        raise TypedError("number.infinite", text=original)
    if len(text) > LONGEST or not re.fullmatch(
        r"[+-]? ?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:[.][0-9]*)?|[+-]?[.][0-9]+", text
    ):
        raise TypedError("number.unknown", text=original[:LONGEST])
    return Decimal(text.replace(",", "").replace(" ", ""))


def sensible(value, kind):
    """The typed number if it can be one of its kind (``RANGES``), or a refusal; None for an empty box.

    >>> sensible("107", "price"), sensible(20, "rate")
    (Decimal('107'), Decimal('20'))
    >>> sensible(1e9, "quantity")
    Traceback (most recent call last):
        ...
    TypedError: 1,000,000,000 is too much: at most 100,000 is possible here. Correct the number.
    """
    found = number(value)
    if found is None:
        return None
    bounds = RANGES[kind]
    if found < bounds.least:
        raise TypedError("number.low", text=_written(found), limit=_written(bounds.least))
    if found > bounds.most:
        raise TypedError("number.high", text=_written(found), limit=_written(bounds.most))
    # a float's own last digits (0.1 + 0.2) are nobody's typing
    rounded = round(found, bounds.places)
    if isinstance(value, float) and abs(found - rounded) < Decimal("1e-9"):
        return rounded
    if rounded != found:
        raise TypedError("number.digits", text=_written(found), places=bounds.places)
    return found


def _written(number):
    if abs(number) >= Decimal("1e15"):
        return f"{number:.3E}"
    number = number.normalize()
    return f"{number:,f}"
