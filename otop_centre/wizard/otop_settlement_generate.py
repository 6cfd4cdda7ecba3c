from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_amount, format_date

# More producers than this are settled in steps, with a progress bar.
STEP = 50

REASONS = [
    ("included", "Will be settled"),
    ("draft", "A draft is waiting"),
    ("negative", "Refunds are more than sales: carried forward"),
    ("minimum", "Below the minimum payout: carried forward"),
    ("held", "Held until a manager decides"),
    ("till", "The till is not closed yet"),
    ("later", "Sold after the cut-off"),
    ("nothing", "Nothing open"),
]


class Candidate(NamedTuple):
    """What the ledger says about one producer up to a cut-off."""

    producer_id: int
    agreement_id: int
    draft_name: str
    minimum: float
    date_first: object
    count: int
    amount_with_vat: float
    amount_payable: float
    held_count: int
    held_amount: float
    till_count: int
    till_amount: float
    later_count: int
    later_amount: float
    reason: str


class OtopSettlementGenerate(models.TransientModel):
    """Settle one or many producers up to a day: who is included, who is left out, and why."""

    _name = "otop.settlement.generate"
    _description = "Settle Producers"

    company_id = fields.Many2one("res.company", "Centre", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_to = fields.Date(
        "Cut-off",
        required=True,
        default=lambda self: self.env.company._otop_day().replace(day=1) - timedelta(days=1),
        help="Last day, included. Sales of later days stay open.",
    )
    producer_ids = fields.Many2many(
        "res.partner",
        string="Only these producers",
        domain=[("is_otop_producer", "=", True)],
        help="Empty: all producers of the centre.",
    )
    is_minimum_ignored = fields.Boolean(
        "Also below the minimum payout", help="At the end of the fiscal year, or when a producer leaves."
    )
    line_ids = fields.One2many("otop.settlement.generate.line", "wizard_id", compute="_compute_line_ids", store=True)
    included_count = fields.Integer("Producers", compute="_compute_included")
    included_amount = fields.Monetary("Payable", compute="_compute_included")
    left_out_count = fields.Integer("Not settled", compute="_compute_included")

    @api.depends("company_id", "date_to", "producer_ids", "is_minimum_ignored")
    def _compute_line_ids(self):
        Line = self.env["otop.settlement.generate.line"]
        for wizard in self:
            candidates = []
            if wizard.date_to:
                producers = wizard.producer_ids._origin or None
                candidates = self._candidates(wizard.company_id, wizard.date_to, producers, wizard.is_minimum_ignored)
            wizard.line_ids = [fields.Command.clear()] + [
                fields.Command.create(Line._prepare(candidate, wizard)) for candidate in candidates
            ]

    @api.depends("line_ids.reason")
    def _compute_included(self):
        for wizard in self:
            included = wizard.line_ids.filtered(lambda line: line.reason == "included")
            wizard.included_count = len(included)
            wizard.included_amount = sum(included.mapped("amount_payable"))
            wizard.left_out_count = len(wizard.line_ids) - len(included)

    @api.model
    def _candidates(self, company, date_to, producers=None, below_minimum=False):
        """Look at the open entries of every producer, in one query.

        :param producers: only these; None is everybody with an agreement or open entries
        :return: list of `Candidate`, the included first, then by producer
        """
        if producers is not None and not producers:
            return []
        for model in ("otop.ledger.entry", "otop.settlement", "otop.agreement", "res.partner"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                WITH open_entry AS (
                    SELECT e.*,
                           CASE WHEN e.date > %(date_to)s THEN 'later'
                                WHEN e.is_held THEN 'held'
                                WHEN %(free)s THEN 'free'
                                ELSE 'till' END AS part
                      FROM otop_ledger_entry e
                     WHERE e.settlement_id IS NULL AND e.company_id = %(company)s AND %(entry_producers)s
                ), total AS (
                    SELECT producer_id,
                           (ARRAY_AGG(agreement_id ORDER BY date DESC, id DESC) FILTER (WHERE part = 'free'))[1] AS agreement_id,
                           MIN(date) FILTER (WHERE part = 'free') AS date_first,
                           COUNT(*) FILTER (WHERE part = 'free') AS free_count,
                           SUM(amount_with_vat) FILTER (WHERE part = 'free') AS free_with_vat,
                           SUM(amount_payable) FILTER (WHERE part = 'free') AS free_payable,
                           COUNT(*) FILTER (WHERE part = 'held') AS held_count,
                           SUM(amount_payable) FILTER (WHERE part = 'held') AS held_payable,
                           COUNT(*) FILTER (WHERE part = 'till') AS till_count,
                           SUM(amount_payable) FILTER (WHERE part = 'till') AS till_payable,
                           COUNT(*) FILTER (WHERE part = 'later') AS later_count,
                           SUM(amount_payable) FILTER (WHERE part = 'later') AS later_payable
                      FROM open_entry
                  GROUP BY producer_id
                )
                SELECT partner.id, total.agreement_id, draft.name,
                       COALESCE(agreement.minimum_payout, %(minimum)s), total.date_first,
                       COALESCE(free_count, 0), COALESCE(free_with_vat, 0), COALESCE(free_payable, 0),
                       COALESCE(held_count, 0), COALESCE(held_payable, 0),
                       COALESCE(till_count, 0), COALESCE(till_payable, 0),
                       COALESCE(later_count, 0), COALESCE(later_payable, 0)
                  FROM res_partner partner
             LEFT JOIN total ON total.producer_id = partner.id
             LEFT JOIN otop_agreement agreement ON agreement.id = total.agreement_id
             LEFT JOIN otop_settlement draft
                    ON draft.producer_id = partner.id AND draft.company_id = %(company)s
                   AND draft.date_confirmed IS NULL AND draft.date_cancelled IS NULL
                 WHERE %(partner_producers)s
                   AND (total.producer_id IS NOT NULL
                        OR EXISTS (SELECT 1 FROM otop_agreement a
                                    WHERE a.producer_id = partner.id AND a.company_id = %(company)s
                                      AND a.state IN ('confirmed', 'done')))
              ORDER BY partner.complete_name, partner.id
                """,
                date_to=date_to,
                company=company.id,
                minimum=company.otop_minimum_payout,
                free=self.env["otop.ledger.entry"]._booked_sql("e"),
                entry_producers=SQL("e.producer_id IN %s", tuple(producers.ids)) if producers else SQL("TRUE"),
                partner_producers=SQL("partner.id IN %s", tuple(producers.ids)) if producers else SQL("TRUE"),
            )
        )
        candidates = [Candidate(*row, reason="") for row in rows]
        candidates = [
            candidate._replace(reason=self._reason(candidate, company.currency_id, below_minimum))
            for candidate in candidates
        ]
        order = [reason for reason, _label in REASONS]
        return sorted(candidates, key=lambda candidate: order.index(candidate.reason))

    @api.model
    def _reason(self, candidate, currency, below_minimum):
        if candidate.draft_name:
            return "draft"
        if candidate.count:
            if currency.compare_amounts(candidate.amount_payable, 0) < 0:
                return "negative"
            if not below_minimum and currency.compare_amounts(candidate.amount_payable, candidate.minimum) < 0:
                return "minimum"
            return "included"
        for reason in ("held", "till", "later"):
            if getattr(candidate, f"{reason}_count"):
                return reason
        return "nothing"

    def action_generate(self):
        """Make the drafts: at once when they are few, in steps with a progress bar when they are many."""
        self.ensure_one()
        if self.date_to > self.company_id._otop_day():
            raise UserError(
                self.env._(
                    "The cut-off %s lies in the future. Choose today or an earlier day.",
                    format_date(self.env, self.date_to),
                )
            )
        included = self.line_ids.filtered(lambda line: line.reason == "included")
        if not included:
            raise UserError(
                self.env._("No producer can be settled up to this day. The list says why for each of them.")
            )
        if len(included) > STEP:
            return {
                "type": "ir.actions.client",
                "tag": "otop_centre.progress",
                "target": "new",
                "name": self.env._("Settling producers"),
                "params": {
                    "model": included._name,
                    "method": "action_settle",
                    "ids": included.ids,
                    "step": STEP,
                    "done_model": self._name,
                    "done_method": "action_show_drafts",
                    "done_ids": self.ids,
                },
            }
        included.action_settle()
        return self.action_show_drafts()

    def action_show_drafts(self):
        self.ensure_one()
        return self.line_ids.settlement_id._action_show()

    def _left_open_note(self, candidate):
        """What stays open although the producer is settled, or why he is not, in one sentence."""
        notes = []
        money = lambda amount: format_amount(self.env, amount, self.currency_id)  # noqa: E731
        if candidate.draft_name:
            notes.append(self.env._("Confirm or cancel %s first.", candidate.draft_name))
        if candidate.reason == "minimum":
            notes.append(self.env._("The minimum payout is %s.", money(candidate.minimum)))
        if candidate.held_count:
            notes.append(
                self.env._(
                    "%(count)s held (%(amount)s).", count=candidate.held_count, amount=money(candidate.held_amount)
                )
            )
        if candidate.till_count:
            notes.append(
                self.env._(
                    "%(count)s at a till not closed yet (%(amount)s).",
                    count=candidate.till_count,
                    amount=money(candidate.till_amount),
                )
            )
        if candidate.later_count:
            notes.append(
                self.env._(
                    "%(count)s after the cut-off (%(amount)s).",
                    count=candidate.later_count,
                    amount=money(candidate.later_amount),
                )
            )
        return " ".join(notes)
