"""One Thai word for each concept, on every screen, paper and page; and a guide that names what is on the screens.

The words stand in vocabulary.csv: the concept and its one word; `where` it is meant (empty: everywhere; office, till,
papers, guide); `english`, a pattern of the source terms it is about (empty: all); `never`, what must not stand there;
and `must`, when exactly these terms must have the word.
"""

import csv
import re
import xml.etree.ElementTree as ET

import polib
import pytest

from .thai import ADDONS, GUIDE, ROOT, po_files, texts

WORDS = list(csv.DictReader((ROOT / "tests" / "i18n" / "vocabulary.csv").open(encoding="utf-8")))
TEXTS = list(texts())
# The same English is said in two ways on purpose.
TWO_WAYS = {"Received by"}
# A Thai screen shows Latin letters for names, codes and what everybody writes so.
LATIN = re.compile(
    r"\b(OTOP|HTTP|VAT|GP|LINE|ID|SMS|PDF|CSV|UTF|Excel|Enter|Quadrant|SME|GMP|GAP|GI|Font|Awesome|fa-tasks|Royal|Thai|Silk|Blend"
    r"|Classic|PP|AA|TT|RRRR|TH|OPC|br|object)\b"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[.\d]*[sdgf]|%[sd%]|<[^>]*>|&\w+;|object\.[\w.()]+")


def concerns(row, text):
    return (not row["where"] or row["where"] in text.where) and bool(re.search(row["english"], text.english))


@pytest.mark.parametrize("row", WORDS, ids=[row["concept"] for row in WORDS])
def test_one_word_for_a_concept(row):
    found = [text for text in TEXTS if concerns(row, text)]
    assert found, "nothing in the suite is about this: correct the row"
    if row["never"]:
        wrong = [f"{text.place}: {text.thai}" for text in found if re.search(row["never"], text.thai)]
        assert not wrong, f"say {row['thai']}:\n" + "\n".join(wrong)
    if row["must"]:
        wrong = [f"{text.place}: {text.english} = {text.thai}" for text in found if row["thai"] not in text.thai]
        assert not wrong, f"say {row['thai']}:\n" + "\n".join(wrong)


def test_the_same_english_has_the_same_thai():
    said = {}
    for _addon, path in po_files():
        if path.parent.name == "i18n":
            for entry in polib.pofile(str(path)):
                said.setdefault(entry.msgid.lower(), {}).setdefault(entry.msgstr, []).append(path.parts[-3])
    two = {term: thai for term, thai in said.items() if len(thai) > 1 and term.capitalize() not in TWO_WAYS}
    assert not two


def test_thai_is_set_as_thai():
    """Spaces around Latin letters and figures and before mai yamok; no full stop, no English word left."""
    wrong = []
    for text in TEXTS:
        if "guide" in text.where:
            continue
        plain = PLACEHOLDER.sub("\0", text.thai)
        for rule, pattern in (
            (
                "a space between Thai and Latin or figures",
                r"[\u0e00-\u0e7e][A-Za-z0-9]|[A-Za-z0-9][\u0e00-\u0e3e\u0e40-\u0e7e]",
            ),
            ("a space before mai yamok, and after", r"[^ ]\u0e46|\u0e46[^ )\u201d]"),
            ("one space", r"\S {2,}\S"),
            ("no full stop but after an abbreviation", r"[\u0e00-\u0e7e]{5,}\.$"),
        ):
            if re.search(pattern, plain):
                wrong.append(f"{text.place}: {rule}: {text.thai}")
        english = LATIN.sub("", plain)
        if text.thai != text.english and re.search(r"[A-Za-z]{3,}", english):
            wrong.append(f"{text.place}: English is left: {text.thai}")
    assert not wrong, "\n".join(wrong)


# ------------------------------------------------------------------ the guide against the screens


def thai_terms():
    return {
        addon: {entry.msgid: entry.msgstr for entry in polib.pofile(str(ROOT / addon / "i18n" / "th.po"))}
        for addon in ADDONS
    }


def menu_paths():
    """Every menu of ours in Thai, as the path that a reader follows: ("menu", "submenu", ...)."""
    terms, names, menus = thai_terms(), {}, {}
    for addon in ADDONS:
        for path in sorted((ROOT / addon).rglob("*.xml")):
            if "static" in path.parts:
                continue
            for node in ET.parse(path).iter():
                qualified = lambda name, addon=addon: name if "." in name else f"{addon}.{name}"  # noqa: E731
                if node.tag == "record" and node.get("id"):
                    name = node.find("field[@name='name']")
                    if name is not None and name.text:
                        names[qualified(node.get("id"))] = terms[addon].get(name.text)
                elif node.tag == "menuitem":
                    menus[qualified(node.get("id"))] = (
                        terms[addon].get(node.get("name")) if node.get("name") else None,
                        node.get("action") and qualified(node.get("action")),
                        node.get("parent") and qualified(node.get("parent")),
                    )

    def path(menu):
        name, action, parent = menus[menu]
        above = path(parent) if parent in menus else ()
        return (*above, name or names.get(action))

    return {path(menu)[1:] for menu in menus}


def test_the_guide_names_menus_that_are_there():
    paths = menu_paths()
    guide = GUIDE.read_text(encoding="utf-8")
    named = {
        tuple(part.strip() for part in found.split("›")) for found in re.findall(r"\*([^*\n]+ › [^*\n]+)\*", guide)
    }
    assert len(named) > 10, "the guide names menus as *first › second*"
    assert not named - paths
    first = re.search(r"จากซ้ายไปขวา: (.+)", guide).group(1)
    assert {(name.strip(),) for name in first.split("·")} <= paths


def test_the_guide_names_buttons_that_are_there():
    """What the guide prints bold is a word of ours, or one of Odoo's own that the guide's reader meets."""
    ours = {thai for terms in thai_terms().values() for thai in terms.values()}
    ours |= {entry.msgstr for _addon, path in po_files() for entry in polib.pofile(str(path))}
    odoo = {"ใหม่", "คืนเงิน", "สร้างการชำระเงิน"}
    bold = set(re.findall(r"\*\*([^*\n]+)\*\*", GUIDE.read_text(encoding="utf-8")))
    assert len(bold) > 5
    assert not {word for word in bold if word not in ours | odoo and not word.endswith("?")}


def test_remedies_name_menus_that_are_there():
    """A refusal that sends its reader to a menu sends him to one that exists."""
    paths = menu_paths()
    ours = {parts[-2:] for parts in paths} | paths
    for text in TEXTS:
        if "guide" in text.where:
            continue
        for found in re.findall(r"[\u0e00-\u0e7e]+(?: › [\u0e00-\u0e7e]+)+", text.thai):
            parts = tuple(found.split(" › "))
            # Odoo's own app of invoices is none of our menus
            assert parts in ours or parts[0] == "ออกใบแจ้งหนี้", f"{text.place}: {found}"
