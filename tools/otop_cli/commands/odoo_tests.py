"""run Odoo's own tests without our add-ons and with them, and print the difference

./otop odoo-tests                                       the till, its discounts, stock accounts, Thailand (hours)
./otop odoo-tests /point_of_sale                        one of Odoo's add-ons
./otop odoo-tests .test_lot,.test_lot_refund            some tests, by Odoo's --test-tags
./otop odoo-tests --once-more …                         only with our add-ons: the first half is known

Goods that are not on consignment behave as in Odoo: this is how we know. Beside a test that a rule of the centre
forbids on purpose there is no difference. The logs stay in .odoo/suites/.
"""

import contextlib
import subprocess

from .. import suites
from ..console import Failure, say
from ..databases import TestTemplates
from ..postgres import THROW_AWAY, Postgres
from ..prepare import prepare
from ..processes import stop
from ..runlock import lock

TAGS = "/point_of_sale,/pos_discount,/stock_account,/l10n_th"
PORT = 8197
RUN = "suites"  # the copy that a run works on


def options(parser):
    parser.add_argument("tags", nargs="?", default=TAGS, help=f"Odoo's --test-tags; by default {TAGS}")
    parser.add_argument("--once-more", action="store_true", help="keep what is known of the run without our add-ons")
    parser.add_argument("--port", type=int, default=PORT, help="where the browser finds the tests' server")


def command(places, options):
    prepare(places)
    busy = "Odoo's tests run already (process {pid})"
    with lock(places.home / "suites/.lock", busy=busy), Postgres(places, "suites", **THROW_AWAY) as postgres:
        templates = TestTemplates(places, postgres)
        templates.ensure()
        outcomes = []
        for name, database in (("without", templates.base), ("with", templates.full)):
            log = postgres.home / f"{name}.log"
            if name == "with" or not options.once_more or not log.exists():
                say(f"Odoo's tests {name} our add-ons; the log is {log} …")
                run(postgres, templates, database, options, log)
            with log.open(errors="replace") as lines:
                outcomes.append(suites.read(lines))
    return tell(*outcomes)


def run(postgres, templates, database, options, log):
    postgres.copy(database, RUN)
    odoo = templates.odoo(RUN)
    arguments = ("--stop-after-init", "--workers=0", "--log-level=info", f"--http-port={options.port}")
    with log.open("w") as output:
        process = odoo.start("--test-tags", options.tags, *arguments, stdout=output, stderr=subprocess.STDOUT)
        try:
            process.wait()
        finally:
            with contextlib.suppress(ProcessLookupError):
                stop(process)
    postgres.drop(RUN)


def tell(without, with_us):
    if not without.run or not with_us.run:
        raise Failure("no test has run: see the logs")
    say(f"{len(without.run)} tests without our add-ons, {len(without.broken)} of them broken")
    say(f"{len(with_us.run)} tests with our add-ons, {len(with_us.broken)} of them broken")
    differences = suites.difference(without, with_us)
    for title, names in differences.items():
        for name in names:
            say(f"{title}: {name}")
    return 1 if differences["broken by our add-ons"] else 0
