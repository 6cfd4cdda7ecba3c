from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_amount, format_date

from ...tools import entry_kinds
from ..agree.otop_agreement import CHANNELS
from ..register.res_country_state import REGIONS
from ..settings.otop_vat_regime import REGIMES

# Nobody outside this process can put this object into a context, so no RPC call opens the ledger.
_KEY = object()


class OtopLedgerEntry(models.Model):
    """One event that changes what the centre owes a producer.

    Written once through `_post`, never edited, never deleted: a mistake is answered by an
    entry that reverses it. Everything a later reader needs is frozen here on the day of the
    event (terms, category, star, origin), so that a closed year never changes because
    somebody edited a product. A balance is always a sum of entries, never stored.

    Three things are added later, each through its own door: the journal entry that books
    the money (`_book`), the settlement that pays it (`_claim`), and a hold (`otop.ledger.hold`).
    """

    _name = "otop.ledger.entry"
    _description = "Producer Ledger Entry"
    _order = "date desc, id desc"
    _rec_name = "origin_name"

    date = fields.Date(required=True, readonly=True, help="Day of the event in Asia/Bangkok.")
    date_time = fields.Datetime("Time", required=True, readonly=True)
    kind = fields.Selection(
        entry_kinds.SELECTION,
        required=True,
        readonly=True,
    )
    channel = fields.Selection(CHANNELS, readonly=True)
    company_id = fields.Many2one("res.company", "Centre", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    producer_id = fields.Many2one("res.partner", required=True, readonly=True, ondelete="restrict")
    product_id = fields.Many2one("product.product", readonly=True, index="btree_not_null", ondelete="restrict")
    product_tmpl_id = fields.Many2one("product.template", "Product Template", readonly=True, ondelete="restrict")
    lot_id = fields.Many2one("stock.lot", readonly=True, index="btree_not_null", ondelete="restrict")

    quantity = fields.Float(digits="Product Unit", readonly=True, help="Pieces sold; negative when refunded.")
    price_unit = fields.Monetary(
        "Unit Price", readonly=True, aggregator=None, help="Baht a piece with VAT, as charged before the discount."
    )
    price_list = fields.Monetary(
        "List Price", readonly=True, aggregator=None, help="Baht a piece, the product's price on that day."
    )
    amount_list = fields.Monetary(
        "At List Price", readonly=True, help="Baht that the pieces would have cost at the product's price of that day."
    )
    discount = fields.Float("Discount (%)", readonly=True, aggregator=None)
    amount_discount = fields.Monetary("Discount", readonly=True)
    amount_with_vat = fields.Monetary("With VAT", readonly=True)
    amount_vat = fields.Monetary("VAT", readonly=True)
    amount_without_vat = fields.Monetary("Without VAT", readonly=True)
    own_with_vat = fields.Float(
        "Own Amount with VAT",
        digits=(16, 6),
        readonly=True,
        aggregator=None,
        help="Baht that the line comes to by itself, before the rounding of its document. The producer's share is "
        "worked out on it; what rounding adds or takes is the centre's.",
    )
    own_without_vat = fields.Float("Own Amount without VAT", digits=(16, 6), readonly=True, aggregator=None)
    vat_rate = fields.Float("VAT (%)", readonly=True, aggregator=None)
    commission_base = fields.Selection(
        [("price_excluded", "Price without VAT"), ("price_included", "Price with VAT")], readonly=True
    )
    commission_rate = fields.Float("Commission (%)", readonly=True, aggregator=None)
    amount_commission = fields.Monetary("Commission", readonly=True)
    amount_payable = fields.Monetary("Payable", readonly=True, help="Before the producer's own VAT.")

    agreement_id = fields.Many2one("otop.agreement", readonly=True, index="btree_not_null", ondelete="restrict")
    agreement_line_id = fields.Many2one("otop.agreement.line", "Exception", readonly=True, ondelete="restrict")
    mode = fields.Selection([("agent", "Agent"), ("principal", "Principal")], readonly=True)
    vat_regime = fields.Selection(REGIMES, "VAT Regime", readonly=True)
    is_producer_vat_registered = fields.Boolean("Producer is VAT-registered", readonly=True)

    otop_category_id = fields.Many2one("otop.category", "Category", readonly=True, ondelete="restrict")
    otop_subtype_id = fields.Many2one("otop.category", "Sub-type", readonly=True, ondelete="restrict")
    otop_star = fields.Integer("Stars", readonly=True, aggregator=None)
    otop_segment = fields.Char("Segment", readonly=True)
    origin_code = fields.Char("Origin", readonly=True, help="Six-digit code of the subdistrict.")
    state_id = fields.Many2one("res.country.state", "Province", readonly=True, ondelete="restrict")
    otop_region = fields.Selection(REGIONS, string="Region", readonly=True)

    origin_model = fields.Char(readonly=True)
    origin_id = fields.Many2oneReference("Source Record", model_field="origin_model", readonly=True)
    origin_name = fields.Char("Document", readonly=True, index="trigram")
    reversed_entry_id = fields.Many2one(
        "otop.ledger.entry", "Refund of", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    reversal_ids = fields.One2many("otop.ledger.entry", "reversed_entry_id", "Refunds", readonly=True)
    refund_count = fields.Integer(
        "Times Refunded",
        readonly=True,
        aggregator=None,
        help="Written by each refund and allowance, so that two that come at the same moment cannot both go through.",
    )
    bearer = fields.Selection(
        entry_kinds.BEARERS, readonly=True, help="Who carries it: both sides as the sale was split, or one alone."
    )

    move_id = fields.Many2one(
        "account.move",
        "Journal Entry",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Books the money. Empty while the till is open.",
    )
    settlement_id = fields.Many2one("otop.settlement", readonly=True, index="btree_not_null", ondelete="restrict")
    explanation = fields.Text("Why This Rate?", compute="_compute_explanation")

    _origin_uniq = models.UniqueIndex(
        "(origin_model, origin_id, producer_id) WHERE origin_id IS NOT NULL",
        "This sale is already in the ledger.",
    )
    _vat_adds_up = models.Constraint(
        "CHECK(COALESCE(amount_with_vat, 0) = COALESCE(amount_vat, 0) + COALESCE(amount_without_vat, 0))",
        "The amount with VAT must be the VAT and the amount without it.",
    )
    _split_adds_up = models.Constraint(
        "CHECK(COALESCE(amount_without_vat, 0) = COALESCE(amount_commission, 0) + COALESCE(amount_payable, 0))",
        "The amount without VAT must be the commission and the payable.",
    )
    _pieces_have_their_sign = models.Constraint(
        f"CHECK({entry_kinds.pieces_sql()})",
        "A sale has pieces, a refund takes pieces back, and the other kinds have none.",
    )
    _open_idx = models.Index("(producer_id, company_id, date) WHERE settlement_id IS NULL")
    # the key of `otop.producer.balance`: one balance is read without a look at the other producers'
    _balance_idx = models.Index("((company_id * 10000000::bigint + producer_id)) WHERE settlement_id IS NULL")
    _account_idx = models.Index("(producer_id, company_id, date)")
    _date_idx = models.Index("(company_id, date)")

    @api.depends("agreement_id", "commission_rate")
    def _compute_explanation(self):
        for entry in self:
            entry.explanation = entry._explain()

    def _explain(self):
        """The sentence behind "why this rate?"."""
        self.ensure_one()
        _ = self.env._
        if not self.agreement_id:
            return self.hold_reason or ""
        line = self.agreement_line_id
        if line.product_tmpl_id:
            scope = _("its exception for the product %s", line.product_tmpl_id.display_name)
        elif line.otop_category_id:
            scope = _("its exception for the category %s", line.otop_category_id.display_name)
        else:
            scope = _("its general commission")
        if line.channel:
            scope += " " + _(
                "in the channel %s", dict(line._fields["channel"]._description_selection(self.env))[line.channel]
            )
        base = self.amount_with_vat if self.commission_base == "price_included" else self.amount_without_vat
        return _(
            "Sold on %(date)s under %(agreement)s (version %(version)s), by %(scope)s: "
            "%(rate)s %% of %(base)s; the producer is owed %(payable)s, the centre keeps %(commission)s.",
            date=format_date(self.env, self.date),
            agreement=self.agreement_id.name,
            version=self.agreement_id.version,
            scope=scope,
            rate=f"{self.commission_rate:g}",
            base=format_amount(self.env, base, self.currency_id),
            payable=format_amount(self.env, self.amount_payable, self.currency_id),
            commission=format_amount(self.env, self.amount_commission, self.currency_id),
        )

    # ------------------------------------------------------------------ seal

    def _unsealed(self):
        # The key proves that the call comes from the suite's own code. sudo: a cashier has no right on the
        # ledger, yet what he sells must stand in it.
        return self.sudo().with_context(otop_ledger_key=_KEY)

    def _refuse_sealed(self):
        if self.env.context.get("otop_ledger_key") is not _KEY:
            raise AccessError(
                self.env._(
                    "The producers' ledger is sealed: entries are written by sales, refunds and approved documents only. "
                    "To correct one, refund the sale or make an adjustment."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_sealed()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_sealed()
        return super().write(vals)

    def unlink(self):
        # pylint: disable=method-required-super,no-raise-unlink
        # Not even this file deletes an entry.
        raise AccessError(self.env._("Entries of the producers' ledger are never deleted. Reverse them instead."))

    # ------------------------------------------------------------------ actions

    def action_open_origin(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move" if self.origin_model == "account.move.line" else self.origin_model,
            "res_id": self.move_id.id if self.origin_model == "account.move.line" else self.origin_id,
            "views": [(False, "form")],
        }
