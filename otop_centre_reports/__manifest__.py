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
    "data": [],
}
