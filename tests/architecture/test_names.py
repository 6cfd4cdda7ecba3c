"""One word per concept: the glossary's words, and Odoo's habits for keys."""

import ast
import re

import pytest

from .repository import ADDONS, ROOT, attribute, files, model_classes
from .test_layout import model_files

# Words that the glossary replaces, where a key of ours could use them.
NEVER = re.compile(r"consignor|quaterly|\bvendor_share|shop_id|supplier_share")
FIELD_TYPES = {"Many2one": ("_id",), "One2many": ("_ids",), "Many2many": ("_ids",)}


def fields_of(klass, with_related=False):
    for node in klass.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            call = node.value.func
            # a related field keeps the name that core gave it
            is_passed = not with_related and any(keyword.arg == "related" for keyword in node.value.keywords)
            if isinstance(call, ast.Attribute) and getattr(call.value, "id", "") == "fields" and not is_passed:
                yield node.targets[0].id, call.attr


@pytest.mark.parametrize("addon", ADDONS)
def test_relations_end_in_id_or_ids(addon):
    for path in model_files(addon):
        for klass in model_classes(path):
            for name, kind in fields_of(klass):
                if endings := FIELD_TYPES.get(kind):
                    assert name.endswith(endings), f"{path.relative_to(ROOT)}: {name} is a {kind}"


@pytest.mark.parametrize("addon", ADDONS)
def test_money_fields_are_monetary(addon):
    for path in model_files(addon):
        for klass in model_classes(path):
            for name, kind in fields_of(klass):
                if name.startswith("amount_"):
                    assert kind == "Monetary", f"{path.relative_to(ROOT)}: {name} is a {kind}"
                if kind == "Boolean" and (attribute(klass, "_name") or "").startswith("otop."):
                    assert name.startswith(("is_", "has_", "can_", "active")), f"{path.relative_to(ROOT)}: {name}"


@pytest.mark.parametrize("addon", ADDONS)
def test_glossary(addon):
    for path in files(addon, ".py", ".xml", ".js"):
        found = NEVER.search(path.read_text(encoding="utf-8"))
        assert not found, f"{path.relative_to(ROOT)} says {found.group()}"
