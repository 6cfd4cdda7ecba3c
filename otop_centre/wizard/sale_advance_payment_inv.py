from odoo import models


class SaleAdvancePaymentInv(models.TransientModel):
    _inherit = "sale.advance.payment.inv"

    def _get_down_payment_account(self, product):
        # EXTENDS 'sale': nothing is sold yet, so a customer's advance is no producer's money
        account = super()._get_down_payment_account(product)
        company = self.company_id
        # sudo: the accounts of company settings, needed by whoever takes the advance
        if account and account == company.sudo().otop_proceeds_account_id:
            category = product.categ_id.with_company(company).sudo()
            return category.property_account_income_categ_id or company.sudo().income_account_id
        return account
