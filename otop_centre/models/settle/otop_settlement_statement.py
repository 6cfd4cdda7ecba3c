import logging
from collections import defaultdict
from typing import NamedTuple

from odoo import models
from odoo.exceptions import UserError

from ...tools import baht_text, thai_calendar

_logger = logging.getLogger(__name__)

# A few papers are printed while the manager waits; more of them right after, in the background.
PRINT_AT_ONCE = 3


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
    """The producer statement: the paper of a settlement, filed once and never redrawn."""

    _inherit = "otop.settlement"

    # ------------------------------------------------------------------ what the paper says

    def _statement(self):
        """Everything the template draws; it computes nothing itself."""
        self.ensure_one()
        entries = self.entry_ids.sorted(lambda entry: (entry.date, entry.date_time, entry.id))
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

    # ------------------------------------------------------------------ the file

    def _statement_file_name(self):
        self.ensure_one()
        return f"{self.name}.pdf"

    def _file_statements(self):
        """Print what was confirmed, now or in the background; the file then stands for good."""
        if len(self) > PRINT_AT_ONCE:
            self.env.ref("otop_centre.ir_cron_otop_settlement_statement")._trigger()
            return
        try:
            self._print_statements()
        except UserError as error:
            # the money side must not wait for a printer: the paper follows
            _logger.info("Statements %s are printed later: %s", self.mapped("name"), error)
            self.env.ref("otop_centre.ir_cron_otop_settlement_statement")._trigger()

    def _print_statements(self):
        """Render the confirmed settlements that have no file yet, and keep the files."""
        todo = self.filtered(lambda settlement: settlement.date_confirmed and not settlement.statement_id)
        if not todo:
            return
        # sudo: whoever prints first need not be allowed to attach files; the figures are frozen anyway
        report = self.env["ir.actions.report"].sudo()
        papers, kind = report._pre_render_qweb_pdf("otop_centre.otop_settlement_report_statement", todo.ids)
        if kind != "pdf":
            return  # Odoo's tests print nothing
        printed = {
            settlement: papers[settlement.id]["stream"].getvalue()
            for settlement in todo
            if papers[settlement.id]["stream"]
        }
        # an empty file is a printer that failed: the job tries again
        printed = {settlement: content for settlement, content in printed.items() if content}
        files = report.env["ir.attachment"].create(
            [
                {
                    "name": settlement._statement_file_name(),
                    "raw": content,
                    "res_model": self._name,
                    "res_id": settlement.id,
                    # the job prints for every centre; the paper is the settlement's
                    "company_id": settlement.company_id.id,
                }
                for settlement, content in printed.items()
            ]
        )
        for settlement, file in zip(printed, files, strict=True):
            settlement.sudo()._unsealed().statement_id = file

    def _cron_print_statements(self):
        """Print one paper at a time, each kept as soon as it is filed: no step comes near the server's time limits.
        One that cannot be printed waits for the next look and keeps no other waiting."""
        domain = [("date_confirmed", "!=", False), ("date_cancelled", "=", False), ("statement_id", "=", False)]
        todo = self.search(domain, order="date_confirmed, id")
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(todo))
        for settlement in todo:
            try:
                with self.env.cr.savepoint():
                    settlement._print_statements()
            except UserError as error:
                _logger.info("The statement %s is printed later: %s", settlement.name, error)
            if not commit(1):
                break

    def action_print_statement(self):
        """The filed paper when it stands; a preview of it while the settlement is a draft."""
        self.check_access("read")
        self._print_statements()
        return self.env.ref("otop_centre.otop_settlement_report_statement").report_action(self, config=False)
