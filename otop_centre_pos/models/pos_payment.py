from odoo import models


class PosPayment(models.Model):
    """Money on a ticket. How a paid ticket was paid is a fact; `otop.payment.correction` mends a slip of the hand."""

    _name = "pos.payment"
    _inherit = ["pos.payment", "otop.ticket.seal"]

    _otop_parent = "pos_order_id"
    _otop_open = frozenset({"account_move_id"})
