from odoo import models
from odoo.exceptions import UserError


class AccountAutomaticEntryWizard(models.TransientModel):
    """Odoo moves journal items to another account or month by an entry of its own. What producers are owed stays."""

    _inherit = "account.automatic.entry.wizard"

    def do_action(self):
        # EXTENDS 'account'
        # sudo: the account of a company setting, for whoever keeps the books
        proceeds = self.company_id.sudo().otop_proceeds_account_id
        if proceeds and proceeds in (self.move_line_ids.account_id | self.destination_account_id):
            raise UserError(
                self.env._(
                    "%(account)s holds what producers are owed, sale by sale: only sales, refunds and settlements "
                    "move it. Leave its items out of the selection.",
                    account=proceeds.display_name,
                )
            )
        self.move_line_ids.move_id._otop_refuse_bill_alone()
        return super().do_action()
