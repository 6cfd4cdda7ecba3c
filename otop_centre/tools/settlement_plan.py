"""Who is settled at a cut-off, who is left out, and why. Pure: the ledger's figures come in as `Candidate`s.

>>> from datetime import date
>>> is_cycle_end("quarterly", date(2026, 10, 31)), is_cycle_end("quarterly", date(2026, 12, 31))
(False, True)
>>> is_cycle_end("semi_monthly", date(2026, 10, 15)), is_cycle_end("monthly", date(2026, 10, 15))
(True, False)
>>> is_cycle_end("weekly", date(2026, 11, 1))  # a Sunday
True
"""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

# In the order in which the plan lists them.
REASONS = [
    ("included", "Will be settled"),
    ("draft", "A draft is waiting"),
    ("negative", "Refunds are more than sales: carried forward"),
    ("minimum", "Below the minimum payout: carried forward"),
    ("cycle", "The cycle does not end on this day"),
    ("held", "Held until a manager decides"),
    ("till", "The till is not closed yet"),
    ("later", "Sold after the cut-off"),
    ("nothing", "Nothing open"),
]
ORDER = {reason: place for place, (reason, _label) in enumerate(REASONS)}


class Candidate(NamedTuple):
    """What the ledger says about one producer up to a cut-off. Amounts are baht."""

    producer_id: int
    agreement_id: int
    cycle: str
    draft_name: str
    minimum: Decimal
    date_first: object
    entry_count: int
    amount_with_vat: Decimal
    amount_payable: Decimal
    held_count: int
    amount_held: Decimal
    till_count: int
    amount_till: Decimal
    later_count: int
    amount_later: Decimal
    reason: str = ""


def is_cycle_end(cycle, day):
    """Whether `day` is the last day of a settlement cycle. Weeks end on Sunday."""
    is_month_end = (day + timedelta(days=1)).day == 1
    if cycle == "weekly":
        return day.weekday() == 6
    if cycle == "semi_monthly":
        return day.day == 15 or is_month_end
    if cycle == "quarterly":
        return is_month_end and day.month % 3 == 0
    return is_month_end


def reason(candidate, date_to, ignore_minimum=False, ignore_cycle=False):
    """Why a producer is settled or left out; one word of `REASONS`."""
    if candidate.draft_name:
        return "draft"
    if candidate.entry_count:
        if not ignore_cycle and not is_cycle_end(candidate.cycle, date_to):
            return "cycle"
        if candidate.amount_payable < 0:
            return "negative"
        if not ignore_minimum and candidate.amount_payable < candidate.minimum:
            return "minimum"
        return "included"
    for word in ("held", "till", "later"):
        if getattr(candidate, f"{word}_count"):
            return word
    return "nothing"


class SettlementPlan:
    """The answer for all producers of one centre up to one day: preview, run and night job draw it."""

    def __init__(self, candidates, date_to, ignore_minimum=False, ignore_cycle=False):
        self.date_to = date_to
        decided = (
            candidate._replace(reason=reason(candidate, date_to, ignore_minimum, ignore_cycle))
            for candidate in candidates
        )
        self.candidates = sorted(decided, key=lambda candidate: ORDER[candidate.reason])
        self.included = [candidate for candidate in self.candidates if candidate.reason == "included"]
        self.counts = Counter(candidate.reason for candidate in self.candidates)

    @property
    def amount_payable(self):
        """Baht payable to those who are settled."""
        return sum((candidate.amount_payable for candidate in self.included), Decimal(0))
