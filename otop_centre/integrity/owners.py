from .rule import Rule


class Owners(Rule):
    """Every piece of a consigned product carries its producer as owner, also below zero, and has no value."""

    code = "owners"

    def title(self):
        return self.env._("Consigned goods carry their producer as owner and have no value in the books")

    def check(self):
        # sudo: the auditor may not read the stock; he sees sums of pieces only
        products = self.env["product.product"].sudo().with_company(self.company)
        rows = self.rows(
            """
            SELECT product.id, location.complete_name, SUM(quant.quantity)
              FROM stock_quant quant
              JOIN stock_location location ON location.id = quant.location_id
              JOIN product_product product ON product.id = quant.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE (quant.company_id = %(company)s OR quant.company_id IS NULL)
               AND location.usage IN ('internal', 'transit')
               AND template.producer_id IS NOT NULL AND quant.owner_id IS DISTINCT FROM template.producer_id
          GROUP BY product.id, location.complete_name
            HAVING SUM(quant.quantity) != 0
            """
        )
        findings = [
            self.finding(
                "product.product",
                product_id,
                self.env._(
                    "%(product)s: %(pieces)s pieces in %(place)s without their producer",
                    product=products.browse(product_id).display_name,
                    pieces=f"{quantity:g}",
                    place=place,
                ),
            )
            for product_id, place, quantity in rows
        ]
        rows = self.rows(
            """
            SELECT move.product_id, SUM(move.value)
              FROM stock_move move
              JOIN product_product product ON product.id = move.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE move.company_id = %(company)s AND move.state = 'done'
               AND template.producer_id IS NOT NULL AND COALESCE(move.value, 0) != 0
               AND move.id > COALESCE(template.otop_last_own_move, 0)
          GROUP BY move.product_id
            """
        )
        findings += [
            self.finding(
                "product.product",
                product_id,
                products.browse(product_id).display_name,
                self.money(0),
                self.money(value),
            )
            for product_id, value in rows
        ]
        consigned = products.search([("producer_id", "!=", False)])
        findings += [
            self.finding(
                "product.product",
                product.id,
                self.env._("Cost of %s", product.display_name),
                self.money(0),
                self.money(product.standard_price),
            )
            for product in consigned
            if product.standard_price
        ]
        return self.env._("%s products", f"{len(consigned):,}"), findings
