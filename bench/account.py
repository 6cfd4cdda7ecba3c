"""One producer's account with its movements, whatever the size of the ledger, against bare SQL with the right index.

The same producer stands in ledgers that grow tenfold twice; each time the account is opened as its screen does, and
the two sums and the list of movements are asked for in plain SQL. All producers sell the same, so the account
itself grows with the ledger only where there are no more producers: their number grows as the ledger does.

OTOP_BENCH_ENTRIES: of the largest ledger.
"""

import math
import os

from shared.clock import Clock
from shared.ledger_of import ledger_of

ENTRIES = int(os.environ.get("OTOP_BENCH_ENTRIES", 1_000_000))
SALES = 200  # of one producer
GOAL, EXPONENT = 3.0, 0.1
ROUNDS = 15
BARE = (
    """
    SELECT SUM(amount_with_vat), SUM(amount_commission), SUM(amount_payable), MAX(date) FILTER (WHERE kind = 'sale'),
           SUM(amount_payable) FILTER (WHERE settlement_id IS NULL), COUNT(*) FILTER (WHERE settlement_id IS NULL)
      FROM otop_ledger_entry WHERE producer_id = %(producer)s AND company_id = %(company)s
    """,
    """
    SELECT state, SUM(amount_payable), SUM(amount_producer_vat), SUM(amount_due), SUM(amount_paid), MAX(date_to)
      FROM otop_settlement WHERE producer_id = %(producer)s AND company_id = %(company)s GROUP BY state
    """,
    """
    SELECT date, kind, channel, settlement_id, MIN(origin_name), COUNT(*), SUM(quantity), SUM(amount_with_vat),
           SUM(amount_payable), SUM(SUM(amount_payable)) OVER (ORDER BY date, kind, channel, settlement_id)
      FROM otop_ledger_entry WHERE producer_id = %(producer)s AND company_id = %(company)s
  GROUP BY date, kind, channel, settlement_id ORDER BY date DESC LIMIT 80
    """,
    """
    SELECT s.date_to, s.name, s.amount_producer_vat, part.amount, part.max_date
      FROM otop_settlement s
 LEFT JOIN account_move_line line ON line.move_id = s.bill_id
 LEFT JOIN account_partial_reconcile part ON part.credit_move_id = line.id
     WHERE s.producer_id = %(producer)s AND s.company_id = %(company)s AND s.state IN ('confirmed', 'done')
    """,
)


def works(env, ledger):
    """Opening the account, and the bare queries, each of another producer of those who sell the same."""
    producers = iter(ledger.producers)
    company = ledger.company.id

    def ours():
        env.invalidate_all()
        producer = env["res.partner"].browse(next(producers))
        account = env["otop.producer.account"].create({"producer_id": producer.id, "company_id": company})
        env.flush_all()
        account.line_ids.read(["date", "amount_credit", "amount_balance"])

    def bare():
        values = {"producer": next(producers), "company": company}
        for query in BARE:
            env.cr.execute(query, values)
            env.cr.fetchall()

    def queries():
        """The same that the account asks of the ledger, without its screen."""
        env.invalidate_all()
        account = account_class(env["res.partner"].browse(next(producers)), ledger.company)
        account.figures()
        account.movements(80)

    from odoo.addons.otop_centre.models.pay.producer_account import ProducerAccount as account_class

    return {"ours": ours, "bare": bare, "queries": queries}


def main(env):
    clock = Clock()
    sizes, seconds = (ENTRIES // 100, ENTRIES // 10, ENTRIES), []
    for size in sizes:
        ledger = ledger_of(env, size, max(size // SALES, 2 * ROUNDS + 30), 1000, settled=0.9)
        found = clock.in_turn(ROUNDS, **works(env, ledger))
        seconds.append(clock.best["queries"])
        clock.ratio(f"account with movements at {ledger.entries:,} entries", found["queries"], found["bare"], GOAL)
        print(f"  the whole screen, written down and read: {found['ours'] * 1000:.1f} ms", flush=True)
    exponent = math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])
    clock.at_most("exponent of the account in the size of the ledger", exponent, EXPONENT, "")
    clock.end()


main(env)  # noqa: F821  (the shell's own name)
