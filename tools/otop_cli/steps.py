"""A step of the set-up is done once for each key; one that was cut off is done again from the start."""

import contextlib

from .console import say


@contextlib.contextmanager
def step(home, name, key, target):
    """Yields whether there is something to do; the stamp is written only after the body has ended well."""
    stamp = home / f".{name}.done"
    if target.exists() and stamp.exists() and stamp.read_text() == key:
        yield False
        return
    say(f"{name}: setting up …")
    stamp.unlink(missing_ok=True)
    yield True
    stamp.write_text(key)
