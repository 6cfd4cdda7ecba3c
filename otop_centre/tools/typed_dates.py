"""Dates as a Thai clerk types them, and as spreadsheets keep them, in either era.

Rules, in the order in which they are asked:

* A year of 2400 or more is of the Buddhist era (B.E.) and is turned, wherever the date comes from:
  the box, an import, a spreadsheet that took 2569 for a Christian year.
* A written era counts before that.
* A year of two digits is B.E. of this century: 69 is 2569. Beside an English month it could be
  either, and is refused.
* The day stands first, then the month; a year in front (2569-11-25) means year, month, day.
* Eight digits without signs are read in the one order that gives a date; six digits have several
  and are refused.
* A number is the serial number of a spreadsheet.

Whether the day makes sense for what it is the day of, ``sensible`` tells.

>>> from datetime import date, datetime
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from .thai_calendar import BUDDHIST_ERA, thai_month
from .thai_text import arabic_digits, clean
from .typed_error import TypedError

TERMS = json.loads(Path(__file__).with_name("thai_terms.json").read_text(encoding="utf-8"))["date"]
FIRST_BUDDHIST_YEAR = 2400
BUDDHIST_CENTURY = 2500
CHRISTIAN_YEARS = range(1800, 2300)
BUDDHIST_YEARS = range(FIRST_BUDDHIST_YEAR, 2800)
SERIAL_START = date(1899, 12, 30)
# a number below the first is no date anybody keeps here, but a quantity in the wrong column
SERIALS = range(10_000, 330_000)
# more than a date can need, with its weekday, era and clock
LONGEST = 60
ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


@dataclass(frozen=True)
class Range:
    """How far a day may lie before and after today, in days; ``since``: no day before this one."""

    before: int
    after: int
    since: date = date.min

    def bounds(self, today):
        return max(today - timedelta(days=self.before), self.since), today + timedelta(days=self.after)


YEAR = 366
RANGES = {
    "birth": Range(before=120 * YEAR, after=0),
    # the OTOP project began in May of 2544 B.E.
    "registration": Range(before=50 * YEAR, after=YEAR, since=date(2001, 5, 1)),
    # a paper of a producer or of a product, a tax registration
    "paper": Range(before=60 * YEAR, after=YEAR),
    # the last day of one
    "validity": Range(before=60 * YEAR, after=80 * YEAR),
    "cut_off": Range(before=10 * YEAR, after=YEAR),
    "agreement": Range(before=20 * YEAR, after=20 * YEAR),
    "intake": Range(before=YEAR, after=0),
    "expiry": Range(before=10 * YEAR, after=15 * YEAR),
    "invoice": Range(before=7 * YEAR, after=0),
}


def turn(day):
    """The same day, with a Buddhist year that was kept as a Christian one turned back.

    >>> turn(date(2569, 11, 25)), turn(date(2026, 11, 25))
    (datetime.date(2026, 11, 25), datetime.date(2026, 11, 25))
    """
    if day.year < FIRST_BUDDHIST_YEAR:
        return day
    return _day(str(day.year), day.month, day.day, str(day))


STORED = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})(.*)", re.DOTALL)


def turn_stored(value):
    """A date or a time as programs hand it over (ISO text, date, datetime), of the same kind, its year turned.

    >>> turn_stored("2569-11-25 01:30:00"), turn_stored("2026-11-25"), turn_stored(datetime(2569, 11, 25, 8, 30))
    ('2026-11-25 01:30:00', '2026-11-25', datetime.datetime(2026, 11, 25, 8, 30))
    >>> turn_stored("2571-02-29"), turn_stored("9999-12-31")
    ('2028-02-29', '9999-12-31')
    """
    if isinstance(value, str):
        parts = STORED.fullmatch(value)
        if not parts or int(parts[1]) not in BUDDHIST_YEARS:
            return value
        return f"{_day(parts[1], parts[2], parts[3], value)}{parts[4]}"
    if isinstance(value, date) and value.year in BUDDHIST_YEARS:
        day = turn(date(value.year, value.month, value.day))
        return value.replace(year=day.year)
    return value


@cache
def _months():
    """Every spelling of a month, without dots, and its number."""
    found = {}
    for number, others in enumerate(TERMS["months"], 1):
        names = [thai_month(date(2026, number, 1)), thai_month(date(2026, number, 1), short=True), *others]
        names += [ENGLISH[number - 1], ENGLISH[number - 1][:3]]
        found.update((name.replace(".", ""), number) for name in names)
    return {**found, "sept": 9}


def _any_of(words):
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# "on Wednesday the", the words for month and year
FILLERS = re.compile(_any_of([*TERMS["fillers"], *TERMS["weekdays"]]))
ERAS = {**TERMS["eras"], "b.e.": "B.E.", "c.e.": "C.E.", "a.d.": "C.E."}
ERA = re.compile(_any_of(ERAS))
DASH = re.compile("[\u2010-\u2015\u2212\\\\]")
CLOCK = re.compile(r"(?:t| )[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.][0-9]+)?)?(?: ?z|[+-][0-9:]{4,6})?$")
IN_FIGURES = re.compile(r"([0-9]{1,4}) ?[-/. ] ?([0-9]{1,2}) ?[-/. ] ?([0-9]{1,4})")
WITH_NAME = re.compile(r"(?:([0-9]{1,2})[-/. ,]*)?([^0-9]+?)[-/. ,]*([0-9]{1,4})")
NAME_FIRST = re.compile(r"([a-z]+)[. ]+([0-9]{1,2}), ?([0-9]{4})")


def _year(digits, era, original):
    """The Christian year of a typed one."""
    number = int(digits)
    if len(digits) == 2 and era != "C.E.":
        return BUDDHIST_CENTURY + number - BUDDHIST_ERA
    if era != "C.E." and number in BUDDHIST_YEARS:
        return number - BUDDHIST_ERA
    if era != "B.E." and number in CHRISTIAN_YEARS:
        return number
    raise TypedError("date.year_short", text=original) if len(digits) < 4 else TypedError("date.year", year=digits)


def _day(year, month, day, original, era=None):
    """The day of three typed numbers (texts), or why there is none."""
    if not 1 <= int(month) <= 12:
        raise TypedError("date.month", month=int(month), text=original)
    try:
        return date(_year(year, era, original), int(month), int(day))
    except TypedError:
        raise
    except ValueError:
        raise TypedError("date.day", day=int(day), month=int(month), year=year)


def _in_one_piece(digits, original, era):
    """Digits without signs: eight are day, month, year or year, month, day, whichever is a date."""
    if len(digits) == 5:
        return _serial(int(digits), original)
    if len(digits) != 8:
        raise TypedError("date.unknown", text=original)
    try:
        return _day(digits[4:], digits[2:4], digits[:2], original, era)
    except TypedError as error:
        try:
            return _day(digits[:4], digits[4:6], digits[6:], original, era)
        except TypedError:
            raise error


def _serial(number, original):
    """The day of a spreadsheet's serial number; the part behind the point is the time of the day."""
    if not SERIALS.start <= number < SERIALS.stop:  # also true of NaN
        raise TypedError("date.serial", text=original)
    day = turn(SERIAL_START + timedelta(days=int(number)))
    if day.year not in CHRISTIAN_YEARS:
        raise TypedError("date.serial", text=original)
    return day


def parse(value, whole_month=None):
    """Return the day that was typed, or None for an empty box; a TypedError says what is wrong.

    ``whole_month`` says what a month without a day means: ``"first"`` or ``"last"`` day (expiry dates
    are printed so); without it such a date is refused.

    >>> parse("25/11/2569"), parse("25.11.69"), parse("2026-11-25")
    (datetime.date(2026, 11, 25), datetime.date(2026, 11, 25), datetime.date(2026, 11, 25))
    >>> parse(46351), parse(datetime(2569, 11, 25, 8, 30)), parse("25112569"), parse(" ")
    (datetime.date(2026, 11, 25), datetime.date(2026, 11, 25), datetime.date(2026, 11, 25), None)
    >>> parse("\u0e15.\u0e04. 69", whole_month="last")
    datetime.date(2026, 10, 31)
    >>> parse("31/11/2569")
    Traceback (most recent call last):
        ...
    TypedError: Month 11 of the year 2569 has no day 31. Correct the day.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return turn(value)
    if value is None or value is False:
        return None
    if isinstance(value, (int, float)) and value is not True and not 10**7 <= value < 10**8:
        return _serial(value, str(value))
    original = clean(str(int(value)) if isinstance(value, (int, float)) else value)
    if not original:
        return None
    if len(original) > LONGEST:
        raise TypedError("date.unknown", text=original[:LONGEST])
    text = DASH.sub("-", arabic_digits(original).lower()).replace("\uff0f", "/")
    era = ERA.search(text)
    era = era and ERAS[era.group()]
    text = " ".join(CLOCK.sub("", ERA.sub(" ", FILLERS.sub(" ", text))).split())
    if re.fullmatch("[0-9]+", text):
        return _in_one_piece(text, original, era)
    if parts := IN_FIGURES.fullmatch(text):
        first, month, last = parts.groups()
        return _day(first, month, last, original, era) if len(first) > 2 else _day(last, month, first, original, era)
    if parts := re.fullmatch("([0-9]{1,2}) ?[-/. ] ?([0-9]{4})", text):
        return _month(parts[2], parts[1], original, era, whole_month)
    return _with_name(text, original, era, whole_month)


def _with_name(text, original, era, whole_month):
    if parts := NAME_FIRST.fullmatch(text):
        name, day, year = parts.groups()
    elif parts := WITH_NAME.fullmatch(text):
        day, name, year = parts.groups()
    else:
        raise TypedError("date.unknown", text=original)
    name = re.sub("[. ,/-]", "", name)
    month = _months().get(name)
    if not month:
        raise TypedError("date.unknown", text=original)
    if len(year) < 4 and (name.isascii() and not era or len(year) != 2):
        raise TypedError("date.year_short", text=original)
    if day:
        return _day(year, month, day, original, era)
    return _month(year, month, original, era, whole_month)


def _month(year, month, original, era, whole_month):
    """The first or last day of a month, whichever is meant, or the refusal that the day is missing."""
    first = _day(year, month, 1, original, era)
    if not whole_month:
        raise TypedError("date.no_day", text=original)
    return first if whole_month == "first" else _last_of(first)


def _last_of(day):
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def from_barcode(digits, today):
    """The day of a GS1 barcode (YYMMDD; day 00 is the month's last), as ``scan.Barcode.elements`` holds it.

    GS1 knows the Christian era alone: the year lies within fifty years of today. What a maker coded
    in the Buddhist one comes out far in the future, and ``sensible`` refuses it.

    >>> from_barcode("261231", date(2026, 11, 25)), from_barcode("270200", date(2026, 11, 25))
    (datetime.date(2026, 12, 31), datetime.date(2027, 2, 28))
    """
    if not re.fullmatch("[0-9]{6}", digits):
        raise TypedError("date.unknown", text=digits[:LONGEST])
    year = today.year - today.year % 100 + int(digits[:2])
    year += 100 * ((year - today.year <= -50) - (year - today.year > 50))
    if digits[4:] == "00":
        return _last_of(_day(str(year), digits[2:4], 1, digits))
    return _day(str(year), digits[2:4], digits[4:], digits)


def sensible(day, kind, today):
    """Return the day if it can be one of its kind (``RANGES``) on a given today, or refuse it; None for none.

    The limit in the refusal is a date. Ask the company for today: ``company._otop_day()``.

    >>> sensible(date(2027, 11, 25), "expiry", today=date(2026, 11, 25))
    datetime.date(2027, 11, 25)
    >>> sensible(date(2027, 1, 1), "intake", today=date(2026, 11, 25))
    Traceback (most recent call last):
        ...
    TypedError: Goods cannot be received as of a day after 2026-11-25. Correct the date.
    """
    if not day:
        return None
    first, last = RANGES[kind].bounds(today)
    if day < first:
        raise TypedError(f"date.{kind}.early", day=day, limit=first)
    if day > last:
        raise TypedError(f"date.{kind}.late", day=day, limit=last)
    return day
