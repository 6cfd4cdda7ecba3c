"""serve the suite with demo data on this machine; Ctrl-C stops it, the data stay

A server that ends by itself is started again, and so is PostgreSQL.
"""

import contextlib

from .. import ports
from ..console import Failure, say
from ..databases import Live
from ..door import Door
from ..files import appended, closed_folder
from ..postgres import Postgres
from ..prepare import prepare
from ..processes import put_away
from ..runlock import lock
from ..supervisor import Supervisor

CONFIGURATION = f"{Live.name}.up.conf"  # on the command line of the Odoo that serves
BUSY = "another ./otop (process {pid}) is serving from this folder: stop it first, or give OTOP_HOME another folder"

TOO_FEW = "with workers there must be two at least: one prints, and the other one sells meanwhile"
WORKERS = (
    "{workers} workers (port {http_port}), long-lived connections apart (port {gevent_port}); "
    "port {port} stands before both, as the proxy does in production"
)
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
    parser.add_argument(
        "--workers", type=int, default=0, metavar="N", help="as production does: N processes for pages, one for jobs"
    )


def command(places, options):
    if options.workers == 1 or options.workers < 0:
        raise Failure(TOO_FEW)
    closed_folder(places.home)
    with lock(places.home / places.run / ".lock", busy=BUSY):
        put_away_predecessor(places)
        served = server_options(options.port, options.workers)
        taken = {options.port, served["http_port"], served.get("gevent_port", options.port)}
        for port in sorted(taken):
            ports.refuse_taken(port)
        prepare(places, browser_needed=False)
        say("PostgreSQL …")
        with Postgres(places, places.run) as postgres, contextlib.ExitStack() as stack:
            live = Live(places, postgres, "up", **served)
            odoo = live.ensure(demo=not options.no_demo)
            live.set_report_url(served["http_port"])
            ports.refuse_taken(options.port)
            if options.workers:
                stack.enter_context(Door(options.port, served["http_port"], served["gevent_port"], options.workers))
                say(WORKERS.format(**served, port=options.port))
            serve(odoo, options.port)
    return 0


def put_away_predecessor(places):
    """The Odoo of a launcher that was killed is still finishing its requests, and holds the ports."""
    home = places.home / places.run
    with contextlib.suppress(FileNotFoundError):
        for line in (home / "odoo.starts").read_text().splitlines():
            put_away(int(line), home / CONFIGURATION)


def server_options(port, workers):
    """Of Odoo's configuration. With workers, their ports lie behind ours, since a browser must find all of it at one."""
    if not workers:
        return {"http_port": port}
    return {"http_port": port + 1, "gevent_port": port + 3, "workers": workers, "max_cron_threads": 1}


def serve(odoo, port):
    address = f"http://127.0.0.1:{port}"
    log, starts = odoo.postgres.home / "odoo.log", odoo.postgres.home / "odoo.starts"

    def start_server():
        with appended(log) as output:
            return odoo.start(stdout=output, stderr=output, extra={"OTOP_STARTS": str(starts)})

    def ready():
        say(f"ready (Odoo's log is in {log}; Ctrl-C stops it)")
        print(welcome(address, has_login(odoo, "manager")), flush=True)

    say("Odoo …")
    Supervisor(odoo.postgres, start_server, address, log, starts).run(ready)


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
