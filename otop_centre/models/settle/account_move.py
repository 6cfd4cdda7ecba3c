from odoo import fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """The bill of a settlement stands and falls with it."""

    _inherit = "account.move"

    otop_settlement_ids = fields.One2many("otop.settlement", "bill_id", "Settlements", readonly=True)

    def button_draft(self):
        # EXTENDS 'account'
        self._otop_refuse_alone()
        return super().button_draft()

    def button_cancel(self):
        # EXTENDS 'account'
        self._otop_refuse_alone()
        return super().button_cancel()

    def _otop_refuse_alone(self):
        # sudo: the rule holds whether or not the accountant may read settlements
        live = self.sudo().otop_settlement_ids.filtered(lambda settlement: not settlement.date_cancelled)
        if live and not live._is_unsealed():
            raise UserError(
                self.env._(
                    "%(bill)s is the bill of the settlement %(settlement)s of %(producer)s. "
                    "Cancel the settlement; the bill goes with it.",
                    bill=live[0].bill_id.display_name,
                    settlement=live[0].name,
                    producer=live[0].producer_id.display_name,
                )
            )
