from odoo import api, models

from ...tools import thai_ids


class ResPartnerBank(models.Model):
    """Bank accounts and PromptPay of producers: masked for those who do not pay them."""

    _inherit = "res.partner.bank"

    @api.depends_context("uid")
    def _compute_display_name(self):
        # EXTENDS 'account'
        super()._compute_display_name()
        for account in self._get_masked():
            parts = (account.bank_id.short_name or account.bank_id.name, thai_ids.mask_account(account.acc_number))
            account.display_name = " ".join(filter(None, parts))

    def write(self, vals):
        # EXTENDS 'account': what it logs on the partner must not tell the number
        return super(ResPartnerBank, self.with_context(otop_masked_log=True)).write(vals)

    def unlink(self):
        # EXTENDS 'account': see write()
        return super(ResPartnerBank, self.with_context(otop_masked_log=True)).unlink()

    def _get_masked(self):
        """Those of these accounts whose number this user may not read."""
        if self.env.user.has_group("otop_centre.group_otop_personal_data") or self.env.uid == api.SUPERUSER_ID:
            return self.browse()
        return self.filtered("partner_id.is_otop_producer")
