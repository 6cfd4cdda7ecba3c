from odoo import fields, models
from odoo.exceptions import UserError

from .otop_settlement_generate import REASONS


class OtopSettlementGenerateLine(models.TransientModel):
    """One producer in the preview of a settlement."""

    _name = "otop.settlement.generate.line"
    _description = "Producer to Settle"

    wizard_id = fields.Many2one("otop.settlement.generate", required=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    producer_id = fields.Many2one("res.partner", readonly=True, required=True)
    entry_count = fields.Integer("Sales", readonly=True)
    amount_with_vat = fields.Monetary("Sales with VAT", readonly=True)
    amount_payable = fields.Monetary("Payable", readonly=True)
    reason = fields.Selection(REASONS, "Result", readonly=True)
    note = fields.Char("Remaining", readonly=True)
    settlement_id = fields.Many2one("otop.settlement", readonly=True)

    def _prepare(self, candidate, wizard):
        return {
            "producer_id": candidate.producer_id,
            "entry_count": candidate.count,
            "amount_with_vat": candidate.amount_with_vat,
            "amount_payable": candidate.amount_payable,
            "reason": candidate.reason,
            "note": wizard._left_open_note(candidate),
        }

    def action_settle(self):
        """Make the drafts of these producers. What the preview showed is looked up again: it may have changed."""
        wizard = self.wizard_id
        wizard.ensure_one()
        todo = self.filtered(lambda line: line.reason == "included" and not line.settlement_id)
        settlements = self.env["otop.settlement"]._generate(
            wizard.company_id, todo.producer_id, wizard.date_to, wizard.is_minimum_ignored
        )
        by_producer = {settlement.producer_id: settlement for settlement in settlements}
        for line in todo:
            line.settlement_id = by_producer.get(line.producer_id)
        if len(self) == 1 and not self.settlement_id:
            raise UserError(
                self.env._(
                    "%s is being settled by somebody else at this moment, or has just been. Look at the drafts.",
                    self.producer_id.display_name,
                )
            )
        return len(settlements)
