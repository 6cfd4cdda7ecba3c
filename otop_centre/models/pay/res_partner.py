from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_open_otop_account(self):
        """The producer's account: sales, settlements, payments, balance."""
        self.ensure_one()
        account = self.env["otop.producer.account"]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Producer account"),
            "res_model": account._name,
            "res_id": account._id_of(self, self.env.company),
            "views": [(False, "form")],
        }
