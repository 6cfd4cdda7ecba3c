from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_amount

from ...tools.settlement_plan import REASONS
from .otop_settlement_run import _KEY


class OtopSettlementRunLine(models.Model):
    """One producer in a settlement run: what the ledger said when the plan was made, and what came of it."""

    _name = "otop.settlement.run.line"
    _description = "Producer of a Settlement Run"
    _order = "id"

    run_id = fields.Many2one("otop.settlement.run", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="run_id.company_id")
    currency_id = fields.Many2one(related="run_id.currency_id")
    producer_id = fields.Many2one("res.partner", required=True, readonly=True, ondelete="restrict")
    agreement_id = fields.Many2one("otop.agreement", readonly=True, ondelete="restrict")
    cycle = fields.Char(readonly=True)
    draft_name = fields.Char("Waiting draft", readonly=True)
    minimum = fields.Monetary("Minimum payout", readonly=True)
    date_first = fields.Date("First sale", readonly=True)
    entry_count = fields.Integer("Sales", readonly=True)
    amount_with_vat = fields.Monetary("Sales with VAT", readonly=True)
    amount_payable = fields.Monetary("Payable", readonly=True)
    held_count = fields.Integer("Held", readonly=True)
    amount_held = fields.Monetary("Held payable", readonly=True)
    till_count = fields.Integer("At open tills", readonly=True)
    amount_till = fields.Monetary("Payable at open tills", readonly=True)
    later_count = fields.Integer("After the cut-off", readonly=True)
    amount_later = fields.Monetary("Payable after the cut-off", readonly=True)
    reason = fields.Selection(REASONS, "What happens", readonly=True)
    settlement_id = fields.Many2one("otop.settlement", readonly=True, index="btree_not_null", ondelete="restrict")
    is_done = fields.Boolean("Done", readonly=True)
    problem = fields.Char("Why it was refused", readonly=True)
    note = fields.Char("Stays open", compute="_compute_note")

    _todo_idx = models.Index("(run_id, id) WHERE is_done IS NOT TRUE")

    @api.depends("reason", "problem")
    def _compute_note(self):
        """What stays open although the producer is settled, or why he is not, in one sentence."""
        for line in self:
            money = lambda amount, line=line: format_amount(self.env, amount, line.currency_id)  # noqa: E731
            notes = [line.problem] if line.problem else []
            if line.draft_name:
                notes.append(self.env._("Confirm or cancel %s first.", line.draft_name))
            if line.reason == "minimum":
                notes.append(self.env._("The minimum payout is %s.", money(line.minimum)))
            if line.held_count:
                notes.append(
                    self.env._("%(count)s held (%(amount)s).", count=line.held_count, amount=money(line.amount_held))
                )
            if line.till_count:
                notes.append(
                    self.env._(
                        "%(count)s at a till not closed yet (%(amount)s).",
                        count=line.till_count,
                        amount=money(line.amount_till),
                    )
                )
            if line.later_count:
                notes.append(
                    self.env._(
                        "%(count)s after the cut-off (%(amount)s).",
                        count=line.later_count,
                        amount=money(line.amount_later),
                    )
                )
            line.note = " ".join(notes)

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_sealed()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_sealed()
        return super().write(vals)

    def _unsealed(self):
        # sudo: see the run
        return self.sudo().with_context(otop_run_key=_KEY)

    def _refuse_sealed(self):
        if self.env.context.get("otop_run_key") is not _KEY:
            raise AccessError(self.env._("What a settlement run found and did is kept by the run itself."))

    def _refuse(self, why):
        """This one could not be done; the others go on."""
        if self:
            self._unsealed().write({"is_done": True, "problem": why})
            run = self.run_id._unsealed()
            run.problem_count += len(self)
