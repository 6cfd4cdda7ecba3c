from odoo import fields, models


class ResBank(models.Model):
    """A bank as Thai papers and transfer files name it: by the Bank of Thailand's three digits."""

    _inherit = "res.bank"

    bot_code = fields.Char(
        string="BOT code", size=3, index="btree_not_null", help="Three digits, e.g. 006 for Krungthai."
    )
    short_name = fields.Char()
