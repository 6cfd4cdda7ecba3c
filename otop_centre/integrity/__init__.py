"""The integrity check, one rule a file, in the order of the flow. Addons add theirs in `otop.integrity.check._rules`."""

from .intakes import Intakes
from .units import Units
from .owners import Owners
from .origins import Origins
from .pieces import Pieces
from .entry_sums import EntrySums
from .entry_terms import EntryTerms
from .refunds import Refunds
from .booked import Booked
from .vat import Vat
from .proceeds import Proceeds
from .commission import Commission
from .settled_once import SettledOnce
from .bills import Bills
from .payments import Payments

RULES = (
    Intakes,
    Units,
    Owners,
    Origins,
    Pieces,
    EntrySums,
    EntryTerms,
    Refunds,
    Booked,
    Vat,
    Proceeds,
    Commission,
    SettledOnce,
    Bills,
    Payments,
)
