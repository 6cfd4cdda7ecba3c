"""run the tests: Python, RPC, browser tours, architecture; takes pytest's arguments

./otop test                                     all of them
./otop test otop_centre                         one add-on
./otop test otop_centre/tests/test_a.py::TestA::test_b
./otop test -k settlement
./otop test --fresh                             with new test databases
"""

import os
import signal
import subprocess

from ..console import say
from ..databases import TestTemplates
from ..postgres import THROW_AWAY, Postgres
from ..prepare import prepare
from ..processes import start, stop
from ..runlock import lock

TAKES_REST = True
PLAIN = (
    "tests/architecture",
    "tests/cli",
    "tests/docs",
    "tests/mutants",
)  # need no Odoo, so they need not wait for its database
WAIT = "other tests (process {pid}) are running in this folder: waiting for them …"


def options(parser):
    parser.add_argument("--fresh", action="store_true", help="build the test databases anew")
    parser.add_argument("-h", "--help", action="store_true", help="show this and pytest's own help")


def only_plain(places, arguments):
    """Whether the arguments name tests, and only such as need no Odoo."""
    named = [part.split("::")[0] for part in arguments if not part.startswith("-")]
    paths = [part for part in named if (places.repo / part).exists()]
    return bool(paths) and all(path.rstrip("/").startswith(PLAIN) for path in paths)


def command(places, options):
    if options.help:
        print(__doc__)
        options.rest.append("--help")
    prepare(places)
    if only_plain(places, options.rest):
        return pytest(places, ["-p", "no:odoo", *options.rest], os.environ)
    with lock(places.home / "test/.lock", wait=WAIT), Postgres(places, "test", **THROW_AWAY) as postgres:
        templates = TestTemplates(places, postgres)
        if options.fresh:
            templates.forget("base_", "full_")
        odoo = templates.ensure()
        say("tests …")
        return pytest(places, ["--odoo-http", "--odoo-log-level=warn", *options.rest], odoo.environment)


def pytest(places, arguments, environment):
    """Interrupted like pytest in a terminal: it closes its browser and still tells what it has seen."""
    process = start(
        places.python,
        "-m",
        "pytest",
        *arguments,
        cwd=places.repo,
        env=environment,
        stdin=subprocess.DEVNULL,
        death_signal=signal.SIGINT,
    )
    try:
        return process.wait()
    finally:
        stop(process, signal.SIGINT)
