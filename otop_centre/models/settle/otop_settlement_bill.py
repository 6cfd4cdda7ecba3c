from collections import defaultdict
from typing import NamedTuple

from odoo import Command, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.entry_kinds import KINDS, TRADED
from ...tools.thai_calendar import thai_date


class BillLine(NamedTuple):
    """One line of a settlement's bill, before it has a label and a tax record."""

    side: str  # proceeds | commission | cost, or the kind of an entry that no sale stands behind
    is_taxed: bool
    amount: float


class OtopSettlement(models.Model):
    """The bill of a settlement: what the books say about it (brief 4.6 and 4.7)."""

    _inherit = "otop.settlement"

    def _bill_lines(self):
        """What each bill is made of, one query for all.

        Agent mode: the proceeds (which the sales left on the clearing account), less the commission.
        Principal mode: the cost of what was sold. Goods that bore VAT stand apart from exempt ones
        when the producer is VAT-registered, because his tax invoice carries VAT on his share.

        :return: {settlement id: [BillLine]}
        """
        lines = defaultdict(list)
        if not self:
            return lines
        self.env["otop.ledger.entry"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT e.settlement_id,
                       CASE WHEN e.kind IN %(traded)s THEN COALESCE(e.mode, 'agent') ELSE e.kind END AS side,
                       (e.vat_regime = 'own_name' AND e.is_producer_vat_registered AND e.amount_vat != 0
                        AND e.kind IN %(traded)s) IS TRUE AS is_taxed,
                       SUM(e.amount_without_vat), SUM(e.amount_commission), SUM(e.amount_payable)
                  FROM otop_ledger_entry e
                 WHERE e.settlement_id IN %(ids)s
              GROUP BY 1, 2, 3
              ORDER BY 1, 2, 3 DESC
                """,
                traded=TRADED,
                ids=tuple(self.ids),
            )
        )
        for settlement_id, side, is_taxed, without_vat, commission, payable in rows:
            if side == "principal":
                lines[settlement_id].append(BillLine("cost", is_taxed, payable))
            elif side == "agent":
                lines[settlement_id].append(BillLine("proceeds", is_taxed, without_vat))
                lines[settlement_id].append(BillLine("commission", is_taxed, -commission))
            else:
                lines[settlement_id].append(BillLine(side, is_taxed, payable))
        return lines

    def _producer_vat(self):
        """The VAT of the producers' own tax invoices, as the bill will compute it: {settlement: baht}."""
        bill_lines, result = self._bill_lines(), {}
        AccountTax = self.env["account.tax"]
        for settlement in self:
            lines = bill_lines[settlement.id]
            if not any(line.is_taxed for line in lines):
                continue
            company = settlement.company_id
            base_lines = [
                AccountTax._prepare_base_line_for_taxes_computation(
                    {},
                    tax_ids=settlement._purchase_tax() if line.is_taxed else AccountTax,
                    price_unit=float(line.amount),
                    quantity=1.0,
                    currency_id=settlement.currency_id,
                    partner_id=settlement.producer_id,
                )
                for line in lines
            ]
            AccountTax._add_tax_details_in_base_lines(base_lines, company)
            AccountTax._round_base_lines_tax_details(base_lines, company)
            totals = AccountTax._get_tax_totals_summary(base_lines, settlement.currency_id, company)
            result[settlement] = totals["tax_amount_currency"]
        return result

    def _purchase_tax(self):
        tax = self.company_id.account_purchase_tax_id
        if not tax or tax.price_include:
            raise UserError(
                self.env._(
                    "%(producer)s is VAT-registered, but %(centre)s has no purchase VAT on the price without VAT. "
                    "Have an administrator choose it in Invoicing › Configuration › Settings.",
                    producer=self.producer_id.display_name,
                    centre=self.company_id.display_name,
                )
            )
        return tax

    def _bill_account(self, side):
        company = self.company_id
        field = {
            "proceeds": KINDS["sale"].account,
            "commission": "otop_commission_account_id",
            "cost": "expense_account_id",
        }.get(side) or KINDS[side].account
        if not (account := company[field]):
            raise UserError(
                self.env._(
                    "%(centre)s has no expense account for the goods it buys when they are sold. "
                    "Have an administrator choose it in Invoicing › Configuration › Settings.",
                    centre=company.display_name,
                )
            )
        return account

    def _bill_label(self, side):
        paper = self.with_context(lang=self.company_id._otop_paper_lang())
        labels = {
            "proceeds": paper.env._("Sales of consigned goods"),
            "commission": paper.env._("Consignment commission (GP)"),
            "cost": paper.env._("Goods bought when sold"),
            "compensation": paper.env._("Compensation for goods lost or damaged"),
            "fee": paper.env._("Fees of the centre"),
            "adjustment": paper.env._("Corrections"),
            "opening": paper.env._("Balance brought forward"),
        }
        return f"{labels[side]} {thai_date(self.date_from, short=True)} – {thai_date(self.date_to, short=True)}"

    def _prepare_bill(self, lines):
        self.ensure_one()
        return {
            "move_type": "in_invoice",
            "company_id": self.company_id.id,
            "journal_id": self.company_id.otop_settlement_journal_id.id,
            "partner_id": self.producer_id.id,
            "ref": self.name,
            "payment_reference": self.name,
            "invoice_date": self.date_to,
            "invoice_date_due": self.date_due,
            "invoice_payment_term_id": False,
            "invoice_line_ids": [
                Command.create(
                    {
                        "name": self._bill_label(line.side),
                        "account_id": self._bill_account(line.side).id,
                        "quantity": 1.0,
                        "price_unit": float(line.amount),
                        "tax_ids": [Command.set(self._purchase_tax().ids if line.is_taxed else [])],
                    }
                )
                for line in lines
                if line.amount or line.side in ("proceeds", "cost")
            ],
        }

    def _make_bills(self):
        self.company_id._otop_refuse_unready()
        lines = self._bill_lines()
        self.producer_id.mapped("property_account_position_id")  # at once; Odoo asks for each by itself
        return self.env["account.move"].create([settlement._prepare_bill(lines[settlement.id]) for settlement in self])

    def _check_bills(self):
        """The books say what the settlement says, to the satang, or nothing is confirmed."""
        for settlement in self:
            if settlement.currency_id.compare_amounts(settlement.bill_id.amount_total, settlement.amount_total):
                raise UserError(
                    self.env._(
                        "The bill of %(settlement)s comes to %(bill)s, but the settlement to %(total)s. "
                        "Nothing was confirmed; please report this to whoever looks after the system.",
                        settlement=settlement.name,
                        bill=settlement.bill_id.amount_total,
                        total=settlement.amount_total,
                    )
                )
