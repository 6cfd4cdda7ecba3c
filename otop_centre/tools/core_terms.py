"""Our words for Odoo's own screens.

Odoo's Thai calls a document's number an amount and a till's session a registration. Each of our addons may hold a
file `i18n_core/<language>.po` with the terms of Odoo that must read otherwise: written as Odoo writes its own
files, one term a module (`#. module: account`), so that records and scripts are found the way Odoo finds them.
"""

import functools

from odoo.tools.misc import file_open, file_path
from odoo.tools.translate import (
    JAVASCRIPT_TRANSLATION_COMMENT,
    get_base_langs,
    translation_file_reader,
)

FOLDER = "i18n_core"


def paths(addons, lang):
    """The files with our words for Odoo in `lang`, as far as `addons` have one; the general language first."""
    found = []
    for addon in sorted(addons):
        for code in get_base_langs(lang):
            try:
                found.append(file_path(f"{addon}/{FOLDER}/{code}.po"))
            except FileNotFoundError:
                continue
    return found


@functools.cache
def _script_terms(path):
    """Of one file the terms of scripts: {module: {English: ours}}."""
    found = {}
    with file_open(path, "rb") as file:
        for row in translation_file_reader(file, fileformat="po"):
            if row["type"] == "code" and JAVASCRIPT_TRANSLATION_COMMENT in row["comments"]:
                found.setdefault(row["module"], {})[row["src"]] = row["value"]
    return found


def script_terms(addons, lang):
    """Our words for the scripts of Odoo's modules: {module: {English: ours}}."""
    merged = {}
    for path in paths(addons, lang):
        for module, terms in _script_terms(path).items():
            merged.setdefault(module, {}).update(terms)
    return merged
