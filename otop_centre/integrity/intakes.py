from .rule import Rule


class Intakes(Rule):
    """Each received intake has one done transfer of its own, which moved the pieces that were accepted."""

    code = "intakes"

    def title(self):
        return self.env._("Each intake was received once, with the pieces on its paper")

    def check(self):
        rows = self.rows(
            """
            WITH accepted AS (
                SELECT intake.id, intake.name, intake.picking_id, line.product_id, SUM(line.quantity_accepted) AS pieces
                  FROM otop_intake intake
                  JOIN otop_intake_line line ON line.intake_id = intake.id
                 WHERE intake.company_id = %(company)s AND intake.state = 'done' AND line.quantity_accepted != 0
              GROUP BY intake.id, line.product_id
            ), moved AS (
                SELECT picking_id, product_id, SUM(quantity_product_uom) AS pieces
                  FROM stock_move_line
                 WHERE state = 'done' AND picking_id IN (SELECT picking_id FROM accepted)
              GROUP BY picking_id, product_id
            )
            SELECT accepted.id, accepted.name, accepted.product_id, accepted.pieces, COALESCE(moved.pieces, 0)
              FROM accepted
         LEFT JOIN moved ON moved.picking_id = accepted.picking_id AND moved.product_id = accepted.product_id
             WHERE ROUND(accepted.pieces::numeric, 4) != ROUND(COALESCE(moved.pieces, 0)::numeric, 4)
            """
        )
        # sudo: the auditor may not read products of the stock; he sees their names only
        products = self.env["product.product"].sudo()
        findings = [
            self.finding(
                "otop.intake",
                intake_id,
                self.env._("%(intake)s, %(product)s", intake=name, product=products.browse(product_id).display_name),
                f"{accepted:g}",
                f"{moved:g}",
            )
            for intake_id, name, product_id, accepted, moved in rows
        ]
        twice = self.rows(
            """
            SELECT intake.id, COALESCE(intake.name, '#' || intake.id), COUNT(picking.id)
              FROM otop_intake intake
              JOIN stock_picking picking
                ON picking.state = 'done' AND picking.company_id = intake.company_id
               AND (picking.id = intake.picking_id OR picking.origin = intake.name)
              JOIN stock_picking_type operation ON operation.id = picking.picking_type_id
               AND operation.otop_step = 'intake'
             WHERE intake.company_id = %(company)s
          GROUP BY intake.id
            HAVING COUNT(picking.id) > 1 OR MIN(intake.state) != 'done'
            """
        )
        findings += [
            self.finding(
                "otop.intake",
                intake_id,
                self.env._("%(intake)s moved goods by %(count)s transfers", intake=name, count=count),
            )
            for intake_id, name, count in twice
        ]
        [(count,)] = self.rows("SELECT COUNT(*) FROM otop_intake WHERE company_id = %(company)s AND state = 'done'")
        return self.env._("%s intakes", f"{count:,}"), findings
