from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import thai_ids

PRODUCER_NUMBERS = {"national_id", "group_tin", "vat", "community_enterprise_code", "producer_code"}


class ResPartner(models.Model):
    """A producer: who makes the goods and leaves them with the centre.

    Registered once by the clerk, then the hub from which agreements, goods, ledger,
    settlements and payments are reached. A producer who has been used is archived, never
    deleted. The national ID lives in a field of its own that few may read and never in
    `vat`, which every till loads into the browser.
    """

    _inherit = "res.partner"

    is_otop_producer = fields.Boolean(string="OTOP producer", index=True)
    producer_code = fields.Char(
        copy=False, index="btree_not_null", help="Short code on labels and papers, e.g. P001. Left empty, it is given."
    )
    producer_kind = fields.Selection(
        [
            ("group", "Community producer group"),
            ("individual", "Single-owner community producer"),
            ("sme", "Small or medium enterprise"),
        ],
        string="Kind of producer",
    )
    producer_legal_form = fields.Selection(
        [
            ("ce", "Community enterprise"),
            ("group", "Occupational group"),
            ("individual", "Natural person"),
            ("ltd_partnership", "Limited partnership"),
            ("company", "Company"),
            ("coop", "Cooperative"),
        ],
        string="Legal form",
    )
    producer_name_en = fields.Char(string="English name")
    producer_brand = fields.Char(string="Brand")
    producer_contact_name = fields.Char(string="Chair or contact person")
    producer_contact_position = fields.Char(string="Position")
    producer_member_count = fields.Integer(string="Members")
    producer_founded_year = fields.Char(string="Founded (BE)", size=4, help="Year of the Buddhist era, e.g. 2558.")

    national_id = fields.Char(
        string="National ID",
        groups="otop_centre.group_otop_personal_data",
        copy=False,
        index="btree_not_null",
        help="13 digits, checked. Only who pays producers or registers them may read it.",
    )
    national_id_masked = fields.Char(
        string="National ID (masked)",
        compute="_compute_national_id_masked",
        inverse="_inverse_national_id_masked",
        compute_sudo=True,
        copy=False,
        help="Type the 13 digits of the ID card. Once saved, only the last three can be seen.",
    )
    group_tin = fields.Char(
        string="Group's tax ID", copy=False, index="btree_not_null", help="13 digits given by the Revenue Department."
    )
    community_enterprise_code = fields.Char(
        copy=False, index="btree_not_null", help="12 digits, printed N-PP-AA-TT/K-RRRR on the certificate."
    )
    otop_line_id = fields.Char(string="LINE ID")
    number_warning = fields.Text(compute="_compute_number_warning", export_string_translation=False)

    _producer_code_unique = models.Constraint(
        "UNIQUE(producer_code)",
        "Another producer has this code already. Leave the code empty to be given the next free one.",
    )

    @property
    def _rec_names_search(self):
        # EXTENDS 'base'
        return [*super()._rec_names_search, "producer_code", "producer_name_en"]

    # -- computes --------------------------------------------------------------

    @api.depends("national_id")
    def _compute_national_id_masked(self):
        for partner in self:
            partner.national_id_masked = thai_ids.mask_id(partner.national_id) or False

    def _inverse_national_id_masked(self):
        """Whoever registers a producer may write the number down, also without reading it later."""
        for partner in self:
            typed = partner.national_id_masked
            # sudo: the number is written by people who may not read it; the write right on the partner is checked
            partner_sudo = partner.sudo()
            if not typed or typed != thai_ids.mask_id(partner_sudo.national_id):
                partner_sudo.national_id = typed
        # the reader must see the mask at once, not what was typed
        self.invalidate_recordset(["national_id_masked"])

    @api.depends("community_enterprise_code", "subdistrict_id", "producer_legal_form", "is_vat_registered", "vat")
    def _compute_number_warning(self):
        for partner in self:
            partner.number_warning = "\n".join(partner._get_number_warnings()) or False

    def _get_number_warnings(self):
        """Sentences about numbers that look wrong but may be right: they never stop the clerk."""
        self.ensure_one()
        _ = self.env._
        warnings = []
        code = self.community_enterprise_code
        if code and not thai_ids.is_enterprise_code(code):
            warnings.append(_("The community enterprise code usually has 12 digits. Compare it with the certificate."))
        elif code and self.dopa_code and thai_ids.enterprise_area(code) != self.dopa_code:
            warnings.append(
                _(
                    "The community enterprise code speaks of area %(area)s, the address of area %(address)s. "
                    "Check which of them is right.",
                    area=thai_ids.enterprise_area(code),
                    address=self.dopa_code,
                )
            )
        if self.is_vat_registered and self.producer_kind == "sme" and not self.vat:
            warnings.append(_("A VAT-registered enterprise needs its tax ID for tax invoices."))
        return warnings

    @api.onchange("producer_legal_form")
    def _onchange_producer_legal_form(self):
        kinds = {
            "ce": "group",
            "group": "group",
            "coop": "group",
            "individual": "individual",
            "ltd_partnership": "sme",
            "company": "sme",
        }
        if self.is_otop_producer and self.producer_legal_form:
            self.producer_kind = kinds[self.producer_legal_form]
            self.is_company = self.producer_legal_form != "individual"

    # -- checks ----------------------------------------------------------------

    @api.constrains("national_id")
    def _check_national_id(self):
        # sudo: the check must hold for whoever writes, also for those who may not read the number
        for partner in self.sudo():
            if partner.national_id and thai_ids.kind(partner.national_id) != "person":
                raise ValidationError(
                    self.env._(
                        "The national ID of %(producer)s is not a valid one: a digit is wrong, missing or too many. "
                        "Compare the 13 digits with the ID card, or leave the field empty for now.",
                        producer=partner.display_name,
                    )
                )

    @api.constrains("group_tin")
    def _check_group_tin(self):
        for partner in self:
            if partner.group_tin and not thai_ids.is_valid(partner.group_tin):
                raise ValidationError(
                    self.env._(
                        "The group's tax ID %(number)s of %(producer)s is not a valid one: the last digit does not "
                        "agree with the others. Compare the 13 digits with the document, or leave the field empty.",
                        number=partner.group_tin,
                        producer=partner.display_name,
                    )
                )

    @api.constrains("vat", "is_otop_producer", "country_id")
    def _check_producer_vat(self):
        for partner in self:
            if not partner.is_otop_producer or not partner.vat or partner.country_code not in (False, "TH"):
                continue
            kind = thai_ids.kind(partner.vat)
            if kind == "person":
                raise ValidationError(
                    self.env._(
                        "The tax ID of %(producer)s is the national ID of a person, which everybody at the tills "
                        "could read. Enter it under National ID and leave the tax ID empty.",
                        producer=partner.display_name,
                    )
                )
            if not kind:
                raise ValidationError(
                    self.env._(
                        "The tax ID %(number)s of %(producer)s is not a valid one: the last digit does not agree "
                        "with the others. Compare the 13 digits with the certificate, or leave the field empty.",
                        number=partner.vat,
                        producer=partner.display_name,
                    )
                )

    # -- CRUD ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        vals_list = [dict(vals) for vals in vals_list]
        is_producer = self.env.context.get("default_is_otop_producer")
        producers = [vals for vals in vals_list if vals.get("is_otop_producer", is_producer)]
        for vals in producers:
            self._clean_producer_values(vals)
            if "is_company" not in vals and "company_type" not in vals:
                vals["is_company"] = vals.get("producer_kind", "group") != "individual"
        self._assign_producer_codes([vals for vals in producers if not vals.get("producer_code")])
        self._complete_addresses(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        # EXTENDS 'base'
        if PRODUCER_NUMBERS & vals.keys() and (vals.get("is_otop_producer") or any(self.mapped("is_otop_producer"))):
            vals = dict(vals)
            self._clean_producer_values(vals)
        if vals.get("subdistrict_id"):
            vals = dict(vals)
            self._complete_addresses([vals])
        result = super().write(vals)
        if vals.get("is_otop_producer") or "producer_code" in vals:
            for producer in self:
                if producer.is_otop_producer and not producer.producer_code:
                    codes = {}
                    self._assign_producer_codes([codes])
                    producer.producer_code = codes["producer_code"]
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used_producer(self):
        for producer in self:
            if producer.registration_ids:
                raise ValidationError(
                    self.env._(
                        "%(producer)s has been registered here and cannot be deleted. Archive the producer instead: "
                        "the history stays, and the name no longer comes up.",
                        producer=producer.display_name,
                    )
                )

    def get_formview_id(self, access_uid=None):
        # EXTENDS 'base': wherever a producer is opened, the hub opens
        if self.is_otop_producer and self.env.user.has_group("base.group_user"):
            return self.env.ref("otop_centre.res_partner_producer_view_form").id
        return super().get_formview_id(access_uid=access_uid)

    def _clean_producer_values(self, vals):
        """Numbers are kept as digits, whatever signs and spaces they were typed with."""
        for fname in PRODUCER_NUMBERS & vals.keys():
            vals[fname] = (vals[fname] or "").strip() or False
        for fname in ("national_id", "group_tin", "vat"):
            digits = thai_ids.digits(vals.get(fname))
            if len(digits) == thai_ids.LENGTH:
                vals[fname] = digits
        if vals.get("community_enterprise_code"):
            vals["community_enterprise_code"] = thai_ids.format_enterprise_code(vals["community_enterprise_code"])

    def _assign_producer_codes(self, vals_list):
        """Give the next codes of the sequence, stepping over those that were typed by hand."""
        # sudo: the sequence counts, whoever registers
        sequence = self.env.ref("otop_centre.ir_sequence_producer").sudo()
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        while vals_list:
            codes = [sequence.next_by_id() for _vals in vals_list]
            taken = {
                p.producer_code for p in partners.search_fetch([("producer_code", "in", codes)], ["producer_code"])
            }
            free = [code for code in codes if code not in taken]
            for vals, code in zip(vals_list, free, strict=False):
                vals["producer_code"] = code
            vals_list = vals_list[len(free) :]
