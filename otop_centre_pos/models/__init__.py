from . import pos_config, stock_warehouse
from . import product_template, product_product, stock_lot
from . import pos_order_line, pos_order, account_move, pos_session
from . import account_payment
