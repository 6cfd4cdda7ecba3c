from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command


class OtopWithdrawalLine(models.TransientModel):
    _name = "otop.withdrawal.line"
    _description = "Goods to Give Back"

    wizard_id = fields.Many2one("otop.withdrawal", required=True, ondelete="cascade")
    quant_id = fields.Many2one("stock.quant", "Stock", required=True, ondelete="cascade")
    product_id = fields.Many2one(related="quant_id.product_id", related_sudo=False)
    lot_id = fields.Many2one(related="quant_id.lot_id", related_sudo=False)
    location_id = fields.Many2one(related="quant_id.location_id", related_sudo=False)
    expiration_date = fields.Datetime(related="quant_id.expiration_date", related_sudo=False)
    in_date = fields.Datetime("Here Since", related="quant_id.in_date", related_sudo=False)
    on_hand = fields.Float(related="quant_id.quantity", related_sudo=False)
    reserved = fields.Float(related="quant_id.reserved_quantity", related_sudo=False)
    available = fields.Float("Free", compute="_compute_available", compute_sudo=False, digits="Product Unit")
    quantity = fields.Float("Quantity to give back", digits="Product Unit")

    @api.depends("quant_id")
    def _compute_available(self):
        for line in self:
            # not the quant's own figure, which is 0 for expired goods: these are what goes back
            line.available = max(line.on_hand - line.reserved, 0)

    @api.constrains("quant_id", "wizard_id")
    def _check_here(self):
        for line in self:
            wizard, quant = line.wizard_id, line.quant_id
            if quant.company_id != wizard.company_id or quant.owner_id != wizard.producer_id:
                raise ValidationError(
                    self.env._(
                        "Only goods of %(producer)s that lie at %(centre)s can be given back here. "
                        "Open the window again and choose from its list.",
                        producer=wizard.producer_id.display_name,
                        centre=wizard.company_id.display_name,
                    )
                )

    @api.constrains("quantity")
    def _check_quantity(self):
        for line in self:
            if line.quantity < 0:
                raise ValidationError(self.env._("%s: give back 0 pieces or more.", line.product_id.display_name))
            if line.product_id.uom_id.compare(line.quantity, line.available) > 0:
                raise ValidationError(
                    self.env._(
                        "%(product)s %(lot)s: %(wanted)g are to be given back, but only %(free)g of the %(on_hand)g here are "
                        "free; the others wait for a customer. Lower the quantity, or release the delivery first.",
                        product=line.product_id.display_name,
                        lot=line.lot_id.name or "",
                        wanted=line.quantity,
                        free=line.available,
                        on_hand=line.on_hand,
                    )
                )

    def _prepare_move(self, picking):
        self.ensure_one()
        goods = {
            "picking_id": picking.id,
            "product_id": self.product_id.id,
            "location_id": self.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
        }
        return {
            **goods,
            "product_uom": self.product_id.uom_id.id,
            "product_uom_qty": self.quantity,
            "move_line_ids": [
                Command.create(
                    {
                        **goods,
                        "product_uom_id": self.product_id.uom_id.id,
                        "quantity": self.quantity,
                        "lot_id": self.lot_id.id,
                        "package_id": self.quant_id.package_id.id,
                    }
                )
            ],
        }
