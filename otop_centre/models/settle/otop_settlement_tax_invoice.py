from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

# What may be entered on a draft, by a clerk or by finance.
TAX_INVOICE = {"tax_invoice_number", "tax_invoice_date"}


class OtopSettlement(models.Model):
    """The tax invoice of a VAT-registered producer for his share.

    Only with it may the centre claim his VAT as input tax, so only with its number and date is
    that VAT on the bill and paid. Without it the settlement says what is missing.
    """

    _inherit = "otop.settlement"

    tax_invoice_number = fields.Char(copy=False, help="As the producer has printed it.")
    tax_invoice_date = fields.Date(sensible="invoice", copy=False)
    tax_invoice_by_id = fields.Many2one("res.users", "Tax Invoice Entered by", readonly=True, copy=False)
    tax_invoice_warning = fields.Text(compute="_compute_tax_invoice_warning")
    is_tax_invoice_expected = fields.Boolean(compute="_compute_tax_invoice_warning")

    _tax_invoice_uniq = models.UniqueIndex(
        "(producer_id, company_id, tax_invoice_number) WHERE tax_invoice_number IS NOT NULL AND date_cancelled IS NULL",
        "This tax invoice of the producer already stands on another settlement, and its VAT is claimed once.",
    )

    @api.depends("tax_invoice_number", "tax_invoice_date", "amount_payable", "state")
    @api.depends_context("lang")
    def _compute_tax_invoice_warning(self):
        expected = self.with_context(otop_all_tax_invoices=True)._producer_vat()
        expected = {settlement.id: vat for settlement, vat in expected.items()}
        for settlement in self:
            vat = expected.get(settlement._origin.id, 0)
            settlement.is_tax_invoice_expected = bool(vat)
            settlement.tax_invoice_warning = False
            if not vat or settlement._has_tax_invoice():
                continue
            amounts = {
                "producer": settlement.producer_id.name,
                "share": format_amount(self.env, settlement.amount_payable, settlement.currency_id),
                "vat": format_amount(self.env, vat, settlement.currency_id),
            }
            if settlement.state == "draft":
                settlement.tax_invoice_warning = self.env._(
                    "%(producer)s is VAT-registered. Enter the number and the date of the producer's tax invoice "
                    "over %(share)s + VAT %(vat)s; without it this VAT is neither paid nor claimed.",
                    **amounts,
                )
            else:
                settlement.tax_invoice_warning = self.env._(
                    "Settled without a tax invoice of %(producer)s: VAT of %(vat)s was neither paid nor claimed.",
                    **amounts,
                )

    def _has_tax_invoice(self):
        self.ensure_one()
        return bool(self.tax_invoice_number and self.tax_invoice_date)

    def _bill_lines(self):
        # EXTENDS 'otop_centre': no tax invoice, no purchase VAT
        lines = super()._bill_lines()
        if not self.env.context.get("otop_all_tax_invoices"):
            for settlement in self.filtered(lambda settlement: not settlement._has_tax_invoice()):
                lines[settlement.id] = [line._replace(is_taxed=False) for line in lines[settlement.id]]
        return lines

    def write(self, vals):
        # EXTENDS 'otop_centre': who enters it is noted by itself
        if self._is_unsealed() or not TAX_INVOICE & vals.keys():
            return super().write(vals)
        self._check_tax_invoice(vals)
        self._document_check_open(vals)
        vals = {**vals, "tax_invoice_by_id": self.env.uid}
        if vals.get("tax_invoice_number"):
            vals["tax_invoice_number"] = vals["tax_invoice_number"].strip()
        result = super(OtopSettlement, self._unsealed()).write(vals)
        self._refresh_amounts()
        return result

    def _check_tax_invoice(self, vals):
        self._check_state(
            "draft",
            self.env._("A tax invoice is entered before the settlement is confirmed; afterwards its bill stands."),
        )
        today = self.env.company._otop_day()
        day = fields.Date.to_date(vals.get("tax_invoice_date"))
        if day and day > today:
            raise UserError(
                self.env._("A tax invoice cannot be dated %(day)s, after today. Enter the date printed on it.", day=day)
            )

    def _lock(self):
        # EXTENDS 'otop_centre': finance may write a draft's tax invoice, and takes no other step with it
        self._check_clerk()
        return super()._lock()

    def _check_clerk(self):
        if not self.env.su and not self.env.user.has_group("otop_centre.group_otop_clerk"):
            raise AccessError(
                self.env._(
                    "Finance enters the producer's tax invoice on a settlement; a clerk or a manager does the rest. "
                    "Ask one of them."
                )
            )
