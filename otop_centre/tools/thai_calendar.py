"""The Thai calendar: Buddhist era, fiscal year from October to September, dates on papers.

Data stays ISO; these functions are for numbers of documents, papers and reports.

>>> from datetime import date, datetime
"""

from datetime import date, datetime, time, timezone
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale

CENTRE_TIME = ZoneInfo("Asia/Bangkok")
BUDDHIST_ERA = 543
FISCAL_YEAR_FIRST_MONTH = 10


def local_day(moment):
    """Return the day of a UTC time at the centre: no event belongs to the server's or the reader's day.

    >>> local_day(datetime(2026, 11, 30, 16, 59)), local_day(datetime(2026, 11, 30, 17, 0))
    (datetime.date(2026, 11, 30), datetime.date(2026, 12, 1))
    """
    return moment.replace(tzinfo=timezone.utc).astimezone(CENTRE_TIME).date()


def utc_moment(day, hour=time.min):
    """Return the UTC time, without zone as Odoo stores it, of an hour of a day at the centre.

    >>> utc_moment(date(2026, 12, 1)), utc_moment(date(2026, 12, 1), time(12))
    (datetime.datetime(2026, 11, 30, 17, 0), datetime.datetime(2026, 12, 1, 5, 0))
    """
    return datetime.combine(day, hour, CENTRE_TIME).astimezone(timezone.utc).replace(tzinfo=None)


@cache
def _months(width):
    return Locale("th").months["format"][width]


def be_year(day):
    """Return the year of the Buddhist era.

    >>> be_year(date(2026, 11, 23))
    2569
    """
    return day.year + BUDDHIST_ERA


def fiscal_year(day):
    """Return the fiscal year, named by the Buddhist year it ends in.

    >>> fiscal_year(date(2026, 9, 30)), fiscal_year(date(2026, 10, 1))
    (2569, 2570)
    """
    return be_year(day) + (day.month >= FISCAL_YEAR_FIRST_MONTH)


def fiscal_quarter(day):
    """Return the quarter of the fiscal year; October to December is the first.

    >>> [fiscal_quarter(date(2026, month, 1)) for month in (10, 12, 1, 4, 9)]
    [1, 1, 2, 3, 4]
    """
    return (day.month - FISCAL_YEAR_FIRST_MONTH) % 12 // 3 + 1


def fiscal_bounds(year):
    """Return first and last day of a fiscal year.

    >>> fiscal_bounds(2570)
    (datetime.date(2026, 10, 1), datetime.date(2027, 9, 30))
    """
    end = year - BUDDHIST_ERA
    return date(end - 1, FISCAL_YEAR_FIRST_MONTH, 1), date(end, FISCAL_YEAR_FIRST_MONTH - 1, 30)


def thai_month(day, short=False):
    """Return the Thai name of the month."""
    return _months("abbreviated" if short else "wide")[day.month]


def thai_date(day, short=False):
    """Return a date as papers write it: day, Thai month, Buddhist year (two digits when short)."""
    if not day:
        return ""
    year = str(be_year(day))
    return f"{day.day} {thai_month(day, short)} {year[2:] if short else year}"


def thai_date_numeric(day):
    """Return a date in figures, Buddhist era.

    >>> thai_date_numeric(date(2026, 11, 3)), thai_date_numeric(None)
    ('03/11/2569', '')
    """
    return f"{day.day:02}/{day.month:02}/{be_year(day)}" if day else ""
