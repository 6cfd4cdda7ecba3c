import csv

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, file_open

from ...tools import thai_names


class OtopSubdistrict(models.Model):
    """A subdistrict (tambon, in Bangkok khwaeng): choosing it fills in the rest of an address.

    The official hierarchy is data of the addon (data/geography) and is brought up to date
    with it. Names are official Thai names; English ones stand beside them, so that the same
    address prints alike whoever prints it.
    """

    _name = "otop.subdistrict"
    _description = "Subdistrict"
    _order = "code"

    code = fields.Char(string="DOPA code", required=True, readonly=True)
    name = fields.Char(required=True)
    name_en = fields.Char(string="English name")
    zip_codes = fields.Char(string="Postal codes", help="Separated by a space where a subdistrict has more than one.")
    district_id = fields.Many2one("otop.district", required=True, index=True, ondelete="restrict")
    state_id = fields.Many2one(related="district_id.state_id", store=True, index=True)
    search_text = fields.Char(
        compute="_compute_search_text", store=True, index="trigram", export_string_translation=False
    )
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE(code)", "Two subdistricts cannot have the same DOPA code.")

    @api.depends("name", "name_en", "district_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        is_thai = (self.env.lang or "").startswith("th")
        for subdistrict in self:
            if is_thai or not subdistrict.name_en:
                parts = (subdistrict._address_name(), subdistrict.district_id.display_name)
                subdistrict.display_name = " ".join(filter(None, parts))
            else:
                subdistrict.display_name = f"{subdistrict.name_en}, {subdistrict.district_id.display_name}"

    @api.depends("name", "name_en", "zip_codes", "district_id.name", "district_id.name_en", "state_id")
    def _compute_search_text(self):
        """Everything a person may type to find the subdistrict, in one place to look."""
        for subdistrict in self:
            district, state = subdistrict.district_id, subdistrict.state_id
            words = (
                *(subdistrict.name, subdistrict.name_en, subdistrict.zip_codes),
                *(district.name, district.name_en, state.name, state.otop_name_en),
            )
            subdistrict.search_text = " ".join(filter(None, words))

    @api.model
    def _search_display_name(self, operator, value):
        if operator not in ("ilike", "not ilike") or not value:
            return super()._search_display_name(operator, value)
        domain = Domain.AND(Domain("search_text", "ilike", word) for word in thai_names.place_words(value))
        return ~domain if operator == "not ilike" else domain

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Subdistricts whose own name begins as typed come before those of a district of that name."""
        words = thai_names.place_words(name)
        if operator != "ilike" or not words or not limit:
            return super().name_search(name, domain, operator, limit)
        found = self.browse()
        domain = Domain("display_name", operator, name) & Domain(domain or Domain.TRUE)
        for own_name in (
            Domain("name", "=", words[0]) | Domain("name_en", "=ilike", words[0]),
            Domain("name", "=like", words[0] + "%") | Domain("name_en", "=ilike", words[0] + "%"),
            Domain.TRUE,
        ):
            if len(found) < limit:
                found |= self.search(domain & own_name & Domain("id", "not in", found.ids), limit=limit - len(found))
        # sudo: as in core, names of what the search has found with the reader's rights
        return [(subdistrict.id, subdistrict.display_name) for subdistrict in found.sudo()]

    def _address_name(self):
        return thai_names.place_prefixes((self.code or "")[:2])["subdistrict"] + (self.name or "")

    def _prepare_address(self):
        """The fields of a partner's address that follow from the subdistrict, always in Thai."""
        self.ensure_one()
        return {
            "street2": self._address_name(),
            "city": self.district_id._address_name(),
            "state_id": self.state_id.id,
            "zip": self._first_zip(),
            "country_id": self.state_id.country_id.id,
        }

    def _first_zip(self):
        return (self.zip_codes or "").split(" ")[0] or False

    # -- the shipped hierarchy -------------------------------------------------

    @api.model
    def _load_geography(self):
        """Bring provinces, districts and subdistricts up to date with the addon's files.

        One statement a level instead of 8,000 records through the ORM: the step is part of
        every installation and update. Rows a user has added stay.
        """
        self._load_provinces()
        for model in ("res.country.state", "otop.district", "otop.subdistrict"):
            self.env[model].flush_model()
        self.env.cr.execute_values(
            """
            INSERT INTO otop_district (code, name, name_en, state_id, active, create_uid, create_date)
                 SELECT area.code, area.name, area.name_en, state.id, TRUE, 1, now() AT TIME ZONE 'UTC'
                   FROM (VALUES %s) AS area (code, name, name_en)
                   JOIN res_country_state AS state ON state.code = 'TH-' || left(area.code, 2)
                   JOIN res_country AS country ON country.id = state.country_id AND country.code = 'TH'
            ON CONFLICT (code) DO UPDATE
                    SET name = EXCLUDED.name, name_en = EXCLUDED.name_en, state_id = EXCLUDED.state_id
                  WHERE (otop_district.name, otop_district.name_en, otop_district.state_id)
                        IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.name_en, EXCLUDED.state_id)
            """,
            [(row["code"], row["name"], row["name_en"]) for row in self._read_geography("districts")],
            page_size=10000,
        )
        self.env.cr.execute_values(
            """
            INSERT INTO otop_subdistrict
                        (code, name, name_en, zip_codes, district_id, state_id, search_text, active, create_uid, create_date)
                 SELECT area.code, area.name, area.name_en, area.zip_codes, district.id, district.state_id,
                        concat_ws(' ', area.name, area.name_en, area.zip_codes, district.name, district.name_en,
                                  state.name, state.otop_name_en),
                        TRUE, 1, now() AT TIME ZONE 'UTC'
                   FROM (VALUES %s) AS area (code, name, name_en, zip_codes)
                   JOIN otop_district AS district ON district.code = left(area.code, 4)
                   JOIN res_country_state AS state ON state.id = district.state_id
            ON CONFLICT (code) DO UPDATE
                    SET name = EXCLUDED.name, name_en = EXCLUDED.name_en, zip_codes = EXCLUDED.zip_codes,
                        district_id = EXCLUDED.district_id, state_id = EXCLUDED.state_id,
                        search_text = EXCLUDED.search_text
                  WHERE (otop_subdistrict.name, otop_subdistrict.zip_codes, otop_subdistrict.district_id,
                         otop_subdistrict.state_id, otop_subdistrict.search_text)
                        IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.zip_codes, EXCLUDED.district_id,
                                          EXCLUDED.state_id, EXCLUDED.search_text)
            """,
            [
                (row["code"], row["name"], row["name_en"], row["zip_codes"])
                for row in self._read_geography("subdistricts")
            ],
            page_size=10000,
        )
        self.env.cr.execute(SQL("ANALYZE otop_district, otop_subdistrict"))
        self.env["otop.district"].invalidate_model()
        self.invalidate_model()

    def _load_provinces(self):
        states = self.env["res.country.state"].search([("country_id.code", "=", "TH")]).grouped("code")
        for row in self._read_geography("provinces"):
            state = states.get(f"TH-{row['code']}", self.env["res.country.state"])
            if state and (state.otop_region, state.otop_name_en) != (row["region"], row["name_en"]):
                state.write({"otop_region": row["region"], "otop_name_en": row["name_en"]})

    def _read_geography(self, name):
        with file_open(f"otop_centre/data/geography/{name}.csv", "r") as stream:
            return list(csv.DictReader(stream))
