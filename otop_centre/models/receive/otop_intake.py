from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date

from ..settings.otop_document_seal import CLERK, by


class OtopIntake(models.Model):
    """The goods that a producer brings on one day, counted and looked at together.

    A draft is the clerk's count. Confirming it moves what was accepted into stock owned by the
    producer, numbers the paper and freezes it; what was rejected never enters stock. A mistake
    found later is put right by a withdrawal, never by editing.
    """

    _name = "otop.intake"
    _description = "Intake"
    _inherit = ["otop.document.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _document_transitions = {
        ("draft", "done"): CLERK,
        ("draft", "cancel"): CLERK,
        ("cancel", "draft"): CLERK,
    }
    # a received intake is a paper that the producer holds
    _document_open = {
        "draft": by(CLERK, "producer_id", "company_id", "date", "line_ids", "brought_by", "note"),
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
    agreement_id = fields.Many2one(
        "otop.agreement",
        compute="_compute_agreement_id",
        store=True,
        index="btree_not_null",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company", "Centre", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        required=True, sensible="paper", default=lambda self: self.env.company._otop_day(), tracking=True
    )
    state = fields.Selection(
        [("draft", "Counting"), ("done", "Received"), ("cancel", "Cancelled")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
    )
    line_ids = fields.One2many("otop.intake.line", "intake_id", "Goods", copy=True)
    brought_by = fields.Char(help="Who brought the goods: a name, or the parcel service.")
    note = fields.Text()
    user_id = fields.Many2one("res.users", "Received By", default=lambda self: self.env.user, readonly=True, copy=False)
    picking_id = fields.Many2one(
        "stock.picking", "Stock Transfer", readonly=True, copy=False, index="btree_not_null", check_company=True
    )
    line_count = fields.Integer("Products", compute="_compute_totals", store=True)
    quantity_accepted = fields.Float("Accepted", compute="_compute_totals", store=True, digits="Product Unit")
    quantity_rejected = fields.Float("Rejected", compute="_compute_totals", store=True, digits="Product Unit")
    amount_retail = fields.Monetary("Retail Value", compute="_compute_totals", store=True)
    refusal_text = fields.Text("To Put Right", compute="_compute_checks")
    warning_text = fields.Text("Please Look At", compute="_compute_checks")

    _name_uniq = models.Constraint("unique(name, company_id)", "This intake number has already been given.")

    # ------------------------------------------------------------------ what is derived

    @api.depends("name", "producer_id")
    def _compute_display_name(self):
        for intake in self:
            intake.display_name = intake.name or self.env._(
                "Draft intake of %s", intake.producer_id.name or self.env._("a producer")
            )

    @api.depends("producer_id", "date", "company_id", "state")
    def _compute_agreement_id(self):
        for intake in self:
            if intake.state == "draft" and intake.producer_id and intake.date:
                intake.agreement_id = self.env["otop.agreement"]._find(
                    intake.producer_id._origin or intake.producer_id, intake.date, intake.company_id
                )
            elif intake.state == "draft":
                intake.agreement_id = False

    @api.depends("line_ids.quantity_accepted", "line_ids.quantity_rejected", "line_ids.price_unit")
    def _compute_totals(self):
        for intake in self:
            lines = intake.line_ids
            intake.line_count = len(lines)
            intake.quantity_accepted = sum(lines.mapped("quantity_accepted"))
            intake.quantity_rejected = sum(lines.mapped("quantity_rejected"))
            intake.amount_retail = sum(line.quantity_accepted * line.price_unit for line in lines)

    @api.depends("producer_id", "agreement_id", "date", "line_ids.refusal_text", "line_ids.warning_text", "state")
    def _compute_checks(self):
        for intake in self:
            if intake.state != "draft" or not intake.producer_id:
                intake.refusal_text = intake.warning_text = False
                continue
            refusals = intake._refusals() + intake.line_ids.filtered("refusal_text").mapped("refusal_text")
            intake.refusal_text = "\n".join(refusals) or False
            intake.warning_text = "\n".join(intake.line_ids.filtered("warning_text").mapped("warning_text")) or False

    def _refusals(self):
        """Why nothing may be taken from this producer today. What is only rejected needs no permission."""
        self.ensure_one()
        producer = self.producer_id._origin or self.producer_id
        today = self.company_id._otop_day()
        refusals = []
        if refusal := producer._otop_intake_refusal(self.date or today):
            refusals.append(refusal)
        if self.date and self.date > today:
            refusals.append(
                self.env._(
                    "%(date)s has not come yet. Put the day on which the goods were brought: %(today)s or earlier.",
                    date=format_date(self.env, self.date),
                    today=format_date(self.env, today),
                )
            )
        if not self.agreement_id:
            refusals.append(
                self.env._(
                    "%(producer)s has no agreement running on %(date)s. Ask the manager to make or extend one first.",
                    producer=producer.display_name,
                    date=format_date(self.env, self.date),
                )
            )
        return refusals

    # ------------------------------------------------------------------ actions

    def action_confirm(self):
        """Receive the goods: every check again, then stock, lots, prices and the number, all or nothing."""
        self.check_access("write")
        self._document_claim()
        self._document_check_step("done")
        for intake in self:
            # whichever centre the user works in, the goods come into the paper's
            intake = intake.with_company(intake.company_id)
            intake.company_id._otop_refuse_unready()
            if not any(line.quantity_accepted or line.quantity_rejected for line in intake.line_ids):
                raise UserError(self.env._("Nothing has been counted yet. Add a product and how many were brought."))
            # what the screen showed may be hours old
            intake.line_ids.invalidate_recordset(["refusal_text"])
            intake.invalidate_recordset(["refusal_text"])
            takes_goods = any(intake.line_ids.mapped("quantity_accepted"))
            if intake.refusal_text and (takes_goods or any(intake.line_ids.mapped("refusal_text"))):
                raise UserError(intake.refusal_text)
            accepted = intake.line_ids.filtered("quantity_accepted")
            accepted._find_or_create_lots()
            number = self.env["ir.sequence"]._otop_next("otop.intake", intake.date, intake.company_id)
            intake._document_step("done", {"name": number})
            accepted._update_prices()
            if accepted:
                intake._unsealed().picking_id = intake._create_picking(accepted)
        return True

    def _create_picking(self, lines):
        self.ensure_one()
        operation = self.company_id.otop_intake_type_id
        picking = self.env["stock.picking"].create(
            {
                "name": self.name,
                "picking_type_id": operation.id,
                "partner_id": self.producer_id.id,
                "owner_id": self.producer_id.id,
                "origin": self.name,
                "location_id": operation.default_location_src_id.id,
                "location_dest_id": operation.default_location_dest_id.id,
            }
        )
        picking.move_ids = [Command.create(line._prepare_move(picking)) for line in lines]
        picking.move_ids._action_confirm(merge=False)
        picking.move_ids.picked = True
        picking._action_done()
        self._date_goods(picking)
        return picking

    def _date_goods(self, picking):
        """Goods written down later came on the paper's day: the shelf and the statements say so too."""
        if self.date == self.company_id._otop_day(picking.date_done):
            return
        moment = self.company_id._otop_midnight(self.date)
        picking = picking._unsealed()
        picking.date_done = moment  # and its moves
        picking.move_line_ids.date = moment

    def action_cancel(self):
        if received := self.filtered(lambda intake: intake.state == "done"):
            raise UserError(
                self.env._(
                    "%s has been received and its goods are in stock. Give them back with a withdrawal instead.",
                    received[0].display_name,
                )
            )
        self._document_step("cancel")

    def action_draft(self):
        self._document_step("draft")

    def action_print(self):
        return self.env.ref("otop_centre.action_report_otop_intake").report_action(self)

    def action_print_labels(self):
        return self.env.ref("otop_centre.action_report_otop_label_intake").report_action(self)

    def action_open_picking(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "stock.picking",
            "res_id": self.picking_id.id,
            "views": [(False, "form")],
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_received(self):
        if received := self.filtered("name"):
            raise UserError(
                self.env._(
                    "%s is a numbered paper and stays. To cancel it, give the goods back with a withdrawal.",
                    received[0].name,
                )
            )

    def _document_remedy(self):
        if self.state == "cancel":
            return self.env._("Set it back to counting first.")
        return self.env._("Put a mistake right with a withdrawal or another intake.")
