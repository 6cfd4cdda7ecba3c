"""Putting a restored database in the place of the old one, so that a kill at any point leaves one of the two whole.

A journal is written before the first step. Whoever comes next (`finish`) goes through the same steps again; each sees
for itself whether it is done."""

import datetime
import json
import re

from ..console import Failure, say
from ..files import written

LOADING = "otop_loading"  # what is not yet in its place; worth nothing without a journal
BEFORE = "otop_before_"
NAME = re.compile(r"[a-z0-9_]{1,60}")


def journal(server):
    return server.home / "swap.json"


def begin(server, name):
    """From here on the new database is the good one."""
    stamp = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%d_%H%M%S")
    written(journal(server), json.dumps({"name": name, "old": f"{BEFORE}{stamp}", "new": LOADING}))
    complete(server)


def steps(server, name, old, new):
    """In their order. The databases first: their names tell how far it is."""
    return [
        lambda: _rename(server, name, old) if server.has(new) else None,
        lambda: _rename(server, new, name),
        lambda: _move(server, name, old) if server.filestore(new).exists() else None,
        lambda: _move(server, new, name),
        lambda: server.drop(old),
    ]


def complete(server):
    try:
        names = json.loads(journal(server).read_text())
        if not all(NAME.fullmatch(names[key]) for key in ("name", "old", "new")):
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise Failure(f"{journal(server)} cannot be read: rename the databases by hand, then remove it") from None
    for step in steps(server, **names):
        step()
    journal(server).unlink()


def _rename(server, old, new):
    existing = server.names()
    if old in existing and new not in existing:
        server.rename_only(old, new)


def _move(server, old, new):
    if server.filestore(old).exists() and not server.filestore(new).exists():
        server.filestore(old).rename(server.filestore(new))


def finish(server, name):
    """What a killed `db load` left: an exchange that had begun is completed, a restore that had not passed is put
    away, and without either an old database that lost its name gets it back."""
    if journal(server).exists():
        say("an exchange of databases was cut off: finishing it …")
        complete(server)
    existing = server.names()
    if LOADING in existing or server.filestore(LOADING).exists():
        say("a dump was being loaded when it was cut off: putting away what had come")
        server.drop(LOADING)
    kept = sorted(other for other in existing if other.startswith(BEFORE))
    if kept and name not in existing:
        say(f"the database is missing: taking {kept[-1]} back")
        server.rename(kept[-1], name)
