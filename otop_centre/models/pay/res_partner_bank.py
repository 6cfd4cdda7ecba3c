from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import thai_ids

# Nobody outside this process can put this object into a context, so no RPC call names another changer.
_KEY = object()

# Where the money would go. Any of these written anew makes it another account, to be verified anew.
PAYEE_FIELDS = {
    "acc_number",
    "acc_holder_name",
    "bank_id",
    "partner_id",
    "proxy_type",
    "proxy_value",
    "clearing_number",
}
SIGNATURES = {"otop_changed_by_id", "otop_changed_on", "otop_verified_by_id", "otop_verified_on"}


class ResPartnerBank(models.Model):
    """Bank accounts and PromptPay of producers: masked for those who do not pay them, and looked at by
    two people before money goes there. One writes the account down, another verifies it, a third pays."""

    _inherit = "res.partner.bank"

    otop_changed_by_id = fields.Many2one("res.users", "Written by", readonly=True, copy=False)
    otop_changed_on = fields.Datetime("Written on", readonly=True, copy=False)
    otop_verified_by_id = fields.Many2one("res.users", "Verified by", readonly=True, copy=False)
    otop_verified_on = fields.Datetime("Verified on", readonly=True, copy=False)
    is_otop_verified = fields.Boolean(
        "Verified", compute="_compute_is_otop_verified", help="By another person than the one who wrote it down."
    )

    @api.depends("allow_out_payment", "otop_verified_by_id", "otop_changed_by_id")
    def _compute_is_otop_verified(self):
        for account in self:
            verifier = account.otop_verified_by_id
            account.is_otop_verified = (
                account.allow_out_payment and bool(verifier) and verifier != account._otop_changer()
            )

    @api.depends_context("uid")
    def _compute_display_name(self):
        # EXTENDS 'account'
        super()._compute_display_name()
        for account in self._get_masked():
            parts = (account.bank_id.short_name or account.bank_id.name, thai_ids.mask_account(account.acc_number))
            account.display_name = " ".join(filter(None, parts))

    # ------------------------------------------------------------------ who wrote it, who verified it

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account': a producer's account is never trusted by whoever writes it down
        for vals in vals_list:
            self._otop_refuse_signatures(vals)
        accounts = super().create(vals_list)
        accounts._otop_sign_change()
        return accounts

    def write(self, vals):
        # EXTENDS 'account': what it logs on the partner must not tell the number
        self._otop_refuse_signatures(vals)
        if vals.get("allow_out_payment") and not PAYEE_FIELDS & vals.keys():
            self._otop_producers()._otop_refuse_own_verification()
        result = super(ResPartnerBank, self.with_context(otop_masked_log=True)).write(vals)
        if PAYEE_FIELDS & vals.keys():
            self._otop_sign_change()
        elif "allow_out_payment" in vals:
            self._otop_sign_verification(vals["allow_out_payment"])
        return result

    def unlink(self):
        # EXTENDS 'account': see write()
        return super(ResPartnerBank, self.with_context(otop_masked_log=True)).unlink()

    def action_otop_verify(self):
        """I have compared this account with the producer's bank book: money may go there."""
        self.write({"allow_out_payment": True})

    def _otop_producers(self):
        """Those of these accounts that belong to producers."""
        # sudo: the rule holds whether or not its reader may see the account
        return self.sudo().filtered("partner_id.is_otop_producer").sudo(self.env.su)

    def _otop_changer(self):
        return self.otop_changed_by_id or self.create_uid

    def _otop_refuse_signatures(self, vals):
        if SIGNATURES & vals.keys() and self.env.context.get("otop_bank_key") is not _KEY:
            raise AccessError(
                self.env._(
                    "Who wrote a bank account down and who verified it is kept by the system and cannot be written."
                )
            )

    def _otop_refuse_own_verification(self):
        # sudo: who wrote an account down is kept also where the reader may not see the account's number
        for account in self.sudo():
            if account._otop_changer() == self.env.user:
                raise UserError(
                    self.env._(
                        "You wrote down the bank account %(account)s of %(producer)s yourself. "
                        "Another manager or person of the finance division verifies it.",
                        account=account.display_name,
                        producer=account.partner_id.display_name,
                    )
                )

    def _otop_sign_change(self):
        now = fields.Datetime.now()
        # sudo: the signature is the system's; whoever may write the account leaves it
        accounts = self.sudo().with_context(otop_bank_key=_KEY, otop_masked_log=True)
        accounts.write(
            {
                "otop_changed_by_id": self.env.uid,
                "otop_changed_on": now,
                "otop_verified_by_id": False,
                "otop_verified_on": False,
            }
        )
        accounts._otop_producers().filtered("allow_out_payment").write({"allow_out_payment": False})

    def _otop_sign_verification(self, is_verified):
        # sudo: the signature is the system's; who may verify was asked before
        self.sudo().with_context(otop_bank_key=_KEY).write(
            {
                "otop_verified_by_id": self.env.uid if is_verified else False,
                "otop_verified_on": fields.Datetime.now() if is_verified else False,
            }
        )

    def _otop_refuse_payee(self, partner):
        """Refuse to send money to this account, unless it is `partner`'s, verified, and of no concern to the payer."""
        # sudo: the rule holds whether or not the payer may read the account
        for account in self.sudo():
            names = {"account": account.display_name, "producer": partner.display_name}
            if account.partner_id.commercial_partner_id != partner.commercial_partner_id:
                raise UserError(
                    self.env._(
                        "The bank account %(account)s belongs to %(owner)s, not to %(producer)s. "
                        "Choose an account of the producer.",
                        owner=account.partner_id.display_name,
                        **names,
                    )
                )
            if not account.is_otop_verified:
                raise UserError(
                    self.env._(
                        "The bank account %(account)s of %(producer)s is not verified yet. A manager or somebody of "
                        "the finance division, other than who wrote it down, verifies it in the list of bank accounts.",
                        **names,
                    )
                )
            if self.env.user in account._otop_changer() | account.otop_verified_by_id:
                raise UserError(
                    self.env._(
                        "You wrote down or verified the bank account %(account)s of %(producer)s, "
                        "so somebody else of the finance division pays to it.",
                        **names,
                    )
                )

    def _get_masked(self):
        """Those of these accounts whose number this user may not read."""
        if self.env.user.has_group("otop_centre.group_otop_personal_data") or self.env.uid == api.SUPERUSER_ID:
            return self.browse()
        return self.filtered("partner_id.is_otop_producer")
