"""The commands and their options."""

import argparse
import signal
import sys

from .commands import bench, campaign, db, i18n, lint, lock, mutants, odoo_tests, setup, shell, test, up
from .console import Failure
from .places import Places

COMMANDS = {
    "up": up,
    "test": test,
    "odoo-tests": odoo_tests,
    "lint": lint,
    "shell": shell,
    "db": db,
    "i18n": i18n,
    "mutants": mutants,
    "bench": bench,
    "campaign": campaign,
    "setup": setup,
    "lock": lock,
}


class Stopped(BaseException):
    """SIGTERM or SIGHUP: ends the launcher like Ctrl-C does, through every `finally`."""


def _stop(signum, _frame):
    raise Stopped(signum)


def parser():
    top = argparse.ArgumentParser(
        prog="./otop",
        description="The OTOP centre suite on Odoo 19: all that it needs is set up in .odoo/ (or $OTOP_HOME), once.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        summary = module.__doc__.splitlines()[0]
        sub = commands.add_parser(
            name,
            help=summary,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=not getattr(module, "TAKES_REST", False),
        )
        module.options(sub)
    return top


def main(arguments=None):
    options, rest = parser().parse_known_args(arguments)
    module = COMMANDS[options.command]
    if rest and not getattr(module, "TAKES_REST", False):
        parser().error(f"unknown: {' '.join(rest)}")
    options.rest = rest
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, _stop)
    try:
        return module.command(Places.from_environment(), options)
    except Failure as failure:
        print(f"otop: {failure}", file=sys.stderr)
        return 1
    except Stopped as stopped:
        return 128 + stopped.args[0]
    except KeyboardInterrupt:
        return 130
