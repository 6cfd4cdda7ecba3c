from odoo import models
from odoo.exceptions import LockError, UserError
from odoo.tools import format_amount


class AccountPaymentRegister(models.TransientModel):
    _inherit = "account.payment.register"

    def _create_payments(self):
        # EXTENDS 'account'
        # A producer is paid once, whatever is double-clicked, retried or left open in another window.
        for wizard in self:
            wizard._otop_check_still_due()
        return super()._create_payments()

    def _otop_check_still_due(self):
        # sudo: the rule holds whether or not the accountant may read settlements
        settlements = self.line_ids.move_id.sudo().otop_settlement_ids
        if not settlements:
            return
        try:
            settlements.lock_for_update(allow_referencing=True)
        except LockError as busy:
            raise UserError(
                self.env._("Somebody else is paying these settlements at this moment. Look at them again in a minute.")
            ) from busy
        settlements.invalidate_recordset()
        self.line_ids.invalidate_recordset(["amount_residual", "amount_residual_currency", "reconciled"])
        for settlement in settlements:
            if settlement.currency_id.compare_amounts(settlement.amount_due, 0) <= 0:
                raise UserError(
                    self.env._(
                        "%(settlement)s of %(producer)s has been paid already. Close this window; nothing was paid twice.",
                        settlement=settlement.name,
                        producer=settlement.producer_id.display_name,
                    )
                )
        due = sum(settlements.mapped("amount_due"))
        if (
            self.can_edit_wizard
            and len(self.batches) == 1
            and self.company_id.currency_id.compare_amounts(self.amount, due) > 0
        ):
            raise UserError(
                self.env._(
                    "%(amount)s is more than the %(due)s that is left to pay. Enter at most %(due)s.",
                    amount=format_amount(self.env, self.amount, self.currency_id),
                    due=format_amount(self.env, due, self.company_id.currency_id),
                )
            )
