"""What an entry of the producers' ledger can be: the one table that the ledger and the producer's account read.

Pure Python: no database, no Odoo.
"""

SELECTION = [
    ("sale", "Sale"),
    ("refund", "Refund"),
    ("compensation", "Compensation"),
    ("fee", "Fee"),
    ("adjustment", "Adjustment"),
    ("opening", "Opening balance"),
]
