"""October at the tills and in wholesale."""

from datetime import datetime, time, timedelta

from odoo import Command

from . import clock
from .till import Till

OPENING_HOUR, CLOSING_HOUR = 9, 18  # in Bangkok
UTC_OFFSET = timedelta(hours=7)


class Shelf:
    """What may still be sold, so that the demo never sells more than stands there."""

    def __init__(self, products, lots):
        """:param lots: {product id: [(lot name, expiry moment, pieces)]}, for products without lots (None, None, pieces)"""
        self.products = products
        self.prices = {product.id: product.lst_price for product in products}
        self.left = {product_id: [list(lot) for lot in rows] for product_id, rows in lots.items()}

    def pick(self, randomness, moment):
        """A product that is on the shelf: dear things are bought seldom, and one at a time."""
        fresh = [product for product in self.products if self._fresh_lot(product, moment)]
        weights = [1 / (20 + self.prices[product.id]) ** 0.7 for product in fresh]
        product = randomness.choices(fresh, weights)[0]
        price = self.prices[product.id]
        most = 4 if price < 100 else 2 if price < 500 else 1
        return product, randomness.randint(1, most)

    def take(self, product, quantity, moment):
        """:return: (lot name, pieces that could be taken)"""
        lot = self._fresh_lot(product, moment)
        taken = min(quantity, lot[2])
        lot[2] -= taken
        return lot[0], taken

    def _fresh_lot(self, product, moment):
        return next(
            (
                lot
                for lot in self.left.get(product.id, [])
                if lot[2] >= 1 and (lot[1] is None or lot[1] > moment + timedelta(days=1))
            ),
            None,
        )


def utc(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute)) - UTC_OFFSET


def shifts(first, last):
    """When each till is open: the shop week by week, the booth on week-ends."""
    day = first
    shop, booth = [], []
    while day <= last:
        if day == first or day.weekday() == 0:
            shop.append([])
        shop[-1].append(day)
        if day.weekday() >= 5:
            if day.weekday() == 5 or not booth:
                booth.append([])
            booth[-1].append(day)
        day += timedelta(days=1)
    return shop, booth


def plan(randomness, count, first, last):
    """The moments of the orders: [(till number, days of the shift, [moments])]."""
    shop, booth = shifts(first, last)
    shares = [(0, days, len(days)) for days in shop] + [(1, days, len(days) * 1.2) for days in booth]
    shares.sort(key=lambda share: (share[1][-1], share[0]))
    total = sum(share for _till, _days, share in shares)
    result, given = [], 0
    for index, (till, days, share) in enumerate(shares):
        number = count - given if index == len(shares) - 1 else round(count * share / total)
        given += number
        moments = sorted(
            utc(randomness.choice(days), randomness.randint(OPENING_HOUR, CLOSING_HOUR - 1), randomness.randint(0, 59))
            for _order in range(number)
        )
        result.append((till, days, moments))
    return result


def october(env, manager, configs, shelf, randomness, count, first, last, echo, step):
    """Sell `count` orders from `first` to `last`; one in thirty is a refund of an earlier ticket.

    :return: figures for the log
    """
    tills = [Till(env, manager, config, randomness) for config in configs]
    done = refunds = discounts = 0
    every_refund, every_discount = max(count // 11, 4), max(count // 6, 4)
    for number, days, moments in plan(randomness, count, first, last):
        till = tills[number]
        till.open(utc(days[0], OPENING_HOUR - 1, 30))
        for moment in moments:
            done += 1
            if done % every_refund == 0 and till.tickets:
                till.refund(moment, randomness.choice(till.tickets)[0])
                refunds += 1
                continue
            discount = 10.0 if done % every_discount == every_discount // 2 + 1 else 0.0
            discounts += bool(discount)
            till.sell(moment, _basket(shelf, randomness, moment, discount), randomness.choice(("cash", "cash", "qr")))
        till.close(utc(days[-1], CLOSING_HOUR, 15))
        step(f"  {till.config.name} {days[0]} to {days[-1]}: {len(moments)} tickets, {done} of {count}")
    return {"orders": done, "refunds": refunds, "discounts": discounts}


def _basket(shelf, randomness, moment, discount):
    basket = {}
    for _line in range(randomness.choices((1, 2, 3, 4, 5), (30, 30, 20, 12, 8))[0]):
        product, quantity = shelf.pick(randomness, moment)
        if product.id in basket:
            continue
        lot, taken = shelf.take(product, quantity, moment)
        basket[product.id] = (product, taken, discount if not basket else 0.0, lot)
    return list(basket.values())


def wholesale(env, office, customers, shelf, first, echo):
    """Four orders on invoice: one whole and paid, one delivered in part, one with goods brought back, one unpaid.

    :param env: the clerk's; :param office: the manager's, who invoices
    """
    stories = (("whole", 6), ("partial", 12), ("returned", 19), ("unpaid", 25))
    invoices = env["account.move"].with_env(office)
    for number, (customer, (story, offset)) in enumerate(zip(customers, stories, strict=True)):
        moment = utc(first + timedelta(days=offset), 10)
        with clock.at(moment, env):
            order = _order(env, customer, number, shelf, moment)
            order.action_confirm()
            _deliver(order.picking_ids, 0.5 if story == "partial" else 1)
            invoice = order.with_env(office)._create_invoices()
            invoice.invoice_date = moment.date()
            invoice.action_post()
        invoices |= invoice
        if story == "returned":
            with clock.at(moment + timedelta(days=2), env):
                invoices |= _bring_back(env, office, order, invoice)
        echo(f"  {customer.name}: {order.name} {story} {invoice.name} {invoice.amount_total:,.2f}")
    return invoices


def _order(env, customer, number, shelf, moment):
    lines = []
    goods = [product for product in shelf.products if shelf.prices[product.id] <= 200]
    for product in goods[number * 3 :: 7][:4]:
        _lot, pieces = shelf.take(product, 12, moment) if shelf._fresh_lot(product, moment) else (None, 0)
        if pieces:
            price = product.otop_wholesale_price or product.lst_price
            lines.append((0, 0, {"product_id": product.id, "product_uom_qty": pieces, "price_unit": price}))
    return env["sale.order"].create({"partner_id": customer.id, "date_order": moment, "order_line": lines})


def _deliver(pickings, share):
    for picking in pickings.filtered(lambda picking: picking.state not in ("done", "cancel")):
        picking.action_assign()
        for move in picking.move_ids:
            move.quantity = int(move.product_uom_qty * share)
            move.picked = True
        # skip_expired: Odoo asks the machine's own clock, by which October's goods are long past their days
        answer = picking.with_context(
            skip_backorder=True, skip_expired=True, picking_ids_not_to_backorder=picking.ids
        ).button_validate()
        if picking.state != "done":
            raise RuntimeError(f"{picking.name} was not delivered: {answer}")


def _bring_back(env, office, order, invoice):
    """The customer brings back two pieces of the first line: goods into the store, credit note for them."""
    picking = order.picking_ids.filtered(lambda picking: picking.state == "done")[:1]
    wizard = env["stock.return.picking"].create({"picking_id": picking.id})
    first = wizard.product_return_moves[:1]
    (wizard.product_return_moves - first).quantity = 0
    first.quantity = 2
    action = wizard.action_create_returns()
    back = env["stock.picking"].browse(action["res_id"])
    _deliver(back, 1)
    reversal = (
        office["account.move.reversal"]
        .with_context(active_model="account.move", active_ids=invoice.ids)
        .create({"journal_id": invoice.journal_id.id, "reason": "คืนสินค้า"})
    )
    note = office["account.move"].browse(reversal.reverse_moves()["res_id"])
    kept, *others = note.invoice_line_ids
    kept.quantity = 2
    note.invoice_line_ids = [Command.unlink(line.id) for line in others]
    note.action_post()
    return note
