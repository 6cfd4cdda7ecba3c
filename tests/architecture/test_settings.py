"""Whatever a centre must choose stands on the screen where it is chosen."""

import xml.etree.ElementTree as ET

from .repository import ADDONS, ROOT, attribute, files, model_classes
from .test_names import fields_of

# {field of the company: why it is not on the screen of the settings}
ELSEWHERE = {
    "otop_vat_regime_ids": "has its own list, Configuration › VAT regimes",
}


def fields_on(model):
    found = set()
    for addon in ADDONS:
        for path in files(addon, ".py"):
            for klass in model_classes(path):
                if model in (attribute(klass, "_name"), attribute(klass, "_inherit")):
                    found |= {name for name, _kind in fields_of(klass, with_related=True)}
    return found


def fields_on_screens():
    """The fields in our views of the company."""
    found = set()
    for addon in ADDONS:
        for path in files(addon, ".xml", below="views") if (ROOT / addon / "views").is_dir() else ():
            for view in ET.parse(path).iter("record"):
                model = view.find("field[@name='model']")
                if model is not None and model.text == "res.company":
                    found |= {node.get("name") for node in view.find("field[@name='arch']").iter("field")}
    return found


def test_what_a_centre_chooses_is_on_the_settings():
    company = {name for name in fields_on("res.company") if name.startswith("otop_")}
    offered = fields_on_screens()
    missing = company - offered - ELSEWHERE.keys()
    assert company >= ELSEWHERE.keys(), "a field of the lists is gone: take it off the list"
    assert not missing, f"without a screen {sorted(missing)}"
