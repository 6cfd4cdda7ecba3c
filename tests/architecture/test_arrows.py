"""The arrows between the addons: the till and the reports know the core, the core knows neither."""

import ast

import pytest

from .repository import ADDONS, ROOT, files, manifest, tree

MAY_IMPORT = {
    "otop_centre": {"otop_centre"},
    "otop_centre_pos": {"otop_centre_pos", "otop_centre"},
    "otop_centre_reports": {"otop_centre_reports", "otop_centre"},
}


@pytest.mark.parametrize("addon", ADDONS)
def test_manifest_names_only_allowed_addons(addon):
    named = {name for name in manifest(addon)["depends"] if name.startswith("otop_")}
    assert named <= MAY_IMPORT[addon] - {addon}


def test_core_and_reports_do_not_depend_on_the_till():
    for addon in ("otop_centre", "otop_centre_reports"):
        assert not [name for name in manifest(addon)["depends"] if name == "point_of_sale" or name.startswith("pos_")]


@pytest.mark.parametrize("addon", ADDONS)
def test_imports_follow_the_arrows(addon):
    for path in files(addon, ".py"):
        for node in ast.walk(tree(path)):
            names = []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in names:
                parts = name.split(".")
                if parts[:2] == ["odoo", "addons"] and len(parts) > 2 and parts[2].startswith("otop_"):
                    assert parts[2] in MAY_IMPORT[addon], f"{path.relative_to(ROOT)} imports {name}"


def test_core_and_reports_never_name_the_tills_models():
    for addon in ("otop_centre", "otop_centre_reports"):
        for path in files(addon, ".py", ".xml"):
            text = path.read_text(encoding="utf-8")
            for model in ("pos.order", "pos.session", "pos.config", "pos.payment"):
                for quote in "\"'":
                    assert f"{quote}{model}{quote}" not in text, f"{path.relative_to(ROOT)} names {model}"


@pytest.mark.parametrize("addon", ["otop_centre_pos", "otop_centre_reports"])
def test_only_the_core_splits_money(addon):
    """No second place computes a commission, in Python or in the browser."""
    for path in files(addon, ".py", ".js"):
        text = path.read_text(encoding="utf-8")
        assert "consignment import" not in text, f"{path.relative_to(ROOT)} uses the core's arithmetic itself"
        assert "commission_rate *" not in text, path.relative_to(ROOT)
        assert "* commission_rate" not in text, path.relative_to(ROOT)
