from odoo import api, fields, models
from odoo.exceptions import ValidationError

ALERT_DAYS = 30
REMOVAL_DAYS = 7


class ProductTemplate(models.Model):
    """A product of the centre. With a producer it is a consigned product: it belongs to that
    producer until sold, has no value in the centre's books and never changes hands."""

    _inherit = "product.template"

    producer_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        tracking=True,
        domain=[("is_otop_producer", "=", True)],
        ondelete="restrict",
        help="Who makes the goods and leaves them with the centre. Empty: the centre's own goods.",
    )
    is_consigned = fields.Boolean("Consigned", compute="_compute_is_consigned", store=True, precompute=True)
    # stored flat beside the product, because tills load them by the thousand
    producer_code = fields.Char(related="producer_id.producer_code", store=True, index="btree_not_null")
    producer_name = fields.Char("Producer's Name", related="producer_id.name", store=True)
    producer_state_name = fields.Char("Province", related="producer_id.state_id.name", store=True)
    otop_origin_code = fields.Char("Origin (DOPA)", related="producer_id.dopa_code", store=True, index="btree_not_null")
    otop_category_id = fields.Many2one(
        "otop.category",
        "OTOP Category",
        domain=[("parent_id", "=", False)],
        index="btree_not_null",
        ondelete="restrict",
    )
    otop_subtype_id = fields.Many2one(
        "otop.category",
        "OTOP Sub-type",
        domain="[('parent_id', '!=', False), ('parent_id', '=?', otop_category_id)]",
        ondelete="restrict",
        compute="_compute_otop_subtype_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    otop_product_number = fields.Char("OTOP Product Number", index="btree_not_null", copy=False)
    star_ids = fields.One2many("otop.product.star", "product_tmpl_id", "Star History")
    otop_star = fields.Integer("Stars", compute="_compute_otop_star", store=True, help="0: not assessed.")
    otop_segment = fields.Selection(
        [
            ("A", "A: star, known abroad"),
            ("B", "B: unique, small volume"),
            ("C", "C: developing for the market"),
            ("D", "D: adjusting, no standard yet"),
        ],
        "Segment",
        index="btree_not_null",
    )
    certificate_ids = fields.One2many("otop.certificate", "product_tmpl_id", "Certificates")
    shelf_life_days = fields.Integer("Shelf Life (days)", help="0: does not expire.")
    otop_storage = fields.Selection(
        [("ambient", "Room temperature"), ("chilled", "Chilled"), ("frozen", "Frozen"), ("fragile", "Fragile")],
        "Storage",
        default="ambient",
    )
    vat_class = fields.Selection(
        [("taxable", "VAT 7 %"), ("exempt", "Exempt (section 81)")],
        "VAT Class",
        default="taxable",
        help="What the law says of the goods. The taxes follow from it and from the centre's VAT regime.",
    )
    is_alcohol = fields.Boolean("Contains Alcohol")
    otop_wholesale_price = fields.Monetary("Wholesale Price", currency_field="currency_id", help="VAT included.")
    otop_wholesale_minimum_quantity = fields.Integer("Wholesale From (pieces)")

    _shelf_life_positive = models.Constraint(
        "CHECK(shelf_life_days >= 0)", "A shelf life is a number of days, 0 or more."
    )

    # ------------------------------------------------------------------ what follows from the facts

    @api.depends("producer_id")
    def _compute_is_consigned(self):
        for product in self:
            product.is_consigned = bool(product.producer_id)

    @api.depends("otop_category_id")
    def _compute_otop_subtype_id(self):
        for product in self:
            if product.otop_category_id and product.otop_subtype_id.parent_id != product.otop_category_id:
                product.otop_subtype_id = False

    @api.depends("star_ids.star", "star_ids.date_from", "star_ids.date_to")
    def _compute_otop_star(self):
        today = self.env.company._otop_day()
        for product in self:
            product.otop_star = product._otop_star_on(today)

    def _otop_star_on(self, date):
        """The stars that the product had on a day: of its latest result valid then, 0 when it had none."""
        self.ensure_one()
        valid = self.star_ids.filtered(
            lambda result: (
                result.date_from and result.date_from <= date and (not result.date_to or result.date_to >= date)
            )
        )
        return max(valid, key=lambda result: (result.date_from, result.id or 0)).star if valid else 0

    @api.model
    def _cron_refresh_stars(self):
        """A result begins or ends by the calendar, without anybody touching the product."""
        today = self.env.company._otop_day()
        with_results = self.with_context(active_test=False).search([("star_ids", "!=", False)])
        for product in with_results:
            if product.otop_star != product._otop_star_on(today):
                product.otop_star = product._otop_star_on(today)

    @api.depends("producer_id")
    def _compute_cost_method(self):
        # EXTENDS 'stock_account': goods of others have no cost, in whatever way the centre values its own
        super()._compute_cost_method()
        self.filtered("producer_id").cost_method = "standard"

    @api.depends("producer_id")
    def _compute_valuation(self):
        # EXTENDS 'stock_account'
        super()._compute_valuation()
        self.filtered("producer_id").valuation = "periodic"

    # ------------------------------------------------------------------ rules

    @api.constrains("producer_id", "type", "is_storable", "categ_id")
    def _check_consigned(self):
        for product in self.filtered("producer_id"):
            if product.type != "consu" or not product.is_storable:
                raise ValidationError(
                    self.env._(
                        "%(product)s of %(producer)s must be goods whose stock is counted. "
                        "Set its type to Goods with Track Inventory.",
                        product=product.name,
                        producer=product.producer_id.name,
                    )
                )
            category = product.categ_id
            if category.property_cost_method not in (False, "standard") or category.property_valuation not in (
                False,
                "periodic",
            ):
                raise ValidationError(
                    self.env._(
                        "%(product)s is consigned and has no value in the centre's books, but the category %(category)s "
                        "values its goods. Choose the category %(consigned)s.",
                        product=product.name,
                        category=category.display_name,
                        consigned=self.env.ref("otop_centre.product_category_consigned").display_name,
                    )
                )

    @api.constrains("producer_id")
    def _check_is_producer(self):
        for product in self:
            if product.producer_id and not product.producer_id.is_otop_producer:
                raise ValidationError(
                    self.env._(
                        "%(partner)s is not registered as a producer, so %(product)s cannot be theirs. "
                        "Register the producer first.",
                        partner=product.producer_id.display_name,
                        product=product.name,
                    )
                )

    @api.constrains("otop_category_id", "otop_subtype_id")
    def _check_subtype(self):
        for product in self:
            subtype = product.otop_subtype_id
            if subtype and subtype.parent_id != product.otop_category_id:
                raise ValidationError(
                    self.env._(
                        "%(product)s: the sub-type %(subtype)s belongs to %(category)s. Choose that category or another sub-type.",
                        product=product.name,
                        subtype=subtype.display_name,
                        category=subtype.parent_id.display_name,
                    )
                )

    # ------------------------------------------------------------------ one go

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'product': a consigned product is complete whichever way it comes in
        for vals in vals_list:
            self._otop_complete(vals)
            if vals.get("producer_id") and "default_list_price" not in self.env.context:
                # Odoo's own first price is 1.00; no price has been agreed yet
                vals.setdefault("list_price", 0.0)
        # the first variant gets the barcode that was typed only when it has none yet
        products = (
            super(ProductTemplate, self.with_context(otop_new_template=True)).create(vals_list).with_env(self.env)
        )
        products.filtered("producer_id")._otop_set_taxes()
        products.filtered("producer_id").product_variant_ids._otop_fill_barcode()
        return products

    def write(self, vals):
        # EXTENDS 'product'
        if "producer_id" in vals:
            self._check_keeps_producer(vals["producer_id"])
            if vals["producer_id"]:
                self._otop_complete(vals)
                self.filtered(lambda product: not product.producer_id)._otop_end_as_own()
        elif "shelf_life_days" in vals and any(self.mapped("producer_id")):
            vals = self._otop_shelf_life_values(vals["shelf_life_days"]) | vals
        result = super().write(vals)
        if "producer_id" in vals or "vat_class" in vals or "company_id" in vals:
            self.filtered("producer_id")._otop_set_taxes()
        if vals.get("producer_id"):
            self.product_variant_ids._otop_fill_barcode()
        return result

    @api.model
    def _otop_complete(self, vals):
        """Fill in what follows from being consigned, unless it was said."""
        if not vals.get("producer_id"):
            return
        for field, value in {
            "is_storable": True,
            "categ_id": self.env.ref("otop_centre.product_category_consigned").id,
            "type": "consu",
        }.items():
            vals[field] = vals.get(field) or value
        vals["purchase_ok"] = False
        if vals.get("shelf_life_days"):
            vals |= self._otop_shelf_life_values(vals["shelf_life_days"])

    @api.model
    def _otop_shelf_life_values(self, days):
        """Goods that expire are followed by lot: told early, and off the shelf before the day."""
        if not days:
            return {"use_expiration_date": False}
        return {
            "tracking": "lot",
            "use_expiration_date": True,
            "expiration_time": days,
            "alert_time": min(ALERT_DAYS, days // 3),
            "removal_time": min(REMOVAL_DAYS, days // 10),
        }

    @api.onchange("producer_id", "shelf_life_days")
    def _onchange_consigned(self):
        """Show in the form what saving will fill in."""
        if self.producer_id and not self._origin.producer_id:
            self.type = "consu"
            self.is_storable = True
            self.categ_id = self.env.ref("otop_centre.product_category_consigned")
        if self.producer_id and self.shelf_life_days != self._origin.shelf_life_days:
            self.update(self._otop_shelf_life_values(self.shelf_life_days))

    def _otop_set_taxes(self):
        """Set the sales taxes that the VAT class means in each centre."""
        # sudo: a product without company is sold by every centre, also those its keeper cannot see
        companies = self.env["res.company"].sudo().search([])
        for product in self:
            taxes = self.env["account.tax"].sudo()
            for company in product.company_id or companies:
                taxes |= taxes._otop_sale_taxes(company, product.vat_class or "taxable")
            product.sudo().taxes_id = taxes
            product.sudo().supplier_taxes_id = False

    def action_otop_barcode(self):
        self.product_variant_ids._otop_fill_barcode()

    def action_otop_open_stock(self):
        """What lies here of these products, lot by lot."""
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.stock_quant_action_producer")
        return action | {
            "domain": [
                ("product_id", "in", self.with_context(active_test=False).product_variant_ids.ids),
                ("location_id.usage", "in", ("internal", "transit")),
            ],
            "context": {"create": False, "search_default_group_lot": 1},
        }
