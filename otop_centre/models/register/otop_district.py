from odoo import api, fields, models

from ...tools import thai_names


class OtopDistrict(models.Model):
    """A district (amphoe, in Bangkok khet). Shipped as data, never typed; registers its producers."""

    _name = "otop.district"
    _description = "District"
    _order = "code"
    _rec_names_search = ["name", "name_en", "code"]

    code = fields.Char(string="DOPA code", required=True, readonly=True)
    name = fields.Char(required=True)
    name_en = fields.Char(string="English name")
    state_id = fields.Many2one("res.country.state", string="Province", required=True, index=True, ondelete="restrict")
    subdistrict_ids = fields.One2many("otop.subdistrict", "district_id", string="Subdistricts")
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE(code)", "Two districts cannot have the same DOPA code.")

    @api.depends("name", "name_en", "state_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        is_thai = (self.env.lang or "").startswith("th")
        for district in self:
            if is_thai or not district.name_en:
                district.display_name = f"{district._address_name()} {district._province_name()}".strip()
            else:
                province = district.state_id.otop_name_en or district.state_id.name
                district.display_name = f"{district.name_en}, {province}"

    def _address_name(self):
        """The district as it is written in an address."""
        return thai_names.place_prefixes((self.code or "")[:2])["district"] + (self.name or "")

    def _province_name(self):
        return thai_names.place_prefixes((self.code or "")[:2])["province"] + (self.state_id.name or "")
