"""keep or bring back the database of ./otop up: dump FILE.zip, load FILE.zip, drop

A dump holds the database and its files. To load or drop one, stop `./otop up` first.
"""

import pathlib

from ..console import Failure, say
from ..databases import WORK, Live
from ..processes import run
from ..serving import serving


def options(parser):
    parser.add_argument("action", choices=("dump", "load", "drop"))
    parser.add_argument("file", nargs="?", type=pathlib.Path)


def command(places, options):
    if (options.file is None) != (options.action == "drop"):
        raise Failure("write: ./otop db dump FILE.zip, ./otop db load FILE.zip, or ./otop db drop")
    with serving(places, alone=options.action != "dump") as postgres:
        live = Live(places, postgres, "db")
        if options.action == "drop":
            live.forget()
            say("dropped: the next ./otop up makes a new one")
            return 0
        file = options.file.absolute()
        odoo = live.odoo()
        if options.action == "dump":
            if not postgres.has(live.name):
                raise Failure("there is no database yet: ./otop up makes one")
            run(places.python, "-m", "odoo", "db", "-c", odoo.file, "dump", live.name, file, env=odoo.environment)
            say(f"written: {file}")
            return 0
        # under a working name first: a bad file must not cost the old database
        postgres.drop(WORK)
        run(places.python, "-m", "odoo", "db", "-c", odoo.file, "load", WORK, file, env=odoo.environment)
        postgres.rename(WORK, live.name)
        live.forget_version()
        say("loaded: ./otop up serves it")
        return 0
