from odoo import fields, models


class OtopSettlementReissue(models.Model):
    """A statement printed in place of a wrong one: which, why, when and by whom. Written once, by the settlement's
    own step; both papers are kept."""

    _name = "otop.settlement.reissue"
    _description = "Re-issued Statement"
    _inherit = ["otop.document.seal"]
    _order = "number desc"
    _document_parent = "settlement_id"

    settlement_id = fields.Many2one("otop.settlement", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="settlement_id.company_id", store=True)
    number = fields.Integer("No.", required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, ondelete="restrict")
    date = fields.Datetime("On", required=True, readonly=True)
    replaced_id = fields.Many2one(
        "ir.attachment", "Replaced paper", required=True, readonly=True, index=True, ondelete="restrict"
    )

    _number_uniq = models.Constraint(
        "unique(settlement_id, number)", "Two people re-issue this statement at once. Look at it again."
    )
