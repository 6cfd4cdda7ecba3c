from odoo import models
from odoo.exceptions import UserError


class AccountAccruedOrdersWizard(models.TransientModel):
    """What was delivered and not invoiced yet is revenue of the month only where the goods were the centre's."""

    _inherit = "account.accrued.orders.wizard"

    def create_entries(self):
        # EXTENDS 'account'
        model = self.env.context.get("active_model")
        if model in ("sale.order", "sale.order.line"):
            records = self.env[model].browse(self.env.context["active_ids"])
            lines = records if model == "sale.order.line" else records.order_line
            # sudo: whose goods they are does not hang on who may read the register
            for line in lines.sudo().filtered("product_id.producer_id")[:1]:
                raise UserError(
                    self.env._(
                        "%(order)s sells %(product)s of %(producer)s, which is no revenue of the centre. "
                        "Invoice what was delivered, or take the order out of the selection.",
                        order=line.order_id.name,
                        product=line.product_id.display_name,
                        producer=line.product_id.producer_id.display_name,
                    )
                )
        return super().create_entries()
