"""Two workers under load: ten papers at once, two tills beside them, and a till that hears of the other by the bus.

Start `./otop up --workers 2` in another window, on a database that may be thrown away (the tills sell), then:

    .odoo/venv/bin/python bench/running/workers.py [http://127.0.0.1:8069]

Ten people print ten different papers at the same moment while two tills sell; the figures are seconds, and each ratio
has the most that is wanted beside it. Ends with 1 if a paper or a ticket is missing, or a sale takes over twice its
usual time (the median of the sales while papers are printed, against the median of as many before).
"""

import concurrent.futures
import json
import pathlib
import statistics
import sys
import threading
import time

import websocket

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
from visitor import Client, Refused, Till

PAPERS = 10
WARM_UP, USUAL = 10, 30  # tickets of each till before the papers
PACE = 0.5  # seconds between two tickets of a till
LONGEST = 2.0  # a sale beside papers, of its usual time
PATIENCE = 300  # seconds until a paper is given up
INTAKE, STATEMENT = "otop_centre.report_otop_intake", "otop_centre.otop_settlement_statement"
PEOPLE = ("manager", "clerk", "finance", "auditor")


def timed(work, *arguments):
    start = time.perf_counter()
    result = work(*arguments)
    return time.perf_counter() - start, result


def papers(office):
    """Ten that are really drawn: a statement that is filed is only handed out."""
    drafts = [(STATEMENT, row["id"]) for row in office.search("otop.settlement", [["state", "=", "draft"]], limit=5)]
    intakes = office.search("otop.intake", [["state", "=", "done"]], limit=PAPERS - len(drafts))
    found = drafts + [(INTAKE, row["id"]) for row in intakes]
    if len(found) < PAPERS:
        raise SystemExit(f"there are only {len(found)} papers to print: this wants the demo month")
    return found


def hears(address, office, till):
    """Whether the long-lived connection tells a till what another one did, and after how long."""
    config = office.search("pos.config", [["id", "=", till.config]], ["access_token"])[0]
    place = address.replace("http", "ws", 1)
    wire = websocket.create_connection(
        f"{place}/websocket", cookie=f"session_id={office.cookie}", origin=address, timeout=20
    )
    try:
        wire.send(json.dumps({"event_name": "subscribe", "data": {"channels": [config["access_token"]], "last": 0}}))
        time.sleep(1)  # the subscription has no answer
        start = time.perf_counter()
        till.client.call("pos.config", "notify_synchronisation", [till.config], till.session, 7)
        while "SYNCHRONISATION" not in wire.recv():
            pass
        return time.perf_counter() - start
    finally:
        wire.close()


def sell(till, stop, most=None):
    times = []
    while not stop.is_set() and len(times) != most:
        times.append(timed(till.sell, len(times))[0])
        time.sleep(PACE)
    return times


def usually(tills):
    """Seconds of the sales of all tills at once, with nobody printing."""
    with concurrent.futures.ThreadPoolExecutor(len(tills)) as pool:
        selling = [pool.submit(sell, till, threading.Event(), WARM_UP + USUAL) for till in tills]
        return statistics.median(seconds for future in selling for seconds in future.result()[WARM_UP:])


def at_once(address, work, tills):
    """Seconds of each paper, of each sale beside them, and what was refused."""
    people = [Client(address, PEOPLE[number % len(PEOPLE)], patience=PATIENCE) for number in range(len(work))]
    stop, gate, refused = threading.Event(), threading.Barrier(len(work)), []

    def print_one(person, report, record):
        gate.wait()
        try:
            return timed(person.paper, report, record)[0]
        except (Refused, OSError) as error:
            refused.append(str(error))
            return None

    with concurrent.futures.ThreadPoolExecutor(len(work) + len(tills)) as pool:
        selling = [pool.submit(sell, till, stop) for till in tills]
        printing = [pool.submit(print_one, person, *paper) for person, paper in zip(people, work, strict=True)]
        printed = [future.result() for future in printing]
        stop.set()
        sales = [seconds for future in selling for seconds in future.result()]
    return [seconds for seconds in printed if seconds], sales, refused


def main(address):
    office = Client(address, "manager")
    tills = [Till(Client(address, "cashier", patience=PATIENCE), place) for place in (0, 1)]
    work = papers(office)
    for report, record in (work[0], work[-1]):  # the styles are made once, whoever prints first
        office.paper(report, record)
    usual = usually(tills)
    heard = hears(address, office, tills[0])
    whole, (printed, beside, refused) = timed(at_once, address, work, tills)
    sent = [ticket for till in tills for ticket in till.taken]
    there = office.call("pos.order", "search_count", [["uuid", "in", sent]])
    ratio = statistics.median(beside) / usual
    print(f"{len(printed)} of {PAPERS} papers in {whole:.1f} s, the last person waited {max(printed, default=0):.1f} s")
    print(
        f"a sale: usually {usual * 1000:.0f} ms; beside the papers {statistics.median(beside) * 1000:.0f} ms"
        f" ({len(beside)} sales, the longest {max(beside) * 1000:.0f} ms): {ratio:.2f} × (at most {LONGEST:.2f})"
    )
    print(f"tickets of two tills: {there} of {len(sent)} are there, {sum(len(till.waiting) for till in tills)} wait")
    print(f"a till heard of another after {heard * 1000:.0f} ms")
    for text in refused:
        print(f"refused: {text}")
    return int(bool(refused) or there != len(sent) or ratio > LONGEST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8069"))
