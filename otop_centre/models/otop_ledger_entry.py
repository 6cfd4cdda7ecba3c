from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_amount, format_date

from ..tools.consignment import carry, money, split
from .otop_agreement import CHANNELS

CENTRE_TIME = ZoneInfo("Asia/Bangkok")

# Nobody outside this process can put this object into a context, so no RPC call opens the ledger.
_KEY = object()

# What a refund takes back of its sale.
AMOUNTS = ("amount_with_vat", "amount_vat", "amount_without_vat", "amount_payable")


class OtopLedgerEntry(models.Model):
    """One event that changes what the centre owes a producer.

    Written once through `_post`, never edited, never deleted: a mistake is answered by an
    entry that reverses it. Everything a later reader needs is frozen here on the day of the
    event (terms, category, star, origin), so that a closed year never changes because
    somebody edited a product. A balance is always a sum of entries, never stored.

    Three things are added later, each through its own door: the journal entry that books
    the money (`_book`), the settlement that pays it (`_claim`), and a hold (`action_hold`).
    """

    _name = "otop.ledger.entry"
    _description = "Producer Ledger Entry"
    _order = "date desc, id desc"
    _rec_name = "origin_name"

    date = fields.Date(required=True, readonly=True, help="Day of the event in Asia/Bangkok.")
    date_time = fields.Datetime("Time", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("sale", "Sale"),
            ("refund", "Refund"),
            ("compensation", "Compensation"),
            ("fee", "Fee"),
            ("adjustment", "Adjustment"),
            ("opening", "Opening balance"),
        ],
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
        "Unit Price", readonly=True, aggregator=None, help="Baht, as charged before the discount."
    )
    price_list = fields.Monetary(
        "List Price", readonly=True, aggregator=None, help="Baht, the product's price on that day."
    )
    discount = fields.Float("Discount (%)", readonly=True, aggregator=None)
    amount_discount = fields.Monetary("Discount", readonly=True)
    amount_with_vat = fields.Monetary("With VAT", readonly=True)
    amount_vat = fields.Monetary("VAT", readonly=True)
    amount_without_vat = fields.Monetary("Without VAT", readonly=True)
    commission_base = fields.Selection(
        [("price_excluded", "Price without VAT"), ("price_included", "Price with VAT")], readonly=True
    )
    commission_rate = fields.Float("Commission (%)", readonly=True, aggregator=None)
    amount_commission = fields.Monetary("Commission", readonly=True)
    amount_payable = fields.Monetary("Payable", readonly=True, help="Before the producer's own VAT.")

    agreement_id = fields.Many2one("otop.agreement", readonly=True, index="btree_not_null", ondelete="restrict")
    agreement_line_id = fields.Many2one("otop.agreement.line", "Exception", readonly=True, ondelete="restrict")
    mode = fields.Selection([("agent", "Agent"), ("principal", "Principal")], readonly=True)
    vat_regime = fields.Char("VAT Regime", readonly=True)
    is_producer_vat_registered = fields.Boolean("Producer is VAT-registered", readonly=True)

    otop_category_id = fields.Many2one("otop.category", "Category", readonly=True, ondelete="restrict")
    otop_subtype_id = fields.Many2one("otop.category", "Sub-type", readonly=True, ondelete="restrict")
    otop_star = fields.Integer("Stars", readonly=True, aggregator=None)
    otop_segment = fields.Char("Segment", readonly=True)
    origin_code = fields.Char("Origin", readonly=True, help="Six-digit code of the sub-district.")
    state_id = fields.Many2one("res.country.state", "Province", readonly=True, ondelete="restrict")
    otop_region = fields.Selection(
        selection=lambda self: self.env["res.country.state"]._fields["otop_region"].selection,
        string="Region",
        readonly=True,
    )

    origin_model = fields.Char(readonly=True)
    origin_id = fields.Many2oneReference("Source Record", model_field="origin_model", readonly=True)
    origin_name = fields.Char("Document", readonly=True)
    reversed_entry_id = fields.Many2one(
        "otop.ledger.entry", "Refund of", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    reversal_ids = fields.One2many("otop.ledger.entry", "reversed_entry_id", "Refunds", readonly=True)

    move_id = fields.Many2one(
        "account.move",
        "Journal Entry",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Books the money. Empty while the till is open.",
    )
    settlement_id = fields.Many2one("otop.settlement", readonly=True, index="btree_not_null", ondelete="restrict")
    is_held = fields.Boolean("Held", readonly=True)
    hold_reason = fields.Char(readonly=True)
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
    _open_idx = models.Index("(producer_id, company_id, date) WHERE settlement_id IS NULL")
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
        # The key proves that the call comes from this file. Rights are not asked for again: a cashier
        # has none on the ledger, yet what he sells must stand in it.
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

    # ------------------------------------------------------------------ the door

    @api.model
    def _post(self, facts_list):
        """Write the entries of what has just happened, once.

        Called in the transaction of the sale. An origin that already stands in the ledger is passed over,
        so a retried sync writes nothing new; the unique index is the last word.

        :param facts_list: one dict an event, with the channel's facts only: kind, channel, product_id,
            quantity (pieces), price_unit, price_list, discount (percent), amount_with_vat, amount_vat,
            amount_without_vat (baht), date_time (UTC), origin_model, origin_id, origin_name, company_id,
            and where known lot_id, reversed_entry_id, move_id, hold_reason
        :return: the new entries
        """
        ledger = self._unsealed()
        known = ledger._known_origins(facts_list)
        facts_list = [facts for facts in facts_list if (facts["origin_model"], facts["origin_id"]) not in known]
        if not facts_list:
            return self.browse()
        products = ledger.env["product.product"].browse([facts["product_id"] for facts in facts_list])
        returned = ledger._lock_returned(facts_list)
        vals_list = []
        for company_id in dict.fromkeys(facts["company_id"] for facts in facts_list):
            company = ledger.env["res.company"].browse(company_id)
            rows = [
                (facts, product.with_company(company))
                for facts, product in zip(facts_list, products, strict=True)
                if facts["company_id"] == company_id
            ]
            days = [ledger._local_date(facts["date_time"]) for facts, _product in rows]
            terms_list = ledger.env["otop.agreement"]._terms(
                company,
                [(product, day, facts.get("channel")) for (facts, product), day in zip(rows, days, strict=True)],
            )
            for (facts, product), day, terms in zip(rows, days, terms_list, strict=True):
                vals = ledger._frozen_values(facts, product, day)
                if facts.get("reversed_entry_id"):
                    vals |= ledger._refund_values(facts, returned)
                else:
                    vals |= ledger._sale_values(facts, company, product, terms)
                vals_list.append(vals)
        return ledger.create(vals_list).with_env(self.env)

    @api.model
    def _local_date(self, date_time):
        """The day in Asia/Bangkok of a UTC time: no event belongs to the server's or the user's day."""
        return date_time.replace(tzinfo=ZoneInfo("UTC")).astimezone(CENTRE_TIME).date()

    def _known_origins(self, facts_list):
        rows = self._read_group(
            [
                ("origin_model", "in", list({facts["origin_model"] for facts in facts_list})),
                ("origin_id", "in", [facts["origin_id"] for facts in facts_list]),
            ],
            ["origin_model", "origin_id"],
        )
        return set(rows)

    def _frozen_values(self, facts, product, day):
        producer = product.producer_id
        if not producer:
            raise UserError(
                self.env._(
                    "%s has no producer, so its sale does not belong in the producers' ledger.", product.display_name
                )
            )
        return {
            "date": day,
            "amount_discount": money(
                facts["price_unit"]
                * facts["quantity"]
                * facts.get("discount", 0)
                / 100  # unit price × pieces × percent
            ),
            "discount": 0.0,
            "producer_id": producer.id,
            "product_tmpl_id": product.product_tmpl_id.id,
            "otop_category_id": product.otop_category_id.id,
            "otop_subtype_id": product.otop_subtype_id.id,
            "otop_star": product.otop_star,
            "otop_segment": product.otop_segment,
            "origin_code": producer.dopa_code,
            "state_id": producer.state_id.id,
            "otop_region": producer.state_id.otop_region,
            **facts,
        }

    def _sale_values(self, facts, company, product, terms):
        producer = product.producer_id
        parts = split(
            facts["amount_with_vat"],
            facts["amount_without_vat"],
            terms.commission_rate,
            terms.commission_base,
            producer.is_vat_registered and company.otop_vat_regime == "own_name",
            company.account_sale_tax_id.amount,
        )
        hold_reason = facts.get("hold_reason") or terms.hold_reason
        return {
            "agreement_id": terms.agreement_id,
            "agreement_line_id": terms.agreement_line_id,
            "mode": terms.mode,
            "vat_regime": company.otop_vat_regime,
            "is_producer_vat_registered": producer.is_vat_registered,
            "commission_base": terms.commission_base,
            "commission_rate": terms.commission_rate,
            "amount_commission": parts.commission,
            "amount_payable": parts.payable,
            "is_held": bool(hold_reason),
            "hold_reason": hold_reason,
        }

    # ------------------------------------------------------------------ refunds

    def _lock_returned(self, facts_list):
        """What was already taken back of the sales that are about to be refunded.

        Two tills may refund the same ticket at the same moment: the second waits for the first here,
        and then sees what is left.

        :return: {entry id: {amount field or 'quantity': sum of the entry and its refunds}}
        """
        ids = sorted({facts["reversed_entry_id"] for facts in facts_list if facts.get("reversed_entry_id")})
        if not ids:
            return {}
        self.env.cr.execute(SQL("SELECT id FROM otop_ledger_entry WHERE id IN %s ORDER BY id FOR UPDATE", tuple(ids)))
        return self.browse(ids)._remaining()

    def _remaining(self):
        """What is left of these sales after their refunds: {id: {field: figure}}."""
        fields_ = (*AMOUNTS, "quantity")
        left = {entry.id: {field: entry[field] for field in fields_} for entry in self}
        for entry, *sums in self._unsealed()._read_group(
            [("reversed_entry_id", "in", self.ids)], ["reversed_entry_id"], [f"{field}:sum" for field in fields_]
        ):
            for field, figure in zip(fields_, sums, strict=True):
                left[entry.id][field] += figure
        return left

    def _take_back(self, quantity, left):
        """The amounts of returning `quantity` more pieces: what the line still carries less what the rest of
        it should carry. Whatever the number of steps, they end at exactly zero."""
        self.ensure_one()
        rest = left["quantity"] - quantity
        return {field: money(carry(self[field], rest, self.quantity)) - money(left[field]) for field in AMOUNTS}

    def _refund_amounts(self, quantity):
        """What the books must show when `quantity` (positive) more pieces of this sale come back.

        :return: {'amount_with_vat', 'amount_vat', 'amount_without_vat'}, negative baht
        """
        self.ensure_one()
        amounts = self._unsealed()._take_back(quantity, self._remaining()[self.id])
        # the split of VAT follows the two rounded ends, so that the three always add up
        amounts["amount_vat"] = amounts["amount_with_vat"] - amounts["amount_without_vat"]
        return {field: float(amounts[field]) for field in AMOUNTS[:3]}

    def _refund_values(self, facts, returned):
        """A refund keeps the terms of its sale, whatever today's are. The producer's share goes back to the
        satang; should the books differ by a satang of rounding, the centre carries it."""
        sale = self.browse(facts["reversed_entry_id"])
        left = returned[sale.id]
        payable = sale._take_back(-facts["quantity"], left)["amount_payable"]
        hold_reason = facts.get("hold_reason") or ""
        if left["quantity"] + facts["quantity"] < 0:
            hold_reason = self.env._(
                "More pieces were refunded than %(document)s had sold (%(sold)g).",
                document=sale.origin_name,
                sold=sale.quantity,
            )
        commission = money(facts["amount_without_vat"]) - payable
        for field in (*AMOUNTS[:3], "quantity"):
            left[field] += facts[field]
        left["amount_payable"] += float(payable)
        return {
            "agreement_id": sale.agreement_id.id,
            "agreement_line_id": sale.agreement_line_id.id,
            "mode": sale.mode,
            "vat_regime": sale.vat_regime,
            "is_producer_vat_registered": sale.is_producer_vat_registered,
            "commission_base": sale.commission_base,
            "commission_rate": sale.commission_rate,
            "amount_commission": commission,
            "amount_payable": payable,
            "lot_id": facts.get("lot_id") or sale.lot_id.id,
            "otop_star": sale.otop_star,
            "otop_category_id": sale.otop_category_id.id,
            "otop_subtype_id": sale.otop_subtype_id.id,
            "otop_segment": sale.otop_segment,
            "is_held": bool(hold_reason),
            "hold_reason": hold_reason,
        }

    # ------------------------------------------------------------------ what is added later

    def _book(self, move):
        """Tie entries of a closed till to the journal entry that books their money."""
        self.filtered(lambda entry: not entry.move_id)._unsealed().write({"move_id": move.id})

    @api.model
    def _booked_sql(self, alias):
        """The condition that an entry's money stands in the books: till closed, invoice posted."""
        entry = SQL.identifier(alias)
        return SQL("(%(entry)s.move_id IS NOT NULL OR %(entry)s.kind NOT IN ('sale', 'refund'))", entry=entry)

    @api.model
    def _claim(self, settlements):
        """Give each settlement the open entries of its producer up to its date, in one statement.

        An entry is free when its money is booked (till closed, invoice posted), nobody holds it and no
        settlement has it. The caller holds the lock on the producers.

        :return: number of entries claimed
        """
        if not settlements:
            return 0
        settlements.flush_recordset()
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE otop_ledger_entry entry
                   SET settlement_id = settlement.id
                  FROM otop_settlement settlement
                 WHERE settlement.id IN %(ids)s
                   AND entry.producer_id = settlement.producer_id
                   AND entry.company_id = settlement.company_id
                   AND entry.date <= settlement.date_to
                   AND entry.settlement_id IS NULL
                   AND entry.is_held IS NOT TRUE
                   AND %(booked)s
                """,
                ids=tuple(settlements.ids),
                booked=self._booked_sql("entry"),
            )
        )
        claimed = self.env.cr.rowcount
        self.invalidate_model(["settlement_id"])
        settlements.invalidate_recordset()
        return claimed

    def _release(self):
        """A cancelled settlement gives its entries back."""
        self._unsealed().write({"settlement_id": False})

    def action_hold(self):
        """Take open entries out of the next settlement until somebody decides."""
        self._check_may_decide()
        self._unsealed().write({"is_held": True, "hold_reason": self.env._("Held by %s.", self.env.user.name)})

    def action_release_hold(self):
        """The manager has looked at it: the entry may be settled as it stands."""
        self._check_may_decide()
        self._unsealed().write({"is_held": False})

    def _check_may_decide(self):
        if not self.env.user.has_group("otop_centre.group_otop_manager"):
            raise AccessError(self.env._("Only a manager may hold an entry or release it."))
        self.check_access("read")
        if settled := self.filtered("settlement_id"):
            raise UserError(
                self.env._(
                    "%(entry)s is already in the settlement %(settlement)s. Cancel that settlement first.",
                    entry=settled[0].display_name,
                    settlement=settled[0].settlement_id.display_name,
                )
            )

    def action_open_origin(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move" if self.origin_model == "account.move.line" else self.origin_model,
            "res_id": self.move_id.id if self.origin_model == "account.move.line" else self.origin_id,
            "views": [(False, "form")],
        }
