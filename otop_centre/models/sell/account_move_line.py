from datetime import time

from odoo import fields, models
from odoo.exceptions import UserError

from ...tools import thai_calendar


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _compute_account_id(self):
        # EXTENDS 'account': until the document is posted its date may move, so posting looks again
        super()._compute_account_id()
        self._otop_look_up_account({})

    def _otop_look_up_account(self, sales_refunded):
        """Let consigned lines of customer documents go to the account of the terms at the document's date,
        or of the sale that they take back.

        :param sales_refunded: {credit note line: its sale's entry}
        """
        lines = self.filtered(
            lambda line: (
                line.display_type == "product"
                and line.product_id.producer_id
                and line.move_id.is_sale_document(include_receipts=True)
            )
        )
        modes = {line: sale.mode for line, sale in sales_refunded.items()}
        for company, company_lines in lines.filtered(lambda line: line not in modes).grouped("company_id").items():
            events = [(line.product_id, line._otop_day(), "wholesale") for line in company_lines]
            for line, terms in zip(company_lines, self.env["otop.agreement"]._terms(company, events), strict=True):
                modes[line] = terms.mode
        for line in lines:
            account = line.product_id._otop_sale_account(line.company_id, modes[line], line.move_id.fiscal_position_id)
            proceeds = line.company_id.sudo().otop_proceeds_account_id  # sudo: a setting, for whoever invoices
            # a principal's income may be booked on another account by hand, but never as proceeds
            if account != line.account_id and proceeds in (account, line.account_id):
                line.account_id = account

    def _otop_pieces(self):
        """Pieces in the product's own unit; a dozen on the invoice is twelve for the producer."""
        self.ensure_one()
        unit = self.product_uom_id or self.product_id.uom_id
        return unit._compute_quantity(self.quantity, self.product_id.uom_id, rounding_method="HALF-UP")

    def _otop_sale_of(self, sales, left):
        """The entry of the credited invoice that this line takes back."""
        same_goods = sales.filtered(lambda sale: sale.product_id == self.product_id)
        pieces = self._otop_pieces()
        enough = same_goods.filtered(lambda sale: left[sale.id]["quantity"] >= pieces)
        same_price = enough.filtered(
            lambda sale: self.currency_id.compare_amounts(sale.price_unit, self.price_unit) == 0
        )
        sale = (same_price or enough)[:1]
        if not sale:
            raise UserError(
                self.env._(
                    "%(move)s takes back %(pieces)g of %(product)s, but %(invoice)s has only %(left)g left to return. "
                    "Correct the quantity on the credit note.",
                    move=self.move_id.display_name,
                    pieces=pieces,
                    product=self.product_id.display_name,
                    invoice=self.move_id.reversed_entry_id.display_name,
                    left=sum(left[entry.id]["quantity"] for entry in same_goods),
                )
            )
        return sale

    def _otop_take_back(self, sale):
        """Let the books of a credit note follow the cumulative method, so that returning a line in any number
        of steps ends at exactly zero. A credit for less than the sold price is left as it is typed."""
        wanted = sale._refund_amounts(self._otop_pieces())
        as_sold = self.currency_id.compare_amounts(self.price_total, -wanted["amount_with_vat"])
        if abs(as_sold) and abs(self.price_total + wanted["amount_with_vat"]) > 0.01 * max(1, abs(self.quantity)):
            return
        if not self.currency_id.compare_amounts(self.price_subtotal, -wanted["amount_without_vat"]) and not as_sold:
            return
        taxes = self.tax_ids.flatten_taxes_hierarchy()
        if len(taxes) != 1:
            return
        # Core recomputes a document's taxes only when a quantity or a price changes, so the line is set anew.
        quantity = self.quantity
        self.quantity = 0
        extra_tax_data = {
            "currency_id": self.currency_id.id,
            "price_unit": self.price_unit,
            "discount": self.discount,
            "quantity": quantity,
            "rate": 1.0,
            "manual_total_excluded_currency": -wanted["amount_without_vat"],
            "manual_total_excluded": -wanted["amount_without_vat"],
            "manual_tax_amounts": {
                str(taxes.id): {
                    "base_amount_currency": -wanted["amount_without_vat"],
                    "base_amount": -wanted["amount_without_vat"],
                    "tax_amount_currency": -wanted["amount_vat"],
                    "tax_amount": -wanted["amount_vat"],
                }
            },
        }
        self.write({"quantity": quantity, "extra_tax_data": extra_tax_data})

    def _otop_facts(self, sale=None):
        """What the ledger is told about this invoice line, in the words of `otop.ledger.entry._post`."""
        self.ensure_one()
        move = self.move_id
        sign = -1 if move.move_type == "out_refund" else 1
        without_vat = -self.balance
        vat = move.company_id.currency_id.round(sign * (self.price_total - self.price_subtotal))
        pieces = sign * self._otop_pieces()
        hold_reason = ""
        if sign < 0 and not sale:
            hold_reason = self.env._(
                "Credit note without its invoice: a manager decides whether the producer bears it."
            )
        return {
            "kind": "sale" if pieces > 0 else "refund",
            "channel": "wholesale",
            "company_id": move.company_id.id,
            "product_id": self.product_id.id,
            "quantity": pieces,
            "price_unit": self.price_unit,
            "price_list": self.product_id.lst_price,
            "discount": self.discount,
            "amount_with_vat": without_vat + vat,
            "amount_vat": vat,
            "amount_without_vat": without_vat,
            "date_time": self._otop_date_time(),
            "origin_model": self._name,
            "origin_id": self.id,
            "origin_name": move.name,
            "reversed_entry_id": sale.id if sale else False,
            "move_id": move.id,
            "hold_reason": hold_reason,
        }

    def _otop_day(self):
        """The day of the event: the invoice's date; a draft without one is dated today when it is posted."""
        return self.move_id.invoice_date or self.move_id.company_id._otop_day()

    def _otop_date_time(self):
        """An invoice has a day and no hour: noon in the centre stands for it, today's own time for today."""
        day = self._otop_day()
        now = fields.Datetime.now()
        if self.company_id._otop_day(now) == day:
            return now
        return thai_calendar.utc_moment(day, time(12))
