"""Settling 100,000 entries of 1,000 producers against one SQL statement that groups and updates the same rows.

    ./otop shell < bench/settle.py

Bills are not part of it: it measures what settling does to the ledger. Everything is rolled back.
Prints the times of several rounds, interleaved, and the ratio of their medians (at most 5 is wanted).
"""

import os
import statistics
import time
from datetime import date

PRODUCERS = int(os.environ.get("OTOP_BENCH_PRODUCERS", 1000))
ENTRIES = int(os.environ.get("OTOP_BENCH_ENTRIES", 100_000))
ROUNDS = int(os.environ.get("OTOP_BENCH_ROUNDS", 3))
CUT_OFF = date(2026, 10, 31)


def generate(env):
    """Producers through the ORM; entries in SQL, as the ledger's door would leave them."""
    company = env.company
    producers = env["res.partner"].create(
        [
            {"name": f"Bench producer {number}", "is_otop_producer": True, "producer_code": f"BENCH{number:05}"}
            for number in range(PRODUCERS)
        ]
    )
    agreements = env["otop.agreement"].create(
        [
            {"producer_id": producer.id, "date_start": "2026-01-01", "commission_rate": 20, "minimum_payout": 0}
            for producer in producers
        ]
    )
    agreements.action_confirm()
    journal = env["account.journal"].search([("type", "=", "general"), ("company_id", "=", company.id)], limit=1)
    move = env["account.move"].create({"journal_id": journal.id, "date": CUT_OFF})
    env.flush_all()
    env.cr.execute("UPDATE account_move SET state = 'posted' WHERE id = %s", [move.id])
    env.cr.execute(
        """
        INSERT INTO otop_ledger_entry (
            date, date_time, kind, channel, company_id, producer_id, agreement_id, quantity, price_unit,
            amount_with_vat, amount_vat, amount_without_vat, commission_base, commission_rate,
            amount_commission, amount_payable, mode, vat_regime, origin_model, origin_id, origin_name, move_id)
        SELECT date '2026-10-01' + (n %% 31), timestamp '2026-10-01 03:00' + n * interval '20 seconds', 'sale', 'pos',
               %(company)s, agreement.producer_id, agreement.id, 1, 107, 107, 7, 100, 'price_excluded', 20,
               20, 80, 'agent', 'own_name', 'bench', n, 'Bench ' || n, %(move)s
          FROM generate_series(1, %(entries)s) n
          JOIN (SELECT id, producer_id, row_number() OVER (ORDER BY id) - 1 AS place
                  FROM otop_agreement WHERE id IN %(agreements)s) agreement
            ON agreement.place = n %% %(producers)s
        """,
        {
            "company": company.id,
            "move": move.id,
            "entries": ENTRIES,
            "agreements": tuple(agreements.ids),
            "producers": PRODUCERS,
        },
    )
    env.cr.execute("ANALYZE otop_ledger_entry")
    env.invalidate_all()
    return producers


def bare_sql(env, producers):
    env.cr.execute(
        """
        WITH total AS (
            SELECT producer_id, SUM(amount_payable) AS payable, MIN(id) AS settlement
              FROM otop_ledger_entry WHERE settlement_id IS NULL AND producer_id IN %s AND date <= %s
          GROUP BY producer_id
        )
        UPDATE otop_ledger_entry entry SET write_uid = 1, origin_name = total.settlement::text
          FROM total WHERE entry.producer_id = total.producer_id AND entry.settlement_id IS NULL
        """,
        [tuple(producers.ids), CUT_OFF],
    )
    return env.cr.rowcount


def settle(env, producers):
    settlements = env["otop.settlement"]._generate(env.company, producers, CUT_OFF)
    env.flush_all()
    return sum(settlements.mapped("entry_count"))


def timed(env, work, producers):
    """One round of work, undone afterwards."""
    env.flush_all()
    env.cr.execute("SAVEPOINT bench")
    start = time.perf_counter()
    count = work(env, producers)
    seconds = time.perf_counter() - start
    env.cr.execute("ROLLBACK TO SAVEPOINT bench")
    env.invalidate_all()
    assert count == ENTRIES, f"{work.__name__} touched {count} entries"
    return seconds


def main(env):
    producers = generate(env)
    times = {bare_sql: [], settle: []}
    for _round in range(ROUNDS):
        for work, seconds in times.items():
            seconds.append(timed(env, work, producers))
    for work, seconds in times.items():
        print(f"{work.__name__:10} " + "  ".join(f"{second:7.2f} s" for second in seconds))
    ratio = statistics.median(times[settle]) / statistics.median(times[bare_sql])
    print(f"settling {ENTRIES} entries of {PRODUCERS} producers: {ratio:.2f} × one SQL statement")
    env.cr.rollback()


main(env)  # noqa: F821  (the shell's own name)
