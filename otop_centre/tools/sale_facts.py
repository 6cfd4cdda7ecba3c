"""What a channel tells the producers' ledger about one event: facts, and nothing that follows from them.

Pure Python: no database, no Odoo.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from .consignment import exact, money
from .entry_kinds import KINDS

AMOUNTS = ("amount_with_vat", "amount_vat", "amount_without_vat")


@dataclass(frozen=True, kw_only=True)
class SaleFacts:
    """One event of a channel. Baht are sums over all its pieces, never a price of one piece.

    ``amount_*`` is what the document has put into the books. ``own_*`` is what the line alone comes to,
    unrounded: the producer's share is worked out on it, so that the satang of a document's rounding stays
    with the centre. ``amount_gross`` is what was asked before the line's discount, ``amount_list`` what the
    pieces would have cost at the product's own price of the day, both with VAT.

    >>> from datetime import datetime
    >>> base = dict(company_id=1, product_id=7, date_time=datetime(2026, 10, 15), origin_model="m", origin_id=1)
    >>> dozen = SaleFacts(kind="sale", quantity=12, amount_gross=1284, amount_with_vat=1155.60, amount_vat=75.60,
    ...                   amount_without_vat=1080, amount_list=1284, **base)
    >>> dozen.amount_discount, dozen.price_unit, dozen.own_without_vat
    (Decimal('128.40'), Decimal('107.00'), 1080)
    >>> SaleFacts(kind="sale", quantity=1, amount_with_vat=107, amount_vat=7, amount_without_vat=99, **base)
    Traceback (most recent call last):
    ValueError: 107 with VAT is not 99 + 7
    >>> SaleFacts(kind="refund", quantity=1, **base)
    Traceback (most recent call last):
    ValueError: refund of 1 pieces and 0.0 baht
    """

    kind: str
    company_id: int
    date_time: datetime  # UTC
    origin_model: str
    origin_id: int
    origin_name: str = ""
    channel: str | None = None
    product_id: int = 0
    producer_id: int = 0  # only for an entry without a product
    lot_id: int = 0
    quantity: float = 0.0  # pieces in the product's own unit, negative when they come back
    discount: float = 0.0  # percent, as it was typed; to be shown, never to be computed with
    amount_with_vat: float = 0.0
    amount_vat: float = 0.0
    amount_without_vat: float = 0.0
    own_with_vat: float | None = None
    own_without_vat: float | None = None
    amount_gross: float | None = None
    amount_list: float | None = None
    vat_rate: float | None = None  # percent of the document's own tax; None where the line has none
    bearer: str = ""  # '' is the kind's own
    reversed_entry_id: int = 0
    move_id: int = 0  # the journal entry that books the money, when it stands already
    hold_reason: str = ""

    def __post_init__(self):
        with_vat, vat, without_vat = (money(getattr(self, name)) for name in AMOUNTS)
        if with_vat != vat + without_vat:
            raise ValueError(f"{self.amount_with_vat} with VAT is not {self.amount_without_vat} + {self.amount_vat}")
        if not KINDS[self.kind].accepts(self.quantity, without_vat):
            raise ValueError(f"{self.kind} of {self.quantity} pieces and {self.amount_without_vat} baht")
        defaults = {
            "own_with_vat": self.amount_with_vat,
            "own_without_vat": self.amount_without_vat,
            "amount_gross": self.amount_with_vat,
            "bearer": KINDS[self.kind].bearer,
        }
        for name, value in defaults.items():
            if getattr(self, name) in (None, ""):
                object.__setattr__(self, name, value)
        if self.amount_list is None:
            object.__setattr__(self, "amount_list", self.amount_gross)

    @property
    def origin(self):
        return self.origin_model, self.origin_id

    @property
    def amount_discount(self):
        return money(self.amount_gross) - money(self.amount_with_vat)

    def _each(self, amount):
        return money(money(amount) / exact(self.quantity)) if exact(self.quantity) else money(0)

    @property
    def price_unit(self):
        """Baht a piece before the discount, to be shown."""
        return self._each(self.amount_gross)

    @property
    def price_list(self):
        return self._each(self.amount_list)

    def held(self, reason):
        """The same facts, waiting for a manager."""
        return replace(self, hold_reason=reason)

    def values(self):
        """The columns of the ledger that these facts fill."""
        names = ("kind", "channel", "company_id", "date_time", "origin_model", "origin_id", "origin_name")
        names += ("quantity", "discount", "amount_list", "own_with_vat", "own_without_vat", "bearer")
        values = {name: getattr(self, name) for name in (*names, *AMOUNTS, "amount_discount")}
        return values | {
            "product_id": self.product_id or False,
            "lot_id": self.lot_id or False,
            "move_id": self.move_id or False,
            "reversed_entry_id": self.reversed_entry_id or False,
            "price_unit": self.price_unit,
            "price_list": self.price_list,
        }
