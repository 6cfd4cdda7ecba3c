"""Lets a story happen on its own days.

Odoo asks its date fields for the time. Inside ``at(moment, env)`` they answer the moment of the
story, so that documents, entries and stock moves bear the dates on which a real centre would
have made them. Nothing else of the process is touched.
"""

from contextlib import contextmanager
from datetime import date, datetime, timezone

from odoo.orm import fields_temporal

REAL = {"date": date, "datetime": datetime}


class _Face(type):
    """Looks like ``date`` or ``datetime``; only today and now are the story's."""

    def __getattr__(cls, name):
        return getattr(cls.real, name)

    def __call__(cls, *args, **kwargs):
        return cls.real(*args, **kwargs)

    def __instancecheck__(cls, value):
        return isinstance(value, cls.real)


@contextmanager
def at(moment, env):
    """Like a call from a screen at that moment: nothing remembered from an earlier one.

    :param datetime moment: naive, UTC
    """
    env.invalidate_all()

    class Date(metaclass=_Face):
        real = date

        @staticmethod
        def today():
            return moment.date()

    class Datetime(metaclass=_Face):
        real = datetime

        @staticmethod
        def now(tz=None):
            return moment.replace(tzinfo=timezone.utc).astimezone(tz) if tz else moment

    before = {name: getattr(fields_temporal, name) for name in REAL}
    fields_temporal.date, fields_temporal.datetime = Date, Datetime
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(fields_temporal, name, value)
