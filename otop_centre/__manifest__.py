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
        # the roots of the menu; each screen hangs its own entry below its step
        "views/otop_menus.xml",
        # register
        # agree
        # receive
        "data/otop_category_data.xml",
        "data/otop_certificate_type_data.xml",
        "data/product_data.xml",
        # sell
        # settle
        # pay
        # report
    ],
    "application": True,
}
