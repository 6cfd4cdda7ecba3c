from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ...tools.thai_calendar import fiscal_year
from ..settings.otop_document_seal import CLERK, MANAGER, by

CHANNELS = [("pos", "Till"), ("wholesale", "Wholesale")]


class OtopAgreement(models.Model):
    """The consignment terms with one producer from one day to another.

    New terms are a new version from a date: the sale's own day picks the version, and
    nothing already sold is ever repriced. A confirmed agreement keeps its terms for ever;
    only its end may move.
    """

    _name = "otop.agreement"
    _description = "Consignment Agreement"
    _inherit = ["otop.document.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True
    # A clerk drafts; what binds the centre is the manager's.
    _document_transitions = {
        ("draft", "confirmed"): MANAGER,
        ("draft", "cancel"): MANAGER,
        ("confirmed", "done"): MANAGER,
        ("confirmed", "cancel"): MANAGER,
        ("cancel", "draft"): MANAGER,
    }
    _document_open = {
        "draft": by(
            CLERK,
            "producer_id",
            "company_id",
            "date_start",
            "date_end",
            "mode",
            "commission_rate",
            "commission_base",
            "line_ids",
            "settlement_cycle",
            "minimum_payout",
            "note",
        ),
        "confirmed": by(MANAGER, "date_end"),
    }

    name = fields.Char("Number", readonly=True, copy=False, index="trigram")
    producer_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        tracking=True,
        domain=[("is_otop_producer", "=", True)],
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one("res.company", "Centre", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    version = fields.Integer(readonly=True, default=1, copy=False)
    previous_id = fields.Many2one(
        "otop.agreement", "Replaces", readonly=True, copy=False, index="btree_not_null", check_company=True
    )
    next_ids = fields.One2many("otop.agreement", "previous_id", "Replaced by", readonly=True)
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Running"), ("done", "Ended"), ("cancel", "Cancelled")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    date_start = fields.Date(
        "From", sensible="agreement", required=True, tracking=True, default=lambda self: self.env.company._otop_day()
    )
    date_end = fields.Date(
        "To", sensible="agreement", tracking=True, help="Last day, included. Empty: until it is ended."
    )
    mode = fields.Selection(
        [("agent", "Agent: sells for the producer, keeps a commission"), ("principal", "Principal: buys when sold")],
        required=True,
        default="agent",
        tracking=True,
    )
    commission_rate = fields.Float(
        "Commission (%)",
        digits=(5, 2),
        required=True,
        tracking=True,
        help="The centre's share in percent. 0 is a rate.",
    )
    commission_base = fields.Selection(
        [("price_excluded", "Price without VAT"), ("price_included", "Price with VAT")],
        required=True,
        default="price_excluded",
        tracking=True,
    )
    line_ids = fields.One2many("otop.agreement.line", "agreement_id", "Exceptions", copy=True)
    settlement_cycle = fields.Selection(
        [
            ("weekly", "Weekly"),
            ("semi_monthly", "Twice a month"),
            ("monthly", "Monthly"),
            ("quarterly", "Quarterly"),
        ],
        required=True,
        default="monthly",
        tracking=True,
    )
    minimum_payout = fields.Monetary(
        compute="_compute_minimum_payout",
        store=True,
        readonly=False,
        precompute=True,
        copy=True,
        help="Baht. A smaller sum is carried to the next settlement.",
    )
    note = fields.Html("Clauses")
    entry_count = fields.Integer("Sales", compute="_compute_entry_count")

    _name_company_uniq = models.Constraint("unique(name, company_id)", "Each agreement of a centre has its own number.")
    _commission_rate_percent = models.Constraint(
        "CHECK(commission_rate >= 0 AND commission_rate <= 100)",
        "A commission lies between 0 and 100 percent.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_end IS NULL OR date_end >= date_start)",
        "An agreement cannot end before it starts: put its last day on or after its first.",
    )
    _producer_period_idx = models.Index("(producer_id, company_id, date_start) WHERE state IN ('confirmed', 'done')")

    @api.constrains("producer_id", "company_id", "date_start", "date_end", "state")
    def _check_no_overlap(self):
        running = self.filtered(lambda agreement: agreement.state in ("confirmed", "done"))
        if not running:
            return
        others = self.search(
            [
                ("producer_id", "in", running.producer_id.ids),
                ("company_id", "in", running.company_id.ids),
                ("state", "in", ("confirmed", "done")),
            ]
        ).grouped(lambda agreement: (agreement.producer_id, agreement.company_id))
        for agreement in running:
            for other in others.get((agreement.producer_id, agreement.company_id), self):
                if other != agreement and agreement._overlaps(other):
                    raise ValidationError(
                        self.env._(
                            "%(agreement)s overlaps %(other)s of %(producer)s (%(start)s to %(end)s). "
                            "Only one agreement may run on any day: end the earlier one first, "
                            "or start this one after it.",
                            agreement=agreement.name or self.env._("The new agreement"),
                            other=other.name,
                            producer=agreement.producer_id.display_name,
                            start=format_date(self.env, other.date_start),
                            end=format_date(self.env, other.date_end) or self.env._("open end"),
                        )
                    )

    @api.constrains("commission_rate", "commission_base", "producer_id", "company_id")
    def _check_centre_never_loses(self):
        for agreement in self:
            agreement._refuse_losing_rate(agreement.commission_rate)

    def _refuse_losing_rate(self, rate):
        """A commission on the price with VAT must at least pay the VAT that the centre owes (brief 4.3)."""
        self.ensure_one()
        vat_regime, vat_rate = self.company_id._otop_vat_on(self.date_start)
        floor = 100 - 10000 / (100 + vat_rate)
        if (
            self.mode == "agent"
            and self.commission_base == "price_included"
            and vat_regime == "own_name"
            and not self.producer_id._otop_vat_registered_on(self.date_start)
            and rate < floor
        ):
            raise ValidationError(
                self.env._(
                    "%(rate)s %% of the price with VAT would not even pay the VAT: the centre would lose on each sale. "
                    "Agree on at least %(floor).2f %%, or take the price without VAT as the base.",
                    rate=rate,
                    floor=floor,
                )
            )

    @api.depends("name", "version", "producer_id")
    def _compute_display_name(self):
        for agreement in self:
            number = agreement.name or self.env._("New agreement")
            agreement.display_name = f"{number} · {agreement.producer_id.name or ''}"

    @api.depends("company_id")
    def _compute_minimum_payout(self):
        """Proposed by the centre that the agreement is with, whichever one the user works in."""
        for agreement in self:
            agreement.minimum_payout = agreement.company_id.otop_minimum_payout

    def _compute_entry_count(self):
        counts = dict(
            self.env["otop.ledger.entry"]._read_group([("agreement_id", "in", self.ids)], ["agreement_id"], ["__count"])
        )
        for agreement in self:
            agreement.entry_count = counts.get(agreement, 0)

    def _document_no_right(self, state, group):
        return self.env._("Only a manager confirms, ends or cancels an agreement. Ask yours to look at the draft.")

    def _document_remedy(self):
        if self.state in ("confirmed", "done"):
            return self.env._("Its terms stand. To change them from a day on, use “New version” on the agreement.")
        return self.env._("Make another agreement instead.")

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if kept := self.filtered(lambda agreement: agreement.state != "draft"):
            raise UserError(
                self.env._(
                    "%(agreement)s was confirmed and must be kept for the auditor. End or cancel it instead.",
                    agreement=kept[0].display_name,
                )
            )

    def action_confirm(self):
        self._document_check_step("confirmed")
        self._document_claim()
        for agreement in self:
            agreement._close_previous()
        numbers = self._next_numbers()
        for agreement in self:
            agreement._unsealed().name = numbers[agreement]
        self._document_step("confirmed")

    def _next_numbers(self):
        """One number each, a series at a time: the queries do not grow with the agreements."""
        numbers = {}
        series = self.grouped(lambda agreement: (agreement.company_id, fiscal_year(agreement.date_start)))
        for (company, _year), agreements in series.items():
            names = self.env["ir.sequence"]._otop_next_many(
                "otop.agreement", agreements[0].date_start, company, len(agreements)
            )
            numbers.update(zip(agreements, names, strict=True))
        return numbers

    def _close_previous(self):
        """The version before ends on the day before this one starts, unless that is already settled."""
        self.ensure_one()
        previous = self.previous_id
        if not previous or previous.state != "confirmed":
            return
        settled = self.env["otop.ledger.entry"].search(
            [
                ("agreement_id", "=", previous.id),
                ("date", ">=", self.date_start),
                ("settlement_id", "!=", False),
            ],
            order="date desc",
            limit=1,
        )
        if settled:
            raise UserError(
                self.env._(
                    "%(producer)s is settled up to %(date)s under %(previous)s. "
                    "Start the new version after that day; what was settled can only be corrected by an adjustment.",
                    producer=self.producer_id.display_name,
                    date=format_date(self.env, settled.date),
                    previous=previous.display_name,
                )
            )
        if self.date_start <= previous.date_start:
            raise UserError(
                self.env._(
                    "%(agreement)s must start after %(previous)s started (%(date)s).",
                    agreement=self.display_name,
                    previous=previous.display_name,
                    date=format_date(self.env, previous.date_start),
                )
            )
        last_day = fields.Date.subtract(self.date_start, days=1)
        if not previous.date_end or previous.date_end > last_day:
            previous._unsealed().date_end = last_day

    def action_new_version(self):
        """Open a draft with the same terms, to be changed and started on a later day."""
        self.ensure_one()
        draft = self.next_ids.filtered(lambda agreement: agreement.state == "draft")[:1]
        if not draft:
            draft = self.copy(
                {"date_start": max(self.env.company._otop_day(), fields.Date.add(self.date_start, days=1))}
            )
            draft._unsealed().write({"previous_id": self.id, "version": self.version + 1})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "views": [(False, "form")],
        }

    def action_done(self):
        """End it: today is its last day unless an earlier one stands."""
        today = self.env.company._otop_day()
        self._document_check_step("done")
        for agreement in self:
            is_open = not agreement.date_end or agreement.date_end > today
            agreement._document_step("done", {"date_end": max(today, agreement.date_start)} if is_open else {})

    def action_cancel(self):
        if used := self.filtered("entry_count"):
            raise UserError(
                self.env._(
                    "Goods were sold under %(agreement)s (%(count)s entries), so it cannot be cancelled. End it instead.",
                    agreement=used[0].display_name,
                    count=used[0].entry_count,
                )
            )
        self._document_step("cancel")

    def action_draft(self):
        """Only what never ran is opened again: a number stands for one set of terms."""
        if numbered := self.filtered("name"):
            raise UserError(
                self.env._(
                    "%(agreement)s once ran under its number and stays cancelled. "
                    "Make a new version or another agreement; it gets a number of its own.",
                    agreement=numbered[0].display_name,
                )
            )
        self._document_step("draft")

    def action_open_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_ledger_entry_action")
        return action | {"domain": [("agreement_id", "=", self.id)], "context": {}}

    def _overlaps(self, other):
        return (not other.date_end or self.date_start <= other.date_end) and (
            not self.date_end or other.date_start <= self.date_end
        )
