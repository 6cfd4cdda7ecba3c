from collections import defaultdict
from typing import NamedTuple

from odoo import models

from ...tools import baht_text, thai_calendar


class StatementLine(NamedTuple):
    """One product at one price and rate."""

    product: object
    price_unit: float
    commission_rate: float
    is_refund: bool
    quantity: float
    gross: float
    discount: float
    vat: float
    without_vat: float
    commission: float
    payable: float


class OtopSettlement(models.Model):
    """What the producer statement says: the paper of a settlement."""

    _inherit = "otop.settlement"

    # ------------------------------------------------------------------ what the paper says

    def _statement(self):
        """Everything the template draws; it computes nothing itself."""
        self.ensure_one()
        entries = self.env["otop.ledger.entry"].search([("settlement_id", "=", self.id)], order="date, date_time, id")
        lines = self._statement_lines(entries)
        units = self._statement_units()
        settled = defaultdict(float)
        for entry in entries:
            if entry.kind in ("sale", "refund"):
                settled[entry.product_id] += entry.quantity
        return {
            "lines": lines,
            "total": StatementLine("", 0, 0, False, *(sum(column) for column in list(zip(*lines, strict=True))[4:]))
            if lines
            else None,
            "units": units,
            "units_open": {
                product: row.sold - row.customer_returned - settled[product]
                for product, row in units.items()
                if self._is_quantity(row.sold - row.customer_returned - settled[product])
            },
            "entries": entries,
            # the mark of a paper that stands in place of a wrong one; the first paper has none
            "reissue": self.reissue_ids[:1],
            "words": baht_text.baht_text(self.amount_total),
            "thai_date": thai_calendar.thai_date,
            "thai_date_short": lambda day: thai_calendar.thai_date(day, short=True),
            "thai_date_numeric": thai_calendar.thai_date_numeric,
            "bank": self._statement_bank(),
            "money": lambda amount: f"{amount + 0:,.2f}",
            "count": lambda quantity: f"{quantity:,.3f}".rstrip("0").rstrip("."),
        }

    def _is_quantity(self, quantity):
        return abs(quantity) > 0.0005

    def _statement_lines(self, entries):
        """Sales grouped by product, price and rate; what customers brought back stands apart."""
        groups = defaultdict(lambda: [0.0] * 7)
        for entry in entries:
            key = (entry.product_id, entry.price_unit, entry.commission_rate, entry.kind in ("refund", "allowance"))
            row = groups[key]
            for index, amount in enumerate(
                (
                    entry.quantity,
                    entry.amount_with_vat + entry.amount_discount,
                    entry.amount_discount,
                    entry.amount_vat,
                    entry.amount_without_vat,
                    entry.amount_commission,
                    entry.amount_payable,
                )
            ):
                row[index] += amount
        lines = [StatementLine(*key, *row) for key, row in groups.items()]
        return sorted(
            lines, key=lambda line: (line.product.display_name or "", line.product.id, line.is_refund, line.price_unit)
        )

    def _statement_units(self):
        """Units of every product of the producer that lay here or moved in the period."""
        products = (
            self.env["product.product"]
            .with_context(active_test=False)
            .search([("producer_id", "=", self.producer_id.id)], order="default_code, id")
        )
        units = products._otop_units(self.date_from, self.date_to, self.company_id)
        return {product: units[product] for product in products if any(map(self._is_quantity, units[product]))}

    def _statement_bank(self):
        """Where the money goes, with all but the last four figures masked."""
        # sudo: account numbers are for finance; whoever prints the paper gets them masked
        bank = self.bill_id.sudo().partner_bank_id or self.sudo().producer_id.bank_ids[:1]
        if not bank:
            return ""
        mask = lambda number: "x" * max(len(number) - 4, 0) + number[-4:]  # noqa: E731
        parts = [bank.bank_id.name, mask((bank.acc_number or "").replace("-", ""))]
        if proxy := bank.proxy_value:
            parts.append(f"PromptPay {mask(proxy)}")
        return " ".join(part for part in parts if part)
