from . import otop_settlement
from . import otop_settlement_bill
from . import otop_settlement_statement
from . import otop_agreement
from . import otop_intake
from . import ir_actions_report
from . import ir_attachment
from . import account_move
