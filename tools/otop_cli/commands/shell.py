"""a Python prompt inside Odoo, on the database of ./otop up"""

import sys

from ..console import say
from ..databases import Live
from ..processes import stop
from ..serving import serving

TAKES_REST = True


def options(_parser):
    pass


def command(places, options):
    with serving(places) as postgres:
        odoo = Live(places, postgres, "shell").odoo()
        say("`env` is there; env.cr.commit() keeps what you change")
        process = odoo.start(
            "--no-http",
            "--max-cron-threads=0",
            "--log-level=warn",
            *options.rest,
            command=("shell",),
            stdin=sys.stdin,
            own_session=False,
        )
        try:
            return process.wait()
        finally:
            stop(process)
