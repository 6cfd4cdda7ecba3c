"""One answer to "what day is it?": the centre's (`res.company._otop_day`), never the server's or the reader's."""

import re
import xml.etree.ElementTree as ET

import pytest

from .repository import ADDONS, ROOT, files

OWN_TODAY = re.compile(r"context_today|Date\.today\(|date\.today\(|\.now\(\)\.date\(|Asia/Bangkok\"|context_timestamp")
OWN_TODAY_IN_XML = re.compile(r"context_today|time\.strftime|datetime\.|(?<!DateTime\.)\bnow\(\)|current_date")
# (`DateTime.now()` in a file of data is the moment of the installation.)
# A list is narrowed by the day of whoever looks; what is allowed never hangs on it.
LOOKING = {"filter"}
HOME = "otop_centre/tools/thai_calendar.py"


@pytest.mark.parametrize("addon", ADDONS)
def test_nobody_asks_for_today_by_himself(addon):
    for path in files(addon, ".py"):
        relative = path.relative_to(ROOT).as_posix()
        found = OWN_TODAY.search(path.read_text(encoding="utf-8"))
        assert not found or relative == HOME, f"{relative} asks {found.group()}: use company._otop_day()"


@pytest.mark.parametrize("addon", ADDONS)
def test_no_view_or_rule_asks_for_today_by_itself(addon):
    for path in files(addon, ".xml", skip=("tests", "static/tests", "static/src")):
        relative = path.relative_to(ROOT).as_posix()
        for node in ET.parse(path).iter():
            written = [
                value for name, value in node.attrib.items() if name not in ("help", "confirm", "string", "name")
            ]
            if node.tag == "field" and node.get("name") in (
                "domain",
                "domain_force",
                "context",
                "code",
                "filter_domain",
            ):
                written.append(node.text or "")
            for text in written:
                assert not OWN_TODAY_IN_XML.search(text), f"{relative}: {text}"
                assert node.tag in LOOKING or not re.search(r"['\"]today\b", text), f"{relative}: {text}"


@pytest.mark.parametrize("addon", ADDONS)
def test_no_script_asks_for_today_by_itself(addon):
    for path in files(addon, ".js"):
        found = re.search(r"\btoday\(\)|new Date\(\)|Date\.now\(|toISODate\(", path.read_text(encoding="utf-8"))
        assert not found, f"{path.relative_to(ROOT)}: {found.group()}"
