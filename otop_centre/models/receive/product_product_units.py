from datetime import timedelta
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL


class Units(NamedTuple):
    """What happened to the pieces of a product in a period; a value, never stored.

    opening + received - returned - lost - sold + customer_returned + moved = closing, always.
    """

    opening: float = 0.0
    received: float = 0.0  # taken in from the producer
    returned: float = 0.0  # given back to the producer
    lost: float = 0.0  # written off or missing at a count; negative when found again
    sold: float = 0.0  # left for a customer
    customer_returned: float = 0.0  # came back from a customer
    moved: float = 0.0  # came from another centre; negative when sent to one

    @property
    def closing(self):
        return (
            self.opening + self.received - self.returned - self.lost - self.sold + self.customer_returned + self.moved
        )


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.private
    def _otop_units(self, date_from, date_to, company=None):
        """Tell in pieces what happened to these products, days included, in one statement.

        Read from done stock movements, on the days of the centre (Asia/Bangkok). Goods on the way
        between two places of the centre are still on hand; on the way to another centre they are nobody's
        shelf. What moved before the product was consigned was the centre's own. Without `date_from` the whole history
        counts as the period, and opening is 0: closing must then equal what is on hand.

        :param date date_from: first day, or None for the beginning
        :param date date_to: last day, or None for today
        :return: {product: Units}, every product of self
        """
        company = company or self.env.company
        start = date_from and company._otop_midnight(date_from)
        end = date_to and company._otop_midnight(date_to + timedelta(days=1))
        self.env["stock.move.line"].flush_model()
        self.env["product.template"].flush_model(["otop_last_own_move"])

        def here(place):
            """Whether a place is on hand: the transit between centres belongs to none of them."""
            return SQL(
                "(%(place)s.usage IN ('internal', 'transit') AND %(place)s.company_id IS NOT NULL)",
                place=SQL.identifier(place),
            )

        in_period = SQL("line.date >= %s", start) if start else SQL("TRUE")
        self.env.cr.execute(
            SQL(
                """
                SELECT line.product_id,
                       COALESCE(SUM(CASE WHEN %(is_in)s THEN quantity ELSE -quantity END)
                                FILTER (WHERE NOT %(in_period)s), 0),
                       COALESCE(SUM(quantity) FILTER (WHERE %(in_period)s AND source.usage = 'supplier'), 0),
                       COALESCE(SUM(quantity) FILTER (WHERE %(in_period)s AND target.usage = 'supplier'), 0),
                       COALESCE(SUM(CASE WHEN %(is_in)s THEN -quantity ELSE quantity END)
                                FILTER (WHERE %(in_period)s AND %(other)s NOT IN ('supplier', 'customer', 'transit')), 0),
                       COALESCE(SUM(quantity) FILTER (WHERE %(in_period)s AND target.usage = 'customer'), 0),
                       COALESCE(SUM(quantity) FILTER (WHERE %(in_period)s AND source.usage = 'customer'), 0),
                       COALESCE(SUM(CASE WHEN %(is_in)s THEN quantity ELSE -quantity END)
                                FILTER (WHERE %(in_period)s AND %(other)s = 'transit'), 0)
                  FROM (SELECT moved.product_id, location_id, location_dest_id, date, quantity_product_uom AS quantity
                          FROM stock_move_line moved
                          JOIN product_product product ON product.id = moved.product_id
                          JOIN product_template template ON template.id = product.product_tmpl_id
                         WHERE moved.state = 'done' AND moved.company_id = %(company)s
                           AND moved.product_id IN %(products)s
                           AND (moved.move_id IS NULL OR moved.move_id > COALESCE(template.otop_last_own_move, 0))) line
                  JOIN stock_location source ON source.id = line.location_id
                  JOIN stock_location target ON target.id = line.location_dest_id
                 WHERE %(is_out)s <> %(is_in)s
                   AND %(until)s
              GROUP BY line.product_id
                """,
                is_in=here("target"),
                is_out=here("source"),
                other=SQL("CASE WHEN %s THEN source.usage ELSE target.usage END", here("target")),
                in_period=in_period,
                until=SQL("line.date < %s", end) if end else SQL("TRUE"),
                company=company.id,
                products=tuple(self.ids) or (0,),
            )
        )
        found = {product_id: Units(*figures) for product_id, *figures in self.env.cr.fetchall()}
        return {product: found.get(product.id, Units()) for product in self}
