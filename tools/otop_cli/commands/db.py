"""keep or bring back the database of ./otop up: dump FILE.zip, load FILE, drop

./otop db dump FILE.zip          database and files, also while ./otop up is running
./otop db load FILE [--yes]      in the place of the present one, once it has come back whole and passed the checks
./otop db drop [--yes]

Load and drop need ./otop up to be stopped, and ask before they replace anything.
"""

import pathlib
import sys

from ..backup import archive, inventory, swap
from ..backup.restore import restore
from ..backup.source import Source
from ..console import Failure, say
from ..databases import Live
from ..serving import serving

USAGE = "write: ./otop db dump FILE.zip, ./otop db load FILE.zip, or ./otop db drop"


def options(parser):
    parser.add_argument("action", choices=("dump", "load", "drop"))
    parser.add_argument("file", nargs="?", type=pathlib.Path)
    parser.add_argument("--yes", action="store_true", help="replace or drop without asking")
    parser.add_argument(
        "--with-differences", action="store_true", help="load also what the integrity check finds differences in"
    )


def command(places, options):
    if (options.file is None) != (options.action == "drop"):
        raise Failure(USAGE)
    with serving(places, alone=options.action != "dump") as postgres:
        live = Live(places, postgres, "db")
        if options.action != "dump":
            swap.finish(postgres, live.name)
        return {"dump": dump, "load": load, "drop": drop}[options.action](live, options)


def confirmed(question, yes):
    if yes:
        return
    if not sys.stdin.isatty():
        raise Failure(f"{question} Nothing was done: say --yes if that is meant")
    if input(f"{question} [y/N] ").strip().lower() not in ("y", "yes"):
        raise Failure("nothing was done")


def dump(live, options):
    if not live.postgres.has(live.name):
        raise Failure("there is no database yet: ./otop up makes one")
    file = options.file.absolute()
    if not file.parent.is_dir():
        raise Failure(f"there is no folder {file.parent}")
    if file.is_dir():
        raise Failure(f"{file} is a folder: name a file in it")
    try:
        manifest = archive.dump(live.postgres, live.name, file, stamp=live.keys())
    except OSError as error:
        raise Failure(f"{file} cannot be written: {error.strerror or error}") from None
    ours = manifest["otop"]
    say(f"written: {file}, {inventory.told(ours['inventory'])}, {ours['files']:,} files")
    return 0


def load(live, options):
    keys = live.keys()
    with Source.checked(options.file.absolute()) as source:
        if live.postgres.has(live.name):
            now = "It replaces the present database, which is then gone for good."
            confirmed(f"{options.file} is about to be loaded. {now}", options.yes)
        say("restoring beside the present database …")
        found = restore(live.postgres, source, swap.LOADING)
        say(f"came back: {inventory.told(found)}, {found['files']:,} files")
        if not source.ours:
            say("the dump has no list of its contents: that its text is complete is all that could be compared")
        if found["lacking_files"]:
            say(f"{found['lacking_files']:,} files that the database names are not in the dump")
        try:
            live.examine(swap.LOADING, source.ours.get("stamp"), options.with_differences)
        except BaseException:
            live.postgres.drop(swap.LOADING)
            raise
    live.forget_version()
    swap.begin(live.postgres, live.name)
    live.put_stamp(keys)
    say("loaded: ./otop up serves it")
    return 0


def drop(live, options):
    if live.postgres.has(live.name):
        confirmed("The database of ./otop up and its files are about to be dropped for good.", options.yes)
    live.forget()
    say("dropped: the next ./otop up makes a new one")
    return 0
