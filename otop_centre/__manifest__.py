{
    "name": "OTOP Centre",
    "summary": "Consignment of OTOP goods: register, agree, receive, sell, settle, pay",
    "version": "19.0.1.0.0",
    "category": "Sales/OTOP Centre",
    "author": "OTOP Centre contributors",
    "license": "AGPL-3",
    "depends": [
        "account",
        "l10n_account_withholding_tax",
        "l10n_th",
        "portal",
        "product_expiry",
        "sale_stock",
        "stock_account",
    ],
    "data": [
        "security/otop_groups.xml",
        "security/ir.model.access.csv",
        "security/otop_rules.xml",
        "security/otop_register_security.xml",
        # the roots of the menu; each screen hangs its own entry below its step
        "views/settings/otop_menus.xml",
        "report/otop_paper_templates.xml",
        # register
        "data/geography.xml",
        "data/res.bank.csv",
        "data/otop_register_data.xml",
        "views/settings/res_config_settings_views.xml",
        "views/register/otop_geography_views.xml",
        "views/register/res_bank_views.xml",
        "views/register/otop_registration_views.xml",
        "views/register/otop_document_views.xml",
        "views/register/res_partner_views.xml",
        # agree
        "views/agree/otop_agreement_views.xml",
        # receive
        "data/otop_category_data.xml",
        "data/otop_certificate_type_data.xml",
        "data/otop_reject_reason_data.xml",
        "data/product_data.xml",
        "report/otop_label_templates.xml",
        "report/otop_intake_templates.xml",
        "report/otop_withdrawal_templates.xml",
        "wizard/otop_withdrawal_views.xml",
        "views/receive/otop_category_views.xml",
        "views/receive/product_template_views.xml",
        "views/receive/otop_certificate_views.xml",
        "views/receive/otop_intake_views.xml",
        "views/receive/stock_picking_views.xml",
        "views/receive/stock_quant_views.xml",
        "views/receive/res_partner_views.xml",
        # sell
        "views/sell/otop_ledger_entry_views.xml",
        "views/sell/account_move_views.xml",
        "views/sell/sale_order_views.xml",
        # settle
        "report/otop_settlement_statement.xml",
        "views/settle/otop_settlement_views.xml",
        "views/settle/otop_settlement_run_views.xml",
        "views/settle/otop_integrity_check_views.xml",
        # pay
        "views/pay/otop_producer_account_views.xml",
        "views/pay/otop_settle_pay_menus.xml",
        # report
    ],
    "post_init_hook": "post_init_hook",
    "assets": {
        "web.assets_backend": [
            "otop_centre/static/src/run/*",
        ],
        "web.report_assets_common": [
            "otop_centre/static/src/scss/fonts.scss",
            "otop_centre/static/src/scss/paper.scss",
            "otop_centre/static/src/scss/statement.scss",
        ],
    },
    "application": True,
}
