from odoo import api, models

from .account_move_seal import lasting

# What Odoo writes on a line after it was posted: what it was matched with, and whether to remind of it.
OPEN = {"matching_number", "full_reconcile_id", "no_followup"}


class AccountMoveLine(models.Model):
    """A line of an entry that stands for something of a producer stands with it: none more, none less, none other."""

    _inherit = "account.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        moves = self.env["account.move"].browse({vals.get("move_id") for vals in vals_list} - {None, False})
        moves._otop_check_open({"line_ids"})
        return super().create(vals_list)

    def write(self, vals):
        # EXTENDS 'account'
        if names := lasting(self, vals.keys() - OPEN):
            self.move_id._otop_check_open(names)
        result = super().write(vals)
        if "account_id" in vals:  # Odoo lets the accountant choose another account on an entry that is posted
            self.move_id.filtered(lambda move: move.state == "posted")._otop_refuse_stray_proceeds()
        return result

    @api.ondelete(at_uninstall=False)
    def _otop_unlink_only_open(self):
        self.move_id._otop_check_open({"line_ids"})
