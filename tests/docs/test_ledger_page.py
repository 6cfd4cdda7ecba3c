"""docs/ledger.md says what the program says: kinds of entries, rules of the integrity check, figures."""

import ast
import importlib.util
import re
from decimal import Decimal

from .test_docs import REPO, read

PAGE = read("docs/ledger.md")


def tool(name):
    """A module of pure Python, without Odoo."""
    spec = importlib.util.spec_from_file_location(f"pure_{name}", REPO / "otop_centre" / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(heading):
    """The cells of the first table below a heading, without its head."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip(" `*") for cell in line.strip("|").split("|")] for line in lines[2:]]


def baht(cell):
    return Decimal(cell.replace(",", "").replace("−", "-"))


def rule_titles(package):
    """{class: its title} of the rules in a package."""
    found = {}
    for path in sorted((REPO / package).glob("*.py")):
        for klass in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(klass, ast.ClassDef):
                for method in klass.body:
                    if getattr(method, "name", "") == "title" and isinstance(method.body[-1], ast.Return):
                        found[klass.name] = method.body[-1].value.args[0].value
    return found


def test_the_kinds_are_those_of_the_table():
    kinds = tool("entry_kinds").KINDS
    written = rows("Kinds of entries")
    assert [row[0] for row in written] == list(kinds)
    assert {row[0]: row[2] == "yes" for row in written} == {key: kind.has_pieces for key, kind in kinds.items()}
    bearers = {row[0]: row[3].split(",")[0] for row in written}
    assert bearers == {key: kind.bearer for key, kind in kinds.items()} | {"opening": "–"}


def test_the_accounts_are_those_of_the_chart():
    fields = dict(
        re.findall(
            r'"(otop_\w+_account_id)": "otop_account_(\d+)"',
            read("otop_centre/models/settings/account_chart_template.py"),
        )
    )
    for row in rows("Kinds of entries"):
        assert row[4] == fields[tool("entry_kinds").KINDS[row[0]].account], row[0]


def test_the_rules_are_those_of_the_check():
    core, till = rule_titles("otop_centre/integrity"), rule_titles("otop_centre_pos/integrity")
    order = re.findall(r"^    (\w+),$", read("otop_centre/integrity/__init__.py"), re.MULTILINE)
    titles = [core[name] for name in order]
    assert len(titles) == len(core), "a rule that is not in RULES"
    # the till's own rule stands after the origins
    titles.insert(order.index("Origins") + 1, till["Tickets"])
    assert re.findall(r"^\d+\. \*\*(.+?)\.\*\*", PAGE, re.MULTILINE) == titles


def test_an_allowance_is_shared_by_value():
    split = tool("consignment").split
    sale, allowance, left = ([baht(cell) for cell in row[1:]] for row in rows("Money without goods"))
    for with_vat, without_vat, commission, payable in (sale, allowance, left):
        shares = split(with_vat, without_vat, 20, "price_excluded", False, 7)
        assert (shares.commission, shares.payable) == (commission, payable)
    assert [one + other for one, other in zip(sale, allowance, strict=True)] == left


def test_the_satang_of_a_document_is_the_centres():
    consignment = tool("consignment")
    *lines, total = rows("A document's rounding")
    alone = consignment.exact(200) / Decimal("1.07")
    booked = consignment.allocate(consignment.money(600 / Decimal("1.07")), [1] * 3)
    payable = consignment.split(200, alone, 20, "price_excluded", False, 7).payable
    assert [[baht(cell) for cell in row[1:]] for row in lines] == [
        [200, without_vat, consignment.money(alone), without_vat - payable, payable] for without_vat in booked
    ]
    for column in (1, 2, 4, 5):
        assert baht(total[column]) == sum(baht(row[column]) for row in lines)


def test_the_decisions_on_a_hold_are_those_of_the_program():
    labels = dict(re.findall(r'\("(\w+)", "([^"]+)"\)', read("otop_centre/models/sell/otop_ledger_hold.py")))
    assert [row[0] for row in rows("Holds")] == [label[0].lower() + label[1:] for label in labels.values()]
