from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.consignment import exact


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
        consigned = self.filtered_domain(self._otop_origin_domain())
        selling = consigned.filtered(lambda move: move._otop_lines())
        selling.company_id._otop_refuse_unready()
        for move in selling.filtered(lambda move: not move.invoice_date):
            move.invoice_date = move.company_id._otop_day()  # core would take the day of the user's time zone
        taken_back = consigned._otop_prepare_refunds()
        consigned.invoice_line_ids._otop_look_up_account({line: sale for line, (_kind, sale) in taken_back.items()})
        posted = super()._post(soft)
        posted._otop_refuse_stray_proceeds()
        (consigned & posted)._otop_write_ledger(taken_back)
        return posted

    @api.model
    def _otop_origin_domain(self):
        """Documents that are themselves the sale. A bridge takes out those whose sale it has written."""
        return Domain("move_type", "in", self.get_sale_types(include_receipts=True))

    def _otop_sales(self):
        """The sales that this document stands for: a bridge adds those its channel has written."""
        return self.otop_entry_ids.filtered(lambda entry: entry.kind == "sale")

    def _otop_lines(self):
        return self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product" and line.product_id.producer_id and line.quantity
        )

    def _otop_amounts(self):
        """What each consigned line puts into the books, with its part of the document's rounding."""
        self.ensure_one()
        base_lines, _tax_lines = self._get_rounded_base_and_tax_lines()
        sign = -1 if self.move_type == "out_refund" else 1
        return {
            base_line["record"]: self.env["account.tax"]._otop_line_amounts(base_line, sign)
            for base_line in base_lines
            if base_line["record"]
        }

    def _otop_prepare_refunds(self):
        """Find what each line of a credit note takes back, and make the books take back exactly that.

        :return: {credit note line: (kind, sale entry)}
        """
        found = {}
        for move in self.filtered(lambda move: move.move_type == "out_refund" and move.reversed_entry_id):
            # sudo: whoever may post the credit note need not read the ledger
            sales = move.reversed_entry_id.sudo()._otop_sales()
            left = sales._remaining()
            if not (lines := move._otop_lines()):
                continue
            amounts = move._otop_amounts()
            for line in lines:
                kind, sale, taken = line._otop_taken_back(sales, left, -amounts[line]["amount_with_vat"])
                if taken:
                    line._otop_fix(taken, amounts[line])
                if kind == "refund":
                    left[sale.id]["quantity"] -= exact(line._otop_pieces())
                    for field, amount in (taken or {}).items():
                        left[sale.id][field] += amount
                found[line] = (kind, sale)
        return found

    def _otop_write_ledger(self, taken_back):
        """One entry a line, with the amounts that this document has just put into the books."""
        facts_list = []
        for move in self:
            if not (lines := move._otop_lines()):
                continue
            if move.currency_id != move.company_id.currency_id:
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
            move._otop_refuse_taxes_on_proceeds()
            amounts = move._otop_amounts()
            facts_list += [line._otop_facts(amounts[line], *taken_back.get(line, (None, None))) for line in lines]
        self.env["otop.ledger.entry"]._post(facts_list)

    def _otop_refuse_stray_proceeds(self):
        """The producers' proceeds are moved by sales, refunds and settlements and by nothing that is typed by hand:
        the ledger would not know whose they are."""
        if self.env["otop.document.seal"]._is_unsealed():
            return
        for company, moves in (self - self._otop_may_move_proceeds()).grouped("company_id").items():
            # sudo: the account of a company setting, whoever keeps the books
            if not (proceeds := company.sudo().otop_proceeds_account_id):
                continue
            if stray := moves.line_ids.filtered(lambda line, account=proceeds: line.account_id == account)[:1]:
                raise UserError(
                    self.env._(
                        "%(document)s would move %(account)s, which only sales, refunds and settlements move. "
                        "Make a credit note to take a sale back, or cancel the settlement; for anything else take "
                        "another account.",
                        document=stray.move_id.display_name,
                        account=proceeds.display_name,
                    )
                )

    def _otop_may_move_proceeds(self):
        """Those that are themselves a sale or take one back. A bridge adds how its channel books."""
        return self.filtered(lambda move: move.is_sale_document(include_receipts=True))

    def _otop_refuse_taxes_on_proceeds(self):
        """A tax without an account of its own falls on the account of its line: the producers' money."""
        # sudo: the account of a company setting, needed by whoever sells
        proceeds = self.company_id.sudo().otop_proceeds_account_id
        stray = self.line_ids.filtered(lambda line: line.tax_line_id and line.account_id == proceeds)
        if stray:
            raise UserError(
                self.env._(
                    "The tax %(tax)s on %(move)s has no account, so its amount would stand among the producers' "
                    "proceeds. Take the tax off the line, or have the accountant give it an account.",
                    tax=stray[0].tax_line_id.display_name,
                    move=self.display_name,
                )
            )

    def write(self, vals):
        # EXTENDS 'account': every step of a move's life, whichever button or call it comes by, writes its state
        if "state" in vals and vals["state"] != "posted":
            self.filtered(lambda move: move.state == "posted")._otop_refuse_undoing()
        return super().write(vals)

    def _otop_refuse_undoing(self):
        # sudo: only whether there are entries, for whoever handles the invoice
        if written := self.sudo()._otop_in_ledger():
            raise UserError(
                self.env._(
                    "%(move)s stands in the producers' ledger and cannot be taken back. "
                    "Make a credit note (or a new document) instead.",
                    move=written[0].display_name,
                )
            )

    def _otop_in_ledger(self):
        """Those that book entries of the ledger. A bridge adds what books them for its channel."""
        return self.filtered("otop_entry_ids")

    def action_open_otop_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_ledger_entry_action")
        return action | {"domain": [("move_id", "=", self.id)], "context": {}}
