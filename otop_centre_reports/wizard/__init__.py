from . import otop_sales_report
