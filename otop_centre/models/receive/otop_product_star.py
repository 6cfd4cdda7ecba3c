from dateutil.relativedelta import relativedelta
from odoo import api, fields, models

from ...tools.thai_calendar import be_year

BANDS = ((90, 5), (80, 4), (70, 3), (50, 2), (0, 1))


class OtopProductStar(models.Model):
    """One result of the OTOP Product Champion, the selection that gives a product its stars.

    A product keeps all its results; the latest one still valid is its star. Sales keep the
    star of their own day, so a new result changes no old report.
    """

    _name = "otop.product.star"
    _description = "OTOP Star"
    _order = "date_from desc, id desc"
    _rec_name = "year_be"

    product_tmpl_id = fields.Many2one("product.template", "Product", required=True, index=True, ondelete="cascade")
    year_be = fields.Char("Year (B.E.)", required=True, size=4, default=lambda self: self._default_year())
    score = fields.Float(digits=(5, 2))
    star = fields.Integer("Stars", compute="_compute_star", store=True, readonly=False, precompute=True)
    certificate_number = fields.Char()
    date_from = fields.Date(
        "Valid From", sensible="paper", required=True, default=lambda self: self.env.company._otop_day()
    )
    date_to = fields.Date(
        "Valid Until", sensible="validity", compute="_compute_date_to", store=True, readonly=False, precompute=True
    )

    _star_range = models.Constraint("CHECK(star BETWEEN 0 AND 5)", "A product has 0 to 5 stars.")
    _score_range = models.Constraint("CHECK(score BETWEEN 0 AND 100)", "A score is between 0 and 100.")
    _year_shape = models.Constraint(
        "CHECK(year_be ~ '^2[5-9][0-9][0-9]$')", "The year is a Buddhist year of four digits, such as 2569."
    )

    @api.model
    def _default_year(self):
        return str(be_year(self.env.company._otop_day()))

    @api.depends("score")
    def _compute_star(self):
        for record in self:
            if record.score:
                record.star = next(star for low, star in BANDS if record.score >= low)

    @api.depends("date_from")
    def _compute_date_to(self):
        for record in self:
            record.date_to = record.date_from and record.date_from + relativedelta(years=2, days=-1)

    @api.model_create_multi
    def create(self, vals_list):
        # a till of every centre shows the stars: those who have the goods enter them
        results = super().create(vals_list)
        results.product_tmpl_id._otop_refuse_strangers()
        return results

    def write(self, vals):
        self.product_tmpl_id._otop_refuse_strangers()
        result = super().write(vals)
        self.product_tmpl_id._otop_refuse_strangers()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_own_centre(self):
        self.product_tmpl_id._otop_refuse_strangers()
