"""What the launcher says, and how it gives up."""

import sys
import time

_started = time.monotonic()


class Failure(Exception):
    """Something the user must know and can act on: shown as one sentence, without a traceback."""


def say(text):
    print(f"[otop {time.monotonic() - _started:5.0f}s] {text}", file=sys.stderr, flush=True)


def progress(text):
    """Overwrites itself on a terminal; in a log file it would only be noise."""
    if sys.stderr.isatty():
        print(f"\r\033[K              {text}", end="", file=sys.stderr, flush=True)


def progress_done():
    progress("")
    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr, flush=True)
