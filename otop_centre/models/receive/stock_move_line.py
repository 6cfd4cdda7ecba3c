from odoo import api, models
from odoo.exceptions import UserError

# What went where: of goods of producers it stands once they have moved.
FACTS = ("quantity", "product_uom_id", "lot_id", "location_id", "location_dest_id")


class StockMoveLine(models.Model):
    """Every movement of a consigned product is its producer's, whatever path it takes."""

    _inherit = "stock.move.line"

    @api.model
    def _otop_own(self, vals_list):
        """Set the owner in values that name a consigned product."""
        # sudo: who moves goods need not read the register
        Product, Move = self.env["product.product"].sudo(), self.env["stock.move"].sudo()
        for vals in vals_list:
            product = Product.browse(vals.get("product_id")) or Move.browse(vals.get("move_id")).product_id
            if producer := product.producer_id:
                vals["owner_id"] = producer.id

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'stock'
        self._otop_own(vals_list)
        lines = super().create(vals_list)
        lines.picking_id._otop_check_goods()
        lines.filtered(lambda line: line.state == "done")._otop_refuse_other_goods()
        return lines

    def write(self, vals):
        # EXTENDS 'stock': a transfer's owner or a return cannot give goods to somebody else
        done = self.filtered(lambda line: line.state == "done")
        done.picking_id._otop_check_goods()
        done.filtered(lambda line: line._otop_differs(vals, FACTS))._otop_refuse_other_goods()
        if "owner_id" not in vals and "product_id" not in vals:
            return super().write(vals)
        # sudo: whose goods they are does not hang on what whoever moves them may read; the writing itself is his
        product = self.env["product.product"].sudo().browse(vals.get("product_id"))
        by_producer = self.sudo().grouped(lambda line: (product or line.product_id).producer_id)
        for producer, lines in by_producer.items():
            lines_vals = vals | {"owner_id": producer.id} if producer else vals
            super(StockMoveLine, lines.sudo(self.env.su)).write(lines_vals)
        return True

    def _otop_refuse_other_goods(self):
        """A delivery that is unlocked can be rewritten in Odoo, long after the customer has left with the goods."""
        if self.env["otop.document.seal"]._is_unsealed():
            return
        # sudo: whose goods they are does not hang on who may read the register
        if moved := self.sudo().filtered("product_id.producer_id")[:1]:
            raise UserError(
                self.env._(
                    "%(product)s of %(producer)s has moved with %(document)s, and what has moved stands. "
                    "Make a return of it, or put the stock right with a count.",
                    product=moved.product_id.display_name,
                    producer=moved.product_id.producer_id.display_name,
                    document=moved.picking_id.name or moved.reference,
                )
            )

    def _otop_quants(self):
        """The stock that this line takes from."""
        self.ensure_one()
        quants = self.env["stock.quant"]._gather(
            self.product_id, self.location_id, lot_id=self.lot_id, package_id=self.package_id, strict=True
        )
        return quants.filtered(lambda quant: quant.lot_id == self.lot_id)

    def _otop_refuse_withdrawal(self, on_hand, free):
        return self.env._(
            "%(product)s %(lot)s: %(wanted)g are to be given back, but only %(free)g of the %(on_hand)g here are free; "
            "the others wait for a customer. Lower the quantity, or release the delivery first.",
            product=self.product_id.display_name,
            lot=self.lot_id.name or "",
            wanted=sum(self.mapped("quantity_product_uom")),
            free=max(free, 0),
            on_hand=on_hand,
        )
