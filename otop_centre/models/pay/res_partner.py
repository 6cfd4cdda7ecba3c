from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_open_otop_account(self):
        """The producer's account: sales, settlements, payments, balance."""
        self.ensure_one()
        account = self.env["otop.producer.account"].create({"producer_id": self.id, "company_id": self.env.company.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Producer account"),
            "res_model": account._name,
            "res_id": account.id,
            "views": [(False, "form")],
        }

    def _otop_action_settle(self, company):
        """The window that settles these producers, or all of the centre's when there is none."""
        return self.env["otop.settlement.run"]._open(company, self)
