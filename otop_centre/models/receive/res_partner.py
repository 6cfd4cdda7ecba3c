from odoo import fields, models


class ResPartner(models.Model):
    """What of a producer lies in the centre."""

    _inherit = "res.partner"

    otop_product_ids = fields.One2many("product.template", "producer_id", "Products")
    otop_intake_ids = fields.One2many("otop.intake", "producer_id", "Intakes")
    otop_product_count = fields.Integer("Number of Products", compute="_compute_otop_goods")
    otop_on_hand = fields.Float("Pieces on Hand", compute="_compute_otop_goods", digits="Product Unit")
    otop_near_expiry = fields.Float("Pieces Near Expiry", compute="_compute_otop_goods", digits="Product Unit")

    def _compute_otop_goods(self):
        # sudo: figures on a form that the reader may open; the lists behind them ask for his rights
        quants = self.env["stock.quant"].sudo()
        shelf = {
            owner.id: figures
            for owner, *figures in quants._read_group(
                [
                    ("owner_id", "in", self.ids),
                    ("product_id.is_consigned", "=", True),
                    ("location_id.usage", "in", ("internal", "transit")),
                    ("company_id", "in", self.env.companies.ids),
                ],
                ["owner_id"],
                ["quantity:sum", "otop_near_expiry_quantity:sum"],
            )
        }
        # sudo: only the number is shown; opening the list asks for the reader's own rights
        products = dict(
            self.env["product.template"]
            .sudo()
            ._read_group([("producer_id", "in", self.ids)], ["producer_id"], ["__count"])
        )
        for partner in self:
            partner.otop_on_hand, partner.otop_near_expiry = shelf.get(partner._origin.id, (0.0, 0.0))
            partner.otop_product_count = products.get(partner._origin, 0)

    def action_otop_open_stock(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.stock_quant_action_producer")
        return action | {
            "domain": [
                ("owner_id", "=", self.id),
                ("product_id.is_consigned", "=", True),
                ("location_id.usage", "in", ("internal", "transit")),
            ],
            "context": {"create": False, "search_default_group_product": 1},
        }

    def action_otop_open_products(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.product_template_action_consigned")
        return action | {
            "domain": [("producer_id", "=", self.id)],
            "context": {"default_producer_id": self.id, "default_list_price": 0},
        }

    def action_otop_open_intakes(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_intake_action")
        return action | {"domain": [("producer_id", "=", self.id)], "context": {"default_producer_id": self.id}}
