"""The preview of settling 5,000 producers against the query behind it.

Preparing a run keeps a row for each producer in one statement; its window then reads the first page. The yardstick is
the query alone, as `_plan_rows` asks it. What reaches the browser is counted in rows.
"""

from shared.clock import Clock
from shared.ledger_of import ledger_of

PRODUCERS, EACH = 5000, 20
PAGE, ROWS = 80, 80
GOAL, ROUNDS = 2.0, 7


def main(env):
    clock = Clock()
    ledger = ledger_of(env, PRODUCERS * EACH, PRODUCERS, 30)
    cut_off = env["otop.ledger.entry"].search([("producer_id", "in", list(ledger.producers))], limit=1).date
    pages = []

    def query():
        env.invalidate_all()
        env["otop.settlement"]._plan_rows(env.company, cut_off, None)

    def preview():
        env.invalidate_all()
        run = env["otop.settlement.run"].create({"date_to": cut_off, "is_cycle_ignored": True})
        names = {name: {} for name in ("producer_id", "reason", "entry_count", "amount_payable", "note")}
        page = {"fields": names, "limit": PAGE, "order": "id"}
        answer = run.web_read({"date_to": {}, "included_count": {}, "left_out_count": {}, "line_ids": page})
        shown = [line for line in answer[0]["line_ids"] if isinstance(line, dict) and len(line) > 1]
        pages.append(len(shown))

    found = clock.in_turn(ROUNDS, query=query, preview=preview)
    clock.ratio(f"preview of {PRODUCERS:,} producers", found["preview"], found["query"], GOAL)
    clock.at_most("rows of the preview in one answer", max(pages), ROWS, "rows")
    env.cr.rollback()
    clock.end()


main(env)  # noqa: F821  (the shell's own name)
