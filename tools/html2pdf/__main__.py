"""`python -m html2pdf [options] BODY… OUTPUT`"""

import os
import signal
import sys

from chromium import BrowserError

from .options import parse

VERSION = "wkhtmltopdf 0.12.6 (with patched qt)"  # Odoo reads this line to know what the program can do
YIELDS = 10  # whoever sells goes before whoever prints
FAILED = 2  # Odoo takes 1 for a warning and goes on with whatever file there is


def stop(number, _frame):
    """Ended from outside: the browser and its folder go too."""
    raise SystemExit(128 + number)


def too_late(_number, _frame):
    raise BrowserError("the PDF was not ready in time")


def main(arguments):
    options = parse(arguments)
    if options.version:
        print(VERSION)
        return 0
    os.nice(max(0, YIELDS - os.nice(0)))
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    # the browser has its own limit for each document; this one holds whatever else should hang
    signal.signal(signal.SIGALRM, too_late)
    signal.alarm(int(options.seconds * (len(options.bodies) + 3)) + 1)
    from .printing import print_all  # needs PyPDF2, which the question for the version must not wait for

    try:
        writer = print_all(options)
        with open(options.output, "wb") as file:
            writer.write(file)
    except Exception as error:
        print(error if isinstance(error, BrowserError) else f"{type(error).__name__}: {error}", file=sys.stderr)
        return FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
