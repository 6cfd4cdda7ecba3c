"""How the source lies: one class a file, named after its model; nothing Thai, nothing of one machine in it."""

import re

import pytest

from .repository import ADDONS, ROOT, attribute, files, manifest, model_classes

THAI = re.compile("[\u0e00-\u0e3e\u0e40-\u0e7f]")  # the sign of the baht is no word
# Addresses of a machine or of a package registry never belong into the repository.
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|farm)/\w|pythonhosted|pypi\.org|deb\.debian\.org|registry\.npmjs")


def model_files(addon):
    for folder in ("models", "wizard", "report"):
        if (ROOT / addon / folder).is_dir():
            yield from files(addon, ".py", below=folder)


@pytest.mark.parametrize("addon", ADDONS)
def test_one_class_a_file_named_after_its_model(addon):
    for path in model_files(addon):
        classes = list(model_classes(path))
        assert len(classes) <= 1, f"{path.relative_to(ROOT)} holds {len(classes)} models"
        for klass in classes:
            model = attribute(klass, "_name") or attribute(klass, "_inherit")
            model = model if isinstance(model, str) else model[0]
            # a report's model carries the addon's name too: its file does not
            stem = model.rsplit(".", 1)[-1] if model.startswith("report.") else model.replace(".", "_")
            # a second subject of our own model: otop_ledger_refund extends otop.ledger.entry
            family = stem.rsplit("_", 1)[0] if attribute(klass, "_inherit") == model and "." in model[5:] else stem
            assert path.stem.startswith((stem, family)), f"{path.relative_to(ROOT)} holds {model}"


@pytest.mark.parametrize("addon", ADDONS)
def test_new_models_say_what_they_are(addon):
    for path in model_files(addon):
        for klass in model_classes(path):
            name = attribute(klass, "_name")
            # a mixin of ours on a model of Odoo's names that model too
            if name and name not in (attribute(klass, "_inherit") or ()):
                assert attribute(klass, "_description"), f"{name} has no description"
                assert name.startswith("otop.") or name.startswith("report."), f"{name} is outside our names"
                doc = klass.body[0]
                assert isinstance(getattr(getattr(doc, "value", None), "value", None), str), f"{name} has no docstring"


@pytest.mark.parametrize("addon", ADDONS)
def test_no_thai_in_the_source(addon):
    """Labels are English in the source and Thai in i18n; official names are data."""
    for path in files(addon, ".py", ".js", ".scss"):
        assert not THAI.search(path.read_text(encoding="utf-8")), path.relative_to(ROOT)
    for folder in ("views", "report", "wizard", "security"):
        for path in files(addon, ".xml", below=folder):
            assert not THAI.search(path.read_text(encoding="utf-8")), path.relative_to(ROOT)


@pytest.mark.parametrize("addon", ADDONS)
def test_manifest(addon):
    data = manifest(addon)
    assert data["license"] == "AGPL-3"
    assert data["version"].startswith("19.0.")
    for name in data["data"] + data.get("demo", []):
        assert (ROOT / addon / name).is_file(), f"{addon} names {name}, which is not there"
    listed = set(data["data"])
    for folder in ("views", "security", "report", "wizard"):
        for path in files(addon, ".xml", ".csv", below=folder):
            assert path.relative_to(ROOT / addon).as_posix() in listed, f"{path.relative_to(ROOT)} is never loaded"


def test_nothing_of_one_machine():
    wanted = {".py", ".js", ".xml", ".md", ".toml", ".yml", ".yaml", ".json", ".txt", ".conf", ".cfg", ".in", ".csv"}
    for path in sorted(ROOT.rglob("*")):
        relative = path.relative_to(ROOT)
        # the tests of the launcher and these rules themselves must name what they refuse
        if relative.parts[0] in (".git", ".odoo", "node_modules") or relative.parts[:2] in (
            ("tests", "cli"),
            ("tests", "architecture"),
        ):
            continue
        if path.suffix in wanted and path.is_file():
            found = MACHINE.search(path.read_text(encoding="utf-8", errors="replace"))
            assert not found, f"{relative}: {found.group()}"
