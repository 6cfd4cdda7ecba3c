from odoo import fields, models


class OtopRejectReason(models.Model):
    """Why goods were not taken in. A refusal needs a reason, and is kept."""

    _name = "otop.reject.reason"
    _description = "Reason of Rejection"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
