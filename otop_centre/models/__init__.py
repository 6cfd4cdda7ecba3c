from . import ir_sequence

# receive
from . import otop_certificate_type
from . import otop_category
from . import otop_category_requirement
from . import product_category
from . import account_chart_template_tax
from . import account_tax
from . import res_company_receive
from . import otop_product_star
from . import otop_certificate
from . import product_template
from . import product_product
from . import stock_quant
from . import stock_move
from . import stock_move_line
from . import stock_scrap
