from odoo import models
from odoo.exceptions import AccessError, UserError


class OtopLedgerEntry(models.Model):
    """An entry that waits for a manager's decision stays out of settlements."""

    _inherit = "otop.ledger.entry"

    def action_hold(self):
        """Take open entries out of the next settlement until somebody decides."""
        self._check_may_decide()
        self._unsealed().write({"is_held": True, "hold_reason": self.env._("Held by %s.", self.env.user.name)})

    def action_release_hold(self):
        """The manager has looked at it: the entry may be settled as it stands."""
        self._check_may_decide()
        self._unsealed().write({"is_held": False})

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
