from odoo import models
from odoo.exceptions import UserError

# What the chatter adds to a file, and the link to share it. The paper itself is not in the list.
OPEN_ON_FILED = {"thumbnail", "access_token", "description", "index_content"}


class IrAttachment(models.Model):
    """A statement that went to a producer stays as it was printed, whatever changes afterwards."""

    _inherit = "ir.attachment"

    def write(self, vals):
        # EXTENDS 'base'
        if vals.keys() - OPEN_ON_FILED:
            self._otop_refuse_filed()
        return super().write(vals)

    def unlink(self):
        # EXTENDS 'base'
        self._otop_refuse_filed()
        return super().unlink()

    def _otop_refuse_filed(self):
        if not self.ids:
            return
        # sudo: whose settlement it is does not matter, the file stands
        filed = self.env["otop.settlement"].sudo().search([("statement_id", "in", self.ids)], limit=1)
        filed = (
            filed
            or self.env["otop.settlement.reissue"]
            .sudo()
            .search([("replaced_id", "in", self.ids)], limit=1)
            .settlement_id
        )
        if filed:
            raise UserError(
                self.env._(
                    "The statement of %s is filed and must stay as it was printed. "
                    "A correction is a settlement of its own.",
                    filed.name,
                )
            )
