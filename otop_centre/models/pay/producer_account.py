from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from odoo.fields import Domain

# What is summed up of the entries, in the order of `Entries`.
ENTRIES_SUMS = (
    "origin_name:min",
    "__count",
    "quantity:sum",
    "amount_with_vat:sum",
    "amount_commission:sum",
    "amount_payable:sum",
)


class Entries(NamedTuple):
    """The entries of one producer of a day, kind, channel and settlement."""

    date: object
    kind: str
    channel: str
    settlement_id: int
    origin_name: str
    count: int
    quantity: float
    amount_with_vat: float
    amount_commission: float
    amount_payable: float


class Movement(NamedTuple):
    """One row on a producer's account: the sales of a day, the VAT of a tax invoice of his, or a payment."""

    date: object
    kind: str  # a kind of ledger entry | vat | payment
    channel: str
    name: str
    settlement_id: int
    move_id: int
    quantity: float
    amount_with_vat: float
    amount_credit: float
    amount_debit: float
    amount_balance: float  # after this row


class ProducerAccount:
    """What one centre and one producer owe each other: the home of that question.

    The screen, the statement and whatever comes later draw it and compute nothing. Every query names the
    producer, so its cost follows what he sold, never the size of the ledger. Amounts are baht.
    """

    def __init__(self, producer, company):
        self.env = producer.env
        self.producer = producer
        self.company = company
        self._domain = Domain([("producer_id", "=", producer.id), ("company_id", "=", company.id)])

    def figures(self):
        """The sums at the head of the account. Balance = open + in drafts + left to pay."""
        with_vat = commission = payable = open_ = open_count = 0
        last_sale = False
        for row in self._entries:
            with_vat, commission = with_vat + row.amount_with_vat, commission + row.amount_commission
            payable += row.amount_payable
            if row.kind == "sale":
                last_sale = max(last_sale or row.date, row.date)
            if not row.settlement_id:
                open_, open_count = open_ + row.amount_payable, open_count + row.count
        held = self._held() if open_count else 0
        draft = due = paid = producer_vat = 0
        settled = []
        for settlement in self._settlements:
            if settlement.state == "draft":
                draft += settlement.amount_payable
            else:
                due, paid = due + settlement.amount_due, paid + settlement.amount_paid
                producer_vat += settlement.amount_producer_vat
                settled.append(settlement.date_to)
        money = self.company.currency_id.round
        return {
            "amount_with_vat": money(with_vat),
            "amount_commission": money(commission),
            "amount_payable": money(payable),
            "amount_open": money(open_),
            "open_count": open_count,
            "amount_held": money(held),
            "amount_draft": money(draft),
            "amount_producer_vat": money(producer_vat),
            "amount_due": money(due),
            "amount_paid": money(paid),
            "amount_balance": money(open_ + draft + due),
            "date_last_sale": last_sale,
            "date_settled": max(settled, default=False),
        }

    def movements(self, limit=None):
        """The rows of the account, the newest first, each with the balance after it.

        :param limit: only so many of the newest
        """
        rows = sorted(
            [*self._sales(), *self._taxes_and_payments()], key=lambda row: (row.date, row.kind == "payment", row.name)
        )
        balances = accumulate(row.amount_credit - row.amount_debit for row in rows)
        newest = list(zip(rows, balances, strict=True))[::-1][:limit]
        money = self.company.currency_id.round
        return [row._replace(amount_balance=money(balance)) for row, balance in newest]

    @cached_property
    def _entries(self):
        """A day, kind, channel and settlement at a time: head and movements of the account are sums of the same rows,
        so that both say the same and the ledger is asked once."""
        rows = self.env["otop.ledger.entry"]._read_group(
            self._domain, ["date:day", "kind", "channel", "settlement_id"], [*ENTRIES_SUMS]
        )
        return [Entries(day, kind, channel, settlement.id, *sums) for day, kind, channel, settlement, *sums in rows]

    def _held(self):
        waiting = Domain([("settlement_id", "=", False), ("is_held", "=", True)])
        [(amount,)] = self.env["otop.ledger.entry"]._read_group(self._domain & waiting, [], ["amount_payable:sum"])
        return amount

    @cached_property
    def _settlements(self):
        return self.env["otop.settlement"].search(self._domain & Domain("state", "!=", "cancel"))

    def _sales(self):
        for row in self._entries:
            name = row.origin_name or ""
            name = f"{name} (+{row.count - 1})" if row.count > 1 else name
            yield Movement(
                row.date,
                row.kind,
                row.channel,
                name,
                row.settlement_id,
                False,
                row.quantity,
                row.amount_with_vat,
                row.amount_payable,
                0,
                0,
            )

    def _taxes_and_payments(self):
        for settlement in self._settlements.filtered(lambda settlement: settlement.state != "draft"):
            if settlement.amount_producer_vat:
                yield self._movement(settlement, settlement.date_to, "vat", settlement.amount_producer_vat, 0)
            for part in settlement._payment_parts():
                move = part.debit_move_id.move_id
                yield self._movement(settlement, part.max_date, "payment", 0, part.amount, move)

    def _movement(self, settlement, day, kind, credit, debit, move=None):
        name = move.name if move else settlement.name
        return Movement(day, kind, False, name, settlement.id, move and move.id, 0, 0, credit, debit, 0)
