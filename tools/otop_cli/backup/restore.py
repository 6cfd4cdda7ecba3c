"""Restoring a dump under a working name: in one transaction, and held against its inventory."""

import os
import subprocess

from ..console import Failure
from ..processes import start, stop
from . import inventory
from .archive import STORED
from .session import Session
from .source import BROKEN

SHOWN = 5
INSTALLED = "SELECT 1 FROM ir_module_module WHERE name = 'otop_centre' AND state IN ('installed', 'to upgrade')"
HAS_MODULES = "SELECT to_regclass('public.ir_module_module') IS NOT NULL"


def restore(server, source, work):
    """Makes the database `work` from a dump; returns its inventory. If anything is amiss, nothing is left of it."""
    server.drop(work)
    try:
        server.create(work)
        server.filestore(work).mkdir(mode=0o700, parents=True)
        if source.custom:
            server.client(
                "pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", "-d", work, source.path
            )
        else:
            _psql(server, source, work)
        source.unpack(server.filestore(work))
        return _compare(server, source, work)
    except BROKEN as error:
        server.drop(work)
        raise Failure(f"{source.path} is damaged: {error}") from None
    except BaseException:
        server.drop(work)
        raise


def _psql(server, source, work):
    process = start(
        server.programs / "psql",
        "-Xq",
        "-v",
        "ON_ERROR_STOP=1",
        "--single-transaction",
        "-d",
        work,
        env={**os.environ, **server.environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        try:
            for block in source.blocks():
                process.stdin.write(block)
            process.stdin.close()
        except BrokenPipeError:
            pass  # psql has given up: what it said follows
        said = process.stderr.read().decode(errors="replace").strip()
        if process.wait():
            # the first line only: the next ones may show what stands in a row
            raise Failure(f"{source.path} could not be restored: {said.splitlines()[0] if said else 'psql failed'}")
    finally:
        stop(process)
        process.stderr.close()


def _compare(server, source, work):
    with Session(server, work) as session:
        if session.rows(HAS_MODULES) != ["t"]:
            raise Failure(f"{source.path} is a dump of another program's database, not of Odoo")
        if not session.rows(INSTALLED):
            raise Failure(f"{source.path} is a dump of an Odoo without the OTOP centre")
        found = inventory.take(session)
        lacking = [name for name in session.rows(STORED) if not (server.filestore(work) / name).is_file()]
    wrong = inventory.differences(source.ours["inventory"], found) if source.ours else []
    if source.ours:
        gone = set(source.ours["lost_files"])
        wrong += [f"the file {name} is missing" for name in lacking if name not in gone]
    if wrong:
        more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        raise Failure(f"{source.path} did not come back whole: {'; '.join(wrong[:SHOWN])}{more}")
    found["files"], found["lacking_files"] = len(source.files()), len(lacking)
    return found
