from . import pos_config, stock_move, stock_move_line
from . import product_template, product_product, stock_lot
from . import otop_ticket_seal, pos_order_line, pos_order, pos_payment, pos_pack_operation_lot
from . import account_move, pos_session
from . import account_payment, ir_module_module
