from odoo import api, models
from odoo.exceptions import AccessError, UserError

# Nobody outside this process can put this object into a context: a payment to a producer is made by the pay
# window of his settlements and by nothing else.
_KEY = object()

POSTED = ("in_process", "paid")
# What may be written on a payment to a producer once it is made; all else is as the window made it.
OPEN_FIELDS = {"is_sent"}
OPEN_PREFIXES = ("message_", "activity_", "website_message_")


class AccountPayment(models.Model):
    """Money that goes out to a producer: what his confirmed settlements say, and nothing else.

    Whoever is also a customer may get money back for a credit note of his own, through the same window."""

    _inherit = "account.payment"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        payments = super().create(vals_list)
        payments._otop_to_producers()._otop_refuse_by_hand()
        return payments

    def write(self, vals):
        # EXTENDS 'account'
        ours = self.browse()
        if any(name not in OPEN_FIELDS and not name.startswith(OPEN_PREFIXES) for name in vals):
            ours = self._otop_to_producers()
            ours._otop_refuse_by_hand()
        result = super().write(vals)
        if {"partner_id", "partner_bank_id", "payment_type"} & vals.keys():
            (self._otop_to_producers() - ours)._otop_refuse_by_hand()
        if vals.get("state") in POSTED:
            ours._otop_check_payee()
        return result

    def unlink(self):
        # EXTENDS 'account'
        # pylint: disable=no-raise-unlink
        if ours := self._otop_to_producers():
            raise UserError(
                self.env._(
                    "The payment %(payment)s to %(producer)s must be kept. Set it back to draft and cancel it instead.",
                    payment=ours[0].display_name,
                    producer=ours[0].partner_id.display_name,
                )
            )
        return super().unlink()

    def action_post(self):
        # EXTENDS 'account'
        if not self._otop_is_unsealed() and (again := self._otop_to_producers()):
            raise UserError(
                self.env._(
                    "The payment %(payment)s to %(producer)s was taken back and is not made again. Cancel it, "
                    "and choose Pay › Settlements to pay: the settlement is open there.",
                    payment=again[0].display_name,
                    producer=again[0].partner_id.display_name,
                )
            )
        return super().action_post()

    def action_draft(self):
        # EXTENDS 'account': the way to take a payment back, whole with its entry
        return super(AccountPayment, self._otop_unsealed()).action_draft()

    def action_cancel(self):
        # EXTENDS 'account'
        return super(AccountPayment, self._otop_unsealed()).action_cancel()

    def _otop_to_producers(self):
        """Those of these payments that send money to a producer, by his name or by his bank account."""
        # sudo: the rule holds whatever the reader may see of the partner and the account
        return (
            self.sudo()
            .filtered(
                lambda payment: (
                    payment.payment_type == "outbound"
                    and any(
                        (
                            payment.partner_id
                            | payment.partner_id.commercial_partner_id
                            | payment.partner_bank_id.partner_id
                        ).mapped("is_otop_producer")
                    )
                )
            )
            .sudo(self.env.su)
        )

    def _otop_unsealed(self):
        return self.with_context(otop_payment_key=_KEY)

    def _otop_is_unsealed(self):
        return self.env.context.get("otop_payment_key") is _KEY

    def _otop_refuse_by_hand(self):
        if self and not self._otop_is_unsealed():
            raise AccessError(
                self.env._(
                    "%(producer)s is a producer: money goes to him from his settlements only, and a payment made is "
                    "taken back, not changed. Choose Pay › Settlements to pay, or the buttons of the payment.",
                    producer=(self.partner_id or self.partner_bank_id.partner_id)[:1].display_name,
                )
            )

    def _otop_check_payee(self):
        for payment in self:
            if payment.partner_bank_id:
                payment.partner_bank_id._otop_refuse_payee(payment.partner_id)
            elif payment.journal_id.type == "bank":
                raise UserError(
                    self.env._(
                        "%(producer)s has no bank account here. Write it down with the producer and have somebody else "
                        "verify it, or pay in cash.",
                        producer=payment.partner_id.display_name,
                    )
                )
