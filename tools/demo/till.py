"""A till of the demo: sends its orders with the very call that the browser's till makes."""

import uuid

from odoo import Command

from . import clock


class Till:
    """One point of sale, worked by the cashier."""

    def __init__(self, env, config, randomness):
        self.env = env
        self.config = config.with_env(env)
        self.random = randomness
        self.cash = self.config.payment_method_ids.filtered("is_cash_count")
        self.qr = self.config.payment_method_ids - self.cash
        self.tickets = []  # [(order id, moment)]

    def open(self, moment, float_cash=2000):
        with clock.at(moment, self.env):
            self.config.open_ui()
            self.session = self.config.current_session_id
            self.session.set_opening_control(float_cash, "")

    def sell(self, moment, basket, method="cash"):
        """:param basket: list of (product, quantity, discount percent, lot name or None)"""
        lines = [self._line(*item) for item in basket]
        order_id = self._sync(moment, lines, self.cash if method == "cash" else self.qr)
        self.tickets.append((order_id, moment))
        return order_id

    def refund(self, moment, order_id, quantity=1):
        """Take back some pieces of the first line of a ticket."""
        ticket = self.env["pos.order"].browse(order_id)
        sold = ticket.lines[0]
        line = self._line(sold.product_id, -min(quantity, sold.qty), sold.discount, sold.pack_lot_ids[:1].lot_name)
        line["refunded_orderline_id"] = sold.id
        return self._sync(moment, [line], self.cash, is_refund=True)

    def close(self, moment):
        """Count the drawer (it is right) and close, as the cashier does at the end of the shift."""
        with clock.at(moment, self.env):
            session = self.session
            session.post_closing_cash_details(session.cash_register_balance_end)
            session.update_closing_control_state_session("")
            answer = session.close_session_from_ui([])
        if not answer.get("successful"):
            raise RuntimeError(f"{session.name}: {answer}")
        self.tickets.clear()

    def _uuid(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def _line(self, product, quantity, discount=0.0, lot=None):
        taxes = product.taxes_id
        price = product.lst_price
        sums = taxes.compute_all(price * (1 - discount / 100), product.currency_id, quantity, product=product)
        return {
            "uuid": self._uuid(),
            "product_id": product.id,
            "full_product_name": product.display_name,
            "qty": quantity,
            "price_unit": price,
            "discount": discount,
            "tax_ids": [Command.set(taxes.ids)],
            "price_subtotal": sums["total_excluded"],
            "price_subtotal_incl": sums["total_included"],
            "pack_lot_ids": [Command.create({"lot_name": lot})] if lot else [],
        }

    def _sync(self, moment, lines, method, **more):
        total = round(sum(line["price_subtotal_incl"] for line in lines), 2)
        untaxed = round(sum(line["price_subtotal"] for line in lines), 2)
        order = {
            "uuid": self._uuid(),
            "state": "paid",
            "session_id": self.session.id,
            "user_id": self.env.uid,
            "partner_id": False,
            "fiscal_position_id": False,
            "pricelist_id": self.config.pricelist_id.id,
            "date_order": str(moment),
            "amount_total": total,
            "amount_tax": round(total - untaxed, 2),
            "amount_paid": total,
            "amount_return": 0.0,
            "last_order_preparation_change": "{}",
            "to_invoice": False,
            "lines": [Command.create(line) for line in lines],
            "payment_ids": [
                Command.create({"amount": total, "payment_method_id": method.id, "payment_date": str(moment)})
            ],
            **more,
        }
        with clock.at(moment, self.env):
            self.env["pos.order"].sync_from_ui([order])
        return self.env["pos.order"].search([("uuid", "=", order["uuid"])]).id
