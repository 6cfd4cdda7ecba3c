from . import res_partner_payee
from . import res_partner_bank
from . import account_payment
from . import account_partial_reconcile
from . import otop_producer_account
from . import otop_producer_account_line
from . import otop_producer_balance
from . import res_partner
