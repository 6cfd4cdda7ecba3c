from . import common
from . import test_report_ledger
from . import test_report_sales
from . import test_report_sales_access
