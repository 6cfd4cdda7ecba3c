from odoo import fields, models

from ...tools import entry_kinds
from ..agree.otop_agreement import CHANNELS


class OtopProducerAccountLine(models.TransientModel):
    """One movement on a producer's account, with the balance after it.

    Sales of a day stand as one row; the producer's own VAT comes with his settlement; payments go out.
    """

    _name = "otop.producer.account.line"
    _description = "Movement on a Producer Account"
    _order = "id"

    account_id = fields.Many2one("otop.producer.account", required=True, readonly=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="account_id.currency_id")
    date = fields.Date(readonly=True)
    kind = fields.Selection([*entry_kinds.SELECTION, ("vat", "Producer's VAT"), ("payment", "Payment")], readonly=True)
    channel = fields.Selection(CHANNELS, readonly=True)
    name = fields.Char("Document", readonly=True)
    settlement_id = fields.Many2one("otop.settlement", readonly=True)
    move_id = fields.Many2one("account.move", "Payment entry", readonly=True)
    quantity = fields.Float("Pieces", digits="Product Unit", readonly=True)
    amount_with_vat = fields.Monetary("Sold", readonly=True)
    amount_credit = fields.Monetary("For the producer", readonly=True)
    amount_debit = fields.Monetary("Paid", readonly=True)
    amount_balance = fields.Monetary("Balance", readonly=True, aggregator=None)

    def action_open(self):
        """Drill down to what the row is made of."""
        self.ensure_one()
        if self.kind == "payment":
            return {
                "type": "ir.actions.act_window",
                "res_model": "account.move",
                "res_id": self.move_id.id,
                "views": [(False, "form")],
            }
        if self.kind == "vat":
            return self.settlement_id._action_show()
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_ledger_entry_action")
        account = self.account_id
        domain = [("producer_id", "=", account.producer_id.id), ("company_id", "=", account.company_id.id)]
        domain += [("settlement_id", "=", self.settlement_id.id)]
        domain += [(name, "=", self[name]) for name in ("date", "kind", "channel")]
        return action | {"domain": domain, "context": {}}
