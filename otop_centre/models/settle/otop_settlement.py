from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_amount

from ..settings.otop_document_seal import CLERK, FINANCE, MANAGER, by


class OtopSettlement(models.Model):
    """The open entries of one producer up to a day, closed into one sum.

    A clerk prepares it, a manager confirms it: that makes the vendor bill which clears the
    proceeds, books the commission and leaves the producer's money to be paid. Its entries are
    linked, never copied; its figures are sums of them and never typed. A number, once given,
    stays: a cancelled settlement frees its entries and keeps its number.
    """

    _name = "otop.settlement"
    _description = "Settlement"
    _inherit = ["otop.document.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, name desc, id desc"
    _check_company_auto = True
    # between "to pay" and "paid" it goes by its payments alone
    _document_transitions = {
        ("draft", "confirmed"): MANAGER,
        ("draft", "cancel"): CLERK,
        ("confirmed", "cancel"): MANAGER,
    }
    # the figures come from the ledger; only what is said to the producer is typed
    _document_open = {"draft": by(CLERK, "note") | by(f"{CLERK},{FINANCE}", "tax_invoice_number", "tax_invoice_date")}

    name = fields.Char("Number", required=True, readonly=True, copy=False, index="trigram")
    producer_id = fields.Many2one(
        "res.partner", required=True, readonly=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one("res.company", "Centre", required=True, readonly=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    agreement_id = fields.Many2one(
        "otop.agreement", readonly=True, check_company=True, ondelete="restrict", help="The latest of the period."
    )
    mode = fields.Selection(related="agreement_id.mode")
    date_from = fields.Date("From", required=True, readonly=True)
    date_to = fields.Date("Cut-off", required=True, readonly=True, index=True, help="Last day, included.")
    date_due = fields.Date("Due", required=True, readonly=True)
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "To pay"), ("done", "Paid"), ("cancel", "Cancelled")],
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
    )
    entry_ids = fields.One2many("otop.ledger.entry", "settlement_id", "Sales", readonly=True)
    entry_count = fields.Integer(compute="_compute_entry_count")

    amount_with_vat = fields.Monetary("Sales with VAT", readonly=True)
    amount_vat = fields.Monetary("VAT in the price", readonly=True)
    amount_without_vat = fields.Monetary("Sales without VAT", readonly=True)
    amount_commission = fields.Monetary("Commission", readonly=True)
    amount_payable = fields.Monetary("Payable", readonly=True, help="Before the producer's own VAT.")
    amount_brought_forward = fields.Monetary(
        "Of which brought forward",
        readonly=True,
        help="The part of the payable that belongs to days before this period: late tills, and sums carried forward.",
    )
    amount_producer_vat = fields.Monetary(
        "Producer's VAT", readonly=True, help="On the producer's tax invoice, when he is VAT-registered."
    )
    amount_total = fields.Monetary("To pay", readonly=True, tracking=True)
    bill_id = fields.Many2one("account.move", readonly=True, copy=False, ondelete="restrict", check_company=True)
    payment_state = fields.Selection(related="bill_id.payment_state", store=True)
    amount_due = fields.Monetary("Left to pay", compute="_compute_paid", store=True)
    amount_paid = fields.Monetary("Paid", compute="_compute_paid", store=True)

    date_confirmed = fields.Datetime("Confirmed on", readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", "Confirmed by", readonly=True, copy=False)
    date_cancelled = fields.Datetime("Cancelled on", readonly=True, copy=False)
    statement_id = fields.Many2one("ir.attachment", readonly=True, copy=False, ondelete="restrict", check_company=True)
    note = fields.Text("Note on the statement")

    _name_company_uniq = models.Constraint(
        "unique(name, company_id)", "Each settlement of a centre has its own number."
    )
    _bill_uniq = models.UniqueIndex("(bill_id) WHERE bill_id IS NOT NULL", "A bill settles once.")
    _dates_in_order = models.Constraint("CHECK(date_from <= date_to)", "A settlement cannot end before it starts.")
    _one_draft = models.UniqueIndex(
        "(producer_id, company_id) WHERE date_confirmed IS NULL AND date_cancelled IS NULL",
        "A producer has one draft settlement at a time: confirm or cancel it first.",
    )
    _live_idx = models.Index(
        "(producer_id, company_id) WHERE date_cancelled IS NULL AND (date_confirmed IS NULL OR amount_due != 0)"
    )
    _without_statement_idx = models.Index("(id) WHERE date_confirmed IS NOT NULL AND statement_id IS NULL")

    # ------------------------------------------------------------------ derived

    @api.depends("date_confirmed", "date_cancelled", "bill_id.payment_state")
    def _compute_state(self):
        for settlement in self:
            if settlement.date_cancelled:
                settlement.state = "cancel"
            elif not settlement.date_confirmed:
                settlement.state = "draft"
            elif settlement.bill_id.payment_state in ("paid", "in_payment"):
                settlement.state = "done"
            else:
                settlement.state = "confirmed"

    @api.depends("date_cancelled", "bill_id.amount_residual", "bill_id.reconciled_payment_ids.state")
    def _compute_paid(self):
        """What is paid is what payments paid: neither a credit note nor a write-off makes a producer richer."""
        for settlement in self:
            live = settlement.bill_id if not settlement.date_cancelled else settlement.bill_id.browse()
            settlement.amount_due = live.amount_residual
            settlement.amount_paid = sum(settlement._payment_parts().mapped("amount")) if live else 0

    def _payment_parts(self):
        """What the payments of this settlement paid of it, payment by payment."""
        # sudo: the sum is the settlement's; whoever may read it need not read the books
        return self.sudo().bill_id.line_ids.matched_debit_ids.filtered(
            lambda part: part.debit_move_id.move_id.origin_payment_id and part.debit_move_id.parent_state == "posted"
        )

    def _compute_entry_count(self):
        counts = dict(
            self.env["otop.ledger.entry"]._read_group(
                [("settlement_id", "in", self.ids)], ["settlement_id"], ["__count"]
            )
        )
        for settlement in self:
            settlement.entry_count = counts.get(settlement._origin, 0)

    # ------------------------------------------------------------------ seal

    @api.model_create_multi
    def create(self, vals_list):
        if not self._is_unsealed():
            raise AccessError(self.env._("A settlement is made from the ledger, not typed: choose Settle › To settle."))
        return super().create(vals_list)

    def _document_remedy(self):
        if self.state == "cancel":
            return ""
        return self.env._("Its figures come from the ledger: cancel it and settle again if something is wrong.")

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("%(settlement)s has a number and must be kept. Cancel it instead.", settlement=self[:1].name)
        )

    # ------------------------------------------------------------------ life

    def _refresh_amounts(self):
        """Sum the entries into the figures, in one statement for all."""
        if not self:
            return
        self.flush_recordset()
        self.env["otop.ledger.entry"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE otop_settlement settlement
                   SET amount_with_vat = total.with_vat,
                       amount_vat = total.vat,
                       amount_without_vat = total.without_vat,
                       amount_commission = total.commission,
                       amount_payable = total.payable,
                       amount_brought_forward = total.brought_forward,
                       amount_producer_vat = 0,
                       amount_total = total.payable
                  FROM (
                        SELECT s.id,
                               COALESCE(SUM(e.amount_with_vat), 0) AS with_vat,
                               COALESCE(SUM(e.amount_vat), 0) AS vat,
                               COALESCE(SUM(e.amount_without_vat), 0) AS without_vat,
                               COALESCE(SUM(e.amount_commission), 0) AS commission,
                               COALESCE(SUM(e.amount_payable), 0) AS payable,
                               COALESCE(SUM(e.amount_payable) FILTER (WHERE e.date < s.date_from), 0) AS brought_forward
                          FROM otop_settlement s
                     LEFT JOIN otop_ledger_entry e ON e.settlement_id = s.id
                         WHERE s.id IN %(ids)s
                      GROUP BY s.id
                       ) total
                 WHERE settlement.id = total.id
                """,
                ids=tuple(self.ids),
            )
        )
        self.invalidate_recordset()
        for settlement, vat in self._producer_vat().items():
            settlement._unsealed().write({"amount_producer_vat": vat, "amount_total": settlement.amount_payable + vat})

    def action_cancel(self):
        """Free the entries for another settlement. The number stays, as void."""
        if self.bill_id and not self.env.user.has_group("otop_centre.group_otop_manager"):
            raise AccessError(self.env._("A manager cancels what was confirmed. Ask yours."))
        self._lock()
        self = self.filtered(lambda settlement: settlement.state != "cancel")
        for settlement in self:
            if settlement.bill_id and settlement.amount_paid:
                raise UserError(
                    self.env._(
                        "%(settlement)s has been paid (%(amount)s), so it stands. "
                        "Take the payment back first, then cancel the settlement.",
                        settlement=settlement.name,
                        amount=format_amount(self.env, settlement.amount_paid, settlement.currency_id),
                    )
                )
        bills = self._unsealed().bill_id
        bills.button_draft()
        bills.button_cancel()
        self.entry_ids._release()
        self._document_step("cancel", {"date_cancelled": fields.Datetime.now()})
        return True

    def _check_state(self, state, rule):
        if wrong := self.filtered(lambda settlement: settlement.state != state):
            raise UserError(
                self.env._(
                    "%(settlement)s is “%(state)s”. %(rule)s",
                    settlement=wrong[0].name,
                    state=dict(self._fields["state"]._description_selection(self.env))[wrong[0].state],
                    rule=rule,
                )
            )

    def _lock(self):
        """Two people at one settlement: one of them is told what the other has done of it."""
        self.check_access("write")
        self._lock_by_writing()

    def _lock_by_writing(self):
        """Whoever confirms, cancels or pays a settlement writes its row first. The second of two at once waits,
        collides with what the first has written, and is tried again on what is true then: reading after a mere
        lock would show what was true before."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL("UPDATE otop_settlement SET write_date = write_date WHERE id IN %s", tuple(self.ids) or (0,)),
            log_exceptions=False,
        )
        self.invalidate_recordset()

    # ------------------------------------------------------------------ ways to go on

    def _action_show(self):
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_settlement_action")
        if len(self) == 1:
            return action | {"views": [(False, "form")], "res_id": self.id}
        return action | {"domain": [("id", "in", self.ids)], "context": {}}

    def action_pay(self):
        """Pay what is left of these settlements: one payment a producer, through Odoo's own payment window."""
        due = self.filtered(lambda settlement: settlement.state == "confirmed" and settlement.amount_due > 0)
        if not due:
            raise UserError(self.env._("Nothing is left to pay here. Drafts are confirmed first, by the manager."))
        action = due.bill_id.action_register_payment()
        return action | {
            "name": self.env._("Pay producers"),
            "context": action["context"] | {"default_group_payment": True},
        }

    def action_open_account(self):
        self.ensure_one()
        return self.producer_id.action_open_otop_account()

    def action_open_entries(self):
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_ledger_entry_action")
        return action | {"domain": [("settlement_id", "in", self.ids)], "context": {}}

    def action_open_bill(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.bill_id.id,
            "views": [(False, "form")],
        }
