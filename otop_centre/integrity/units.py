from .rule import Rule


class Units(Rule):
    """opening + received - returned - lost - sold + brought back = on hand, for each product and its producer."""

    code = "units"

    def title(self):
        return self.env._("Received, returned, lost and sold pieces give what lies on the shelf")

    def check(self):
        # sudo: the auditor may not read the stock; he sees sums of pieces only
        products = (
            self.env["product.product"].sudo().with_context(active_test=False).search([("producer_id", "!=", False)])
        )
        units = products._otop_units(None, None, self.company)
        on_hand = dict(
            self.rows(
                """
                SELECT quant.product_id, SUM(quant.quantity)
                  FROM stock_quant quant
                  JOIN stock_location location ON location.id = quant.location_id
                  JOIN product_product product ON product.id = quant.product_id
                  JOIN product_template template ON template.id = product.product_tmpl_id
                 WHERE quant.company_id = %(company)s AND location.usage IN ('internal', 'transit')
                   AND quant.owner_id = template.producer_id
              GROUP BY quant.product_id
                """
            )
        )
        findings = [
            self.finding(
                "product.product",
                product.id,
                product.display_name,
                f"{float(units[product].closing):g}",
                f"{float(on_hand.get(product.id) or 0):g}",
            )
            for product in products
            if product.uom_id.compare(float(units[product].closing), float(on_hand.get(product.id) or 0))
        ]
        figure = self.env._(
            "%(products)s products, %(pieces)s pieces on hand",
            products=f"{len(products):,}",
            pieces=f"{sum(on_hand.values()):,g}",
        )
        return figure, findings
