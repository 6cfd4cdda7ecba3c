from odoo import models


class SaleOrderLine(models.Model):
    """A line of a wholesale order."""

    _inherit = "sale.order.line"

    def _get_pricelist_price(self):
        # EXTENDS 'sale': a rule of the customer's own price list goes before
        return self._otop_wholesale_price() or super()._get_pricelist_price()

    def _otop_wholesale_price(self):
        """Baht per unit of the line, VAT included; 0 when the goods have no wholesale price, fewer pieces
        are ordered than it takes, or the customer's price list has a rule of its own."""
        product, unit = self.product_id, self.product_uom_id
        if not product.otop_wholesale_price or self.pricelist_item_id:
            return 0
        pieces = unit._compute_quantity(self.product_uom_qty, product.uom_id)
        if product.uom_id.compare(pieces, product.otop_wholesale_minimum_quantity) < 0:
            return 0
        price = product.uom_id._compute_price(product.otop_wholesale_price, unit)
        order = self.order_id
        return product.currency_id._convert(price, order.currency_id, order.company_id, order.date_order.date())
