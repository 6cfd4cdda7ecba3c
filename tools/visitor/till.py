"""A till that keeps each ticket until the server has taken it, as the browser's till does."""

import datetime
import uuid

GOODS = 5  # so many products are sold


class Till:
    """One open till of the demo month. `taken` are the tickets (by uuid) that the server said it has; `waiting` those
    that it has not answered: they are sent again, and must not be there twice."""

    def __init__(self, client, place=0, goods=()):
        self.client, self.taken, self.waiting = client, [], {}
        config = client.search("pos.config", [], ["name", "pricelist_id", "payment_method_ids"], order="id")[place]
        self.config, self.name = config["id"], config["name"]
        self.pricelist = config["pricelist_id"] and config["pricelist_id"][0]
        methods = client.search(
            "pos.payment.method", [["id", "in", config["payment_method_ids"]], ["is_cash_count", "=", True]]
        )
        self.cash = methods[0]["id"]
        self.goods = list(goods) or goods_on_the_shelf(client)
        self.session = self._open()

    def _open(self):
        wanted = [["config_id", "=", self.config], ["state", "!=", "closed"]]
        sessions = self.client.search("pos.session", wanted, ["state"])
        if not sessions:
            self.client.call("pos.config", "open_ui", [self.config])
            sessions = self.client.search("pos.session", wanted, ["state"])
        session = sessions[0]
        if session["state"] == "opening_control":
            self.client.call("pos.session", "set_opening_control", [session["id"]], 2000, "")
        return session["id"]

    def sell(self, number=0):
        """Sells one piece, and what waits from before; returns the new ticket's uuid."""
        ticket = self.ticket(self.goods[number % len(self.goods)])
        self.waiting[ticket["uuid"]] = ticket
        self.send()
        return ticket["uuid"]

    def send(self):
        if self.waiting:
            sent = list(self.waiting.values())
            self.client.call("pos.order", "sync_from_ui", sent)
            for ticket in sent:
                self.taken.append(ticket["uuid"])
                del self.waiting[ticket["uuid"]]

    def ticket(self, product):
        price, net = product["price"], product["net"]
        now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")
        return {
            "uuid": str(uuid.uuid4()),
            "state": "paid",
            "session_id": self.session,
            "user_id": self.client.user["uid"],
            "partner_id": False,
            "fiscal_position_id": False,
            "pricelist_id": self.pricelist,
            "date_order": now,
            "amount_total": price,
            "amount_tax": round(price - net, 2),
            "amount_paid": price,
            "amount_return": 0.0,
            "last_order_preparation_change": "{}",
            "to_invoice": False,
            "lines": [
                (
                    0,
                    0,
                    {
                        "uuid": str(uuid.uuid4()),
                        "product_id": product["id"],
                        "full_product_name": product["name"],
                        "qty": 1,
                        "price_unit": price,
                        "discount": 0,
                        "tax_ids": [(6, 0, product["taxes"])],
                        "price_subtotal": net,
                        "price_subtotal_incl": price,
                        "pack_lot_ids": [],
                    },
                )
            ],
            "payment_ids": [(0, 0, {"amount": price, "payment_method_id": self.cash, "payment_date": now})],
        }


def goods_on_the_shelf(client):
    """Products that need no lot, each of another producer, those with most pieces first."""
    fields = ["display_name", "lst_price", "taxes_id", "producer_id", "qty_available"]
    wanted = [["available_in_pos", "=", True], ["tracking", "=", "none"], ["producer_id", "!=", False]]
    rows = client.search("product.product", wanted, fields)
    rows.sort(key=lambda row: -row["qty_available"])
    chosen = list({row["producer_id"][0]: row for row in reversed(rows)}.values())[-GOODS:]
    rates = {tax["id"]: tax["amount"] for tax in client.search("account.tax", [], ["amount"])}
    return [
        {
            "id": row["id"],
            "name": row["display_name"],
            "price": row["lst_price"],
            # prices at the till are with VAT
            "net": round(row["lst_price"] / (1 + sum(rates.get(tax, 0) for tax in row["taxes_id"]) / 100), 2),
            "taxes": row["taxes_id"],
        }
        for row in chosen
    ]
