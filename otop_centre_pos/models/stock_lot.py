from odoo import api, fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

    @api.model
    def _otop_at_till(self, products, shelf, now):
        """The lots of consigned goods as a till must know them, what expires first at the head.

        :param products: every lot of these, also one that the shelf is said to be empty of;
            without them, the lots that lie on the shelf
        :param shelf: the location that the till sells from
        :param now: the moment that tells what has expired (UTC)
        :return: {product id: [{'id', 'name', 'product_qty', 'expiration_date', 'is_expired'}]}
        """
        on_shelf = [("location_id", "child_of", shelf.id), ("quantity", ">", 0), ("lot_id", "!=", False)]
        on_shelf.append(("product_id", "in", products.ids) if products else ("product_id.producer_id", "!=", False))
        quantities = dict(self.env["stock.quant"]._read_group(on_shelf, ["lot_id"], ["quantity:sum"]))
        lots = self.search([("product_id", "in", products.ids)]) if products else self.union(*quantities)
        last = fields.Datetime.to_datetime("9999-12-31")
        found = {}
        for lot in lots.sorted(lambda lot: (lot.expiration_date or last, lot.id)):
            expiry = lot.expiration_date
            found.setdefault(lot.product_id.id, []).append(
                {
                    "id": lot.id,
                    "name": lot.name,
                    "product_qty": quantities.get(lot, 0),
                    "expiration_date": expiry and fields.Datetime.to_string(expiry),
                    "is_expired": bool(expiry) and expiry <= now,
                }
            )
        return found
