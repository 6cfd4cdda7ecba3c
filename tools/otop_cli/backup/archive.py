"""Writing a dump: a zip as Odoo's own (manifest.json, dump.sql, filestore/), with an inventory in its manifest.

It is made under another name beside its place and renamed when it is whole, so a file with its name is never half."""

import datetime
import hashlib
import json
import os
import pathlib
import subprocess
import tempfile
import zipfile

from ..console import Failure
from ..processes import start, stop
from . import inventory
from .session import Session

BLOCK = 1 << 20
STORED = "SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL"
MODULES = "SELECT name, latest_version FROM ir_module_module WHERE state = 'installed'"
MANIFEST, SQL, FILES = "manifest.json", "dump.sql", "filestore/"


def dump(server, database, target, **more):
    """Writes the database as of now, also beside a serving Odoo, and returns the manifest. `more` goes into it."""
    target = pathlib.Path(target)
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    part = pathlib.Path(name)  # mkstemp: for this user alone
    try:
        with os.fdopen(number, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                manifest = _fill(server, database, archive, more)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return manifest


def _fill(server, database, archive, more):
    with Session(server, database) as session:
        found = inventory.take(session)
        stored = session.rows(STORED)
        modules = dict(line.split("|", 1) for line in session.rows(MODULES))
        version = session.rows("SHOW server_version_num")[0]
        digest = _sql(server, database, archive, session.snapshot())
    files = server.filestore(database)
    lost = [name for name in stored if not (files / name).is_file()]
    for name in sorted(set(stored) - set(lost)):
        archive.write(files / name, FILES + name)
    manifest = {
        "odoo_dump": "1",
        "db_name": database,
        "major_version": ".".join(modules.get("base", "").split(".")[:2]),
        "pg_version": f"{int(version) // 10000}.{int(version) % 10000}",
        "modules": modules,
        "otop": {
            "format": 1,
            "made": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
            "sql_sha256": digest,
            "inventory": found,
            "files": len(stored) - len(lost),
            # files that the database names and that were gone before this dump
            "lost_files": sorted(lost),
            **more,
        },
    }
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def _sql(server, database, archive, snapshot):
    """Lets pg_dump write straight into the archive; returns the sum of what it wrote."""
    digest = hashlib.sha256()
    process = start(
        server.programs / "pg_dump",
        "--no-owner",
        f"--snapshot={snapshot}",
        database,
        env={**os.environ, **server.environment},
        stdout=subprocess.PIPE,
    )
    try:
        with archive.open(SQL, "w", force_zip64=True) as member:
            while block := process.stdout.read(BLOCK):
                digest.update(block)
                member.write(block)
        if process.wait():
            raise Failure(f"pg_dump failed ({process.returncode}): nothing was written")
    finally:
        stop(process)
        process.stdout.close()
    return digest.hexdigest()
