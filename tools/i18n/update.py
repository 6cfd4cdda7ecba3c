"""Bring each addon's Thai file up to date with its source, keeping every translation there is.

`./otop i18n` runs it inside an Odoo shell with the three addons installed, and prints what still has no Thai.
A test (tests/i18n) fails while anything is missing.
"""

import io
import pathlib

import polib
from odoo.tools.translate import trans_export

ADDONS = ("otop_centre", "otop_centre_pos", "otop_centre_reports")
HEADER = {
    "Project-Id-Version": "OTOP Centre 19.0",
    "Language": "th",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def source_terms(env, addon):
    """The addon's terms as its source stands today, without translations."""
    buffer = io.BytesIO()
    trans_export(None, [addon], buffer, "po", env)
    return polib.pofile(buffer.getvalue().decode())


def merged(source, *translated):
    """`source` with the first translation that one of `translated` has for each term."""
    result = polib.POFile(wrapwidth=100)
    result.metadata = dict(HEADER)
    known = {}
    for po in translated:
        for entry in po:
            if entry.msgstr and not entry.obsolete:
                known.setdefault(entry.msgid, entry.msgstr)
    for entry in sorted(source, key=lambda entry: entry.msgid):
        result.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgstr=known.get(entry.msgid, ""),
                occurrences=sorted(entry.occurrences),
                comment=entry.comment,
            )
        )
    return result


def missing(env, root):
    """The terms of each addon that its Thai file lacks: {addon: [terms]}."""
    found = {}
    for addon in ADDONS:
        translated = {entry.msgid for entry in polib.pofile(str(root / addon / "i18n" / "th.po")) if entry.msgstr}
        found[addon] = [entry.msgid for entry in source_terms(env, addon) if entry.msgid not in translated]
    return found


def update(env, root):
    """Rewrite the Thai file of every addon below `root`; return {addon: [terms without Thai]}."""
    without = {}
    for addon in ADDONS:
        path = root / addon / "i18n" / "th.po"
        before = [polib.pofile(str(path))] if path.exists() else []
        po = merged(source_terms(env, addon), *before)
        path.parent.mkdir(exist_ok=True)
        po.save(str(path))
        without[addon] = [entry.msgid for entry in po if not entry.msgstr]
    return without


if "env" in globals():
    for addon_name, terms in update(env, pathlib.Path.cwd()).items():  # noqa: F821  (the shell's own name)
        print(f"{addon_name}: {len(terms)} without Thai")
        for term in terms:
            print("   ", term)
