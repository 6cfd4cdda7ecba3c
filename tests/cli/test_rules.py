"""The house rules for tests: a missing tool is a failure, and our log stays clean."""

import logging
import sys

import pytest
from otop_pytest import rules


@pytest.mark.parametrize(
    "reason",
    [
        "Chrome executable not found",
        "websocket-client module is not installed",
        "Failed to detect chrome devtools port after 10.0s.",
        "Test test_tour skipped because it is an HttpCase and --odoo-http is not set",
        "Skip because of unpatched qt",
        "wkhtmltopdf not found",
    ],
)
def test_a_skip_for_want_of_a_tool_is_told_apart(reason):
    assert rules.lacks_a_tool(reason)


@pytest.mark.parametrize("reason", ["needs Python 3.11", "not on this weekday", "l10n_th is not installed"])
def test_other_skips_stay_skips(reason):
    assert not rules.lacks_a_tool(reason)


def record(name, level, text, exc_info=None):
    return logging.LogRecord(name, level, __file__, 1, text, None, exc_info)


@pytest.mark.parametrize(
    ("name", "level", "text", "ours"),
    [
        ("odoo.addons.otop_centre.models.otop_intake", logging.WARNING, "odd", True),
        ("odoo.fields", logging.WARNING, "Field otop.settlement.amount_total: unknown parameter", True),
        ("odoo.sql_db", logging.ERROR, 'bad query: INSERT INTO "otop_ledger_entry"', True),
        ("odoo.addons.otop_centre.models.otop_intake", logging.INFO, "fine", False),
        ("odoo.addons.stock", logging.WARNING, "theirs", False),
        ("odoo.http", logging.WARNING, "otop.agreement: refused, as a test wanted", False),
        ("odoo.http", logging.ERROR, "otop.agreement: broken", True),
    ],
)
def test_which_records_are_ours(name, level, text, ours):
    assert rules.is_ours(record(name, level, text)) is ours


def test_an_error_anywhere_that_passed_through_our_code_is_ours():
    try:
        exec(compile("1 / 0", "/any/where/otop_centre/models/x.py", "exec"))
    except ZeroDivisionError:
        assert rules.is_ours(record("odoo.http", logging.ERROR, "Exception", sys.exc_info()))


def test_the_closing_line():
    assert rules.closing_line(12, 0, 0) == "12 passed, 0 failed"
    assert rules.closing_line(12, 1, 2) == "12 passed, 1 failed, 2 skipped"
