from odoo import fields, models

from .otop_category import SEVERITIES


class OtopCategoryRequirement(models.Model):
    """A certificate that goods of a category should carry, and what happens at intake without it."""

    _name = "otop.category.requirement"
    _description = "Required Certificate"
    _order = "category_id, type_id"
    _rec_name = "type_id"

    category_id = fields.Many2one("otop.category", required=True, index=True, ondelete="cascade")
    type_id = fields.Many2one("otop.certificate.type", "Certificate", required=True, ondelete="cascade")
    severity = fields.Selection(SEVERITIES, "If Missing", required=True, default="warn")
    expired_severity = fields.Selection(SEVERITIES, "If Expired", required=True, default="block")

    _type_uniq = models.Constraint("unique(category_id, type_id)", "The category already asks for this certificate.")
