"""The integrity check of a centre with a million entries, and whether its cost grows with them and no faster.

Two ledgers, the second ten times the first, with tickets, payments, stock moves, closing entries, settlements and
bills. Every rule is asked as the window does. The yardstick of a slow machine: one pass over the ledger that adds up
its sums.

OTOP_BENCH_ENTRIES: of the larger ledger.
"""

import os
import time

from shared.clock import Clock
from shared.ledger_of import ledger_of

ENTRIES = int(os.environ.get("OTOP_BENCH_ENTRIES", 1_000_000))
GOAL = 3.0  # seconds for a million
LINEAR = 12  # times as long for ten times as much


def rounds(env, ledger, count=3):
    """Seconds of PostgreSQL for each rule, the best of some rounds: what other work on the machine adds is not the rule's."""
    best = {}
    check = env["otop.integrity.check"]
    for _round in range(count):
        for rule in check._rules():
            start, busy = time.perf_counter(), time.process_time()
            [(_title, figure, findings)] = check._findings(ledger.company, [rule.code]).values()
            seconds = time.perf_counter() - start - (time.process_time() - busy)
            assert not findings, f"{rule.code}: {findings[:3]}"
            best[rule.code] = min((seconds, figure), best.get(rule.code, (seconds, figure)))
    return best


def main(env):
    clock = Clock()
    start = time.perf_counter()
    ledger = ledger_of(env, ENTRIES, max(ENTRIES // 1000, 10), 1000, settled=0.92, documents=True)
    print(f"{ledger.entries:,} entries made in {time.perf_counter() - start:.0f} s", flush=True)
    best = rounds(env, ledger)
    for code, (seconds, figure) in best.items():
        print(f"  {code:13} {seconds * 1000:7.0f} ms  {figure}", flush=True)
    clock.at_most(f"integrity check of {ledger.entries:,} entries", sum(s for s, _f in best.values()), GOAL, "s of SQL")
    clock.end()


main(env)  # noqa: F821  (the shell's own name)
