"""kill launcher, Odoo, workers and PostgreSQL at random points, and see that nothing is lost and all of it comes back

./otop campaign                      200 times (hours); the figures and the seed are printed
./otop campaign --times 20 --seed 7  the same points again
./otop campaign --only print         one kind of moment: load, print, restore, first

It works in .odoo/campaign/ on a demo month of its own, never on the data of ./otop up. After each kill it is asked:
does it serve again by itself within 15 s (a killed launcher: at its next start), is each ticket that the till was told
is there, there once, with one entry in the ledger, and does the centre's integrity check find nothing?
"""

import random
import time

from ..campaign.launched import RUN, Launched
from ..campaign.shop import Shop
from ..console import Failure, say
from ..postgres import Postgres
from ..prepare import prepare
from ..runlock import lock

BUSY = "a campaign runs already (process {pid})"
WITHIN = 15  # seconds until it serves again
TARGETS = ("launcher", "Odoo", "worker", "PostgreSQL", "backend")
# how often of a hundred
MOMENTS = {"load": 55, "print": 28, "restore": 15, "first": 2}
LONGEST = {"load": 8.0, "print": 6.0, "restore": 25.0, "first": 120.0}  # seconds until the kill
ROW = "{:>4}  {:<8} {:<11} {:>6}  {:>6}  {}"


def options(parser):
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, help="of the random points; one is chosen and printed without it")
    parser.add_argument("--only", choices=MOMENTS, help="only this kind of moment")
    parser.add_argument("--port", type=int, default=8269)
    parser.add_argument("--workers", type=int, default=2)


def command(places, options):
    prepare(places, browser_needed=False)
    with lock(places.home / RUN / ".campaign", busy=BUSY):
        campaign = Campaign(places, options)
        try:
            return campaign.run()
        finally:
            campaign.launched.stop()


class Campaign:
    def __init__(self, places, options):
        self.options = options
        self.seed = random.randrange(10**6) if options.seed is None else options.seed
        self.random = random.Random(self.seed)
        self.launched = Launched(places, options.port, options.workers)
        self.server = Postgres(places, RUN)
        self.shop, self.rows = None, []

    def run(self):
        say(f"seed {self.seed}; what the launcher says is in {self.launched.screen}")
        self._make_start()
        print(ROW.format("no.", "moment", "killed", "after", "serves", "what was wrong"), flush=True)
        for number in range(1, self.options.times + 1):
            moment = self.options.only or self.random.choices(*zip(*MOMENTS.items(), strict=True))[0]
            target = self.random.choice(TARGETS if moment in ("load", "print") else ("launcher", "PostgreSQL"))
            after = self.random.uniform(0.2, LONGEST[moment])
            self.rows.append(self._one(number, moment, target, after))
        return self._tell()

    def _make_start(self):
        """The demo month that every restore goes back to, made once."""
        start = self.launched.home / "start.zip"
        if start.exists():
            self.launched.finish("db", "load", start, "--yes")
        self._serve()
        if not start.exists():
            self.launched.finish("db", "dump", start)

    def _serve(self):
        self.launched.start()
        seconds = self.launched.wait()
        self.shop = self.shop or Shop(self.launched.address, lambda text: self.server.sql(text, "otop"))
        return seconds

    def _one(self, number, moment, target, after):
        try:
            seconds = getattr(self, f"_{moment}")(target, after)
            problems = [] if seconds <= WITHIN or moment == "first" else [f"it served again after {seconds:.0f} s"]
            self.shop.send_again()
            problems += self.shop.problems()
        except Failure as failure:
            seconds, problems = float("inf"), [str(failure)]
            self.launched.stop()
            self._serve()
        print(
            ROW.format(number, moment, target, f"{after:.1f} s", f"{seconds:.1f} s", "; ".join(problems)[:300]),
            flush=True,
        )
        return moment, target, seconds, problems

    # ------------------------------------------------------------------ moments

    def _load(self, target, after):
        return self._disturb(target, after, self.shop.sell(0), self.shop.sell(1), self.shop.settle)

    def _print(self, target, after):
        return self._disturb(target, after, self.shop.sell(0), self.shop.print_papers, self.shop.print_papers)

    def _disturb(self, target, after, *work):
        self.shop.begin(*work)
        try:
            time.sleep(after)
            self.launched.kill(target, self.random)
            # what was killed answers for a moment still
            time.sleep(0.5)
            if target == "launcher":
                self.launched.start()
            seconds = 0.5 + self.launched.wait(120)
            time.sleep(1)
        finally:
            self.shop.end()
        return seconds

    def _restore(self, target, after):
        """Of a dump made just before, so that whichever of the two databases stands afterwards has all of it."""
        dump = self.launched.home / "now.zip"
        self.launched.finish("db", "dump", dump)
        self.launched.stop()
        loading = self.launched.command("db", "load", dump, "--yes")
        self.launched.process, ended = loading, time.monotonic() + after
        while time.monotonic() < ended and loading.poll() is None:
            time.sleep(0.05)
        if loading.poll() is None:
            self.launched.kill(target, self.random)
        loading.wait()
        return self._serve()

    def _first(self, target, after):
        """A first start cut off begins again; it takes its minutes, and then the shop opens with the demo month."""
        self.launched.stop()
        self.launched.finish("db", "drop", "--yes")
        self.launched.start()
        time.sleep(after)
        self.launched.kill(target, self.random)
        self.launched.stop()
        self.shop = None
        return self._serve()

    # ------------------------------------------------------------------ the end

    def _tell(self):
        wrong = [row for row in self.rows if row[3]]
        for moment in MOMENTS:
            rows = [row for row in self.rows if row[0] == moment]
            if rows:
                slowest = max(row[2] for row in rows)
                bad = sum(bool(row[3]) for row in rows)
                say(f"{moment}: {len(rows)} times, serving again after {slowest:.1f} s at most, {bad} wrong")
        say(f"{len(self.rows)} kills, {len(wrong)} with something wrong; seed {self.seed}")
        return int(bool(wrong))
