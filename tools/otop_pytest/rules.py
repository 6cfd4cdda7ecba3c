"""The rules themselves, without pytest and without Odoo."""

import re
import traceback

# What Odoo and pytest-odoo say when a test cannot run here. Each is a fault of the set-up, not a reason to be green.
MISSING_TOOL = re.compile(
    r"chrome|chromium|websocket-client|dev ?tools|--odoo-http|wkhtmltopdf|patched qt|node\b", re.IGNORECASE
)

OURS = re.compile(r"\botop_\w+|\botop\.[a-z]|/otop_centre\w*/")
# How Odoo tells that it refused a request: as expected as the refusal itself. Real faults there are errors.
REFUSALS = ("odoo.http",)
WARNING, ERROR = 30, 40


def lacks_a_tool(reason):
    return bool(MISSING_TOOL.search(reason))


def is_ours(record):
    """Whether a record of the log, a warning at least, comes from our add-ons or is about them."""
    if record.levelno < WARNING:
        return False
    if record.levelno < ERROR and record.name in REFUSALS:
        return False
    texts = [record.name, record.getMessage()]
    if record.exc_info and record.exc_info[0]:
        texts.append("".join(traceback.format_exception(*record.exc_info)))
    return any(OURS.search(text) for text in texts)


def closing_line(passed, failed, skipped):
    """The result in one plain line; only a run that skipped something speaks of it."""
    line = f"{passed} passed, {failed} failed"
    return f"{line}, {skipped} skipped" if skipped else line
