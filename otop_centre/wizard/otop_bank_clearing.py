from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date


class OtopBankClearing(models.TransientModel):
    """What the bank's statement shows: payments, receipts and deposits that had left the books' one side and not
    yet arrived on the other are brought to the bank's own account, one line of the statement each.

    Until then a payment stands on an outstanding account and a drawer's deposit on the transfer account: the
    books say that it was sent, the bank has not said that it moved.
    """

    _name = "otop.bank.clearing"
    _description = "Bring to the Bank"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    journal_id = fields.Many2one(
        "account.journal",
        string="Bank",
        required=True,
        check_company=True,
        domain="[('type', '=', 'bank'), ('company_id', '=', company_id)]",
        help="The bank account whose statement lies before you.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(string="Date on the statement", required=True)
    line_ids = fields.Many2many("account.move.line", string="On the statement", readonly=True, check_company=True)
    amount_in = fields.Monetary(string="Money in", compute="_compute_amounts", help="Baht that came in.")
    amount_out = fields.Monetary(string="Money out", compute="_compute_amounts", help="Baht that went out.")

    @api.depends("line_ids")
    def _compute_amounts(self):
        for window in self:
            balances = window.line_ids.mapped("amount_residual")
            window.amount_in = sum(balance for balance in balances if balance > 0)
            window.amount_out = -sum(balance for balance in balances if balance < 0)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        lines = self.env["account.move.line"].browse(self.env.context.get("active_ids", []))
        if len(lines.company_id) > 1:
            raise UserError(
                self.env._("These belong to several centres. Bring those of one centre to its bank at a time.")
            )
        company = lines.company_id or self.env.company
        journals = self.env["account.journal"].search(
            [*self.env["account.journal"]._check_company_domain(company), ("type", "=", "bank")]
        )
        own = lines.journal_id & journals
        return values | {
            "company_id": company.id,
            "journal_id": (own or journals)[:1].id,
            "date": company._otop_day(),
            "line_ids": [Command.set(lines.ids)],
        }

    @api.model
    def _awaiting(self, companies):
        """Domain of the journal items that have left and not arrived."""
        return Domain(
            [
                ("account_id", "in", self._accounts(companies).filtered("reconcile").ids),
                ("company_id", "in", companies.ids),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("amount_residual", "!=", 0),
            ]
        )

    @api.model
    def _accounts(self, companies):
        """Where money stands between its document and the bank: outstanding and transfer accounts."""
        journals = self.env["account.journal"].search(
            [("type", "in", ("bank", "cash")), ("company_id", "in", companies.ids)]
        )
        methods = journals.inbound_payment_method_line_ids | journals.outbound_payment_method_line_ids
        accounts = methods.payment_account_id | companies.transfer_account_id
        for company in companies.root_id:
            # where Odoo puts a payment whose method names no account
            chart = self.env["account.chart.template"].with_context(allowed_company_ids=company.ids)
            for way in ("debit", "credit"):
                if account := chart.ref(f"account_journal_payment_{way}_account_id", raise_if_not_found=False):
                    accounts |= account
        return accounts - journals.default_account_id

    @api.model
    def action_awaiting(self):
        """The list of what awaits the bank, to be ticked against its statement."""
        action = self.env["ir.actions.act_window"]._for_xml_id("otop_centre.account_move_line_action_otop_awaiting")
        return action | {"domain": list(self._awaiting(self.env.companies))}

    def action_confirm(self):
        """Write a line of the bank's statement for each item and match the two."""
        self.ensure_one()
        self._check()
        statement_lines = self.env["account.bank.statement.line"].create(
            [
                {
                    "journal_id": self.journal_id.id,
                    "date": self.date,
                    "partner_id": line.partner_id.id,
                    "payment_ref": line.name or line.move_id.name,
                    "amount": line.amount_residual,
                    "counterpart_account_id": line.account_id.id,
                }
                for line in self.line_ids
            ]
        )
        self.line_ids._reconcile_plan(
            [
                line | arrived.move_id.line_ids.filtered(lambda other, line=line: other.account_id == line.account_id)
                for line, arrived in zip(self.line_ids, statement_lines, strict=True)
            ]
        )
        return {"type": "ir.actions.act_window_close"}

    def _check(self):
        if not self.line_ids:
            raise UserError(
                self.env._(
                    "Nothing was ticked. Choose Pay › Awaiting the bank and tick what the bank's statement shows."
                )
            )
        gone = self.line_ids - self.line_ids.filtered_domain(self._awaiting(self.company_id))
        if gone:
            raise UserError(
                self.env._(
                    "%(document)s does not await the bank, or is there already. "
                    "Choose Pay › Awaiting the bank, tick what the bank's statement shows and try again.",
                    document=gone[0].move_id.display_name,
                )
            )
        early = self.line_ids.filtered(lambda line: line.date > self.date)
        if early:
            raise UserError(
                self.env._(
                    "%(document)s is of %(day)s and cannot be on a statement of an earlier day. "
                    "Correct the date on the statement.",
                    document=early[0].move_id.display_name,
                    day=format_date(self.env, early[0].date),
                )
            )
