from odoo import fields, models


class ResCountryState(models.Model):
    """A province knows its region and its English name (Odoo ships the Thai one)."""

    _inherit = "res.country.state"

    otop_region = fields.Selection(
        [
            ("north", "North"),
            ("northeast", "Northeast"),
            ("central", "Central"),
            ("east", "East"),
            ("west", "West"),
            ("south", "South"),
        ],
        string="Region",
    )
    otop_name_en = fields.Char(string="English name")
