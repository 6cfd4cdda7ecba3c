"""Printing and filing 20 statements against the bare browser that prints the same 20 pages.

    ./otop shell < bench/running/print.py

Wants the demo month. Files them in steps of ten as the job does, then has one Chromium show and print the same bodies
without head, foot, cutting, check or file; in turn, several rounds. Everything is rolled back. Prints the seconds and
the ratio of the medians, and says so if it is over 2.

OTOP_BENCH_ROUNDS: how often (3). OTOP_BENCH_PAPERS: how many statements (20).
"""

import os
import pathlib
import statistics
import sys
import time

from odoo.addons.base.models.ir_actions_report import IrActionsReport
from odoo.addons.otop_centre.models.settle.otop_settlement_print_job import PRINT_TOGETHER

sys.path.insert(0, str(pathlib.Path("tools").absolute()))
from chromium import Browser

ROUNDS = int(os.environ.get("OTOP_BENCH_ROUNDS", 3))
PAPERS = int(os.environ.get("OTOP_BENCH_PAPERS", 20))
MOST = 2.0
A4 = (210, 297, {"top": 30, "right": 12, "bottom": 16, "left": 12}, 0.8)

pages = []
original = IrActionsReport._run_wkhtmltopdf


def listening(self, bodies, *arguments, **options):
    pages.extend(bodies)
    return original(self, bodies, *arguments, **options)


def timed(work, *arguments):
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def filed(settlements):
    pages.clear()
    for start in range(0, len(settlements), PRINT_TOGETHER):
        settlements[start : start + PRINT_TOGETHER]._file_new()


def bare():
    with Browser(network=False) as browser:
        for page in pages:
            browser.show(page)
            browser.pdf(*A4)


def main(env):
    settlements = env["otop.settlement"].search([("date_confirmed", "!=", False)], limit=PAPERS)
    if len(settlements) < PAPERS:
        raise SystemExit(f"only {len(settlements)} confirmed settlements: this wants the demo month")
    os.nice(10)  # as the printer is: on a busy machine both wait alike
    IrActionsReport._run_wkhtmltopdf = listening
    settlements[:1]._file_new()  # the styles are made once
    ours, browser = [], []
    for _round in range(ROUNDS):
        ours.append(timed(filed, settlements))
        browser.append(timed(bare))
    env.cr.rollback()
    IrActionsReport._run_wkhtmltopdf = original
    for name, times in (("printed and filed", ours), ("bare browser", browser)):
        print(f"{name:18}" + "  ".join(f"{seconds:6.1f} s" for seconds in times))
    ratio = statistics.median(ours) / statistics.median(browser)
    print(f"{PAPERS} statements: {ratio:.2f} × (at most {MOST:.2f}){'' if ratio <= MOST else ': TOO SLOW'}")


main(env)  # noqa: F821  (the shell's own name)
