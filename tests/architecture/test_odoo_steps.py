"""The list of Odoo's own steps says the truth about our guards: each that it names is there.

Whether the list is whole, the registry says: `otop_centre/tests/test_odoo_steps.py`.
"""

import ast
import csv
import functools
import re

import pytest

from .repository import ADDONS, ROOT, attribute, model_classes
from .test_layout import model_files

NAMED = re.compile(r"\b[a-z]+(?:\.[a-z]+)+(?:\._?[a-z_]+)?\b")


def rows():
    with (ROOT / "otop_centre/tests/odoo_steps.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def step(row):
    return ".".join(filter(None, [row["model"], row["method"]]))


@functools.cache
def ours():
    """{model: (methods that our add-ons give it, models that it inherits)}."""
    found = {}
    for addon in ADDONS:
        for path in model_files(addon):
            for klass in model_classes(path):
                inherit = attribute(klass, "_inherit") or ()
                inherit = (inherit,) if isinstance(inherit, str) else tuple(inherit)
                methods, parents = found.setdefault(attribute(klass, "_name") or inherit[0], (set(), set()))
                methods |= {node.name for node in klass.body if isinstance(node, ast.FunctionDef)}
                parents |= set(inherit)
    return found


def methods_of(model, seen=()):
    """What our add-ons give a model, by itself or by a mixin of ours."""
    methods, parents = ours().get(model, (set(), set()))
    return methods.union(*(methods_of(parent, (*seen, model)) for parent in parents - {model, *seen}))


def guards(row):
    """(model, method) of each guard that a row names, and the other models that it names."""
    for name in NAMED.findall(row["by_what"]):
        model, _dot, method = name.rpartition(".")
        models = {known["model"] for known in rows()} | ours().keys()
        yield (name, None) if name in models else (model, method)


def test_every_step_stands_once():
    steps = [step(row) for row in rows()]
    assert len(steps) == len(set(steps))
    assert {row["kind"] for row in rows()} == {"wizard", "method", "call", "cron"}


@pytest.mark.parametrize("row", rows(), ids=step)
def test_the_guards_that_a_step_names_are_there(row):
    assert row["verdict"] in ("allowed", "guarded", "replaced")
    assert row["by_what"], "say why it does no harm, or what looks after it"
    for model, method in guards(row):
        assert not method or method in methods_of(model), f"our add-ons have no {model}.{method}"


def test_what_is_guarded_names_its_guard():
    """By a method of ours, or by a window that is guarded in its turn."""
    verdicts = {row["model"]: row["verdict"] for row in rows() if row["kind"] == "wizard"}
    for row in rows():
        if row["verdict"] != "allowed":
            named = list(guards(row))
            assert any(
                (method or model.startswith("otop.")) or verdicts.get(model) in ("guarded", "replaced")
                for model, method in named
            ), step(row)
