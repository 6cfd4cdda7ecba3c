"""In the image: `python -m otop_cli.production backup|restore|finish`, the same code as `./otop db`.

A dump goes to the standard output or comes from the standard input, so that it lies with whoever asked for it. Both
keep it whole in the data folder first: a broken pipe costs nothing.
"""

import argparse
import os
import pathlib
import shutil
import signal
import sys
import tempfile

from .backup import archive, inventory, swap
from .cluster import Cluster
from .commands.db import load
from .console import Failure, say
from .databases import Live
from .main import _stop
from .places import Places

SWEPT = "dump-"  # names of what a killed backup or restore leaves


class Database(Cluster):
    """The service `db`, and the volume with Odoo's files."""

    def __init__(self, places, environ):
        environment = {
            "PGHOST": environ["OTOP_DB_HOST"],
            "PGPORT": environ.get("OTOP_DB_PORT", "5432"),
            "PGUSER": environ["OTOP_DB_USER"],
            "PGPASSWORD": environ["OTOP_DB_PASSWORD"],
        }
        super().__init__(environ["OTOP_DATA"], places.postgres_programs, environment)
        self.socket = environment["PGHOST"]


def live_database(environ=os.environ):
    places = Places.from_environment(environ)
    live = Live(places, Database(places, environ), "restore", db_user=environ["OTOP_DB_USER"])
    live.name = environ["OTOP_DB"]
    return live


def backup(live, output):
    """Beside the serving Odoo; as of one moment."""
    if not live.postgres.has(live.name):
        raise Failure("there is no database yet")
    with tempfile.TemporaryDirectory(prefix=SWEPT, dir=live.postgres.home) as folder:
        file = pathlib.Path(folder) / "centre.zip"
        manifest = archive.dump(live.postgres, live.name, file, stamp=live.keys())
        with open(file, "rb") as dump:
            shutil.copyfileobj(dump, output)
        output.flush()
    say(f"written: {inventory.told(manifest['otop']['inventory'])}, {manifest['otop']['files']:,} files")
    return 0


def restore(live, options, source):
    """Only while nothing serves: entrypoint.sh holds the lock."""
    if not options.yes and live.postgres.has(live.name):
        raise Failure("this replaces the present database for good: say --yes if that is meant")
    swap.finish(live.postgres, live.name)
    with tempfile.TemporaryDirectory(prefix=SWEPT, dir=live.postgres.home) as folder:
        options.file = pathlib.Path(folder) / "dump"
        with open(options.file, "wb") as dump:
            shutil.copyfileobj(source, dump)
        options.yes = True
        return load(live, options)


def parser():
    top = argparse.ArgumentParser(prog="otop")
    top.add_argument("action", choices=("backup", "restore", "finish"))
    top.add_argument("--yes", action="store_true", help="replace the present database")
    top.add_argument("--with-differences", action="store_true", help="also when the integrity check finds some")
    return top


def main(arguments=None):
    os.umask(0o077)
    options = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _stop)
    try:
        live = live_database()
        if options.action == "backup":
            return backup(live, sys.stdout.buffer)
        if options.action == "restore":
            return restore(live, options, sys.stdin.buffer)
        swap.finish(live.postgres, live.name)
        return 0
    except Failure as failure:
        print(f"otop: {failure}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
