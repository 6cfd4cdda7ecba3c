from datetime import time

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import thai_calendar
from ...tools.consignment import money
from ...tools.entry_kinds import kind_of
from ...tools.sale_facts import SaleFacts


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    otop_producer_id = fields.Many2one(
        "res.partner",
        string="Producer of the proceeds",
        compute="_compute_otop_producer_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Whose money this item on the producers' proceeds account is. On a customer's invoice the partner is the "
        "customer, so the account could not be read by producer without it.",
    )

    @api.depends("account_id", "product_id", "partner_id")
    def _compute_otop_producer_id(self):
        for company, lines in self.grouped("company_id").items():
            proceeds = company.sudo().otop_proceeds_account_id  # sudo: a setting, whoever writes the entry
            for line in lines:
                producer = self.env["res.partner"]
                if proceeds and line.account_id == proceeds:
                    producer = line.product_id.producer_id or line.partner_id.filtered("is_otop_producer")
                line.otop_producer_id = producer

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
        # a draft may wait for its centre to be opened; posting refuses
        for line in lines.filtered(lambda line: line.company_id.sudo().otop_proceeds_account_id):  # sudo: a setting
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

    def _otop_taken_back(self, sales, left, with_vat):
        """What this line of a credit note takes back: the goods of one sale, or a part of its price.

        :param sales: entries of the credited invoice
        :param left: what is left of them, see `otop.ledger.entry._remaining`
        :param with_vat: baht that the line gives back
        :return: (kind, sale entry, amounts that the books must show or None)
        """
        pieces = self._otop_pieces()
        same_goods = sales.filtered(lambda sale: sale.product_id == self.product_id)
        enough = same_goods.filtered(lambda sale: sale._pieces_left(left[sale.id], pieces) >= 0)
        # a line that was sold in the same number comes first, so that a full credit note finds each its own
        for sale in enough.sorted(lambda sale: (bool(sale._pieces_left(left[sale.id], pieces)), sale.id)):
            if taken := sale._answer(pieces, with_vat, left[sale.id]):
                return "refund", sale, taken
        as_sold = same_goods.filtered(lambda sale: sale._costs_as_sold(pieces, with_vat))
        cheaper = (same_goods - as_sold).filtered(lambda sale: sale._can_reduce(pieces, with_vat, left[sale.id]))
        if cheaper and not as_sold:
            return "allowance", cheaper[0], None
        if enough and not as_sold:
            return "refund", enough[0], None
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

    def _otop_fix(self, taken, amounts):
        """Let the books of a credit note follow the refund room, so that returning a line in any number of
        steps ends at exactly zero."""
        if all(money(amounts[field]) == taken[field] for field in ("amount_with_vat", "amount_without_vat")):
            return
        # Core recomputes a document's taxes only when a quantity or a price changes, so the line is set anew.
        quantity, fixed = self.quantity, {field: -float(amount) for field, amount in taken.items()}
        values = self.tax_ids._otop_fixed_line(
            fixed, price_unit=self.price_unit, discount=self.discount, quantity=quantity, currency=self.currency_id
        )
        if values["extra_tax_data"]:
            self.quantity = 0
            self.write({"quantity": quantity, "extra_tax_data": values["extra_tax_data"]})

    def _otop_facts(self, amounts, kind=None, sale=None):
        """What the ledger is told about this invoice line.

        :param amounts: of `account.tax._otop_line_amounts`
        """
        self.ensure_one()
        move = self.move_id
        sign = -1 if move.move_type == "out_refund" else 1
        pieces = 0 if kind == "allowance" else sign * self._otop_pieces()
        # the proceeds account has the last word on the amount without VAT
        amounts = {
            **amounts,
            "amount_without_vat": -self.balance,
            "amount_with_vat": amounts["amount_vat"] - self.balance,
        }
        hold_reason = ""
        if sign < 0 and not sale:
            hold_reason = self.env._(
                "Credit note without its invoice: a manager decides whether the producer bears it."
            )
        return SaleFacts(
            kind=kind or kind_of(pieces),
            channel="wholesale",
            company_id=move.company_id.id,
            product_id=self.product_id.id,
            quantity=pieces,
            discount=self.discount,
            amount_list=pieces * self.product_id.lst_price if pieces else None,
            date_time=self._otop_date_time(),
            origin_model=self._name,
            origin_id=self.id,
            origin_name=move.name,
            reversed_entry_id=sale.id if sale else 0,
            move_id=move.id,
            hold_reason=hold_reason,
            **amounts,
        )

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
