from odoo import api, fields, models

STEPS = {
    # step: (code, sequence code, company field)
    "intake": ("incoming", "CR", "otop_intake_type_id"),
    "withdrawal": ("outgoing", "RT", "otop_withdrawal_type_id"),
}


class ResCompany(models.Model):
    """What the receiving step needs of a centre."""

    _inherit = "res.company"

    otop_intake_type_id = fields.Many2one(
        "stock.picking.type", "Intake Operation", check_company=True, help="Takes goods of producers onto the shelf."
    )
    otop_withdrawal_type_id = fields.Many2one(
        "stock.picking.type", "Withdrawal Operation", check_company=True, help="Gives goods back to their producer."
    )

    def _otop_apply_vat_regime(self):
        # EXTENDS 'otop_centre': a centre that is registered for VAT charges it from that day on
        super()._otop_apply_vat_regime()
        # sudo: whoever sets the regime has decided the taxes; archived goods come back too
        self.env["product.template"].sudo().with_context(active_test=False).search(
            [("is_consigned", "=", True), ("company_id", "in", [*self.ids, False])]
        )._otop_set_taxes()

    @api.model
    def _otop_setup_receiving(self, warehouses=None):
        """Give every centre with a warehouse its two operations, and keep consigned goods without value there."""
        # with the rights of self: a warehouse brings its operations, whoever opens it
        warehouses = warehouses.with_env(self.env) if warehouses else self.env["stock.warehouse"].search([])
        category = self.env.ref("otop_centre.product_category_consigned")
        for warehouse in warehouses:
            company = warehouse.company_id
            category.with_company(company).write({"property_cost_method": "standard", "property_valuation": "periodic"})
            for step, (_code, _prefix, field) in STEPS.items():
                if not company[field]:
                    company[field] = company._otop_create_operation(step, warehouse)
            company.otop_intake_type_id.return_picking_type_id = company.otop_withdrawal_type_id
            # text messages cost money, and Odoo's Thai text of this one cannot be rendered (19.0): every
            # delivery to a customer with a telephone would fail. Who wants them turns them on.
            company.stock_text_confirmation = False

    def _otop_create_operation(self, step, warehouse):
        code, prefix, _field = STEPS[step]
        suppliers = self.env.ref("stock.stock_location_suppliers")
        taken_in = step == "intake"
        operation = self.env["stock.picking.type"].create(
            {
                "name": "Consignment Intake" if taken_in else "Consignment Withdrawal",
                "code": code,
                "sequence_code": prefix,
                "otop_step": step,
                "warehouse_id": warehouse.id,
                "company_id": self.id,
                "use_create_lots": taken_in,
                "use_existing_lots": True,
                "default_location_src_id": suppliers.id if taken_in else warehouse.lot_stock_id.id,
                "default_location_dest_id": warehouse.lot_stock_id.id if taken_in else suppliers.id,
                "create_backorder": "never",
            }
        )
        for lang, _name in self.env["res.lang"].get_installed():
            operation = operation.with_context(lang=lang)
            operation.name = (
                operation.env._("Consignment Intake") if taken_in else operation.env._("Consignment Withdrawal")
            )
        return operation
