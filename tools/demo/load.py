"""Loads the demo month: a municipal OTOP centre in October 2569 (2026), from its first producer to the last payment.

In a shell of Odoo, where ``env`` is there, running this file loads and commits everything; a test calls
``load`` with fewer producers and orders and rolls back. Everything is done as the centre's people would do it,
each with his own rights, through the calls that their screens make. The same seed gives the same month.
"""

import random
import sys
import time
from datetime import date, datetime
from pathlib import Path

if __name__ == "__main__":  # run as a file: the package is beside it
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from demo import agree, centre, receive, register, rows, sell, settle

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
FISCAL_YEAR_END = date(2027, 9, 30)
SEED = 2569


def load(env, echo=print, producer_codes=None, orders=300, commit=False):
    """:return: the differences that the integrity check found: none"""
    if env["res.users"].search_count([("login", "=", "cashier")]):
        echo("The demo month is already there.")
        return []
    started = time.monotonic()
    env = env(context={**env.context, "tracking_disable": True, "lang": "th_TH", "tz": centre.BANGKOK})
    randomness = random.Random(SEED)

    def step(text):
        env.flush_all()
        if commit:
            env.cr.commit()
        echo(f"[{time.monotonic() - started:5.1f}s] {text}")

    step("The centre: company, people, tills, customers")
    centre.company(env)
    users = centre.users(env)
    clerk, manager, cashier, finance = (env(user=users[login]) for login in ("clerk", "manager", "cashier", "finance"))
    centre.locations(env)
    bank = centre.bank_account(env)
    tills = centre.tills(env, bank)
    customers = centre.customers(env)

    producer_rows = rows.producers(producer_codes)
    goods_rows = rows.products({row["producer_code"] for row in producer_rows})
    step("1 Register: producers and their products")
    partners = register.producers(clerk, manager, producer_rows, FIRST, echo)
    goods = receive.products(clerk, goods_rows, partners, FIRST)
    step("2 Agree: agreements of the fiscal year")
    agree.agreements(manager, producer_rows, goods_rows, partners, goods, FIRST, FISCAL_YEAR_END, echo)
    step("3 Receive: opening goods")
    lots = receive.intakes(clerk, producer_rows, goods_rows, partners, goods, FIRST, echo)
    step("4 Sell: two tills and four wholesale orders")
    on_shelf = [product for product in goods.values() if product.id in lots]
    shelf = sell.Shelf(on_shelf, lots)
    sell.wholesale(clerk, manager, customers, shelf, FIRST, echo)
    figures = sell.october(cashier, manager, tills, shelf, randomness, orders, FIRST, LAST, echo, step)
    echo(
        f"  {figures['orders']} tickets, of which {figures['refunds']} refunds; {figures['discounts']} with a discount"
    )
    step("5 Settle October")
    settlements = settle.settle(clerk, manager, datetime(2026, 11, 3, 2), LAST, echo)
    step("6 Pay the producers")
    settle.pay(finance, settlements, datetime(2026, 11, 13, 3), bank, echo)
    settle.bring_to_bank(finance, datetime(2026, 11, 14, 3), echo)
    step("7 Report: integrity check")
    differences = settle.check(manager, echo)
    step("The demo month is loaded.")
    return differences


if __name__ == "__main__":
    load(env, commit=True)  # noqa: F821 (a shell of Odoo gives it)
