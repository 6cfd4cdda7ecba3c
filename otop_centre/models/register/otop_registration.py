from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools import thai_ids
from ..settings.otop_document_seal import CLERK, MANAGER, by

APPLICATION = ("name", "date", "expiry_date", "district_id", "document_ids", "user_id")


class OtopRegistration(models.Model):
    """One entry of the CDD register: from the application, over the district office, to its expiry.

    A renewal is a new record of the same producer, mostly with the same number. Only while a
    registration is in force may new goods be taken; what lies on the shelf is sold and
    settled in any case. `expired` is set by the nightly job, `is_expiring` is computed.
    """

    _name = "otop.registration"
    _description = "OTOP registration"
    _inherit = ["otop.document.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ["name", "producer_id"]
    # The states follow one another as the paper does. What a manager has suspended, only a manager moves.
    _document_transitions = {
        ("draft", "submitted"): CLERK,
        ("draft", "cancel"): CLERK,
        ("submitted", "verified"): CLERK,
        ("submitted", "draft"): CLERK,
        ("submitted", "cancel"): CLERK,
        ("verified", "active"): CLERK,
        ("verified", "cancel"): CLERK,
        ("active", "expired"): CLERK,  # by the nightly job, or at once when it comes late
        ("active", "suspended"): MANAGER,
        ("active", "cancel"): CLERK,
        ("suspended", "active"): MANAGER,
        ("suspended", "cancel"): MANAGER,
        ("expired", "cancel"): CLERK,
        ("cancel", "draft"): CLERK,
    }
    _document_open = {
        "draft": by(CLERK, "producer_id", *APPLICATION),
        "submitted": by(CLERK, *APPLICATION),
        "verified": by(CLERK, *APPLICATION),
        "active": by(CLERK, "user_id") | by(MANAGER, "reason"),
        "expired": by(CLERK, "user_id"),
        "suspended": by(CLERK, "user_id") | by(MANAGER, "reason"),
    }

    name = fields.Char(string="OTOP number", size=20, copy=False, index="trigram", tracking=True)
    producer_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_otop_producer", "=", True)],
        tracking=True,
    )
    date = fields.Date(string="Registered on", sensible="registration", copy=False, tracking=True)
    expiry_date = fields.Date(
        string="Valid until",
        sensible="validity",
        compute="_compute_expiry_date",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        index=True,
        tracking=True,
        help="Proposed from the settings of the centre; the date on the certificate wins.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("verified", "Verified by the district office"),
            ("active", "Registered"),
            ("expired", "Expired"),
            ("suspended", "Suspended"),
            ("cancel", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    district_id = fields.Many2one(
        "otop.district",
        string="Registered at district",
        compute="_compute_district_id",
        store=True,
        readonly=False,
        precompute=True,
        help="The district whose community development office keeps the registration.",
    )
    state_id = fields.Many2one(related="district_id.state_id", store=True, string="Province")
    producer_kind = fields.Selection(related="producer_id.producer_kind")
    document_ids = fields.One2many("otop.document", "registration_id", string="Documents")
    previous_id = fields.Many2one(
        "otop.registration", string="Renews", copy=False, readonly=True, index="btree_not_null"
    )
    next_ids = fields.One2many("otop.registration", "previous_id", string="Renewed by")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        copy=False,
    )
    reason = fields.Char(string="Reason of the suspension", copy=False, tracking=True)
    noticed_days = fields.Integer(
        string="Last notice (days before)",
        copy=False,
        readonly=True,
        help="The notice given last, so that none is given twice.",
    )
    days_left = fields.Integer(compute="_compute_days_left")
    is_expiring = fields.Boolean(string="Ends soon", compute="_compute_days_left", search="_search_is_expiring")
    number_warning = fields.Text(compute="_compute_number_warning", export_string_translation=False)

    _dates_in_order = models.Constraint(
        "CHECK(expiry_date >= date)",
        "A registration cannot end before it begins. Correct one of the two dates.",
    )

    # -- computes --------------------------------------------------------------

    @api.depends("name", "producer_id")
    def _compute_display_name(self):
        for registration in self:
            registration.display_name = registration.name or self.env._(
                "New registration of %(producer)s", producer=registration.producer_id.display_name or ""
            )

    @api.depends("date")
    def _compute_expiry_date(self):
        years = self.env.company.otop_registration_years
        for registration in self:
            if not registration.date:
                registration.expiry_date = False
            elif not registration.expiry_date or registration.expiry_date < registration.date:
                registration.expiry_date = registration.date + relativedelta(years=years, days=-1)

    @api.depends("producer_id")
    def _compute_district_id(self):
        for registration in self:
            registration.district_id = registration.district_id or registration.producer_id.district_id

    @api.depends("state", "expiry_date")
    def _compute_days_left(self):
        today = self.env.company._otop_day()
        soon = max(self._notice_days(), default=0)
        for registration in self:
            is_in_force = registration.state == "active" and registration.expiry_date
            registration.days_left = is_in_force and (registration.expiry_date - today).days
            registration.is_expiring = bool(is_in_force and registration.days_left <= soon)

    def _search_is_expiring(self, operator, value):
        if operator != "in":
            return NotImplemented
        soon = self.env.company._otop_day() + relativedelta(days=max(self._notice_days(), default=0))
        return Domain("state", "=", "active") & Domain("expiry_date", "<=", soon)

    @api.depends("name", "district_id")
    def _compute_number_warning(self):
        _ = self.env._
        for registration in self:
            warning = False
            number = registration.name
            if number and not thai_ids.is_otop_number(number):
                warning = _("An OTOP number usually has 9 digits. Compare it with the certificate.")
            elif number and registration.district_id and number[:4] != registration.district_id.code:
                warning = _(
                    "The OTOP number begins with %(number)s, but %(district)s has the code %(code)s. "
                    "Check number and district.",
                    number=number[:4],
                    district=registration.district_id.display_name,
                    code=registration.district_id.code,
                )
            registration.number_warning = warning

    # -- checks ----------------------------------------------------------------

    @api.constrains("state", "name", "date", "expiry_date")
    def _check_complete(self):
        self.filtered(lambda r: r.state in ("active", "expired", "suspended"))._check_certificate()

    def _check_certificate(self):
        for registration in self:
            if not (registration.name and registration.date and registration.expiry_date):
                raise ValidationError(
                    self.env._(
                        "The registration of %(producer)s lacks its OTOP number or a date. "
                        "Enter number, first and last day as on the certificate, then register it.",
                        producer=registration.producer_id.display_name,
                    )
                )

    # -- CRUD ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._clean_values(vals)
        return super().create(vals_list)

    def write(self, vals):
        vals = dict(vals)
        self._clean_values(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        for registration in self:
            if registration.state not in ("draft", "cancel"):
                raise UserError(
                    self.env._(
                        "The registration %(number)s has left the draft stage and cannot be deleted. "
                        "Cancel it instead: the history stays.",
                        number=registration.display_name,
                    )
                )

    def _clean_values(self, vals):
        if vals.get("name"):
            vals["name"] = "".join(vals["name"].split()).replace("-", "") or False

    def _document_remedy(self):
        if self.state == "cancel":
            return self.env._("Set it back to draft first.")
        return self.env._("A new certificate is a renewal; what was typed wrong is cancelled and entered again.")

    def _document_no_right(self, state, group):
        if "suspended" in (self.state, state):
            return self.env._(
                "Only a manager of the centre suspends a registration or lifts the suspension. Ask one of them."
            )
        return super()._document_no_right(state, group)

    # -- actions ---------------------------------------------------------------

    def action_submit(self):
        self._document_step("submitted")

    def action_verify(self):
        self._document_step("verified")

    def action_activate(self):
        """Registered: the certificate is there, with number and dates."""
        today = self.env.company._otop_day()
        self._document_check_step("active")
        for registration in self:
            if not registration.date:
                registration.date = today
        self._refuse_round_a_suspension()
        self._document_step("active", {"reason": False})
        ended = self.filtered(lambda r: r.expiry_date < today)
        ended._expire()
        (self - ended).previous_id._finish_notices()

    def _refuse_round_a_suspension(self):
        """A second certificate for the same days does not lift what the manager suspended."""
        suspended = self.search([("producer_id", "in", self.producer_id.ids), ("state", "=", "suspended")])
        for registration in self:
            for other in suspended - registration:
                if (
                    other.producer_id == registration.producer_id
                    and registration.date
                    and registration.date <= other.expiry_date
                    and registration.expiry_date >= other.date
                ):
                    raise UserError(
                        self.env._(
                            "%(producer)s has the registration %(other)s for these days, and it is suspended. "
                            "Ask a manager to lift the suspension or to cancel that registration first.",
                            producer=registration.producer_id.display_name,
                            other=other.display_name,
                        )
                    )

    def action_record(self):
        """The producer has shown a certificate: the steps before it lie with the district office."""
        self._check_certificate()
        self.action_submit()
        self.action_verify()
        self.action_activate()

    def action_suspend(self):
        self._document_step("suspended")

    def action_cancel(self):
        self._document_step("cancel")
        self._finish_notices()

    def action_draft(self):
        self._document_step("draft", {"noticed_days": 0})

    def action_renew(self):
        """The next registration of the same producer, ready to be handed in."""
        self.ensure_one()
        renewal = self.next_ids.filtered(lambda r: r.state != "cancel")[:1]
        if not renewal:
            renewal = self.create(
                {"name": self.name, "producer_id": self.producer_id.id, "district_id": self.district_id.id}
            )
            renewal._unsealed().previous_id = self
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": renewal.id,
            "views": [(False, "form")],
        }

    # -- helpers ---------------------------------------------------------------

    def _covers(self, date):
        """Whether the registration was in force on that day, also when it has ended since."""
        return self.state in ("active", "expired") and self.date <= date <= self.expiry_date
