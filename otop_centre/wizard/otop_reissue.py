from odoo import fields, models


class OtopReissue(models.TransientModel):
    """The question before a filed statement is re-issued: why?"""

    _name = "otop.reissue"
    _description = "Re-issue a Statement"

    settlement_id = fields.Many2one("otop.settlement", required=True, readonly=True, ondelete="cascade")
    reason = fields.Char(required=True, help="Printed on the new statement.")

    def action_confirm(self):
        self.ensure_one()
        self.settlement_id._reissue(self.reason)
        return self.settlement_id.action_print_statement() | {"close_on_report_download": True}
