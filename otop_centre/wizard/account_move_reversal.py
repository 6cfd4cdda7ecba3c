from odoo import models
from odoo.exceptions import UserError


class AccountMoveReversal(models.TransientModel):
    """Reversing undoes a document without writing its state. A credit note answers an invoice with goods of producers;
    what else stands for the ledger is undone where it was made."""

    _inherit = "account.move.reversal"

    def reverse_moves(self, is_modify=False):
        # EXTENDS 'account': all three buttons of the window end here
        self.move_ids._otop_refuse_bill_alone()
        self.move_ids._otop_refuse_payment_alone()
        # sudo: the rule holds whether or not the accountant may read the ledger
        written = self.move_ids.filtered(lambda move: move.move_type == "entry").sudo()._otop_in_ledger()
        if written:
            raise UserError(
                self.env._(
                    "%(entry)s books sales of the producers' ledger and is not reversed. "
                    "Refund the tickets at the till; the refunds are booked when it closes.",
                    entry=written[0].display_name,
                )
            )
        return super().reverse_moves(is_modify=is_modify)
