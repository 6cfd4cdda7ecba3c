"""The terms that held for one event: what the centre and a producer had agreed on that day.

A value, resolved once as of the event (see ``otop.agreement._terms``) and asked by everybody who
needs it: the ledger freezes it, the books take their account from it. Pure Python: no database,
no Odoo.
"""

from dataclasses import dataclass
from typing import NamedTuple

from .consignment import split

AGENT, PRINCIPAL = "agent", "principal"
OWN_NAME = "own_name"


@dataclass(frozen=True, slots=True)
class Terms:
    """What applies to one sale. Ids are 0 where there is none; rates are percent."""

    agreement_id: int
    agreement_line_id: int
    mode: str
    commission_rate: float
    commission_base: str
    vat_regime: str  # the centre's
    is_producer_vat_registered: bool
    vat_rate: float
    hold_reason: str = ""  # why a manager must look at it before it is settled; '' when all is well

    def split(self, amount_with_vat, amount_without_vat):
        """Split what a customer paid. A producer's registration counts only while the centre sells in its own name:

        >>> terms = Terms(1, 0, "agent", 20, "price_included", "own_name", True, 7)
        >>> terms.split(107, 100).payable, terms.split(107, 100).commission
        (Decimal('80.00'), Decimal('20.00'))
        >>> Terms(1, 0, "agent", 20, "price_included", "none", True, 7).split(107, 107).payable
        Decimal('85.60')
        """
        return split(
            amount_with_vat,
            amount_without_vat,
            self.commission_rate,
            self.commission_base,
            self.is_producer_vat_registered and self.vat_regime == OWN_NAME,
            self.vat_rate,
        )

    def frozen(self):
        """What a ledger entry keeps of the terms, by column.

        >>> frozen = Terms(7, 0, "agent", 0, "price_excluded", "own_name", False, 7).frozen()
        >>> frozen["agreement_id"], frozen["agreement_line_id"], frozen["commission_rate"]
        (7, False, 0)
        """
        return {
            "agreement_id": self.agreement_id or False,
            "agreement_line_id": self.agreement_line_id or False,
            "mode": self.mode,
            "vat_regime": self.vat_regime,
            "vat_rate": self.vat_rate,
            "is_producer_vat_registered": self.is_producer_vat_registered,
            "commission_base": self.commission_base,
            "commission_rate": self.commission_rate,
        }


class Scope(NamedTuple):
    """What one exception of an agreement is for: a product or a category (0: not given), in one channel or all."""

    line_id: int
    product_id: int
    category_id: int
    channel: str  # '' is every channel
    rate: float  # percent


def narrowest(scopes, product_id, subtype_id, category_id, channel):
    """Return the exception that holds for a product in a channel, or None.

    The product comes before its sub-type, that before its category; at the same width a line
    for the channel comes before one for all. A rate of 0 is a rate.

    >>> food = Scope(1, 0, 10, "", 18)
    >>> jam = Scope(2, 0, 11, "", 16)
    >>> jar = Scope(3, 5, 0, "", 14)
    >>> jar_at_the_till = Scope(4, 5, 0, "pos", 0)
    >>> scopes = [food, jam, jar, jar_at_the_till]
    >>> [narrowest(scopes, 5, 11, 10, channel).line_id for channel in ("pos", "wholesale")]
    [4, 3]
    >>> narrowest(scopes, 6, 11, 10, "pos").line_id, narrowest(scopes, 6, 12, 10, "pos").line_id
    (2, 1)
    >>> narrowest(scopes, 6, 0, 0, "pos") is None
    True
    """
    ranks = {("product", product_id): 0, ("category", subtype_id): 2, ("category", category_id): 4}
    best = None
    for scope in scopes:
        key = ("product", scope.product_id) if scope.product_id else ("category", scope.category_id)
        if not key[1] or key not in ranks or scope.channel not in (channel, ""):
            continue
        rank = ranks[key] + (scope.channel == "")
        if best is None or rank < best[0]:
            best = (rank, scope)
    return best and best[1]


def on_day(rows, day):
    """Return the value of the last row that had begun on a day, or None.

    :param rows: (first day or None for "always", value), in any order

    >>> from datetime import date
    >>> rows = [(date(2026, 11, 15), "own_name"), (None, "none")]
    >>> [on_day(rows, date(2026, 11, number)) for number in (14, 15)]
    ['none', 'own_name']
    >>> on_day([], date(2026, 11, 14)) is None
    True
    """
    begun = [(first is not None, first, value) for first, value in rows if first is None or first <= day]
    return max(begun, key=lambda row: (row[0], row[1] or day))[2] if begun else None
