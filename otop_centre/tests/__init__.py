from . import common
from . import test_agree_agreement
from . import test_sell_ledger
from . import test_sell_invoice
from . import test_receive_owner
