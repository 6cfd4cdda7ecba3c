from . import test_sell_ticket
from . import test_sell_refund
from . import test_sell_closing
from . import test_sell_owner
from . import test_sell_terms
from . import test_sell_till_data
from . import test_sell_tours
from . import test_month
