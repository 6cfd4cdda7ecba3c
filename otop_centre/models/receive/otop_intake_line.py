import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ...tools.thai_calendar import be_year
from ..settings.otop_document_seal import CLERK, by

PROPOSED_LOT = re.compile(r"E\d{6}")


class OtopIntakeLine(models.Model):
    """One product of an intake: what was declared, what was accepted, what was rejected and why.

    What is neither accepted nor rejected did not arrive.
    """

    _name = "otop.intake.line"
    _description = "Intake Line"
    _inherit = ["otop.document.seal"]
    _order = "intake_id, sequence, id"
    _check_company_auto = True
    _document_parent = "intake_id"
    _document_open = {
        "draft": by(
            CLERK,
            "intake_id",
            "sequence",
            "product_id",
            "quantity",
            "quantity_rejected",
            "quantity_accepted",
            "reject_reason_id",
            "reject_note",
            "expiry_date",
            "lot_name",
            "price_unit",
        ),
    }

    intake_id = fields.Many2one("otop.intake", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    state = fields.Selection(related="intake_id.state")
    company_id = fields.Many2one(related="intake_id.company_id", store=True)
    producer_id = fields.Many2one(related="intake_id.producer_id", store=True, index=True)
    date = fields.Date(related="intake_id.date", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        domain="[('producer_id', '!=', False), ('producer_id', '=?', producer_id)]",
        ondelete="restrict",
        check_company=True,
    )
    uom_id = fields.Many2one(related="product_id.uom_id")
    quantity = fields.Float("Declared", default=1, digits="Product Unit", help="What the producer says was brought.")
    quantity_rejected = fields.Float("Rejected", digits="Product Unit")
    quantity_accepted = fields.Float(
        "Accepted",
        compute="_compute_quantity_accepted",
        store=True,
        readonly=False,
        precompute=True,
        digits="Product Unit",
        help="Counted, looked at and put on the shelf.",
    )
    quantity_missing = fields.Float("Did Not Arrive", compute="_compute_quantity_missing", digits="Product Unit")
    reject_reason_id = fields.Many2one("otop.reject.reason", "Reason", ondelete="restrict")
    reject_note = fields.Char("Remark")
    tracking = fields.Selection(related="product_id.tracking")
    use_expiration_date = fields.Boolean(related="product_id.use_expiration_date")
    expiry_date = fields.Date(
        "Expires On",
        sensible="expiry",
        compute="_compute_expiry_date",
        store=True,
        readonly=False,
        precompute=True,
        help="Last good day.",
    )
    lot_name = fields.Char("Lot", compute="_compute_lot_name", store=True, readonly=False, precompute=True)
    lot_id = fields.Many2one(
        "stock.lot", "Stock Lot", readonly=True, copy=False, index="btree_not_null", check_company=True
    )
    price_unit = fields.Monetary(
        "Retail Price",
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        precompute=True,
        help="VAT included. A new price becomes the product's price when the goods are received.",
    )
    is_price_changed = fields.Boolean(compute="_compute_is_price_changed")
    refusal_text = fields.Text(compute="_compute_checks")
    warning_text = fields.Text(compute="_compute_checks")

    _quantities_positive = models.Constraint(
        "CHECK(quantity >= 0 AND quantity_accepted >= 0 AND quantity_rejected >= 0)",
        "Declared, accepted and rejected pieces are 0 or more.",
    )
    _price_positive = models.Constraint("CHECK(price_unit >= 0)", "A retail price is 0 or more.")

    # ------------------------------------------------------------------ proposals

    @api.depends("quantity", "quantity_rejected")
    def _compute_quantity_accepted(self):
        for line in self:
            line.quantity_accepted = max(line.quantity - line.quantity_rejected, 0)

    @api.depends("quantity", "quantity_accepted", "quantity_rejected")
    def _compute_quantity_missing(self):
        for line in self:
            line.quantity_missing = line.quantity - line.quantity_accepted - line.quantity_rejected

    @api.depends("product_id")
    def _compute_expiry_date(self):
        for line in self:
            days = line.product_id.shelf_life_days
            if line.product_id.use_expiration_date and days:
                line.expiry_date = (line.intake_id.date or self.env.company._otop_day()) + timedelta(days=days)
            else:
                line.expiry_date = False

    @api.depends("product_id", "expiry_date")
    def _compute_lot_name(self):
        """Most producers give no lot number: their goods are followed by the day they expire."""
        for line in self:
            if not line.product_id or line.product_id.tracking == "none":
                line.lot_name = False
            elif not line.lot_name or PROPOSED_LOT.fullmatch(line.lot_name):
                day = line.expiry_date
                line.lot_name = day and f"E{be_year(day) % 100:02}{day.month:02}{day.day:02}"

    @api.depends("product_id")
    def _compute_price_unit(self):
        for line in self:
            line.price_unit = line.product_id.lst_price

    @api.depends("price_unit", "product_id")
    def _compute_is_price_changed(self):
        for line in self:
            line.is_price_changed = bool(
                line.product_id and line.currency_id.compare_amounts(line.price_unit, line.product_id.lst_price)
            )

    # ------------------------------------------------------------------ checks

    @api.constrains("product_id", "intake_id")
    def _check_producer(self):
        for line in self:
            if line.product_id.producer_id != line.intake_id.producer_id:
                raise ValidationError(
                    self.env._(
                        "%(product)s belongs to %(owner)s, not to %(producer)s. Receive it on an intake of its own.",
                        product=line.product_id.display_name,
                        owner=line.product_id.producer_id.display_name or self.env._("the centre itself"),
                        producer=line.intake_id.producer_id.display_name,
                    )
                )

    # ------------------------------------------------------------------ receiving

    def _lot_key(self):
        return self.product_id._origin.id, self.lot_name

    def _known_lots(self):
        """The lots that these rows name and the centre has seen before: {(product, name): lot}."""
        lots = self.env["stock.lot"].search(
            [
                ("product_id", "in", self.product_id._origin.ids),
                ("name", "in", [name for name in self.mapped("lot_name") if name]),
                ("company_id", "in", [False, *self.company_id.ids]),
            ]
        )
        return {(lot.product_id.id, lot.name): lot for lot in lots}

    def _find_or_create_lots(self):
        tracked = self.filtered(lambda line: line.product_id.tracking != "none")
        lots = tracked._known_lots()
        missing = {line._lot_key(): line for line in tracked if line._lot_key() not in lots}
        created = self.env["stock.lot"].create([line._prepare_lot() for line in missing.values()])
        lots |= dict(zip(missing, created, strict=True))
        for line in tracked:
            line._unsealed().lot_id = lots[line._lot_key()]

    def _prepare_lot(self):
        self.ensure_one()
        vals = {
            "name": self.lot_name,
            "product_id": self.product_id.id,
            "company_id": self.product_id.company_id.id,
        }
        if self.expiry_date:
            vals["expiration_date"] = self.env.company._otop_end_of_day(self.expiry_date)
        return vals

    def _update_prices(self):
        """The producer proposes the price, the intake agrees it: from now on it is the product's."""
        for line in self.filtered("is_price_changed"):
            product = line.product_id
            message = self.env._(
                "Retail price of %(product)s: %(old)s → %(new)s baht, agreed with %(intake)s.",
                product=product.display_name,
                old=f"{product.lst_price:,.2f}",
                new=f"{line.price_unit:,.2f}",
                intake=line.intake_id.name,
            )
            product._otop_set_retail_price(line.price_unit)
            product.product_tmpl_id.message_post(body=message)
            line.intake_id.message_post(body=message)

    def _prepare_move(self, picking):
        self.ensure_one()
        goods = {
            "picking_id": picking.id,
            "product_id": self.product_id.id,
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
        }
        return {
            **goods,
            "product_uom": self.product_id.uom_id.id,
            "product_uom_qty": self.quantity_accepted,
            "move_line_ids": [
                Command.create(
                    {
                        **goods,
                        "product_uom_id": self.product_id.uom_id.id,
                        "quantity": self.quantity_accepted,
                        "lot_id": self.lot_id.id,
                    }
                )
            ],
        }
