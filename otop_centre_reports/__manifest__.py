{
    "name": "OTOP Centre: reports",
    "summary": "Analyses of the producers' ledger for the district, the municipality and the accountant",
    "version": "19.0.1.0.0",
    "category": "Sales/OTOP Centre",
    "author": "OTOP Centre contributors",
    "license": "AGPL-3",
    "depends": [
        "otop_centre",
        "report_xlsx",
    ],
    "data": [
        "security/ir.model.access.csv",
        "security/otop_rules.xml",
        "views/otop_ledger_entry_views.xml",
        "data/ir_filters.xml",
        "report/otop_sales_report_templates.xml",
        "report/otop_sales_report_reports.xml",
        "wizard/otop_sales_report_views.xml",
    ],
    "assets": {
        "web.report_assets_common": [
            "otop_centre_reports/static/src/scss/report.scss",
        ],
        "web.assets_backend": [
            "otop_centre_reports/static/src/scss/report.scss",
        ],
    },
}
