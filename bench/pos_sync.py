"""A till's order sync with our add-ons against the same orders on Odoo without them.

Two databases with the same modules and the same goods, ours installed in the second, get tickets of one and of five
lines in turn: each a call of `sync_from_ui`, followed by a commit, as from a till. Beside the clock, the processor's
time and the queries are told: they do not depend on what else the machine does.

OTOP_BENCH_ORDERS: tickets of each size.
"""

import os
import statistics

from shared.clock import Clock
from shared.till import Till

ORDERS = int(os.environ.get("OTOP_BENCH_ORDERS", 300))
WARM_UP = 20  # tickets before the clock runs
GOAL = 1.10


def main(ours):
    clock = Clock()
    tills = [Till(os.environ["OTOP_BENCH_PLAIN"]), Till(ours)]
    for size in (1, 5):
        samples = [[], []]
        for number in range(WARM_UP + ORDERS):
            # each in turn, and each as often first as second
            for place in (0, 1) if number % 2 else (1, 0):
                sample = tills[place].send(number, size)
                if number >= WARM_UP:
                    samples[place].append(sample)
        (plain, plain_busy, plain_asked), (ours, ours_busy, ours_asked) = (
            [statistics.median(column) for column in zip(*rows, strict=True)] for rows in samples
        )
        name = f"sync of a ticket of {size} line{'s' if size > 1 else ''}"
        queries = f"{ours_asked:.0f} queries against {plain_asked:.0f}"
        clock.ratio(name, ours / 1000, plain / 1000, GOAL, queries)
        clock.ratio(f"{name}, processor", ours_busy / 1000, plain_busy / 1000, GOAL)
    for till in tills:
        till.session.env.cr.close()
    clock.end()


main(env.cr.dbname)  # noqa: F821  (the shell's own name)
