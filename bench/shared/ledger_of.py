"""A ledger of any size with the documents behind it, made by SQL from one real day of the centre.

One producer delivers, one ticket is paid, its till is closed, its settlement confirmed: all of it through the ORM.
Then `INSERT … SELECT generate_series` makes the rest after these patterns, so that whatever the suite writes into
such a record stands in all of them. The integrity check finds nothing in it.
"""

from typing import NamedTuple
from uuid import uuid4

from odoo.tools import SQL

from .till import STOCK, Till

START = "2023-10-01"  # the first day of a fiscal year
PERIOD = 90  # days of one settlement
REFUND_EVERY = 50  # sales
FAR = 1_000_000_000  # origins that no ticket of a till will ever have


class LedgerOf(NamedTuple):
    company: object
    producers: range  # ids
    entries: int


def stored(env, table):
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND column_name != 'id'"
        " AND is_generated = 'NEVER'",
        [table],
    )
    return [name for (name,) in env.cr.fetchall()]


class Patterns:
    """Copies of records by the table."""

    def __init__(self, env):
        self.env = env
        self.tag = uuid4().hex[:6]  # in every name: a database may hold several such ledgers

    def last_id(self, table):
        self.env.cr.execute(SQL("SELECT COALESCE(MAX(id), 0) FROM %s", SQL.identifier(table)))
        return self.env.cr.fetchone()[0]

    def copy(self, record, rows, **columns):
        """A copy of `record` for each of the rows.

        :param rows: how many; or a query with the columns that the expressions name, `n` from 1 on among them
        :param columns: SQL of what differs, in terms of `n` and `id`
        :return: the number below the first id
        """
        table, names = record._table, stored(self.env, record._table)
        base = self.last_id(table)
        series = f"generate_series(1, {rows}) n" if isinstance(rows, int) else f"({rows}) s"
        values = ", ".join(str(columns.get(name, f'pattern."{name}"')) for name in names)
        quoted = ", ".join(f'"{name}"' for name in names)
        self.env.cr.execute(
            f"INSERT INTO {table} (id, {quoted}) SELECT {base} + n, {values}"
            f" FROM {table} pattern, LATERAL (SELECT 1) one, {series} WHERE pattern.id = {record.id}"
        )
        self.env.cr.execute(f"SELECT setval('{table}_id_seq', (SELECT MAX(id) FROM {table}))")
        return base


def one_of_each(env):
    """The real day: a ticket of one line, closed and settled."""
    till = Till(env.cr.dbname)
    till.send(0, 1)
    real = till.session.env
    real.cr.rollback()
    session = till.session
    session.post_closing_cash_details(sum(session.order_ids.payment_ids.mapped("amount")))
    assert session.close_session_from_ui()["successful"]
    entry = real["otop.ledger.entry"].search([], order="id desc", limit=1)
    settlements = real["otop.settlement"]
    settlement = settlements._generate(real.company, entry.producer_id, entry.date, True, True)
    # the paper has no part in any figure
    type(settlement)._file_statements = lambda self: None
    settlement.action_confirm()
    # the till's goods came without an intake
    real.flush_all()
    real.cr.execute("UPDATE stock_quant SET quantity = quantity - %s WHERE quantity > 0", [STOCK])
    real.cr.commit()
    real.cr.close()
    env.cr.rollback()
    env.invalidate_all()
    return entry.with_env(env), settlement.with_env(env)


def ledger_of(env, entries, producers, days, settled=0.0, documents=False):
    """Sales of one piece for 107 baht, 100 without VAT, 80 for the producer; every fiftieth is taken back.

    :param settled: the part of the days that is settled, period by period, each with its bill
    :param documents: also the tickets, payments and stock moves
    :return: `LedgerOf`
    """
    entry, settlement = one_of_each(env)
    env.cr.execute("SET LOCAL session_replication_role = replica")  # the patterns' own references were checked
    patterns, company = Patterns(env), env.company
    tag = patterns.tag
    copy, period = patterns.copy, f"(({{day}}) / {PERIOD})"
    backs = entries // REFUND_EVERY
    p0 = copy(
        entry.producer_id,
        producers,
        name="'Bench ' || n",
        complete_name="'Bench ' || n",
        producer_code=f"'{tag}-' || n",
        commercial_partner_id=f"{patterns.last_id('res_partner')} + n",
    )
    a0 = copy(entry.agreement_id, producers, name=f"'{tag}-' || n", producer_id=f"{p0} + n")
    t0 = copy(
        entry.product_tmpl_id, 2 * producers, producer_id=f"{p0} + 1 + (n - 1) % {producers}", default_code="NULL"
    )
    g0 = copy(entry.product_id, 2 * producers, product_tmpl_id=f"{t0} + n", barcode="NULL", default_code="NULL")

    def day(n):
        return f"((({n}) - 1)::bigint * {days} / {entries})::integer"

    def date(n):
        return f"date '{START}' + {day(n)}"

    def time(n):
        return f"({date(n)})::timestamp + interval '3 hours'"

    def place(n):
        return f"(({n}) %% {producers})".replace("%%", "%")

    # ---- closing entries, one a day
    m0 = copy(
        entry.move_id,
        days,
        name=f"'{tag}/' || n",
        date=f"date '{START}' + n - 1",
        sequence_prefix=f"'{tag}/'",
        sequence_number="n",
    )
    # ---- settlements of each producer and period that is over
    periods = int(days * settled) // PERIOD
    s0 = b0 = 0
    if periods:
        count = periods * producers
        rows = f"SELECT n, (n - 1) % {producers} AS p, (n - 1) / {producers} AS q FROM generate_series(1, {count}) n"
        first = f"date '{START}' + q * {PERIOD}"
        last = f"{first} + {PERIOD - 1}"
        b0 = copy(
            settlement.bill_id,
            rows,
            name=f"'BILL/{tag}/' || n",
            ref=f"'ST-{tag}-' || n",
            partner_id=f"{p0} + 1 + p",
            payment_reference=f"'ST-{tag}-' || n",
            commercial_partner_id=f"{p0} + 1 + p",
            date=last,
            invoice_date=last,
            sequence_prefix=f"'BILL/{tag}/'",
            sequence_number="n",
        )
        s0 = copy(
            settlement,
            rows,
            name=f"'ST-{tag}-' || n",
            producer_id=f"{p0} + 1 + p",
            agreement_id=f"{a0} + 1 + p",
            date_from=first,
            date_to=last,
            bill_id=f"{b0} + n",
            statement_id="NULL",
        )
    # ---- what the entries stand on: the lines of tickets
    l0 = FAR + patterns.last_id("otop_ledger_entry")
    if documents:
        l0 = _documents(env, patterns, entry, entries, backs, days, g0, producers, day, time)
    # ---- the entries themselves

    def values(n, origin):
        in_period = period.format(day=day(n))
        return {
            "producer_id": f"{p0} + 1 + {place(n)}",
            "agreement_id": f"{a0} + 1 + {place(n)}",
            "product_id": f"{g0} + 1 + ({n}) % {2 * producers}",
            "product_tmpl_id": f"{t0} + 1 + ({n}) % {2 * producers}",
            "date": date(n),
            "date_time": time(n),
            "fiscal_year": f"(2543 + extract(year FROM {date(n)} + interval '3 months'))::integer::varchar",
            "fiscal_quarter": f"extract(quarter FROM {date(n)} + interval '3 months')::integer::varchar",
            "move_id": f"{m0} + 1 + {day(n)}",
            "origin_id": origin,
            "origin_name": f"'Shop/' || ({origin})",
            "settlement_id": f"CASE WHEN {in_period} < {periods} THEN {s0} + 1 + {in_period} * {producers} + {place(n)} END",
            "refund_count": "0",
        }

    e0 = copy(entry, entries, **values("n", f"{l0} + n"))
    amounts = (
        "quantity",
        "amount_list",
        "amount_with_vat",
        "amount_vat",
        "amount_without_vat",
        "own_with_vat",
        "own_without_vat",
        "amount_commission",
        "amount_payable",
    )
    copy(
        entry,
        backs,
        kind="'refund'",
        reversed_entry_id=f"{e0} + n * {REFUND_EVERY}",
        **values(f"(n * {REFUND_EVERY})", f"{l0 + entries} + n"),
        **{name: f"-pattern.{name}" for name in amounts},
    )
    _book(env, patterns, entry.move_id, company, m0, days)
    if periods:
        _bills(env, patterns, settlement, s0, b0, periods * producers)
    env.cr.commit()
    with env.registry.cursor() as other:
        other._cnx.autocommit = True
        other.execute("VACUUM ANALYZE")
    env.invalidate_all()
    return LedgerOf(company, range(p0 + 1, p0 + producers + 1), entries + backs)


def _documents(env, patterns, entry, entries, backs, days, g0, producers, day, time):
    """Tickets of three lines, their payments, the goods that leave and come back."""
    copy, tag = patterns.copy, patterns.tag
    line = env["pos.order.line"].browse(entry.origin_id)
    move_line = env["stock.move.line"].search(
        [("product_id", "=", entry.product_id.id), ("state", "=", "done")], limit=1
    )
    move, order = move_line.move_id, line.order_id
    tickets = -(-entries // 3)

    def product(n):
        return f"{g0} + 1 + ({n}) % {2 * producers}"

    def sign(name):
        return f"sign.factor * pattern.{name}"

    # n: of a sale up to `entries`, of what comes back after it; sale: the sale it is or takes back
    o0 = copy(
        order,
        f"SELECT n, LEAST(n * 3, {entries}) AS sale, LEAST(3, {entries} - (n - 1) * 3) AS pieces FROM generate_series(1, {tickets}) n",
        name="'Shop/' || n",
        pos_reference="'Shop/' || n",
        uuid=f"'b{tag}' || n",
        access_token=f"'b{tag}' || n",
        date_order=time("sale"),
        **{name: f"pieces * pattern.{name}" for name in ("amount_total", "amount_tax", "amount_paid")},
    )
    r0 = copy(
        order,
        f"SELECT n, n * {REFUND_EVERY} AS sale FROM generate_series(1, {backs}) n",
        name="'Back/' || n",
        pos_reference="'Back/' || n",
        uuid=f"'k{tag}' || n",
        access_token=f"'k{tag}' || n",
        date_order=time("sale"),
        **{name: f"-pattern.{name}" for name in ("amount_total", "amount_tax", "amount_paid")},
    )
    for base, count, what in ((o0, tickets, f"LEAST(3, {entries} - (n - 1) * 3) *"), (r0, backs, "-1 *")):
        copy(order.payment_ids, count, pos_order_id=f"{base} + n", amount=f"{what} pattern.amount", uuid="NULL")
    l0 = copy(
        line,
        entries,
        order_id=f"{o0} + 1 + (n - 1) / 3",
        product_id=product("n"),
        uuid=f"'b{tag}' || n",
        name="'Shop/' || n",
    )
    back = product(f"n * {REFUND_EVERY}")
    copy(
        line,
        backs,
        order_id=f"{r0} + n",
        product_id=back,
        uuid=f"'k{tag}' || n",
        name="'Back/' || n",
        refunded_orderline_id=f"{l0} + n * {REFUND_EVERY}",
        **{name: f"-pattern.{name}" for name in ("qty", "price_subtotal", "price_subtotal_incl")},
    )
    # the goods: delivered by each producer in one piece, sold one by one, some back
    supplier = env["stock.location"].search([("usage", "=", "supplier")], limit=1).id
    shelf, customers = move_line.location_id.id, move_line.location_dest_id.id
    delivered = -(-entries // (2 * producers)) + 1
    ways = (
        (2 * producers, product("n"), supplier, shelf, delivered, f"date '{START}'"),
        (entries, product("n"), shelf, customers, 1, time("n")),
        (backs, back, customers, shelf, 1, time(f"n * {REFUND_EVERY}")),
    )
    for count, goods, source, target, pieces, when in ways:
        shared = {
            "product_id": goods,
            "location_id": str(source),
            "location_dest_id": str(target),
            "date": when,
            "picking_id": "NULL",
            "quantity": str(pieces),
        }
        base = copy(move, count, product_uom_qty=str(pieces), product_qty=str(pieces), **shared)
        copy(move_line, count, move_id=f"{base} + n", quantity_product_uom=str(pieces), **shared)
    quant = env["stock.quant"].search([("product_id", "=", entry.product_id.id), ("location_id", "=", shelf)], limit=1)
    copy(
        quant,
        f"""
        SELECT row_number() OVER () AS n, line.product_id AS product, template.producer_id AS producer,
               SUM(CASE WHEN line.location_dest_id = {shelf} THEN quantity_product_uom ELSE -quantity_product_uom END) AS pieces
          FROM stock_move_line line
          JOIN product_product product ON product.id = line.product_id
          JOIN product_template template ON template.id = product.product_tmpl_id
         WHERE line.product_id > {g0} AND line.state = 'done' GROUP BY line.product_id, template.producer_id
        """,
        product_id="product",
        owner_id="producer",
        quantity="pieces",
        reserved_quantity="0",
    )
    return l0


def _side(name, amount):
    """The columns of a line of the books that carry its sum."""
    return {
        "balance": amount,
        "amount_currency": amount,
        "debit": f"GREATEST({amount}, 0)",
        "credit": f"GREATEST(-({amount}), 0)",
        "price_subtotal": f"ABS({amount})",
        "price_total": f"ABS({amount})",
        "price_unit": f"ABS({amount})",
        "move_name": name,
    }


def _book(env, patterns, move, company, m0, days):
    """The lines of the closing entries: proceeds by producer, money and VAT by day."""
    tag = patterns.tag
    told = f"FROM otop_ledger_entry WHERE move_id BETWEEN {m0 + 1} AND {m0 + days}"
    proceeds = move.line_ids.filtered(lambda line: line.account_id == company.otop_proceeds_account_id)
    for line in move.line_ids:
        rate = f"{line.balance / sum(proceeds.mapped('balance'))}"
        group = "move_id, producer_id" if line in proceeds else "move_id"
        rows = f"""
            SELECT row_number() OVER () AS n, move_id AS document, {"producer_id" if line in proceeds else "NULL::integer"} AS producer,
                   date '{START}' + move_id - {m0 + 1} AS day, ROUND(SUM(amount_without_vat) * -({rate}), 2) AS amount
              {told} GROUP BY {group}
        """
        patterns.copy(
            line,
            rows,
            move_id="document",
            partner_id="producer" if line in proceeds else "pattern.partner_id",
            date="day",
            full_reconcile_id="NULL",
            amount_residual="0",
            amount_residual_currency="0",
            reconciled="FALSE",
            **_side(f"'{tag}/' || document", "amount"),
        )


def _bills(env, patterns, settlement, s0, b0, count):
    """Figures of the settlements and the lines of their bills, from the entries."""
    names = ("amount_with_vat", "amount_vat", "amount_without_vat", "amount_commission", "amount_payable")
    tag = patterns.tag
    sums = ", ".join(f"SUM({name}) AS {name}" for name in names)
    env.cr.execute("DROP TABLE IF EXISTS bench_settled")
    env.cr.execute(
        f"""
        CREATE TEMPORARY TABLE bench_settled AS
        SELECT settlement_id - {s0} AS n, producer_id AS producer, {sums} FROM otop_ledger_entry
         WHERE settlement_id > {s0} GROUP BY settlement_id, producer_id
        """
    )
    env.cr.execute("SELECT COUNT(*) FROM bench_settled")
    assert env.cr.fetchone()[0] == count, "a producer has no sale in a period"
    env.cr.execute(
        f"""
        UPDATE otop_settlement s SET {", ".join(f"{name} = settled.{name}" for name in names)}, amount_total = settled.amount_payable,
               amount_due = settled.amount_payable, amount_brought_forward = 0
          FROM bench_settled settled WHERE s.id = {s0} + n
        """
    )
    env.cr.execute(
        f"""
        UPDATE account_move bill SET amount_total = amount_payable, amount_residual = amount_payable, amount_untaxed = amount_payable,
               amount_total_signed = -amount_payable, amount_residual_signed = -amount_payable
          FROM bench_settled WHERE bill.id = {b0} + n
        """
    )
    for line in settlement.bill_id.line_ids:
        amount = f"{line.balance / settlement.amount_payable} * amount_payable"
        left = amount if line.display_type == "payment_term" else "0"
        patterns.copy(
            line,
            "SELECT * FROM bench_settled",
            move_id=f"{b0} + n",
            partner_id="producer",
            amount_residual=left,
            amount_residual_currency=left,
            **_side(f"'BILL/{tag}/' || n", f"ROUND({amount}, 2)"),
        )
