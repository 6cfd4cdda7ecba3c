"""What Odoo says while it installs: progress to show, and warnings that nobody may overlook."""

import re
from dataclasses import dataclass

LINE = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (?P<level>[A-Z]+) (?P<database>\S+) (?P<logger>[\w.]+): (?P<text>.*)$"
)
LOADING = re.compile(r"Loading module (?P<name>\w+) \((?P<number>\d+)/(?P<total>\d+)\)")
BAD = ("WARNING", "ERROR", "CRITICAL")

# Warnings of Odoo's core and of OCA that are known and harmless. Each with its reason; none of them may be ours.
KNOWN = (
    # the embedded set-up may run as root, as containers do
    re.compile(r"Running as user 'root' is a security risk"),
)


@dataclass
class Record:
    level: str
    logger: str
    text: str  # with the lines of a traceback, if there are any

    def __str__(self):
        return f"{self.level} {self.logger}: {self.text}"


def records(lines):
    """Groups raw lines: what does not begin like a line of the log belongs to the record before it."""
    current = None
    for line in lines:
        match = LINE.match(line)
        if match:
            if current:
                yield current
            current = Record(match["level"], match["logger"], match["text"])
        elif current:
            current.text += "\n" + line.rstrip("\n")
    if current:
        yield current


def complaints(lines):
    """The warnings and errors that are not known."""
    return [
        record
        for record in records(lines)
        if record.level in BAD and not any(known.search(record.text) for known in KNOWN)
    ]


def loading(line):
    """(number, total, module) when the line tells that a module is being loaded."""
    match = LOADING.search(line)
    return (int(match["number"]), int(match["total"]), match["name"]) if match else None
