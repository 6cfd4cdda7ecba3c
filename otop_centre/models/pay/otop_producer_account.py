from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from .producer_account import ProducerAccount

# Rows shown with an account; whoever wants more opens its sales, settlements or payments.
ROWS = 80


class OtopProducerAccount(models.TransientModel):
    """What the centre and one producer owe each other, on one screen, as it stood when it was opened.

    `ProducerAccount` answers; this draws. Balance = open + in drafts + left to pay.
    """

    _name = "otop.producer.account"
    _description = "Producer Account"
    _rec_name = "producer_id"
    _check_company_auto = True

    producer_id = fields.Many2one("res.partner", required=True, readonly=True, check_company=True)
    producer_code = fields.Char(related="producer_id.producer_code", string="Code")
    company_id = fields.Many2one("res.company", "Centre", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount_with_vat = fields.Monetary("Sold", readonly=True, help="To customers, VAT included, less refunds.")
    amount_commission = fields.Monetary("Commission", readonly=True)
    amount_payable = fields.Monetary(
        "Producer's share", readonly=True, help="Of all sales so far, before the producer's own VAT."
    )
    amount_open = fields.Monetary("To settle", readonly=True, help="Not yet in a settlement.")
    open_count = fields.Integer("Open sales", readonly=True)
    amount_held = fields.Monetary("Of which held", readonly=True)
    amount_draft = fields.Monetary("In drafts", readonly=True, help="In settlements not yet confirmed.")
    amount_producer_vat = fields.Monetary("Producer's VAT", readonly=True, help="On his tax invoices so far.")
    amount_due = fields.Monetary("To pay", readonly=True, help="Settled and not yet paid.")
    amount_paid = fields.Monetary("Paid", readonly=True)
    amount_balance = fields.Monetary("Balance", readonly=True, help="All that the centre owes the producer today.")
    date_last_sale = fields.Date("Last sale", readonly=True)
    date_settled = fields.Date("Settled up to", readonly=True)
    line_ids = fields.One2many("otop.producer.account.line", "account_id", "Movements", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever asks names producer and centre; the figures come from the ledger, read with his own rights."""
        partners, companies = self.env["res.partner"], self.env["res.company"]
        filled = []
        for vals in vals_list:
            producer = partners.browse(vals["producer_id"])
            company = companies.browse(vals.get("company_id") or self.env.company.id)
            account = ProducerAccount(producer, company)
            rows = [Command.create(movement._asdict()) for movement in account.movements(ROWS)]
            filled.append({"producer_id": producer.id, "company_id": company.id, "line_ids": rows, **account.figures()})
        return super().create(filled)

    def _settlements(self):
        return self.env["otop.settlement"].search(
            [("producer_id", "in", self.producer_id.ids), ("company_id", "in", self.company_id.ids)]
        )

    def action_settle(self):
        return self.producer_id._otop_action_settle(self.company_id)

    def action_pay(self):
        """Pay everything that this producer has been settled for."""
        return self._settlements().filtered(lambda settlement: settlement.amount_due > 0).action_pay()

    def action_open_entries(self):
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_ledger_entry_action")
        return action | {"domain": [("producer_id", "in", self.producer_id.ids)], "context": {}}

    def action_open_unsettled(self):
        action = self.action_open_entries()
        return action | {"domain": action["domain"] + [("settlement_id", "=", False)]}

    def action_open_settlements(self):
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_settlement_action")
        return action | {"domain": [("producer_id", "in", self.producer_id.ids)], "context": {}}

    def action_open_payments(self):
        if not self.env["account.payment"].has_access("read"):
            raise UserError(self.env._("Payments are shown to finance. Here you see their sum."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payments"),
            "res_model": "account.payment",
            "views": [(False, "list"), (False, "form")],
            "domain": [("partner_id", "in", self.producer_id.ids), ("payment_type", "=", "outbound")],
        }
