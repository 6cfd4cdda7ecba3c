from . import res_partner_payee
from . import res_partner_bank
from . import otop_producer_account
from . import otop_producer_account_line
from . import res_partner
