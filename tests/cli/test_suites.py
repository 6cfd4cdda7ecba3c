"""What a run of Odoo's own tests says, and what two runs differ in."""

from otop_cli import suites

STAMP = "2026-11-25 10:00:00,123 42"
TILL = "odoo.addons.point_of_sale.tests.test_frontend"


def test_tests_are_known_by_addon_class_and_name():
    outcome = suites.read(
        [
            f"{STAMP} INFO full {TILL}: Starting TestUi.test_lot ...\n",
            f"{STAMP} INFO full {TILL}: Starting TestUi.test_lot_refund ...\n",
            f"{STAMP} ERROR full {TILL}: FAIL: TestUi.test_lot\n",
            "Traceback (most recent call last):\n",
            "AssertionError: FAIL: TestUi.test_lot_refund\n",
        ]
    )
    assert outcome.run == {"point_of_sale: TestUi.test_lot", "point_of_sale: TestUi.test_lot_refund"}
    assert outcome.broken == {"point_of_sale: TestUi.test_lot"}


def test_a_subtest_breaks_its_test():
    outcome = suites.read([f"{STAMP} ERROR full {TILL}: FAIL: Subtest TestUi.test_lot (role='clerk')\n"])
    assert outcome.broken == {"point_of_sale: TestUi.test_lot"}


def test_a_class_that_cannot_be_set_up_is_broken():
    outcome = suites.read([f"{STAMP} ERROR full {TILL}: ERROR: setUpClass (odoo.addons.point_of_sale.TestUi)\n"])
    assert outcome.broken == {"point_of_sale: setUpClass"}


def test_what_others_say_is_no_test():
    assert suites.read([f"{STAMP} ERROR full odoo.sql_db: ERROR: bad query\n", "Starting TestUi.test_lot ...\n"]) == (
        suites.Outcome()
    )


def test_only_what_differs_is_told():
    without = suites.Outcome({"a", "b", "c"}, {"a", "b"})
    with_us = suites.Outcome({"a", "b", "d"}, {"b", "d"})
    assert suites.difference(without, with_us) == {
        "broken by our add-ons": ["d"],
        "broken only without them": ["a"],
        "run only once": ["c", "d"],
    }
