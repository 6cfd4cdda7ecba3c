"""What the language tests read: our Thai files, our words for Odoo's screens, and the guide."""

import pathlib
import re
from typing import NamedTuple

import polib

ROOT = pathlib.Path(__file__).resolve().parents[2]
ADDONS = ("otop_centre", "otop_centre_pos", "otop_centre_reports")
GUIDE = ROOT / "docs" / "guide" / "th.md"
# Views that are printed and handed to a producer.
PAPERS = re.compile(
    r"ir\.ui\.view,arch_db:otop_centre\.(report_otop_(intake|withdrawal)|otop_paper|otop_settlement_statement)"
)


class Text(NamedTuple):
    """One piece of Thai that somebody reads, with the English it stands for where there is one."""

    place: str
    english: str
    thai: str
    where: frozenset


def po_files():
    """(addon, path) of every file with Thai of ours."""
    for addon in ADDONS:
        yield addon, ROOT / addon / "i18n" / "th.po"
        core = ROOT / addon / "i18n_core" / "th.po"
        if core.exists():
            yield addon, core


def texts():
    """All Thai of the suite: the screens, the papers, the till and the guide."""
    for addon, path in po_files():
        place = {"otop_centre_pos": "till"}.get(addon, "office")
        for entry in polib.pofile(str(path)):
            papers = {"papers"} if any(PAPERS.search(name) for name, _line in entry.occurrences) else set()
            yield Text(
                f"{path.relative_to(ROOT)}:{entry.linenum}", entry.msgid, entry.msgstr, frozenset({place, *papers})
            )
    for number, line in enumerate(GUIDE.read_text(encoding="utf-8").splitlines(), 1):
        yield Text(f"{GUIDE.relative_to(ROOT)}:{number}", "", line, frozenset({"guide"}))
