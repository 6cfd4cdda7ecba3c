"""The rows of the demo data: invented people and goods, true places."""

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read(name):
    with open(DATA / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def producers(codes=None):
    """All of them, or those of these codes."""
    return [row for row in read("demo_producers.csv") if not codes or row["producer_code"] in codes]


def products(producer_codes):
    return [row for row in read("demo_products.csv") if row["producer_code"] in producer_codes]
