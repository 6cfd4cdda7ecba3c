"""The shop while it is disturbed: two tills, an office that settles, people who print; and what must be there after."""

import contextlib
import datetime
import http.client
import sys
import threading
import time

from ..places import REPO

sys.path.insert(0, str(REPO / "tools"))
from visitor import Client, Refused, Till

STOCK = 20_000  # pieces of each product that the tills sell
GONE = (OSError, http.client.HTTPException)  # nobody answers, or the answer was cut off


class Shop:
    """`problems` is what was seen to be wrong: nothing lost, nothing twice, the books in order."""

    def __init__(self, address, sql):
        self.address, self.sql = address, sql
        self.clerk, self.manager = Client(address, "clerk"), Client(address, "manager")
        self.tills = [Till(Client(address, "cashier"), place) for place in (0, 1)]
        self.stopped, self.threads, self.refused = threading.Event(), [], []

    # ------------------------------------------------------------------ at work

    def begin(self, *work):
        self.stopped.clear()
        self.threads = [threading.Thread(target=self._go_on, args=(one,), daemon=True) for one in work]
        for thread in self.threads:
            thread.start()

    def end(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join(120)

    def _go_on(self, work):
        """Like people at a screen: what fails is tried again, and a refusal is read and left."""
        number = 0
        while not self.stopped.is_set():
            number += 1
            try:
                work(number)
            except GONE:
                time.sleep(0.2)
            except Refused as refused:
                if refused.status < 500:
                    self.refused.append(str(refused))
                time.sleep(0.2)
            time.sleep(0.1)

    def sell(self, place):
        return lambda number: self.tills[place].sell(number)

    def settle(self, _number):
        """The clerk settles what is sold, the manager confirms: each statement is then printed."""
        today = datetime.date.today().isoformat()
        run = self.clerk.call(
            "otop.settlement.run",
            "create",
            [{"date_to": today, "is_minimum_ignored": True, "is_cycle_ignored": True}],
        )
        self.clerk.press("otop.settlement.run", "action_start", run)
        drafts = self.manager.search("otop.settlement", [["state", "=", "draft"]], ["is_tax_invoice_expected"])
        ready = [row["id"] for row in drafts if not row["is_tax_invoice_expected"]]
        if ready:
            self.manager.press("otop.settlement", "action_confirm", ready[:2])

    def print_papers(self, number):
        intakes = self.clerk.search("otop.intake", [["state", "=", "done"]], limit=20)
        self.clerk.paper("otop_centre.report_otop_intake", intakes[number % len(intakes)]["id"])

    # ------------------------------------------------------------------ afterwards

    def send_again(self, patience=60):
        """Every till brings what it still holds; seconds until all of it was taken."""
        begun = time.monotonic()
        while any(till.waiting for till in self.tills) and time.monotonic() - begun < patience:
            for till in self.tills:
                with contextlib.suppress(Refused, *GONE):
                    till.send()
            time.sleep(0.1)
        return time.monotonic() - begun

    def problems(self):
        found = [f"{len(till.waiting)} tickets of {till.name} are not taken" for till in self.tills if till.waiting]
        taken = {uuid for till in self.tills for uuid in till.taken}
        rows = [line.split("|") for line in self.sql(TICKETS).splitlines()]
        there = {uuid: (int(times), int(entries)) for uuid, times, entries in rows}
        found += [f"ticket {uuid} is lost" for uuid in sorted(taken - set(there))]
        for uuid in taken & set(there):
            times, entries = there[uuid]
            if (times, entries) != (1, 1):
                found.append(f"ticket {uuid} is there {times} times, with {entries} entries of the ledger")
        check = self.manager.call("otop.integrity.check", "action_run")
        for row in self.manager.search("otop.integrity.difference", [["check_id", "=", check["res_id"]]], ["name"]):
            found.append(f"integrity: {row['name']}")
        return found


# one line a ticket, so one entry
TICKETS = """
    SELECT ticket.uuid, count(DISTINCT ticket.id), count(entry.id)
      FROM pos_order ticket
      JOIN pos_order_line line ON line.order_id = ticket.id
 LEFT JOIN otop_ledger_entry entry ON entry.origin_model = 'pos.order.line' AND entry.origin_id = line.id
  GROUP BY ticket.uuid
"""
