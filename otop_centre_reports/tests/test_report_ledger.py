from ast import literal_eval

from odoo.tests import tagged

from .common import OtopReportCommon


@tagged("post_install", "-at_install")
class TestReportLedger(OtopReportCommon):
    """The ledger by Thai fiscal year and quarter."""

    def test_fiscal_year_and_quarter_follow_the_local_day(self):
        entries = self.env["otop.ledger.entry"].search(
            [("producer_id", "in", (self.producer_a | self.producer_b).ids)], order="date_time"
        )
        self.assertTable(
            entries,
            ("fiscal_year", "fiscal_quarter", "quantity"),
            [
                ("2569", "4", 1),
                ("2570", "1", 3),
                ("2570", "1", -1),
                ("2570", "1", 2),
                ("2570", "1", 1),
                ("2570", "1", 1),
            ],
        )

    def test_installing_on_a_full_ledger_gives_the_same(self):
        Entry = self.env["otop.ledger.entry"]
        entries = Entry.search([])
        computed = [(entry.fiscal_year, entry.fiscal_quarter) for entry in entries]
        self.env.cr.execute("ALTER TABLE otop_ledger_entry DROP COLUMN fiscal_year, DROP COLUMN fiscal_quarter")
        Entry._fill_fiscal_columns()
        entries.invalidate_recordset()
        self.assertEqual([(entry.fiscal_year, entry.fiscal_quarter) for entry in entries], computed)

    def test_measures_are_sums(self):
        """A rate, a price or a number of stars added up would be nonsense: they are no measures."""
        fields = self.env["otop.ledger.entry"].fields_get(attributes=["aggregator", "type", "store"])
        measures = {
            name
            for name, field in fields.items()
            if field.get("store") and field["type"] in ("float", "monetary", "integer") and field.get("aggregator")
        }
        self.assertEqual(
            {name for name in measures if name != "id"},
            {
                "quantity",
                "amount_list",
                "amount_discount",
                "amount_with_vat",
                "amount_vat",
                "amount_without_vat",
                "amount_commission",
                "amount_payable",
            },
        )

    def test_favourites_group_by_real_fields(self):
        Entry = self.env["otop.ledger.entry"]
        favourites = self.env["ir.filters"].search([("model_id", "=", Entry._name), ("user_ids", "=", False)])
        self.assertTrue(favourites)
        for favourite in favourites:
            context = literal_eval(favourite.context)
            groups = context["pivot_row_groupby"] + context["pivot_column_groupby"]
            measures = [f"{measure}:sum" for measure in context["pivot_measures"]]
            with self.subTest(favourite=favourite.name):
                rows = Entry._read_group(literal_eval(favourite.domain), groups, measures)
                self.assertTrue(rows)
