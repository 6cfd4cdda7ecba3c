"""One answer to "what day is it?": the centre's (`res.company._otop_day`), never the server's or the reader's."""

import re

import pytest

from .repository import ADDONS, ROOT, files

OWN_TODAY = re.compile(r"context_today|Date\.today\(|date\.today\(|\.now\(\)\.date\(|Asia/Bangkok\"|context_timestamp")
HOME = "otop_centre/tools/thai_calendar.py"


@pytest.mark.parametrize("addon", ADDONS)
def test_nobody_asks_for_today_by_himself(addon):
    for path in files(addon, ".py"):
        relative = path.relative_to(ROOT).as_posix()
        found = OWN_TODAY.search(path.read_text(encoding="utf-8"))
        assert not found or relative == HOME, f"{relative} asks {found.group()}: use company._otop_day()"
