from odoo.tools import SQL

from .rule import Rule


class Pieces(Rule):
    """Pieces sold less brought back in the ledger = pieces that left and came back, product by product.

    What is invoiced and still to deliver, or delivered and still to invoice, is counted with the goods: pieces of
    the ledger + delivered and not invoiced = pieces moved to customers + pieces that still wait to move. What moved
    before a product was consigned was the centre's own and is left out.
    """

    code = "pieces"

    def title(self):
        return self.env._("Pieces sold in the ledger are pieces that left the shelf")

    def check(self):
        rows = self.rows(
            """
            WITH goods AS (
                SELECT product.id, COALESCE(template.otop_last_own_move, 0) AS last_own_move
                  FROM product_product product
                  JOIN product_template template ON template.id = product.product_tmpl_id
                 WHERE template.producer_id IS NOT NULL
            ), sold AS (
                SELECT product_id, SUM(quantity) AS pieces
                  FROM otop_ledger_entry
                 WHERE company_id = %(company)s AND product_id IS NOT NULL AND kind IN ('sale', 'refund')
              GROUP BY product_id
            ), moved AS (
                SELECT line.product_id,
                       SUM(CASE WHEN target.usage = 'customer' THEN line.quantity_product_uom
                                ELSE -line.quantity_product_uom END) AS pieces
                  FROM stock_move_line line
                  JOIN goods ON goods.id = line.product_id
                  JOIN stock_location source ON source.id = line.location_id
                  JOIN stock_location target ON target.id = line.location_dest_id
                 WHERE line.state = 'done' AND line.company_id = %(company)s
                   AND (line.move_id IS NULL OR line.move_id > goods.last_own_move)
                   AND (source.usage = 'customer') != (target.usage = 'customer')
              GROUP BY line.product_id
            ), waiting AS (
                SELECT product_id, SUM(pieces) AS pieces FROM (%(waiting)s) part GROUP BY product_id
            )
            SELECT goods.id, COALESCE(sold.pieces, 0), COALESCE(moved.pieces, 0) + COALESCE(waiting.pieces, 0)
              FROM goods
         LEFT JOIN sold ON sold.product_id = goods.id
         LEFT JOIN moved ON moved.product_id = goods.id
         LEFT JOIN waiting ON waiting.product_id = goods.id
             WHERE sold.pieces IS NOT NULL OR moved.pieces IS NOT NULL
            """,
            waiting=SQL(" UNION ALL ").join(self._waiting()),
        )
        # sudo: the auditor may not read products of the stock; he sees their names only
        products = self.env["product.product"].sudo().browse([row[0] for row in rows])
        findings = [
            self.finding(
                "product.product",
                product.id,
                self.env._("Pieces of %s that left", product.display_name),
                f"{float(sold):g}",
                f"{float(left):g}",
                self.env._("Look for a sale without its delivery, or a delivery without its invoice."),
            )
            for product, (_id, sold, left) in zip(products, rows, strict=True)
            if product.uom_id.compare(float(sold), float(left))
        ]
        return self.env._("%s pieces sold", f"{float(sum(row[1] for row in rows)):,g}"), findings

    def _waiting(self):
        """SQL parts (product_id, pieces): invoiced and not delivered, less delivered and not invoiced. A bridge
        adds its own channel's."""
        return [
            SQL(
                """
                SELECT line.product_id,
                       SUM((COALESCE(invoiced.quantity, 0) - line.qty_delivered) * unit.factor / own.factor) AS pieces
                  FROM sale_order_line line
                  JOIN product_product product ON product.id = line.product_id
                  JOIN product_template template ON template.id = product.product_tmpl_id
                  JOIN uom_uom unit ON unit.id = line.product_uom_id
                  JOIN uom_uom own ON own.id = template.uom_id
             LEFT JOIN LATERAL (
                       SELECT SUM(item.quantity * item_unit.factor / unit.factor
                                  * CASE WHEN move.move_type = 'out_refund' THEN -1 ELSE 1 END) AS quantity
                         FROM sale_order_line_invoice_rel rel
                         JOIN account_move_line item ON item.id = rel.invoice_line_id
                         JOIN account_move move ON move.id = item.move_id AND move.state = 'posted'
                         JOIN uom_uom item_unit ON item_unit.id = item.product_uom_id
                        WHERE rel.order_line_id = line.id
                       ) invoiced ON TRUE
                 WHERE line.company_id = %s AND line.state = 'sale'
              GROUP BY line.product_id
                """,
                self.company.id,
            )
        ]
