from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date

from ...tools.settlement_plan import Candidate
from ..settings.otop_document_seal import CLERK, by

# Nobody outside this process can put this object into a context, so no RPC call forges a run's progress.
_KEY = object()

QUESTION = {"date_to", "producer_ids", "is_minimum_ignored", "is_cycle_ignored"}
# So many are done at once while somebody waits; more go on in the background.
AT_ONCE = 50


class OtopSettlementRun(models.Model):
    """One closing of many producers: who was asked for, who is in and who is left out and why, how far it is.

    Prepared by a clerk, done at once when small, otherwise by a job in steps that are kept: it goes on where
    it stood after whatever stopped it. Confirming many drafts is a run too, a manager's.
    """

    _name = "otop.settlement.run"
    _description = "Settlement Run"
    _order = "id desc"
    _check_company_auto = True
    # whoever prepares it chooses these; all else is what the run itself found and did
    _document_open = {"draft": by(CLERK, *QUESTION)}

    kind = fields.Selection(
        [("settle", "Settle"), ("confirm", "Confirm")], required=True, readonly=True, default="settle"
    )
    company_id = fields.Many2one(
        "res.company", "Centre", required=True, readonly=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_to = fields.Date(
        "Cut-off", sensible="cut_off", required=True, help="Last day, included. Sales of later days stay open."
    )
    producer_ids = fields.Many2many(
        "res.partner",
        string="Only these producers",
        domain=[("is_otop_producer", "=", True)],
        check_company=True,
        help="Empty: all producers of the centre.",
    )
    is_minimum_ignored = fields.Boolean(
        "Also below the minimum payout", help="At the end of the fiscal year, or when a producer leaves."
    )
    is_cycle_ignored = fields.Boolean(
        "Also where the cycle goes on", help="A quarterly producer at the end of a month, or one who leaves."
    )
    state = fields.Selection(
        [("draft", "Being prepared"), ("running", "Running"), ("done", "Done"), ("cancelled", "Cancelled")],
        required=True,
        readonly=True,
        default="draft",
        index=True,
        copy=False,
    )
    user_id = fields.Many2one("res.users", "Started by", readonly=True, copy=False)
    date_started = fields.Datetime("Started on", readonly=True, copy=False)
    date_done = fields.Datetime("Finished on", readonly=True, copy=False)
    line_ids = fields.One2many("otop.settlement.run.line", "run_id", "Producers", readonly=True, copy=False)
    included_count = fields.Integer("Producers to settle", readonly=True, copy=False)
    included_amount = fields.Monetary("Payable", readonly=True, copy=False)
    left_out_count = fields.Integer("Left out", readonly=True, copy=False)
    done_count = fields.Integer("Done", readonly=True, copy=False)
    problem_count = fields.Integer("Refused", readonly=True, copy=False)
    progress = fields.Float("Progress (%)", compute="_compute_progress")

    @api.depends("included_count", "done_count")
    def _compute_progress(self):
        for run in self:
            run.progress = 100 * run.done_count / run.included_count if run.included_count else 0

    @api.depends("kind", "date_to")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for run in self:
            run.display_name = f"{kinds[run.kind]} {format_date(self.env, run.date_to)}"

    # ------------------------------------------------------------------ seal

    def _unsealed(self):
        # sudo: the run keeps its own progress, whoever started it
        return self.sudo().with_context(otop_run_key=_KEY)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_sealed(vals.keys() - QUESTION - {"company_id"})
            company = self.env["res.company"].browse(vals.get("company_id") or self.env.company.id)
            vals.setdefault("date_to", fields.Date.subtract(company._otop_day().replace(day=1), days=1))
        runs = super().create(vals_list)
        runs.filtered(lambda run: run.kind == "settle")._plan_again()
        return runs

    def write(self, vals):
        self._refuse_sealed(vals.keys() - QUESTION)
        is_question = not self._is_unsealed() and bool(vals.keys() & QUESTION)
        if is_question:
            self._check_state("draft")
        result = super().write(vals)
        if is_question:
            self._plan_again()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unstarted(self):
        if any(run.date_started for run in self):
            raise UserError(
                self.env._("A run that was started is kept: it says who settled whom, and who was left out.")
            )

    def _is_unsealed(self):
        return self.env.context.get("otop_run_key") is _KEY

    def _refuse_sealed(self, names):
        if names and not self._is_unsealed():
            raise AccessError(
                self.env._("A settlement run keeps its own progress. Only its cut-off and its producers are chosen.")
            )

    # ------------------------------------------------------------------ the plan

    def _plan_again(self):
        """Look at the ledger anew: one query, and one statement that keeps what it says."""
        for run in self:
            plan = self.env["otop.settlement"]._plan(
                run.company_id,
                run.date_to,
                run.producer_ids or None,
                run.is_minimum_ignored,
                run.is_cycle_ignored,
            )
            run._keep_lines(plan.candidates)
            run._unsealed().write(
                {
                    "included_count": len(plan.included),
                    "included_amount": float(plan.amount_payable),
                    "left_out_count": len(plan.candidates) - len(plan.included),
                }
            )

    def _keep_lines(self, candidates):
        self.flush_recordset()
        self.env.cr.execute("DELETE FROM otop_settlement_run_line WHERE run_id = %s", [self.id])
        columns = ("run_id", "is_done", "create_uid", *(name for name in Candidate._fields if name != "draft_name"))
        columns += ("draft_name",)
        rows = [
            (self.id, False, self.env.uid, *(getattr(candidate, name) for name in columns[3:]))
            for candidate in candidates
        ]
        if rows:
            self.env.cr.execute_values(
                f"INSERT INTO otop_settlement_run_line ({', '.join(columns)}) VALUES %s", rows, page_size=len(rows)
            )
        self.invalidate_recordset(["line_ids"])
        self.env["otop.settlement.run.line"].invalidate_model()

    # ------------------------------------------------------------------ life

    @api.model
    def _open(self, company, producers=None):
        """The window of a new run."""
        run = self.create({"company_id": company.id, "producer_ids": producers.ids if producers else []})
        return run._action_show(target="new")

    def _action_show(self, target="current"):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("To settle") if self.kind == "settle" else self.env._("Confirming settlements"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": target,
            "context": {"dialog_size": "extra-large"},
        }

    def action_plan(self):
        """Look again: the ledger may have changed since."""
        self.check_access("write")
        self._check_state("draft")
        self._plan_again()

    @api.model
    def _confirm_many(self, drafts):
        """A run that confirms these drafts, in the name of the manager who chose them."""
        run = self.with_context(otop_run_key=_KEY).create(
            {"kind": "confirm", "company_id": drafts.company_id.id, "date_to": max(drafts.mapped("date_to"))}
        )
        drafts.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO otop_settlement_run_line (run_id, producer_id, agreement_id, settlement_id, create_uid,
                                                      amount_with_vat, amount_payable, reason, is_done)
                SELECT %s, producer_id, agreement_id, id, %s, amount_with_vat, amount_payable, 'included', FALSE
                  FROM otop_settlement WHERE id IN %s ORDER BY name
                """,
                run.id,
                self.env.uid,
                tuple(drafts.ids),
            )
        )
        run._unsealed().write({"included_count": len(drafts), "included_amount": sum(drafts.mapped("amount_payable"))})
        run = run.with_env(self.env)
        run.invalidate_recordset()
        run._start()
        return run._action_show()

    def action_start(self):
        """Make the drafts: at once when they are few, in the background when they are many."""
        self.ensure_one()
        self.check_access("write")
        self._check_state("draft")
        if self.date_to > self.company_id._otop_day():
            raise UserError(
                self.env._(
                    "The cut-off %s lies in the future. Choose today or an earlier day.",
                    format_date(self.env, self.date_to),
                )
            )
        if self.kind == "settle":
            self._plan_again()
        if not self.included_count:
            raise UserError(
                self.env._("No producer can be settled up to this day. The list says why for each of them.")
            )
        self._start()
        if self.state == "done":
            if not self.line_ids.settlement_id:
                raise UserError(self.line_ids.filtered("problem")[:1].problem)
            return self.action_open_result()
        return self._action_show()

    def _start(self):
        self._unsealed().write({"state": "running", "user_id": self.env.uid, "date_started": fields.Datetime.now()})
        if self.kind == "settle" and self.included_count <= AT_ONCE:
            self._work_step()
        else:
            # sudo: starting the job is part of starting the run
            self.env.ref("otop_centre.ir_cron_otop_settlement_run").sudo()._trigger()

    def action_cancel(self):
        """Stop it: what is done stays done."""
        self.check_access("write")
        running = self.filtered(lambda run: run.state in ("draft", "running"))
        running._unsealed().write({"state": "cancelled", "date_done": fields.Datetime.now()})

    def action_open_result(self):
        return self.line_ids.settlement_id._action_show()

    def _check_state(self, state):
        if wrong := self.filtered(lambda run: run.state != state):
            raise UserError(
                self.env._(
                    "This run is “%s” already. Open a new one to settle more.",
                    dict(self._fields["state"]._description_selection(self.env))[wrong[0].state],
                )
            )

    @api.autovacuum
    def _gc_unstarted(self):
        """Windows that were opened and left."""
        before = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        self.search(
            [("state", "in", ("draft", "cancelled")), ("date_started", "=", False), ("create_date", "<", before)]
        ).unlink()
