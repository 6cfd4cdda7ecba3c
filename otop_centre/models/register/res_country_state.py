from odoo import api, fields, models

REGIONS = [
    ("north", "North"),
    ("northeast", "Northeast"),
    ("central", "Central"),
    ("east", "East"),
    ("west", "West"),
    ("south", "South"),
]


class ResCountryState(models.Model):
    """A province knows its region and its English name (Odoo ships the Thai one)."""

    _inherit = "res.country.state"

    _rec_names_search = ["name", "code", "otop_name_en"]

    otop_region = fields.Selection(REGIONS, string="Region")
    otop_name_en = fields.Char(string="English name")

    @api.depends("otop_name_en")
    @api.depends_context("lang")
    def _compute_display_name(self):
        # EXTENDS 'base': in a Thai centre nobody needs to be told that a province is in Thailand
        provinces = self.filtered("otop_name_en")
        super(ResCountryState, self - provinces)._compute_display_name()
        is_thai = (self.env.lang or "").startswith("th")
        for province in provinces:
            province.display_name = province.name if is_thai else province.otop_name_en
