from odoo import models

from ...tools.terms import AGENT


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _otop_sale_account(self, company, mode, fiscal_position=None):
        """The account that a sale under these terms goes to: what is sold for a producer is no income of the centre.

        The product alone does not know: only the event says in which mode it was sold. A fiscal position
        maps the centre's own income; whoever buys, and from wherever, the producer is owed his proceeds.
        """
        self.ensure_one()
        if mode == AGENT:
            # sudo: the account of a company setting, needed by whoever sells
            if not (proceeds := company.sudo().otop_proceeds_account_id):
                company._otop_refuse_unready()
            return proceeds
        return self.product_tmpl_id.with_company(company).get_product_accounts(fiscal_pos=fiscal_position)["income"]
