"""How the source lies: one class a file, named after its model; nothing Thai, nothing of one machine in it."""

import re

import pytest

from .repository import ADDONS, ROOT, attribute, files, manifest, model_classes

THAI = re.compile("[\u0e00-\u0e3e\u0e40-\u0e7f]")  # the sign of the baht is no word
# Addresses of a machine or of a package registry never belong into the repository.
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|farm)/\w|pythonhosted|pypi\.org|deb\.debian\.org|registry\.npmjs")

# Whose second subjects carry a shorter name: the ledger has one model worth the word.
FAMILIES = {"otop.ledger.entry": "otop_ledger"}


def model_files(addon):
    for folder in ("models", "wizard", "report"):
        if (ROOT / addon / folder).is_dir():
            yield from files(addon, ".py", below=folder)


def defined(klass):
    """The model that a class makes, or None when it extends one that is there."""
    name, inherit = attribute(klass, "_name"), attribute(klass, "_inherit") or ()
    # a mixin of ours on a model of Odoo's names that model too
    return None if name in ((inherit,) if isinstance(inherit, str) else inherit) else name


@pytest.mark.parametrize("addon", ADDONS)
def test_one_class_a_file(addon):
    for path in model_files(addon):
        assert len(list(model_classes(path))) <= 1, f"{path.relative_to(ROOT)} holds several models"


@pytest.mark.parametrize("addon", ADDONS)
def test_a_file_is_named_after_the_model_it_makes(addon):
    for path in model_files(addon):
        for klass in model_classes(path):
            if model := defined(klass):
                # a report's model carries the addon's name too: its file does not
                stem = model.rsplit(".", 1)[-1] if model.startswith("report.") else model.replace(".", "_")
                assert path.stem == stem, f"{path.relative_to(ROOT)} makes {model}"


@pytest.mark.parametrize("addon", ADDONS)
def test_an_extension_is_named_after_its_model_and_subject(addon):
    """`res_partner.py` in another room, or `res_partner_address.py`; of the ledger's entry also `otop_ledger_door.py`."""
    for path in model_files(addon):
        for klass in model_classes(path):
            if not defined(klass):
                inherit = attribute(klass, "_name") or attribute(klass, "_inherit")
                model = inherit if isinstance(inherit, str) else inherit[0]
                family = FAMILIES.get(model, model.replace(".", "_"))
                assert path.stem in (model.replace(".", "_"), family) or path.stem.startswith(f"{family}_"), (
                    f"{path.relative_to(ROOT)} extends {model}"
                )


@pytest.mark.parametrize("addon", ADDONS)
def test_new_models_say_what_they_are(addon):
    for path in model_files(addon):
        for klass in model_classes(path):
            if name := defined(klass):
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
