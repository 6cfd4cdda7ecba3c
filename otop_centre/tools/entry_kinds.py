"""What an entry of the producers' ledger can be: the one table that model, bill and checks read.

Pure Python: no database, no Odoo.
"""

from typing import NamedTuple


class EntryKind(NamedTuple):
    """One kind of event that changes what the centre owes a producer."""

    key: str
    label: str
    sign: int  # of the pieces, or of the money of a kind without pieces; 0: either
    has_pieces: bool
    is_traded: bool  # a sale's document books its money and its split follows an agreement
    bearer: str  # who carries it unless somebody decides otherwise: shared (as the sale) | producer | centre
    account: str  # field of res.company: the account that the settlement's bill clears or charges
    may_settle: bool = True

    def accepts(self, pieces, amount):
        """Whether pieces and baht (already rounded) have the signs of this kind.

        >>> KINDS["sale"].accepts(2, 214), KINDS["sale"].accepts(0, 214), KINDS["refund"].accepts(-1, 0)
        (True, False, True)
        >>> KINDS["allowance"].accepts(0, -107), KINDS["allowance"].accepts(0, 107), KINDS["adjustment"].accepts(0, -5)
        (True, False, True)
        """
        if self.has_pieces:
            return pieces * self.sign > 0
        return not pieces and amount * self.sign >= 0


_PROCEEDS = "otop_proceeds_account_id"

KINDS = {
    kind.key: kind
    for kind in (
        EntryKind("sale", "Sale", 1, True, True, "shared", _PROCEEDS),
        EntryKind("refund", "Refund", -1, True, True, "shared", _PROCEEDS),
        # money back without goods: a price reduction, goodwill
        EntryKind("allowance", "Allowance", -1, False, True, "shared", _PROCEEDS),
        # goods lost or damaged in the centre's care
        EntryKind("compensation", "Compensation", 1, False, False, "centre", "otop_compensation_account_id"),
        EntryKind("fee", "Fee", -1, False, False, "producer", "otop_fee_account_id"),
        # a correction that a manager has decided
        EntryKind("adjustment", "Adjustment", 0, False, False, "centre", "otop_adjustment_account_id"),
        # what was owed before the first day in this system
        EntryKind("opening", "Opening balance", 0, False, False, "shared", "otop_opening_account_id"),
    )
}

SELECTION = [(kind.key, kind.label) for kind in KINDS.values()]
TRADED = tuple(kind.key for kind in KINDS.values() if kind.is_traded)
MAY_SETTLE = tuple(kind.key for kind in KINDS.values() if kind.may_settle)
BEARERS = [("shared", "Shared as the sale"), ("producer", "Producer"), ("centre", "Centre")]


def kind_of(pieces):
    """A channel's line with goods is a sale or a refund by the sign of its pieces.

    >>> kind_of(2), kind_of(-0.5)
    ('sale', 'refund')
    """
    return "sale" if pieces > 0 else "refund"


def pieces_sql():
    """The database's own check of the signs of pieces.

    >>> pieces_sql().split(" OR ")[0]
    "(kind = 'sale' AND quantity > 0)"
    """
    operators = {1: "quantity > 0", -1: "quantity < 0"}
    return " OR ".join(
        f"(kind = '{kind.key}' AND {operators[kind.sign] if kind.has_pieces else 'COALESCE(quantity, 0) = 0'})"
        for kind in KINDS.values()
    )
