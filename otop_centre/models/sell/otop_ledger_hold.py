from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.sale_facts import SaleFacts
from ..settings.otop_document_seal import MANAGER, by


class OtopLedgerHold(models.Model):
    """Why an entry waits, who decided, and how. Kept for ever; a decided hold is never opened again."""

    _name = "otop.ledger.hold"
    _description = "Hold on a Ledger Entry"
    _order = "date desc, id desc"
    _rec_name = "reason"
    _check_company_auto = True
    _document_open = {False: by(MANAGER, "note")}

    entry_id = fields.Many2one(
        "otop.ledger.entry", required=True, readonly=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(related="entry_id.company_id", string="Centre", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    producer_id = fields.Many2one(related="entry_id.producer_id", store=True)
    product_id = fields.Many2one(related="entry_id.product_id")
    amount_payable = fields.Monetary(related="entry_id.amount_payable")
    reason = fields.Char(required=True, readonly=True)
    amount = fields.Monetary(
        "In Doubt", readonly=True, help="Baht of the payable that the decision is about; 0 is all of it."
    )
    held_by_id = fields.Many2one("res.users", "Held by", readonly=True, help="Empty when the ledger itself held it.")
    date = fields.Datetime("Held on", required=True, readonly=True, default=fields.Datetime.now)
    decision = fields.Selection(
        [
            ("producer", "Producer bears it"),
            ("centre", "Centre bears it"),
            ("reported", "Reported only"),
        ],
        readonly=True,
    )
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True)
    decided_on = fields.Datetime(readonly=True)
    note = fields.Char(help="What was found out. Closed with the decision.")
    correction_id = fields.Many2one(
        "otop.ledger.entry", "Correcting Entry", readonly=True, ondelete="restrict", check_company=True
    )

    _one_open = models.UniqueIndex("(entry_id) WHERE decision IS NULL", "This entry is already held.")

    # ------------------------------------------------------------------ seal

    @api.model_create_multi
    def create(self, vals_list):
        self.env["otop.ledger.entry"]._refuse_sealed()
        return super().create(vals_list)

    def write(self, vals):
        if set(vals) - {"note"} or self.filtered("decision"):
            self.env["otop.ledger.entry"]._refuse_sealed()
        return super().write(vals)

    def unlink(self):
        # pylint: disable=method-required-super,no-raise-unlink
        raise AccessError(self.env._("The history of holds is kept. Decide the hold instead."))

    # ------------------------------------------------------------------ doors

    @api.model
    def _open(self, rows, held_by=None):
        """Hold entries: `rows` is a list of (entry, reason, doubtful part of the payable)."""
        ledger = self.env["otop.ledger.entry"]._unsealed()
        # an earlier decision reaches the database before the unique index is asked
        self.flush_model(["decision"])
        self.with_env(ledger.env).create(
            [
                {
                    "entry_id": entry.id,
                    "reason": reason,
                    "amount": amount,
                    "held_by_id": held_by.id if held_by else False,
                }
                for entry, reason, amount in rows
            ]
        )
        ledger.browse([entry.id for entry, _reason, _amount in rows]).filtered(lambda entry: not entry.is_held).write(
            {"is_held": True}
        )

    def action_producer_bears(self):
        """The entry is settled as it stands."""
        self._decide("producer")

    def action_centre_bears(self):
        """The producer gets back what the entry takes from him, at the centre's cost."""
        self._decide("centre")

    def action_reported_only(self):
        """Nobody bears anything: the case only stands in the history."""
        self._decide("reported")

    def _decide(self, decision):
        self.entry_id._check_may_decide()
        if decided := self.filtered("decision"):
            raise UserError(
                self.env._(
                    "%(entry)s was already decided by %(user)s. Hold it anew to decide again.",
                    entry=decided[0].entry_id.display_name,
                    user=decided[0].decided_by_id.name,
                )
            )
        ledger = self.env["otop.ledger.entry"]._unsealed()
        holds = self.with_env(ledger.env)
        if decision == "centre":
            for hold, correction in zip(holds, ledger._post([hold._correction() for hold in holds]), strict=True):
                hold.correction_id = correction
        holds.write({"decision": decision, "decided_by_id": self.env.uid, "decided_on": fields.Datetime.now()})
        holds.entry_id.write({"is_held": False})

    def _correction(self):
        entry = self.entry_id
        doubtful = self.amount or entry.amount_payable
        if self.currency_id.compare_amounts(doubtful, 0) >= 0:
            raise UserError(
                self.env._(
                    "%(entry)s takes nothing from %(producer)s, so the centre has nothing to bear. "
                    "Choose “Producer bears it” or “Reported only”.",
                    entry=entry.display_name,
                    producer=entry.producer_id.display_name,
                )
            )
        return SaleFacts(
            kind="adjustment",
            bearer="centre",
            company_id=entry.company_id.id,
            producer_id=entry.producer_id.id,
            amount_with_vat=-doubtful,
            amount_without_vat=-doubtful,
            date_time=fields.Datetime.now(),
            origin_model=self._name,
            origin_id=self.id,
            origin_name=entry.origin_name,
        )
