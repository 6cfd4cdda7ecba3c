"""The figures of a period, read once from the ledger.

Screen, PDF and workbook draw a ``PeriodSummary`` and compute nothing: whoever adds a column
adds it to ``columns`` and to the rows, and the three follow.
"""

from collections import namedtuple

from odoo.addons.otop_centre.tools import thai_calendar
from odoo.tools import float_round, format_date

# kind: integer | quantity | amount | share | text
Column = namedtuple("Column", "name title kind is_summed", defaults=("text", False))


class PeriodSummary:
    """R1, the monthly OTOP sales report: what was sold for each producer from date to date.

    A row is a producer at the place (DOPA code) frozen on his entries, so that a producer who
    moved stands once under each place and the report of a closed month never changes.
    Refunds count in the month in which the goods came back. Accumulated figures start with the
    Thai fiscal year, 1 October, in which the period ends.

    :param env: of the reader; his rights and companies bound what is summed
    :param bool is_vat_included: value as the customer paid it (what CDD counts), or without VAT
    """

    SALES = ("sale", "refund", "allowance")

    def __init__(self, env, date_from, date_to, is_vat_included=True, companies=None):
        self.env = env
        self.date_from, self.date_to = date_from, date_to
        self.is_vat_included = is_vat_included
        self.companies = companies or env.companies
        self.fiscal_year = thai_calendar.fiscal_year(date_to)
        self.columns = self._columns()
        self.rows = self._rows()
        self.totals = {column.name: self._total(column) for column in self.columns if column.is_summed}
        self.totals["producers"] = len({row["producer_id"] for row in self.rows if row["is_active"]})

    def _total(self, column):
        total = sum(row[column.name] for row in self.rows)
        return total if column.kind == "integer" else float_round(total, precision_digits=2)

    # what stands on the paper ----------------------------------------------------------------

    def _columns(self):
        _ = self.env._
        value = _("Sales value, VAT included") if self.is_vat_included else _("Sales value without VAT")
        return [
            Column("sequence", _("Row"), "integer"),
            Column("registration", _("OTOP number")),
            Column("producer", _("Producer")),
            Column("kind", _("Kind of producer")),
            Column("subdistrict", _("Subdistrict")),
            Column("district", _("District")),
            Column("province", _("Province")),
            Column("category", _("Category")),
            Column("star", _("Stars")),
            Column("products", _("Products sold"), "integer", True),
            Column("quantity", _("Units sold"), "quantity", True),
            Column("value", value, "amount", True),
            Column("income", _("Income to the producer"), "amount", True),
            Column("share", _("Share of sales, %"), "share"),
            Column("value_year", _("Accumulated in the fiscal year"), "amount", True),
        ]

    def text(self, column, row):
        """A figure of ``row`` as it is read on screen and paper."""
        value = row.get(column.name)
        if value is None or value is False:
            return ""
        if column.kind in ("amount", "share"):
            return f"{value:,.2f}"
        if column.kind == "quantity":
            return f"{value:,.2f}".rstrip("0").rstrip(".")
        return f"{value:,}" if column.kind == "integer" else str(value)

    def title(self):
        return self.env._("OTOP product sales by producer, %(period)s", period=self.period_name())

    def total_label(self):
        return self.env._("Total, %(count)s producers with sales in the period", count=self.totals["producers"])

    def today(self):
        return thai_calendar.thai_date(self.companies._otop_day())

    def period_name(self):
        """One month, some months or the fiscal year: as the dates say, in Buddhist-era years."""
        first, last = self.date_from, self.date_to
        months = [format_date(self.env, day, date_format="LLLL") for day in (first, last)]
        if (first.year, first.month) == (last.year, last.month):
            return self.env._(
                "%(month)s %(year)s, fiscal year %(fiscal_year)s",
                month=months[0],
                year=thai_calendar.be_year(first),
                fiscal_year=self.fiscal_year,
            )
        if (first, last) == thai_calendar.fiscal_bounds(self.fiscal_year):
            return self.env._("fiscal year %(year)s", year=self.fiscal_year)
        return self.env._(
            "%(first)s %(first_year)s to %(last)s %(last_year)s, fiscal year %(fiscal_year)s",
            first=months[0],
            first_year=thai_calendar.be_year(first),
            last=months[1],
            last_year=thai_calendar.be_year(last),
            fiscal_year=self.fiscal_year,
        )

    # the figures -----------------------------------------------------------------------------

    def _domain(self, date_from):
        return [
            ("company_id", "in", self.companies.ids),
            ("kind", "in", self.SALES),
            ("date", ">=", date_from),
            ("date", "<=", self.date_to),
        ]

    def _rows(self):
        Entry = self.env["otop.ledger.entry"]
        value = "amount_with_vat:sum" if self.is_vat_included else "amount_without_vat:sum"
        keys = ["producer_id", "origin_code", "state_id"]
        year_start = thai_calendar.fiscal_bounds(self.fiscal_year)[0]
        period = {
            tuple(group[:3]): group[3:]
            for group in Entry._read_group(
                self._domain(self.date_from),
                keys,
                ["product_id:count_distinct", "quantity:sum", value, "amount_payable:sum"],
            )
        }
        groups = Entry._read_group(
            self._domain(min(year_start, self.date_from)),
            keys,
            [value, "otop_category_id:array_agg_distinct", "otop_star:array_agg_distinct"],
        )
        facts = self._producer_facts({group[0].id for group in groups})
        places = self._places({group[1] for group in groups if group[1]})
        categories = self._categories(groups)
        total = sum(figures[2] for figures in period.values())
        rows = []
        for producer, code, state, value_year, category_ids, stars in groups:
            products, quantity, amount, income = period.get((producer, code, state), (0, 0.0, 0.0, 0.0))
            rows.append(
                {
                    "producer_id": producer.id,
                    "is_active": (producer, code, state) in period,
                    **facts[producer.id],
                    "subdistrict": "",
                    "district": "",
                    "province": state.name or "",
                    **places.get(code, {}),
                    "category": ", ".join(categories[category] for category in category_ids if category),
                    "star": self._stars(stars),
                    "products": products,
                    "quantity": quantity,
                    "value": amount,
                    "income": income,
                    "value_year": value_year,
                    "share": float_round(100 * amount / total, precision_digits=2) if total else 0.0,
                    "order": (code or "", facts[producer.id]["code"] or ""),
                }
            )
        rows.sort(key=lambda row: row["order"])
        for sequence, row in enumerate(rows, 1):
            row["sequence"] = sequence
        return rows

    def _producer_facts(self, ids):
        # sudo: the CDD reader may not open producers, whose form holds telephone numbers and bank
        # accounts; name, kind and registration number are what the district itself gave us
        producers = self.env["res.partner"].sudo().browse(sorted(ids))
        producers.fetch(["name", "producer_code", "producer_kind", "registration_number"])
        kinds = dict(producers._fields["producer_kind"]._description_selection(self.env))
        return {
            producer.id: {
                "code": producer.producer_code,
                "producer": producer.name,
                "kind": kinds.get(producer.producer_kind, ""),
                "registration": producer.registration_number or "",
            }
            for producer in producers
        }

    def _places(self, codes):
        subdistricts = self.env["otop.subdistrict"].search([("code", "in", list(codes))])
        return {
            subdistrict.code: {
                "subdistrict": subdistrict.name,
                "district": subdistrict.district_id.name,
                "province": subdistrict.district_id.state_id.name,
            }
            for subdistrict in subdistricts
        }

    def _categories(self, groups):
        ids = {category for group in groups for category in group[4] if category}
        return {category.id: category.name for category in self.env["otop.category"].browse(sorted(ids))}

    def _stars(self, stars):
        known = [star for star in stars if star]
        if not known:
            return "-"
        return str(known[0]) if known[0] == known[-1] else f"{known[0]}-{known[-1]}"
