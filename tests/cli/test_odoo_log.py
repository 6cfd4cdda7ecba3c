"""What counts in the log of an installation."""

from otop_cli import odoo_log

STAMP = "2026-11-23 10:00:00,123 42"


def test_warnings_and_errors_are_complaints():
    lines = [
        f"{STAMP} INFO new odoo.modules.loading: Loading module otop_centre (3/9) \n",
        f"{STAMP} WARNING new odoo.models: otop.agreement: no access rules\n",
        f"{STAMP} ERROR new odoo.sql_db: bad query\n",
        "Traceback (most recent call last):\n",
        "  ValueError: 7\n",
        f"{STAMP} INFO new odoo.modules.loading: done\n",
    ]
    found = odoo_log.complaints(lines)
    assert [record.level for record in found] == ["WARNING", "ERROR"]
    assert str(found[0]) == "WARNING odoo.models: otop.agreement: no access rules"
    assert found[1].text == "bad query\nTraceback (most recent call last):\n  ValueError: 7"


def test_known_warnings_of_the_core_are_none():
    assert not odoo_log.complaints([f"{STAMP} WARNING ? odoo.cli: Running as user 'root' is a security risk.\n"])


def test_lines_before_the_log_are_none():
    assert not odoo_log.complaints(["<string>:38: (ERROR/3) Unexpected indentation.\n"])


def test_how_far_an_installation_is():
    assert odoo_log.loading(f"{STAMP} INFO new x: Loading module sale (12/87) \n") == (12, 87, "sale")
    assert odoo_log.loading("something else") is None
