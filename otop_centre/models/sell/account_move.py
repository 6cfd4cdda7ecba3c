from odoo import fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Customer invoices and credit notes with consigned goods write the producers' ledger when they are posted."""

    _inherit = "account.move"

    otop_entry_ids = fields.One2many("otop.ledger.entry", "move_id", "Ledger Entries", readonly=True)
    otop_entry_count = fields.Integer("Ledger Entry Count", compute="_compute_otop_entry_count")

    def _compute_otop_entry_count(self):
        # sudo: only the number is shown; opening the list asks for the reader's own rights
        counts = dict(
            self.env["otop.ledger.entry"].sudo()._read_group([("move_id", "in", self.ids)], ["move_id"], ["__count"])
        )
        for move in self:
            move.otop_entry_count = counts.get(move._origin, 0)

    def _post(self, soft=True):
        # EXTENDS 'account'
        consigned = self.filtered(lambda move: move.is_sale_document(include_receipts=True) and move._is_otop_origin())
        for move in consigned.filtered(lambda move: not move.invoice_date and move._otop_lines()):
            move.invoice_date = move.company_id._otop_day()  # core would take the day of the user's time zone
        sales_refunded = consigned._otop_prepare_refunds()
        consigned.invoice_line_ids._otop_look_up_account(sales_refunded)
        posted = super()._post(soft)
        (consigned & posted)._otop_write_ledger(sales_refunded)
        return posted

    def _is_otop_origin(self):
        """Whether this document itself is the sale. A bridge says no for documents whose sale it has written."""
        self.ensure_one()
        return True

    def _otop_sales(self):
        """The sales that this document stands for: a bridge adds those its channel has written."""
        return self.otop_entry_ids.filtered(lambda entry: entry.kind == "sale")

    def _otop_lines(self):
        return self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product" and line.product_id.producer_id and line.quantity
        )

    def _otop_prepare_refunds(self):
        """Find the sale that each line of a credit note takes back, and make the books take back exactly it.

        :return: {credit note line: sale entry}
        """
        found = {}
        for move in self.filtered(lambda move: move.move_type == "out_refund" and move.reversed_entry_id):
            # sudo: whoever may post the credit note need not read the ledger
            sales = move.reversed_entry_id.sudo()._otop_sales()
            left = sales._remaining()
            for line in move._otop_lines():
                sale = line._otop_sale_of(sales, left)
                line._otop_take_back(sale)
                left[sale.id]["quantity"] -= line._otop_pieces()
                found[line] = sale
        return found

    def _otop_write_ledger(self, sales_refunded):
        """One entry a line, with the amounts that this document has just put into the books."""
        facts_list = []
        for move in self:
            if (lines := move._otop_lines()) and move.currency_id != move.company_id.currency_id:
                raise UserError(
                    self.env._(
                        "%(move)s sells goods of %(producer)s in %(currency)s. Producers are paid in %(baht)s: "
                        "change the currency of the document.",
                        move=move.display_name,
                        producer=lines[0].product_id.producer_id.display_name,
                        currency=move.currency_id.name,
                        baht=move.company_id.currency_id.name,
                    )
                )
            facts_list += [line._otop_facts(sales_refunded.get(line)) for line in lines]
        self.env["otop.ledger.entry"]._post(facts_list)

    def button_draft(self):
        # EXTENDS 'account'
        self._otop_refuse_undoing()
        return super().button_draft()

    def button_cancel(self):
        # EXTENDS 'account'
        self._otop_refuse_undoing()
        return super().button_cancel()

    def _otop_refuse_undoing(self):
        # sudo: only whether there are entries, for whoever handles the invoice
        if written := self.sudo().filtered("otop_entry_ids"):
            raise UserError(
                self.env._(
                    "%(move)s stands in the producers' ledger and cannot be taken back. "
                    "Make a credit note (or a new document) instead.",
                    move=written[0].display_name,
                )
            )

    def action_open_otop_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_ledger_entry_action")
        return action | {"domain": [("move_id", "=", self.id)], "context": {}}
