from . import otop_withdrawal
from . import otop_withdrawal_line
from . import otop_integrity_check
from . import otop_integrity_check_line
from . import otop_integrity_difference
from . import account_payment_register
from . import sale_advance_payment_inv
from . import base_partner_merge_automatic_wizard
