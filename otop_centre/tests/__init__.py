from . import common
from . import test_tools
from . import test_agree_agreement
from . import test_receive_owner
from . import test_sell_ledger
from . import test_sell_invoice
from . import test_settle_settlement
from . import test_settle_bill
