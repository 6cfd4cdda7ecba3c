from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import thai_ids, thai_names


class ResPartner(models.Model):
    """Producers that may have been registered before: said on the form, never refused."""

    _inherit = "res.partner"

    producer_name_key = fields.Char(
        compute="_compute_producer_name_key", store=True, index="btree_not_null", export_string_translation=False
    )
    duplicate_producer_ids = fields.Many2many(
        "res.partner",
        string="Perhaps registered before",
        compute="_compute_duplicate_producers",
        context={"active_test": False},
    )
    duplicate_producer_id = fields.Many2one(
        "res.partner", string="First of them", compute="_compute_duplicate_producers"
    )
    duplicate_reason = fields.Char(compute="_compute_duplicate_producers", export_string_translation=False)

    @api.depends("name", "is_otop_producer")
    def _compute_producer_name_key(self):
        for partner in self:
            partner.producer_name_key = partner.is_otop_producer and thai_names.name_key(partner.name)

    @api.depends(
        "is_otop_producer",
        "producer_name_key",
        "national_id",
        "national_id_masked",
        "vat",
        "group_tin",
        "community_enterprise_code",
        "registration_ids.name",
    )
    def _compute_duplicate_producers(self):
        """One search for all: whoever shares a number or a name with one of these records."""
        reasons = self._get_duplicate_reasons()
        # sudo: national IDs are compared, not shown, so that a clerk is warned who may not read them
        records = self.sudo()
        keys = {record: record._get_identity() for record in records}
        wanted = {}
        for identity in keys.values():
            for fname, values in identity.items():
                wanted.setdefault(fname, set()).update(values)
        domain = Domain.OR(Domain(fname, "in", list(values)) for fname, values in wanted.items() if values)
        candidates = records.browse()
        if not domain.is_false():
            candidates = records.with_context(active_test=False).search(Domain("is_otop_producer", "=", True) & domain)
        identities = {candidate: candidate._get_identity() for candidate in candidates}
        for partner, record in zip(self, records, strict=True):
            found, why = [], []
            for candidate, identity in identities.items():
                if candidate == record._origin:
                    continue
                shared = [fname for fname, values in keys[record].items() if values & identity[fname]]
                if shared:
                    found.append(candidate.id)
                    why += [reasons[fname] for fname in shared if reasons[fname] not in why]
            partner.duplicate_producer_ids = found
            partner.duplicate_producer_id = found[:1] and found[0]
            partner.duplicate_reason = ", ".join(why) or False

    def _get_identity(self):
        """What names this producer and nobody else, by searchable field."""
        self.ensure_one()
        if not self.is_otop_producer:
            return {}
        # while the form is being filled, a clerk's number is still where it was typed
        typed = thai_ids.digits(self.national_id_masked)
        values = {
            "national_id": {self.national_id, typed if len(typed) == thai_ids.LENGTH else False},
            "vat": {self.vat},
            "group_tin": {self.group_tin},
            "community_enterprise_code": {self.community_enterprise_code},
            "registration_ids.name": set(self.registration_ids.mapped("name")),
            "producer_name_key": {self.producer_name_key},
        }
        return {fname: {value for value in found if value and value != "/"} for fname, found in values.items()}

    def _get_duplicate_reasons(self):
        _ = self.env._
        return {
            "national_id": _("same national ID"),
            "vat": _("same tax ID"),
            "group_tin": _("same group's tax ID"),
            "community_enterprise_code": _("same community enterprise code"),
            "registration_ids.name": _("same OTOP number"),
            "producer_name_key": _("same name"),
        }

    def action_open_duplicate_producers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("otop_centre.res_partner_producer_action")
        return {
            **action,
            "name": self.env._("Perhaps registered before"),
            "domain": [("id", "in", [*self.duplicate_producer_ids.ids, *self.ids])],
            "context": {"active_test": False},
        }
