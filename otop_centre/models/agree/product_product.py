from odoo import models
from odoo.exceptions import UserError

from ...tools.terms import AGENT


class ProductProduct(models.Model):
    _inherit = "product.product"

    def write(self, vals):
        # EXTENDS 'product': a variant leaves the list as the whole product does
        if "active" in vals and not vals["active"]:
            self.product_tmpl_id._otop_refuse_strangers()
            self._otop_refuse_archiving()
        return super().write(vals)

    def _otop_refuse_archiving(self):
        # sudo: whose goods they are does not hang on who may read the register
        for product in self.sudo().filtered("producer_id"):
            if quant := product.env["stock.quant"]._otop_still_here(("product_id", "=", product.id), limit=1):
                raise UserError(
                    self.env._(
                        "%(count)g of %(product)s still lie at %(centre)s, so it is not archived. "
                        "Give them back to the producer first.",
                        count=quant.quantity,
                        product=product.display_name,
                        centre=quant.company_id.name,
                    )
                )

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
