from . import ir_actions_report
from . import ir_sequence
from . import otop_vat_regime
from . import res_company
from . import res_company_vat
from . import account_chart_template
from . import account_tax
from . import res_config_settings
