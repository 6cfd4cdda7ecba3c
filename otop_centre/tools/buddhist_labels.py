"""Dates that the server writes for Thai readers have Buddhist years.

Odoo writes them all with Babel: headings of groups, graphs and pivots, papers and mails, sentences that
name a date. Babel knows no calendar but the Christian one, although th_TH's own is the Buddhist, and
Odoo's functions are imported by name in every add-on: Babel's pattern is the one place they all pass.
Patterns with the year in front (ISO) are for programs and stay as they are. See decision 53.

>>> from datetime import date, datetime
>>> from babel.dates import format_date, format_datetime
>>> install()
>>> format_date(date(2026, 11, 25), "dd/MM/yyyy", locale="th_TH"), format_date(date(2026, 11, 25), "yy", locale="th_TH")
('25/11/2569', '69')
>>> format_date(date(2026, 11, 25), "yyyy-MM-dd", locale="th_TH"), format_date(date(2026, 11, 25), "yyyy", "en_US")
('2026-11-25', '2026')
>>> format_datetime(datetime(2026, 11, 25, 8, 30), "d/M/y HH:mm", locale="th_TH")
'25/11/2569 08:30'
"""

import re

from babel import Locale
from babel.dates import DateTimeFormat, DateTimePattern

from .thai_calendar import BUDDHIST_ERA

ISO = re.compile("^[yY]+[^yY]?[ML]{2}")


class BuddhistFormat(DateTimeFormat):
    """Babel's own, but for the year."""

    def format_year(self, char, num):
        year = self.format(int(super().format_year(char, 4)) + BUDDHIST_ERA, num)
        return year[-2:] if num == 2 else year


def _apply(pattern, datetime, locale, reference_date=None):
    locale = Locale.parse(locale)
    is_thai = (locale.language, locale.territory) == ("th", "TH") and not ISO.match(pattern.pattern)
    return pattern % (BuddhistFormat if is_thai else DateTimeFormat)(datetime, locale, reference_date)


def install():
    """Once for the whole process, whoever asks again."""
    DateTimePattern.apply = _apply
