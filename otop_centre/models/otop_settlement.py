from odoo import fields, models


class OtopSettlement(models.Model):
    """Closes the open entries of one producer up to a day into one sum (ใบสรุปยอดฝากขาย)."""

    _name = "otop.settlement"
    _description = "Settlement"

    name = fields.Char()
    producer_id = fields.Many2one("res.partner", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date_to = fields.Date(required=True)
    entry_ids = fields.One2many("otop.ledger.entry", "settlement_id")
