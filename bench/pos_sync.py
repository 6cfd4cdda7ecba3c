"""A till's order sync with our add-ons against the same orders on Odoo without them, in one run.

    ./otop shell < bench/pos_sync.py

Makes two databases with the same modules and the same goods, ours installed in the second, and sends tickets of
one and of five lines to both in turn: each a call of `sync_from_ui` by a cashier, followed by a commit, as from a
till. Prints the medians and their ratios (at most 1.15 is wanted), then drops the databases.

OTOP_BENCH_ORDERS: tickets of each size (300). OTOP_BENCH_PLAIN, OTOP_BENCH_OURS: names of prepared databases to
use instead (with `point_of_sale` and the modules below; the second with ours); they are kept.
"""

import os
import statistics
import time
from uuid import uuid4

from odoo import Command, api, fields
from odoo.modules.registry import Registry
from odoo.service import db as databases
from odoo.sql_db import close_db, db_connect
from odoo.tools import SQL

ORDERS = int(os.environ.get("OTOP_BENCH_ORDERS", 300))
PLAIN, OURS = os.environ.get("OTOP_BENCH_PLAIN"), os.environ.get("OTOP_BENCH_OURS")
OTHERS = ["l10n_th", "l10n_account_withholding_tax", "portal", "product_expiry", "sale_stock", "point_of_sale"]
WARM_UP = 20  # tickets before the clock runs
PRODUCERS, PRODUCTS = 10, 100


def environment(name):
    cursor = Registry(name).cursor()
    return api.Environment(cursor, api.SUPERUSER_ID, {"lang": "en_US", "tz": "Asia/Bangkok"})


def make_databases():
    plain, ours = f"bench_plain_{uuid4().hex[:8]}", f"bench_ours_{uuid4().hex[:8]}"
    print("making two databases (some minutes) …", flush=True)
    databases._create_empty_database(plain)
    Registry.new(plain, update_module=True, install_modules=["base"])
    env = environment(plain)
    env.company.write({"country_id": env.ref("base.th").id, "currency_id": env.ref("base.THB").id})
    env.ref("base.THB").active = True
    env.cr.commit()
    env.cr.close()
    Registry.new(plain, update_module=True, install_modules=OTHERS)
    close_db(plain)
    Registry.delete(plain)
    connection = db_connect("postgres")
    with connection.cursor() as cursor:
        cursor._cnx.autocommit = True
        cursor.execute(SQL("CREATE DATABASE %s TEMPLATE %s", SQL.identifier(ours), SQL.identifier(plain)))
    Registry.new(ours, update_module=True, install_modules=["otop_centre", "otop_centre_pos"])
    return plain, ours


class Till:
    """One open till with goods on the shelf, in one database."""

    def __init__(self, name):
        self.name = name
        self.times = {}
        env = environment(name)
        self.ours = "otop.ledger.entry" in env
        env = env(user=env.ref("base.user_admin"))
        self.company = env.company
        self.products = self._products(env)
        self.tax_ids = {product.id: product.taxes_id.ids for product in self.products}
        self.prices = {product.id: product.list_price for product in self.products}
        code = uuid4().hex[:5].upper()
        journal = env["account.journal"].create({"name": f"Bench {code}", "type": "cash", "code": code})
        cash = env["pos.payment.method"].create({"name": f"Bench {code}", "journal_id": journal.id})
        config = env["pos.config"].create({"name": f"Bench {code}", "payment_method_ids": [Command.set(cash.ids)]})
        config.open_ui()
        self.session = config.current_session_id
        self.session.set_opening_control(0, "")
        self.cash, self.pricelist = cash.id, config.pricelist_id.id
        env.cr.commit()

    def _products(self, env):
        tax = env["account.tax"].create(
            {
                "name": f"Bench 7% {uuid4().hex[:5]}",
                "amount": 7,
                "type_tax_use": "sale",
                "price_include_override": "tax_included",
                "tax_group_id": env.company.account_sale_tax_id.tax_group_id.id,
            }
        )
        owners = [{} for _number in range(PRODUCERS)]
        if self.ours:
            producers = env["res.partner"].create(
                [{"name": f"Bench {number}", "is_otop_producer": True} for number in range(PRODUCERS)]
            )
            env["otop.agreement"].create(
                [{"producer_id": p.id, "date_start": "2020-01-01", "commission_rate": 20} for p in producers]
            ).action_confirm()
            category = env["otop.category"].search([("code", "=", "C")])
            owners = [{"producer_id": producer.id, "otop_category_id": category.id} for producer in producers]
        products = env["product.product"].create(
            [
                {
                    "name": f"Bench {number}",
                    "list_price": 107 + number,
                    "is_storable": True,
                    "available_in_pos": True,
                    **owners[number % PRODUCERS],
                }
                for number in range(PRODUCTS)
            ]
        )
        products.taxes_id = tax
        location = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1).lot_stock_id
        for product in products:
            owner = product.producer_id if self.ours else None
            env["stock.quant"]._update_available_quantity(product, location, 1_000_000, owner_id=owner)
        return products

    def ticket(self, number, size):
        products = [self.products[(number * size + place) % PRODUCTS].id for place in range(size)]
        now = fields.Datetime.to_string(fields.Datetime.now())
        nets = {product: round(self.prices[product] / 1.07, 2) for product in products}
        total = sum(self.prices[product] for product in products)
        return {
            "uuid": str(uuid4()),
            "access_token": str(uuid4()),
            "session_id": self.session.id,
            "company_id": self.company.id,
            "pricelist_id": self.pricelist,
            "fiscal_position_id": False,
            "partner_id": False,
            "to_invoice": False,
            "date_order": now,
            "last_order_preparation_change": "{}",
            "state": "paid",
            "amount_total": total,
            "amount_tax": round(total - total / 1.07, 2),
            "amount_paid": total,
            "amount_return": 0,
            "lines": [
                Command.create(
                    {
                        "uuid": str(uuid4()),
                        "product_id": product,
                        "qty": 1,
                        "price_unit": self.prices[product],
                        "discount": 0,
                        "tax_ids": [Command.set(self.tax_ids[product])],
                        "price_subtotal": nets[product],
                        "price_subtotal_incl": self.prices[product],
                        "full_product_name": "Bench",
                        "pack_lot_ids": [],
                    }
                )
                for product in products
            ],
            "payment_ids": [
                Command.create(
                    {
                        "uuid": str(uuid4()),
                        "name": now,
                        "payment_date": now,
                        "payment_method_id": self.cash,
                        "amount": total,
                    }
                )
            ],
        }

    def send(self, number, size):
        """(milliseconds, of them busy in Python, queries) of one ticket in a transaction of its own."""
        ticket = self.ticket(number, size)
        with Registry(self.name).cursor() as cursor:
            env = api.Environment(cursor, self.session.env.uid, {"lang": "en_US", "tz": "Asia/Bangkok"})
            env["res.users"].browse(env.uid).has_group("base.group_user")
            start, busy, queries = time.perf_counter(), time.process_time(), cursor.sql_log_count
            env["pos.order"].sync_from_ui([ticket])
            cursor.commit()
            return (
                (time.perf_counter() - start) * 1000,
                (time.process_time() - busy) * 1000,
                cursor.sql_log_count - queries,
            )


def main():
    names = (PLAIN, OURS) if PLAIN and OURS else make_databases()
    tills = [Till(name) for name in names]
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
        print(
            f"{size} line{'s' if size > 1 else ' '}  {ORDERS} tickets"
            f"  Odoo {plain:6.1f} ms ({plain_busy:5.1f} in Python, {plain_asked:.0f} queries)"
            f"  with ours {ours:6.1f} ms ({ours_busy:5.1f} in Python, {ours_asked:.0f} queries)"
            f"  {ours / plain:.2f} × (in Python {ours_busy / plain_busy:.2f} ×)",
            flush=True,
        )
    for till in tills:
        till.session.env.cr.close()
    if not (PLAIN and OURS):
        for till in tills:
            Registry.delete(till.name)
            close_db(till.name)
            databases.exp_drop.__wrapped__(till.name)


main()
