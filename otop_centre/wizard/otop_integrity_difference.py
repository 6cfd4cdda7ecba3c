from odoo import fields, models


class OtopIntegrityDifference(models.TransientModel):
    """Something that does not fit, with the record to look at."""

    _name = "otop.integrity.difference"
    _description = "Difference Found"
    _order = "line_id, id"

    check_id = fields.Many2one("otop.integrity.check", required=True, index=True, ondelete="cascade")
    line_id = fields.Many2one("otop.integrity.check.line", "Rule", required=True, index=True, ondelete="cascade")
    name = fields.Char("What does not fit", readonly=True)
    hint = fields.Char("What to do", readonly=True)
    res_model = fields.Char(readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)

    def action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
