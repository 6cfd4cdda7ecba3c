from odoo import api, fields, models

from ..settings.res_company_opening import Step

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

    def _otop_opening_steps(self, wish):
        # EXTENDS 'otop_centre'
        _ = self.env._
        warehouse = self._otop_warehouse() if self else self.env["stock.warehouse"]
        operations = [self[field] for _code, _prefix, field in STEPS.values()]
        return [
            *super()._otop_opening_steps(wish),
            Step(_("Warehouse"), warehouse.name or self.name or _("named after the centre"), bool(warehouse)),
            Step(
                _("Operations"),
                ", ".join([_("Consignment Intake"), _("Consignment Withdrawal")]),
                all(operations),
            ),
        ]

    def _otop_is_centre(self):
        """Whether the company has to do with producers: it has a running agreement, or goods of theirs.

        Others in the same database sell what is their own as ever.
        """
        self.ensure_one()
        # sudo: whether, for whoever opens a till
        agreement = self.env["otop.agreement"].sudo()
        return bool(
            agreement.search([("company_id", "=", self.id), ("state", "=", "confirmed")], limit=1)
            or agreement.env["stock.quant"].search(
                [("company_id", "=", self.id), ("product_id.is_consigned", "=", True), ("quantity", "!=", 0)], limit=1
            )
        )

    def _otop_missing(self):
        # EXTENDS 'otop_centre'
        # sudo: the settings of the centre decide for whoever works there
        missing = [field for _code, _prefix, field in STEPS.values() if not self.sudo()[field]]
        return super()._otop_missing() + [self._fields[name]._description_string(self.env) for name in missing]

    def _otop_open(self, wish):
        # EXTENDS 'otop_centre'
        super()._otop_open(wish)
        if not (warehouse := self._otop_warehouse()):
            warehouse = self.env["stock.warehouse"].create(
                {
                    "name": self.name,
                    "code": wish.warehouse_code or wish.code or self.otop_code or self.name[:5],
                    "company_id": self.id,
                    "partner_id": self.partner_id.id,
                }
            )
        self._otop_setup_receiving(warehouse)

    def _otop_warehouse(self):
        return self.env["stock.warehouse"].search([("company_id", "=", self.id)], limit=1)

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
