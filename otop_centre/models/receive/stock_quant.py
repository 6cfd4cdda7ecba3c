from odoo import api, fields, models
from odoo.tools import SQL


class StockQuant(models.Model):
    """Stock of a consigned product carries its producer, also when it runs below zero."""

    _inherit = "stock.quant"

    producer_id = fields.Many2one(related="product_id.producer_id", string="Producer")
    otop_category_id = fields.Many2one(related="product_id.otop_category_id", store=True, string="OTOP Category")
    otop_alert_date = fields.Datetime(
        "Near Expiry From",
        related="lot_id.alert_date",
        store=True,
        help="Sell or give back from this day on.",
    )
    otop_age_days = fields.Integer("Days Here", compute="_compute_otop_age_days", aggregator="max")
    otop_near_expiry_quantity = fields.Float(
        "Near Expiry", compute="_compute_otop_near_expiry_quantity", digits="Product Unit", aggregator="sum"
    )
    # not Monetary: the database sums it, and producers are paid in baht only
    otop_retail_value = fields.Float(
        "Retail Value",
        compute="_compute_otop_retail_value",
        digits=(16, 2),
        aggregator="sum",
        help="What the goods on hand would bring at today's retail price.",
    )

    @api.model
    def _gather(self, product_id, location_id, lot_id=None, package_id=None, owner_id=None, strict=False, qty=0):
        # EXTENDS 'stock': Odoo picks stock without looking at its owner
        # sudo: who moves goods need not read the register
        owner_id = product_id.sudo().producer_id or owner_id
        return super()._gather(product_id, location_id, lot_id, package_id, owner_id, strict, qty)

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'stock'
        self.env["stock.move.line"]._otop_own(vals_list)
        return super().create(vals_list)

    # ------------------------------------------------------------------ stock by producer

    def _compute_otop_age_days(self):
        now = fields.Datetime.now()
        for quant in self:
            quant.otop_age_days = (now - quant.in_date).days

    @api.depends("quantity", "product_id.lst_price")
    def _compute_otop_retail_value(self):
        for quant in self:
            quant.otop_retail_value = quant.quantity * quant.product_id.lst_price

    @api.depends("quantity", "otop_alert_date")
    def _compute_otop_near_expiry_quantity(self):
        now = fields.Datetime.now()
        for quant in self:
            quant.otop_near_expiry_quantity = (
                quant.quantity if quant.otop_alert_date and quant.otop_alert_date <= now else 0.0
            )

    def _read_group_select(self, aggregate_spec, query):
        # EXTENDS 'stock': totals of the columns that are computed
        quantity = SQL.identifier(self._table, "quantity")
        if aggregate_spec == "otop_age_days:max":
            return SQL(
                "MAX(EXTRACT(DAY FROM now() AT TIME ZONE 'UTC' - %s))::integer", SQL.identifier(self._table, "in_date")
            )
        if aggregate_spec == "otop_near_expiry_quantity:sum":
            alert = SQL.identifier(self._table, "otop_alert_date")
            return SQL("COALESCE(SUM(%s) FILTER (WHERE %s <= now() AT TIME ZONE 'UTC'), 0)", quantity, alert)
        if aggregate_spec == "otop_retail_value:sum":
            self.env["product.template.attribute.value"].flush_model(["price_extra"])
            product = query.left_join(self._table, "product_id", "product_product", "id", "otop_product")
            template = query.left_join(product, "product_tmpl_id", "product_template", "id", "otop_template")
            return SQL(
                """SUM(%s * (%s + COALESCE((
                    SELECT SUM(value.price_extra)
                      FROM product_variant_combination variant
                      JOIN product_template_attribute_value value
                        ON value.id = variant.product_template_attribute_value_id
                     WHERE variant.product_product_id = %s
                ), 0)))""",
                quantity,
                SQL.identifier(template, "list_price"),
                SQL.identifier(product, "id"),
            )
        return super()._read_group_select(aggregate_spec, query)
