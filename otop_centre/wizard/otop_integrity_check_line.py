from odoo import api, fields, models


class OtopIntegrityCheckLine(models.TransientModel):
    """One rule of the integrity check and what it found."""

    _name = "otop.integrity.check.line"
    _description = "Rule of the Integrity Check"
    _order = "number"

    check_id = fields.Many2one("otop.integrity.check", required=True, index=True, ondelete="cascade")
    number = fields.Integer("No.", readonly=True)
    code = fields.Char(readonly=True)
    name = fields.Char("Rule", readonly=True)
    figure = fields.Char(readonly=True)
    difference_count = fields.Integer("Differences", readonly=True)
    status = fields.Selection([("ok", "In order"), ("difference", "Differences")], compute="_compute_status")
    difference_ids = fields.One2many("otop.integrity.difference", "line_id", readonly=True)

    @api.depends("difference_count")
    def _compute_status(self):
        for line in self:
            line.status = "difference" if line.difference_count else "ok"
