from odoo import api, fields, models
from odoo.tools import format_date


class ResPartner(models.Model):
    """Where a producer stands in the OTOP register, and whether new goods may be taken."""

    _inherit = "res.partner"

    registration_ids = fields.One2many("otop.registration", "producer_id", string="OTOP registrations")
    registration_id = fields.Many2one(
        "otop.registration", string="Current registration", compute="_compute_registration_id", store=True
    )
    registration_state = fields.Selection(
        related="registration_id.state", string="Registration", store=True, index=True
    )
    registration_number = fields.Char(related="registration_id.name", string="OTOP number", store=True, index="trigram")
    registration_expiry_date = fields.Date(related="registration_id.expiry_date", string="Registered until", store=True)
    is_registration_expiring = fields.Boolean(related="registration_id.is_expiring", string="Registration ends soon")
    document_ids = fields.One2many(
        "otop.document",
        "producer_id",
        string="Documents",
        groups="otop_centre.group_otop_clerk,otop_centre.group_otop_finance,otop_centre.group_otop_auditor",
    )

    @api.depends("registration_ids.state", "registration_ids.date", "registration_ids.expiry_date")
    def _compute_registration_id(self):
        order = ("active", "suspended", "expired", "verified", "submitted", "draft", "cancel")
        for partner in self:
            # the newest of the best state: a renewal under way does not hide the one in force
            newest_first = (
                partner.registration_ids.sorted(
                    lambda r: (bool(r.expiry_date), r.expiry_date or r.date, r.id), reverse=True
                )
                if len(partner.registration_ids) > 1
                else partner.registration_ids
            )
            partner.registration_id = newest_first.sorted(lambda r: order.index(r.state))[:1]

    def _otop_intake_refusal(self, date):
        """Why no new goods may be taken from this producer on that day, or an empty string.

        Goods on the shelf may still be sold and must still be settled: only new intakes and
        agreements ask.
        """
        self.ensure_one()
        _ = self.env._
        producer = self.display_name
        if not self.is_otop_producer:
            return _("%(producer)s is not registered as a producer. Register the producer first.", producer=producer)
        if not self.active:
            return _("%(producer)s is archived. Unarchive the producer first.", producer=producer)
        registrations = self.registration_ids
        # whatever other certificate there is for these days
        suspended = registrations.filtered(lambda r: r.state == "suspended" and r.date <= date <= r.expiry_date)[:1]
        suspended = suspended or self.registration_id.filtered(lambda r: r.state == "suspended")
        if suspended:
            return _(
                "The OTOP registration %(number)s of %(producer)s is suspended. "
                "Take no new goods until the manager lifts the suspension.",
                number=suspended.display_name,
                producer=producer,
            )
        if any(registration._covers(date) for registration in registrations):
            return ""
        granted = registrations.filtered(lambda r: r.state in ("active", "expired"))
        if not granted:
            return _(
                "%(producer)s has no OTOP registration in force yet. "
                "Complete the registration (submitted, verified, registered) before taking goods.",
                producer=producer,
            )
        last = granted.sorted("expiry_date")[-1:]
        if last.expiry_date < date:
            return _(
                "The OTOP registration %(number)s of %(producer)s expired on %(date)s. "
                "Renew it before taking new goods.",
                number=last.display_name,
                producer=producer,
                date=format_date(self.env, last.expiry_date),
            )
        return _(
            "The OTOP registration %(number)s of %(producer)s begins on %(date)s only. "
            "Take the goods on or after that day.",
            number=granted.sorted("date")[:1].display_name,
            producer=producer,
            date=format_date(self.env, granted.sorted("date")[:1].date),
        )

    # -- the steps of the current registration, from the producer's form ----------

    def action_start_registration(self):
        self.ensure_one()
        self.env["otop.registration"].create({"producer_id": self.id})

    def action_registration_record(self):
        self.registration_id.action_record()

    def action_registration_submit(self):
        self.registration_id.action_submit()

    def action_registration_verify(self):
        self.registration_id.action_verify()

    def action_registration_activate(self):
        self.registration_id.action_activate()

    def action_registration_renew(self):
        return self.registration_id.action_renew()

    def action_open_registrations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("otop_centre.otop_registration_action")
        action.update(
            name=self.env._("OTOP registrations"),
            domain=[("producer_id", "in", self.ids)],
            context={"default_producer_id": self.id},
        )
        if len(self.registration_ids) == 1:
            action.update(views=[(False, "form")], res_id=self.registration_ids.id)
        return action
