from odoo import api, fields, models

from ...tools import thai_names


class ResPartner(models.Model):
    """An address by subdistrict: typing a tambon is enough.

    The official hierarchy fills Odoo's own address fields, so that every core paper prints
    the address, and gives the code and region that reports group by.
    """

    _inherit = "res.partner"

    subdistrict_id = fields.Many2one("otop.subdistrict", index="btree_not_null", ondelete="restrict")
    district_id = fields.Many2one(related="subdistrict_id.district_id", store=True, index="btree_not_null")
    dopa_code = fields.Char(related="subdistrict_id.code", string="DOPA code", store=True)
    otop_region = fields.Selection(related="state_id.otop_region", store=True, string="Region")
    zip_choices = fields.Char(related="subdistrict_id.zip_codes", string="Postal codes of the subdistrict")

    @api.onchange("subdistrict_id")
    def _onchange_subdistrict_id(self):
        if self.subdistrict_id:
            for fname, value in self._prepare_subdistrict_address(self.subdistrict_id, self.zip).items():
                self[fname] = value

    @api.model
    def _address_fields(self):
        # EXTENDS 'base'
        return [*super()._address_fields(), "subdistrict_id"]

    @api.model
    def _formatting_address_fields(self):
        # EXTENDS 'base': the subdistrict is no part of a country's address format
        return [fname for fname in super()._formatting_address_fields() if fname != "subdistrict_id"]

    def _complete_addresses(self, vals_list):
        """Fill the address that follows from the subdistrict; what was given stays."""
        subdistricts = self.env["otop.subdistrict"].browse(
            {vals["subdistrict_id"] for vals in vals_list if vals.get("subdistrict_id")}
        )
        by_id = {subdistrict.id: subdistrict for subdistrict in subdistricts}
        for vals in vals_list:
            if subdistrict := by_id.get(vals.get("subdistrict_id")):
                for fname, value in self._prepare_subdistrict_address(subdistrict, vals.get("zip")).items():
                    vals.setdefault(fname, value)

    def _prepare_subdistrict_address(self, subdistrict, zip_code):
        """The address of a subdistrict, keeping a postal code that is one of its own."""
        values = subdistrict._prepare_address()
        if zip_code and zip_code in (subdistrict.zip_codes or "").split(" "):
            values["zip"] = zip_code
        return values

    def _otop_paper_address(self):
        """The address in one line, as papers write it: a Thai province with its word, the capital without."""
        self.ensure_one()
        province = self.state_id.name
        if self.state_id.country_id.code == "TH":
            province = thai_names.place_prefixes(self.state_id.code.removeprefix("TH-"))["province"] + province
        return " ".join(part for part in (self.street, self.street2, self.city, province, self.zip) if part)
