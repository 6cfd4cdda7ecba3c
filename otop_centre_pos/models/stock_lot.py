from odoo import api, fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

    @api.model
    def _otop_expiry_by_template(self, templates, config):
        """When the lots on the till's shelf expire: {template id: {lot name: UTC time}}."""
        tracked = templates.filtered(lambda template: template.tracking != "none" and template.use_expiration_date)
        if not tracked:
            return {}
        # sudo: a cashier reads names and dates of lots, not stock
        rows = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    ("product_tmpl_id", "in", tracked.ids),
                    ("location_id", "child_of", config.picking_type_id.default_location_src_id.id),
                    ("quantity", ">", 0),
                    ("lot_id.expiration_date", "!=", False),
                ],
                ["lot_id"],
            )
        )
        expiry = {}
        for (lot,) in rows:
            names = expiry.setdefault(lot.product_id.product_tmpl_id.id, {})
            names[lot.name] = fields.Datetime.to_string(lot.expiration_date)
        return expiry
