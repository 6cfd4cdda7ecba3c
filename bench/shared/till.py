"""A till that sells, as a browser's would: each ticket a call of `sync_from_ui`, kept at once."""

import time
from uuid import uuid4

from odoo import Command, api, fields
from odoo.modules.registry import Registry

PRODUCERS, PRODUCTS = 10, 100
STOCK = 1_000_000
CONTEXT = {"lang": "en_US", "tz": "Asia/Bangkok"}


def environment(name):
    return api.Environment(Registry(name).cursor(), api.SUPERUSER_ID, CONTEXT)


class Till:
    """One open till with goods on the shelf, in one database, with our add-ons or without."""

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
        tax = env.company.account_sale_tax_id.copy(
            {"name": f"Bench 7% {uuid4().hex[:5]}", "amount": 7, "price_include_override": "tax_included"}
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
            env["stock.quant"]._update_available_quantity(product, location, STOCK, owner_id=owner)
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
            env = api.Environment(cursor, self.session.env.uid, CONTEXT)
            env["res.users"].browse(env.uid).has_group("base.group_user")
            start, busy, queries = time.perf_counter(), time.process_time(), cursor.sql_log_count
            env["pos.order"].sync_from_ui([ticket])
            cursor.commit()
            return (
                (time.perf_counter() - start) * 1000,
                (time.process_time() - busy) * 1000,
                cursor.sql_log_count - queries,
            )
