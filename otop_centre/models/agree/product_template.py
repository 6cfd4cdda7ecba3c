from odoo import models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def _get_product_accounts(self):
        # EXTENDS 'account': what is sold for a producer is no income of the centre. One override serves
        # the till's closing, invoices and credit notes.
        accounts = super()._get_product_accounts()
        company = self.company_id or self.env.company
        # sudo: the account of a company setting, needed by whoever sells
        proceeds = company.sudo().otop_proceeds_account_id
        if self.producer_id and proceeds:
            # sudo: a cashier may not read agreements, yet the books follow their mode
            agreements = self.env["otop.agreement"].sudo()
            today = self.env.company._otop_day()
            if agreements._mode_on(self.producer_id.id, company.id, today) == "agent":
                accounts["income"] = proceeds
        return accounts
