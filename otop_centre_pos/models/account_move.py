from odoo import api, models
from odoo.fields import Domain


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model
    def _otop_origin_domain(self):
        # EXTENDS 'otop_centre': the till has written the entries of its own invoices
        return super()._otop_origin_domain() & Domain("pos_order_ids", "=", False)

    def _otop_sales(self):
        # EXTENDS 'otop_centre': an invoice that is asked for after the closing of the till stands for its tickets
        till_entries = self.pos_order_ids.lines._otop_entries()
        return super()._otop_sales() | till_entries.filtered(lambda entry: entry.kind == "sale")

    def _otop_in_ledger(self):
        # EXTENDS 'otop_centre': an invoice of the till, what pays it, and what takes its ticket out of the closing
        # entry stand for the entries of the ticket, whenever the customer asked for it
        tickets = {
            move: move.pos_order_ids | move.pos_payment_ids.pos_order_id | move.reversed_pos_order_id for move in self
        }
        sealed = self.env["pos.order"].union(*tickets.values()).filtered("otop_is_sealed")
        return super()._otop_in_ledger() | self.filtered(lambda move: tickets[move] & sealed)

    def _otop_may_move_proceeds(self):
        # EXTENDS 'otop_centre': the closing entry of a till, and what takes a ticket out of it for its invoice
        return super()._otop_may_move_proceeds() | self.filtered(
            lambda move: move.pos_session_ids or move.reversed_pos_order_id
        )
