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
    "data": [],
    "auto_install": True,
}
