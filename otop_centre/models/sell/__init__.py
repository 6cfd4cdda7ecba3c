from . import otop_ledger_entry
from . import otop_ledger_door
from . import otop_ledger_refund
from . import otop_ledger_claim
from . import otop_ledger_hold
from . import otop_ledger_waiting
from . import account_move
from . import account_move_line
