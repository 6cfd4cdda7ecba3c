from odoo import api, fields, models
from odoo.exceptions import ValidationError

SEVERITIES = [("off", "Not checked"), ("warn", "Warn"), ("block", "Refuse")]


class OtopCategory(models.Model):
    """One of the five OTOP categories, or a sub-type below it.

    The community development office names them; the centre adds what it asks for when goods
    of the category come in, and the commission it usually proposes.
    """

    _name = "otop.category"
    _description = "OTOP Category"
    _order = "sequence, code"
    _rec_names_search = ["code", "name"]

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="F, D, C, H, M; sub-types F1, F2 …")
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one("otop.category", "Category", index=True, ondelete="restrict")
    child_ids = fields.One2many("otop.category", "parent_id", "Sub-types")
    has_own_rate = fields.Boolean(
        "Own Commission", help="A sub-type without one follows its category. Ticked with 0 %, it pays no commission."
    )
    commission_rate = fields.Float(
        "Usual Commission (%)",
        digits=(5, 2),
        compute="_compute_commission_rate",
        inverse="_inverse_commission_rate",
        recursive=True,
        store=True,
        readonly=False,
        precompute=True,
        help="Proposed when an agreement is made. The agreement decides.",
    )
    is_refused = fields.Boolean("Not Accepted", help="Goods of this category are not taken in.")
    refusal_reason = fields.Char(translate=True, help="Told to the producer when goods are refused.")
    requirement_ids = fields.One2many("otop.category.requirement", "category_id", "Required Certificates")
    short_life_severity = fields.Selection(
        SEVERITIES,
        "Short Remaining Life",
        compute="_compute_from_parent",
        store=True,
        readonly=False,
        precompute=True,
        help="What to do with goods that come in too late in their shelf life.",
    )
    minimum_life_percent = fields.Integer(
        "Minimum Life (%)",
        compute="_compute_from_parent",
        store=True,
        readonly=False,
        precompute=True,
        help="Share of the product's shelf life that must be left at intake.",
    )
    minimum_life_days = fields.Integer(
        "Minimum Life (days)",
        compute="_compute_from_parent",
        store=True,
        readonly=False,
        precompute=True,
        help="Used for goods whose shelf life is not known.",
    )

    _code_uniq = models.Constraint("unique(code)", "This code is already used by another category. Choose another one.")
    _rate_range = models.Constraint(
        "CHECK(commission_rate >= 0 AND commission_rate <= 100)", "A commission is between 0 and 100 percent."
    )

    @api.constrains("parent_id")
    def _check_parent(self):
        for category in self:
            if category.parent_id.parent_id or (category.parent_id and category.child_ids):
                raise ValidationError(
                    self.env._(
                        "%s: OTOP has two levels, category and sub-type. Choose a category above it.", category.name
                    )
                )

    @api.depends("parent_id.commission_rate", "has_own_rate")
    def _compute_commission_rate(self):
        for category in self:
            source = category if category.has_own_rate or not category.parent_id else category.parent_id
            category.commission_rate = source.commission_rate

    def _inverse_commission_rate(self):
        """A rate that was typed is the sub-type's own, also when it is 0."""
        self.filtered("parent_id").has_own_rate = True

    @api.depends("parent_id")
    def _compute_from_parent(self):
        defaults = {
            "short_life_severity": "warn",
            "minimum_life_percent": 50,
            "minimum_life_days": 30,
        }
        for category in self:
            for field, default in defaults.items():
                category[field] = category.parent_id[field] if category.parent_id else category[field] or default

    @api.depends("code", "name")
    def _compute_display_name(self):
        for category in self:
            category.display_name = f"{category.code} {category.name}" if category.code else category.name

    def _requirements(self):
        """The certificates asked for: the sub-type's own and its category's."""
        return (self | self.parent_id).requirement_ids.filtered(lambda requirement: requirement.severity != "off")
