# settings
from . import ir_actions_report
from . import ir_sequence
from . import res_company
from . import account_chart_template
from . import account_chart_template_tax
from . import account_tax
from . import res_company_receive
from . import res_config_settings

# 1 register
from . import res_country_state
from . import otop_district
from . import otop_subdistrict
from . import res_bank
from . import res_partner
from . import res_partner_address
from . import res_partner_registration
from . import res_partner_duplicate
from . import res_partner_payee
from . import res_partner_bank
from . import otop_registration
from . import otop_document

# 2 agree
from . import otop_agreement
from . import otop_agreement_line

# 3 receive
from . import otop_certificate_type
from . import otop_category
from . import otop_category_requirement
from . import product_category
from . import otop_product_star
from . import otop_certificate
from . import product_template
from . import product_template_account
from . import product_product
from . import product_product_units
from . import otop_reject_reason
from . import otop_intake
from . import otop_intake_line
from . import res_partner_receive
from . import stock_warehouse
from . import stock_picking_type
from . import stock_picking
from . import stock_lot
from . import stock_quant
from . import stock_move
from . import stock_move_line
from . import stock_scrap

# 4 sell
from . import otop_ledger_entry
from . import account_move
from . import account_move_line

# 5 settle
from . import otop_settlement
from . import otop_settlement_bill
from . import otop_settlement_statement
from . import otop_agreement_period
from . import ir_attachment
from . import account_move_settlement

# 6 pay
from . import otop_producer_account
from . import otop_producer_account_line
from . import res_partner_account
