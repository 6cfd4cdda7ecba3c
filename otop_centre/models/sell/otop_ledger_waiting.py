from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class OtopLedgerEntry(models.Model):
    """An entry that waits for a manager's decision stays out of settlements."""

    _inherit = "otop.ledger.entry"

    hold_ids = fields.One2many("otop.ledger.hold", "entry_id", "Holds", readonly=True)
    is_held = fields.Boolean("Held", readonly=True, help="It has a hold that nobody has decided yet.")
    hold_reason = fields.Char(compute="_compute_hold_reason", help="Why it waits, or why it last did.")

    _held_idx = models.Index("(company_id, date) WHERE is_held IS TRUE")

    @api.depends("hold_ids.reason")
    def _compute_hold_reason(self):
        for entry in self:
            entry.hold_reason = entry.hold_ids[:1].reason or ""

    def action_hold(self):
        """Take open entries out of the next settlement until somebody decides."""
        self._check_may_decide()
        reason = self.env._("Held by %s.", self.env.user.name)
        rows = [(entry, reason, 0) for entry in self if not entry.is_held]
        self.env["otop.ledger.hold"]._open(rows, self.env.user)

    def action_producer_bears(self):
        self._open_holds().action_producer_bears()

    def action_centre_bears(self):
        self._open_holds().action_centre_bears()

    def action_reported_only(self):
        self._open_holds().action_reported_only()

    def _open_holds(self):
        return self.hold_ids.filtered(lambda hold: not hold.decision)

    def _check_may_decide(self):
        if not self.env.user.has_group("otop_centre.group_otop_manager"):
            raise AccessError(self.env._("Only a manager may hold an entry or release it."))
        self.check_access("read")
        if settled := self.filtered("settlement_id"):
            raise UserError(
                self.env._(
                    "%(entry)s is already in the settlement %(settlement)s. Cancel that settlement first.",
                    entry=settled[0].display_name,
                    settlement=settled[0].settlement_id.display_name,
                )
            )
