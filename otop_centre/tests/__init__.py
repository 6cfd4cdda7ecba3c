from . import common
from . import test_tools
<<<<<<< HEAD
from . import test_log_mask
=======
from . import test_tools_text
>>>>>>> origin/main
from . import test_register_ids
from . import test_register_address
from . import test_register_producer
from . import test_register_registration
from . import test_register_duplicates
from . import test_register_access
from . import test_register_product
from . import test_agree_agreement
from . import test_receive_owner
from . import test_receive_intake
from . import test_receive_withdrawal
from . import test_receive_papers
from . import test_sell_ledger
from . import test_sell_invoice
from . import test_settle_settlement
from . import test_settle_bill
from . import test_settle_concurrency
from . import test_settle_rpc
from . import test_settle_statement
from . import test_settle_integrity
from . import test_pay_settlement
