"""serve the suite with demo data on this machine; Ctrl-C stops it, the data stay"""

import signal

from .. import ports
from ..console import say
from ..databases import Live
from ..files import closed_folder
from ..postgres import Postgres
from ..prepare import prepare
from ..processes import stop
from ..runlock import lock

BUSY = "another ./otop (process {pid}) is serving from this folder: stop it first, or give OTOP_HOME another folder"

LOGINS = (
    ("manager", "approves agreements and settlements"),
    ("clerk", "registers producers, takes goods in, prepares settlements"),
    ("cashier", "sells at the till"),
    ("finance", "pays the producers"),
    ("auditor", "reads everything, changes nothing"),
    ("cdd", "the district's Community Development office: register and reports"),
)


def options(parser):
    parser.add_argument("--port", type=int, default=8069, help="where to serve (8069)")
    parser.add_argument("--no-demo", action="store_true", help="make a new database without demo data")


def command(places, options):
    closed_folder(places.home)
    with lock(places.home / "run/.lock", busy=BUSY):
        ports.refuse_taken(options.port)
        prepare(places, browser_needed=False)
        say("PostgreSQL …")
        with Postgres(places, "run") as postgres:
            live = Live(places, postgres, "up", http_port=options.port)
            odoo = live.ensure(demo=not options.no_demo)
            live.set_report_url(options.port)
            serve(odoo, options.port)
    return 0


def serve(odoo, port):
    ports.refuse_taken(port)
    say("Odoo …")
    address = f"http://127.0.0.1:{port}"
    log = odoo.postgres.home / "odoo.log"
    with open(log, "a") as output:
        server = odoo.start(stdout=output, stderr=output)
        try:
            ports.wait_until_answers(f"{address}/web/health", server)
            say(f"ready (Odoo's log is in {log}; Ctrl-C stops it)")
            print(welcome(address, has_login(odoo, "manager")), flush=True)
            server.wait()
        finally:
            say("stopping …")
            stop(server, signal.SIGTERM)


def has_login(odoo, login):
    return bool(odoo.postgres.sql(f"SELECT 1 FROM res_users WHERE login = '{login}' AND active", odoo.database))


def welcome(address, demo):
    lines = [
        "",
        f"  Office   {address}/odoo",
        f"  Till     {address}/pos/ui",
        "",
        "  Log in as        password",
        "  admin            admin          sets the system up",
    ]
    if demo:
        lines += [f"  {login:<16} {login:<14} {what}" for login, what in LOGINS]
    return "\n".join([*lines, ""])
