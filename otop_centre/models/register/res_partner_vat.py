from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class ResPartner(models.Model):
    """A producer's VAT registration, day by day."""

    _inherit = "res.partner"

    vat_registration_ids = fields.One2many("otop.vat.registration", "producer_id", "VAT Registrations")
    is_vat_registered = fields.Boolean(
        string="VAT-registered",
        compute="_compute_is_vat_registered",
        inverse="_inverse_vat_registration",
        search="_search_is_vat_registered",
        help="Today. What was sold on an earlier day keeps what held then.",
    )
    vat_registered_date = fields.Date(
        string="VAT-registered since", compute="_compute_vat_registered_date", inverse="_inverse_vat_registration"
    )

    def _otop_vat_registration_on(self, day):
        # sudo: whoever sells must know it, also without any right on producers
        return self.sudo().vat_registration_ids.filtered(lambda row: row._covers(day))[:1]

    def _otop_vat_registered_on(self, day):
        """Whether the producer was VAT-registered on a day."""
        return bool(self._otop_vat_registration_on(day))

    @api.depends("vat_registration_ids.date_from", "vat_registration_ids.date_to")
    def _compute_is_vat_registered(self):
        today = self.env.company._otop_day()
        for partner in self:
            partner.is_vat_registered = partner._otop_vat_registered_on(today)

    @api.depends("vat_registration_ids.date_from", "vat_registration_ids.date_to")
    def _compute_vat_registered_date(self):
        today = self.env.company._otop_day()
        for partner in self:
            partner.vat_registered_date = partner._otop_vat_registration_on(today).date_from

    def _search_is_vat_registered(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env.company._otop_day()
        covering = (Domain("date_from", "=", False) | Domain("date_from", "<=", today)) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )
        registered = Domain("vat_registration_ids", "any", covering)
        return registered if True in value else ~registered

    @api.model_create_multi
    def create(self, vals_list):
        # a producer who is new here has been registered since before we knew him
        return super(ResPartner, self.with_context(otop_new_partner=True)).create(vals_list).with_env(self.env)

    def _inverse_vat_registration(self):
        """What is ticked or typed on the producer becomes a row, from today unless a day is given."""
        today = self.env.company._otop_day()
        typed = [(partner, partner.is_vat_registered, partner.vat_registered_date) for partner in self]
        for partner, is_registered, since in typed:
            row = partner._otop_vat_registration_on(today)
            if is_registered == bool(row) and (not since or since == row.date_from):
                continue
            partner._otop_refuse_vat_registration()
            row = row.with_env(self.env)
            if row and not is_registered and since in (False, row.date_from):
                if row.date_from == today:
                    row.unlink()
                else:
                    row.date_to = fields.Date.subtract(today, days=1)
            elif row:
                row.date_from = since
            else:
                first = since or (not self.env.context.get("otop_new_partner") and today)
                row.create({"producer_id": partner.id, "date_from": first})

    def _otop_refuse_vat_registration(self):
        if not self.env["otop.vat.registration"].has_access("create"):
            raise AccessError(
                self.env._(
                    "Whether %(producer)s is VAT-registered is entered by a manager or by finance, "
                    "from the certificate (P.P.20). Ask one of them.",
                    producer=self.display_name,
                )
            )
