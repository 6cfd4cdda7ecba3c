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
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_settlement_generate_action")
        return action | {
            "context": {
                "dialog_size": "extra-large",
                "default_producer_ids": self.ids,
                "default_company_id": company.id,
            }
        }
