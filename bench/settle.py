"""Settling all open entries against one SQL statement that groups and updates the same rows.

At 1,000 producers of 100 entries the entries weigh, at 5,000 of 20 what is done once a producer. Bills are no part
of it: it measures what settling does to the ledger. Each round is rolled back.
"""

import os

from shared.clock import Clock
from shared.ledger_of import ledger_of

ROUNDS = int(os.environ.get("OTOP_BENCH_ROUNDS", 3))
SIZES = ((1000, 100, 1.6), (5000, 20, 2.5))  # producers, entries of each, goal


def works(env, ledger, cut_off):
    import time

    producers = env["res.partner"].browse(ledger.producers)

    def undone(work):
        def timed():
            env.flush_all()
            env.cr.execute("SAVEPOINT bench")
            start = time.perf_counter()
            count = work()
            seconds = time.perf_counter() - start
            env.cr.execute("ROLLBACK TO SAVEPOINT bench")
            env.invalidate_all()
            assert count == ledger.entries, f"{work.__name__} touched {count} entries of {ledger.entries}"
            return seconds

        return timed

    def bare():
        env.cr.execute(
            """
            WITH total AS (
                SELECT producer_id, SUM(amount_payable) AS payable, MIN(id) AS settlement
                  FROM otop_ledger_entry WHERE settlement_id IS NULL AND producer_id = ANY(%s) AND date <= %s
              GROUP BY producer_id
            )
            UPDATE otop_ledger_entry entry SET settlement_id = total.settlement
              FROM total WHERE entry.producer_id = total.producer_id AND entry.settlement_id IS NULL
            """,
            [producers.ids, cut_off],
        )
        return env.cr.rowcount

    def settle():
        settlements = env["otop.settlement"]._generate(env.company, producers, cut_off, True, True)
        env.flush_all()
        return sum(settlements.mapped("entry_count"))

    return {"bare": undone(bare), "ours": undone(settle)}


def main(env):
    clock = Clock()
    for count, each, goal in SIZES:
        ledger = ledger_of(env, count * each, count, 30)
        cut_off = env["otop.ledger.entry"].search([("producer_id", "in", list(ledger.producers))], limit=1).date
        # one statement has no settlements to refer to
        env.cr.execute("ALTER TABLE otop_ledger_entry DROP CONSTRAINT IF EXISTS otop_ledger_entry_settlement_id_fkey")
        env.cr.commit()
        queries = env.cr.sql_log_count
        found = clock.in_turn(ROUNDS, **works(env, ledger, cut_off))
        queries = (env.cr.sql_log_count - queries) // (ROUNDS + 1)
        clock.ratio(
            f"settling {ledger.entries:,} entries of {count:,} producers",
            found["ours"],
            found["bare"],
            goal,
            f"{queries} queries",
        )
    clock.end()


main(env)  # noqa: F821  (the shell's own name)
