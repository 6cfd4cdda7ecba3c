from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_amount


class AccountPaymentRegister(models.TransientModel):
    """The one window that sends money to producers: from the bills of their settlements."""

    _inherit = "account.payment.register"

    def _create_payments(self):
        # EXTENDS 'account'
        # A producer is paid once, whatever is double-clicked, retried or left open in another window.
        self.ensure_one()
        self._otop_check_still_due()
        if self.payment_type != "outbound" or not self._otop_producers():
            return super()._create_payments()
        self._otop_check_source()
        payments = self.env["account.payment"]._otop_unsealed()
        payments = super(AccountPaymentRegister, self.with_context(**payments.env.context))._create_payments()
        return payments.with_env(self.env)

    def _reconcile_payments(self, to_process, edit_mode=False):
        # EXTENDS 'account': that a payment belongs to a bill is written with the key of this window
        if self.env["account.payment"]._otop_is_unsealed():
            for payment in to_process:
                payment["to_reconcile"] = payment["to_reconcile"].with_context(**self.env.context)
        return super()._reconcile_payments(to_process, edit_mode)

    def _otop_producers(self):
        # sudo: the rule holds whatever the accountant may read
        partners = self.sudo().line_ids.partner_id
        return (partners | partners.commercial_partner_id).filtered("is_otop_producer")

    def _otop_check_source(self):
        """Money for a producer comes from a settlement of his, or from a credit note of his as a customer."""
        # sudo: the rule holds whatever the accountant may read
        for move in self.line_ids.move_id.sudo():
            partner = move.commercial_partner_id | move.partner_id
            if not any(partner.mapped("is_otop_producer")) or move.move_type == "out_refund":
                continue
            if not move.otop_settlement_ids.filtered("date_confirmed"):
                raise UserError(
                    self.env._(
                        "%(document)s of %(producer)s is not the bill of a settlement. "
                        "Producers are paid from Pay › Settlements to pay.",
                        document=move.display_name,
                        producer=move.partner_id.display_name,
                    )
                )

    def _otop_check_still_due(self):
        # sudo: the rule holds whether or not the accountant may read settlements
        settlements = self.line_ids.move_id.sudo().otop_settlement_ids
        if not settlements:
            return
        settlements._lock_by_writing()
        self.line_ids.invalidate_recordset(["amount_residual", "amount_residual_currency", "reconciled"])
        for settlement in settlements:
            names = {"settlement": settlement.name, "producer": settlement.producer_id.display_name}
            if settlement.currency_id.compare_amounts(settlement.amount_due, 0) <= 0:
                raise UserError(
                    self.env._(
                        "%(settlement)s of %(producer)s has been paid already. Close this window; nothing was paid twice.",
                        **names,
                    )
                )
            if settlement.confirmed_by_id == self.env.user:
                raise UserError(
                    self.env._(
                        "You confirmed %(settlement)s of %(producer)s, so somebody else of the finance division pays it.",
                        **names,
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
