from odoo import models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def write(self, vals):
        # EXTENDS 'base'
        self._otop_refuse_filed()
        return super().write(vals)

    def unlink(self):
        # EXTENDS 'base'
        self._otop_refuse_filed()
        return super().unlink()

    def _otop_refuse_filed(self):
        """A statement that went to a producer stays as it was printed, whatever changes afterwards."""
        # sudo: whose settlement it is does not matter, the file stands
        ours = self.sudo().filtered(lambda attachment: attachment.res_model == "otop.settlement")
        if not ours:
            return
        filed = self.env["otop.settlement"].sudo().search([("statement_id", "in", ours.ids)], limit=1)
        if filed:
            raise UserError(
                self.env._(
                    "The statement of %s is filed and must stay as it was printed. "
                    "A correction is a settlement of its own.",
                    filed.name,
                )
            )
