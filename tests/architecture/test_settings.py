"""Whatever a centre must choose stands on the screen where it is chosen."""

import ast
import re
import xml.etree.ElementTree as ET

from .repository import ADDONS, ROOT, attribute, files, model_classes, tree
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


# Who the sentence sends to the menu. Where it names nobody, who reads it.
SENT = {
    "Have a manager": "group_otop_manager",
    "Ask a manager": "group_otop_manager",
    "Have an administrator": "base.group_system",
    "choose Settle": "group_otop_clerk",  # who makes settlements
    "Producers are paid from": "group_otop_finance",  # who pays them
    "Pay it in": "group_otop_finance",
    "The finance division pays in": "group_otop_finance",
    "hoose Pay": "group_otop_finance",
}
# a role is also what it implies
IMPLIED = {"group_otop_manager": {"group_otop_manager", "group_otop_clerk"}}


def menus():
    """{path below the root: the groups that each step asks for} of our menus."""
    found = {}
    actions = {}
    for addon in ADDONS:
        for path in files(addon, ".xml"):
            for node in ET.parse(path).iter():
                if node.tag == "record" and node.find("field[@name='name']") is not None:
                    actions[node.get("id")] = node.find("field[@name='name']").text
                elif node.tag == "menuitem":
                    found[node.get("id")] = node

    def steps(node):
        parent = (node.get("parent") or "").rpartition(".")[2]
        above = steps(found[parent]) if parent in found else []
        name = node.get("name") or actions.get((node.get("action") or "").rpartition(".")[2])
        return [*above, (name, set((node.get("groups") or "").split(",")) - {""})]

    return {
        tuple(name for name, _groups in steps(node)[1:]): [groups for _name, groups in steps(node)]
        for node in found.values()
    }


def sentences():
    """What our code says with a way to a menu: (file, sentence, path)."""
    for addon in ADDONS:
        for path in files(addon, ".py"):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    for way in re.findall(r"[A-Z]\w+(?: › [A-Z][\w ]*)+", node.value):
                        yield path.relative_to(ROOT), node.value, way


def test_a_remedy_names_a_menu_that_whoever_is_sent_may_open():
    ways, seen = menus(), 0
    for path, sentence, way in sentences():
        sent = [group for words, group in SENT.items() if words in sentence]
        assert sent, f"{path}: whom does it send to {way}?"
        parts = tuple(part.strip() for part in way.split(" › "))
        if parts[0] == "Invoicing":  # Odoo's own settings
            assert sent == ["base.group_system"], f"{path}: {way} is an administrator's"
            continue
        # the last word of a way runs on into the sentence
        name = next(
            (known for known in ways if known[:-1] == parts[:-1] and known and parts[-1].startswith(known[-1])), None
        )
        assert name, f"{path}: there is no menu {way}"
        roles = IMPLIED.get(sent[0], {sent[0]})
        assert all(not groups or groups & roles for groups in ways[name]), f"{path}: {sent[0]} cannot open {way}"
        seen += 1
    assert seen >= 3
