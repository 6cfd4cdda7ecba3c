from odoo import api, models
from odoo.exceptions import UserError


class AccountPartialReconcile(models.Model):
    """What settles the bill of a settlement: a payment to its producer, whole, and nothing else."""

    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        partials = super().create(vals_list)
        for settlement, move in partials._otop_settled():
            payment = move.origin_payment_id
            if not payment or payment.payment_type != "outbound":
                raise UserError(
                    self.env._(
                        "%(document)s cannot settle the bill of %(settlement)s: a settlement is paid, not offset. "
                        "Pay it in Pay › Settlements to pay, or cancel the settlement if it is wrong.",
                        document=move.display_name,
                        settlement=settlement.name,
                    )
                )
            _liquidity, _counterpart, rest = payment._seek_for_lines()
            # tax withheld for the Revenue Department is paid on the producer's behalf; anything else is not
            written_off = sum(rest.filtered(lambda line: not line.tax_line_id).mapped("balance"))
            if not settlement.currency_id.is_zero(written_off):
                raise UserError(
                    self.env._(
                        "%(settlement)s of %(producer)s cannot be written off: what is owed to a producer is paid. "
                        "Pay the part that you pay now and leave the rest open.",
                        settlement=settlement.name,
                        producer=settlement.producer_id.display_name,
                    )
                )
        return partials

    def unlink(self):
        # EXTENDS 'account'
        # pylint: disable=no-raise-unlink
        if not self.env["account.payment"]._otop_is_unsealed():
            for settlement, move in self._otop_settled():
                if move.state == "posted":
                    raise UserError(
                        self.env._(
                            "%(payment)s pays %(settlement)s and stays with it. "
                            "To take the payment back, open it, set it to draft and cancel it.",
                            payment=move.display_name,
                            settlement=settlement.name,
                        )
                    )
        return super().unlink()

    def _otop_settled(self):
        """For each of these that touches the bill of a settlement: the settlement, and the entry on the other side."""
        # sudo: the rule holds whether or not the accountant may read settlements
        for partial in self.sudo():
            sides = partial.debit_move_id.move_id, partial.credit_move_id.move_id
            for bill, other in (sides, reversed(sides)):
                if settlement := bill.otop_settlement_ids.filtered(lambda settlement: not settlement.date_cancelled):
                    yield settlement, other
