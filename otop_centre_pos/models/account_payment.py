from odoo import models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    def _otop_check_payee(self):
        # EXTENDS 'otop_centre': what a till gave back went over its counter; no bank account was paid to
        return super(AccountPayment, self.filtered(lambda payment: not payment.pos_session_id))._otop_check_payee()
