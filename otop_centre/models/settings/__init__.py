from . import ir_http
from . import ir_module_module
from . import ir_actions_report
from . import ir_sequence
from . import res_company
from . import account_chart_template
from . import account_tax
from . import res_config_settings
