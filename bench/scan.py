"""One more scan in an intake of two hundred rows against the same in one of two.

The scanner calls `otop_scan`, which keeps the row at once; then the form reads the page that it shows. Rows are of
different products with shelf lives and lots, so that each has all of its checks. Queries are compared too: they must
be equal.
"""

from shared.clock import Clock

FEW, MANY = 2, 200
GOAL, ROUNDS = 1.25, 15


def intake_of(env, producer, products):
    return env["otop.intake"].create(
        {"producer_id": producer.id, "line_ids": [(0, 0, {"product_id": product.id}) for product in products]}
    )


def main(env):
    clock = Clock()
    producer = env["res.partner"].create({"name": "Bench", "is_otop_producer": True, "producer_code": "BENCH"})
    category = env["otop.category"].search([("code", "=", "C")])
    products = env["product.product"].create(
        [
            {
                "name": f"Bench {number}",
                "producer_id": producer.id,
                "list_price": 107,
                "is_storable": True,
                "barcode": f"OTOP{number:05}X",
                "otop_category_id": category.id,
                "tracking": "lot" if number % 2 else "none",
            }
            for number in range(MANY + 1)
        ]
    )
    intakes = {rows: intake_of(env, producer, products[:rows]) for rows in (FEW, MANY)}
    asked = {}

    def scan(rows):
        def work():
            env.flush_all()
            env.invalidate_all()
            before = env.cr.sql_log_count
            assert "row" in intakes[rows].otop_scan(products[0].barcode)
            env.flush_all()
            asked[rows] = env.cr.sql_log_count - before

        return work

    found = clock.in_turn(ROUNDS, few=scan(FEW), many=scan(MANY))
    more = f"{asked[MANY]} queries against {asked[FEW]}"
    clock.ratio(f"one more scan at row {MANY} against row {FEW}", found["many"], found["few"], GOAL, more)
    clock.at_most("more queries of it", asked[MANY] - asked[FEW], 0, "queries")
    clock.end()


main(env)  # noqa: F821  (the shell's own name)
