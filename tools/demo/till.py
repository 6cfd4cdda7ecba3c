"""A till of the demo: sends its orders with the very call that the browser's till makes."""

import uuid

from odoo import Command

from . import clock

FLOAT = 2000  # baht that stay in the drawer from one shift to the next


class Till:
    """One point of sale, worked by the cashier."""

    def __init__(self, env, manager, config, randomness):
        """:param env: the cashier's; :param manager: the environment of who fetches the takings"""
        self.env = env
        self.manager = manager
        self.config = config.with_env(env)
        self.random = randomness
        self.cash = self.config.payment_method_ids.filtered("is_cash_count")
        self.qr = self.config.payment_method_ids - self.cash
        self.tickets = []  # [(order id, moment)]

    def open(self, moment):
        """Open with what the last shift left in the drawer: nothing on the first day."""
        with clock.at(moment, self.env):
            self.config.open_ui()
            self.session = self.config.current_session_id
            self.session.set_opening_control(self.session.cash_register_balance_start, "")

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
        """The manager takes the shift's cash to the bank; the cashier counts the drawer (it is right) and closes."""
        with clock.at(moment, self.env):
            session = self.session
            takings = self._in_drawer() - FLOAT
            if takings > 0:
                session.with_env(self.manager).try_cash_in_out(
                    "out", takings, "นำฝากธนาคาร", False, {"translatedType": "นำออก"}
                )
            session.post_closing_cash_details(self._in_drawer())
            session.update_closing_control_state_session("")
            answer = session.close_session_from_ui([])
        if not answer.get("successful"):
            raise RuntimeError(f"{session.name}: {answer}")
        self.tickets.clear()

    def _in_drawer(self):
        """Baht that the closing window of the till expects in the drawer."""
        return self.session.get_closing_control_data()["default_cash_details"]["amount"]

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
