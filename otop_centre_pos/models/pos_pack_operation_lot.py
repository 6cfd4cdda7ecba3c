from odoo import models


class PosPackOperationLot(models.Model):
    """The lot that was sold on a line: it tells whose shelf the piece came from."""

    _name = "pos.pack.operation.lot"
    _inherit = ["pos.pack.operation.lot", "otop.ticket.seal"]

    _otop_parent = "pos_order_line_id"
