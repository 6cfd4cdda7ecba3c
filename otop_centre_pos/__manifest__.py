{
    "name": "OTOP Centre: point of sale",
    "summary": "Sells consigned goods at the till and writes the producers' ledger",
    "version": "19.0.1.0.0",
    "category": "Sales/OTOP Centre",
    "author": "OTOP Centre contributors",
    "license": "AGPL-3",
    "depends": [
        "otop_centre",
        "point_of_sale",
    ],
    "data": [
        "security/otop_groups.xml",
        "security/ir.model.access.csv",
        "security/otop_rules.xml",
        # sell
        "views/pos_config_views.xml",
        "wizard/otop_payment_correction_views.xml",
        "views/pos_order_views.xml",
        "views/otop_menus.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "otop_centre/static/src/scss/fonts.scss",
            "otop_centre/static/src/dates/*",
            "otop_centre_pos/static/src/**/*",
        ],
        "web.assets_tests": [
            "otop_centre_pos/static/tests/tours/**/*",
        ],
        "web.assets_unit_tests": [
            "otop_centre_pos/static/tests/unit/**/*",
        ],
    },
    "post_init_hook": "post_init_hook",
    "auto_install": True,
}
