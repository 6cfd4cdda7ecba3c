"""measure the suite against bare SQL and bare Odoo, as ratios with goals

./otop bench                     all of them, one after the other
./otop bench settle account      these: see bench/README.md

Each works on a database of its own, which is dropped. The exit code says whether every goal was met.
"""

from uuid import uuid4

from ..console import Failure, say
from ..databases import TestTemplates
from ..postgres import THROW_AWAY, Postgres
from ..prepare import prepare
from ..processes import stop
from ..runlock import lock

WAIT = "tests (process {pid}) are running in this folder: waiting for them …"
PLAIN = "OTOP_BENCH_PLAIN"  # a bench that names it gets a second database, without our add-ons


def options(parser):
    parser.add_argument("names", nargs="*", help="files of bench/, without .py")


def command(places, options):
    folder = places.repo / "bench"
    known = {file.stem: file for file in sorted(folder.glob("*.py")) if not file.stem.startswith("_")}
    if unknown := [name for name in options.names if name not in known]:
        raise Failure(f"no bench {', '.join(unknown)}: there are {', '.join(known)}")
    prepare(places, browser_needed=False)
    missed = []
    with lock(places.home / "test/.lock", wait=WAIT), Postgres(places, "test", **THROW_AWAY) as postgres:
        templates = TestTemplates(places, postgres)
        templates.ensure()
        for name in options.names or known:
            say(f"{name} …")
            if _run(templates, postgres, known[name]):
                missed.append(name)
    if missed:
        say(f"missed: {', '.join(missed)}")
    return bool(missed)


def _run(templates, postgres, file):
    database, plain = f"bench_{uuid4().hex[:8]}", f"bench_{uuid4().hex[:8]}"
    extra = {"PYTHONPATH": str(file.parent)}
    try:
        postgres.copy(templates.full, database)
        if PLAIN in file.read_text(encoding="utf-8"):
            postgres.copy(templates.base, plain)
            extra[PLAIN] = plain
        odoo = templates.odoo(database)
        with open(file, encoding="utf-8") as script:
            process = odoo.start(
                "--no-http",
                "--max-cron-threads=0",
                "--log-level=error",
                command=("shell",),
                stdin=script,
                extra=extra,
            )
            try:
                return process.wait()
            finally:
                stop(process)
    finally:
        for name in (database, plain):
            if postgres.has(name):
                postgres.drop(name)
