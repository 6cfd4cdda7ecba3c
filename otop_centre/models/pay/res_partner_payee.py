from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import thai_ids


class ResPartner(models.Model):
    """Where a producer is paid. Who registers producers may write an account down, not read it.

    A new account is not trusted ("send money") until the finance division has checked it.
    """

    _inherit = "res.partner"

    bank_account_masked = fields.Text(compute="_compute_bank_account_masked", compute_sudo=True)
    entry_bank_id = fields.Many2one(
        "res.bank", string="Bank of the account", compute="_compute_bank_entry", inverse="_inverse_bank_entry"
    )
    entry_acc_number = fields.Char(
        string="Account number", compute="_compute_bank_entry", inverse="_inverse_bank_entry"
    )
    entry_promptpay = fields.Char(
        string="PromptPay (mobile)", compute="_compute_bank_entry", inverse="_inverse_bank_entry"
    )

    def write(self, vals):
        # EXTENDS 'base'
        if "is_otop_producer" in vals and not vals["is_otop_producer"]:
            self._otop_refuse_leaving()
        heads = self._otop_heads() if {"parent_id", "is_company"} & vals.keys() else {}
        result = super().write(vals)
        self._otop_verify_anew(heads)
        return result

    @api.depends("bank_ids.acc_number", "bank_ids.bank_id", "bank_ids.proxy_value")
    def _compute_bank_account_masked(self):
        for partner in self:
            lines = []
            for account in partner.bank_ids:
                bank = account.bank_id.short_name or account.bank_id.name or ""
                line = f"{bank} {thai_ids.mask_account(account.acc_number)}".strip()
                if account.proxy_value:
                    line += f" · PromptPay {thai_ids.mask_account(account.proxy_value)}"
                lines.append(line)
            partner.bank_account_masked = "\n".join(lines) or False

    def _compute_bank_entry(self):
        """Always empty: what was entered has become a bank account."""
        self.entry_bank_id = self.entry_acc_number = self.entry_promptpay = False

    def _inverse_bank_entry(self):
        vals_list = [
            {
                "partner_id": partner.id,
                "bank_id": partner.entry_bank_id.id,
                # paid by PromptPay alone: the mobile number names the account
                "acc_number": partner.entry_acc_number or partner.entry_promptpay,
                "proxy_type": "mobile" if partner.entry_promptpay else "none",
                "proxy_value": thai_ids.digits(partner.entry_promptpay) or False,
            }
            for partner in self
            if partner.entry_acc_number or partner.entry_promptpay
        ]
        # sudo: written by people who may not read accounts; the write right on the partner has been checked
        self.env["res.partner.bank"].sudo().create(vals_list)

    def _otop_heads(self):
        """Whom these contacts and those below them belong to: {contact: the producer, company or person}."""
        # sudo: whose accounts they are does not hang on who may read the contacts; archived ones come back
        everybody = self.sudo().with_context(active_test=False)
        members = everybody.search([("id", "child_of", self.ids)])
        return {member: member.commercial_partner_id for member in members}

    def _otop_verify_anew(self, heads):
        """An account was verified as somebody else's: where a contact comes to a producer, it is verified anew."""
        moved = [
            member
            for member, head in heads.items()
            if member.commercial_partner_id != head and member.commercial_partner_id.is_otop_producer
        ]
        if moved:
            moved[0].union(*moved).bank_ids._otop_sign_change()

    def _otop_refuse_leaving(self):
        """Every rule about a producer's money hangs on his being one: it ends with no open side door."""
        # sudo: the rule holds whatever its reader may see of agreements and sales
        for model in ("otop.agreement", "otop.ledger.entry"):
            used = self.env[model].sudo().search([("producer_id", "in", self.ids)], limit=1)
            if used:
                raise UserError(
                    self.env._(
                        "%(producer)s has agreements or sales here (%(document)s) and stays a producer. "
                        "Archive the producer if nothing more comes from there.",
                        producer=used.producer_id.display_name,
                        document=used.display_name,
                    )
                )

    def _message_log(self, *, body="", tracking_value_ids=False, **kwargs):
        # EXTENDS 'mail': the chatter of a producer tells that an account changed, not its number
        if self.env.context.get("otop_masked_log") and self.is_otop_producer:
            body = self.env._("A bank account was changed or archived. The finance division sees which.")
            tracking_value_ids = False
        return super()._message_log(body=body, tracking_value_ids=tracking_value_ids, **kwargs)
