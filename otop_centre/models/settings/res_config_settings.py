from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    otop_operator_type = fields.Selection(related="company_id.otop_operator_type", readonly=False)
    otop_vat_regime = fields.Selection(related="company_id.otop_vat_regime", readonly=False)
    otop_registration_years = fields.Integer(related="company_id.otop_registration_years", readonly=False)
    otop_code = fields.Char(related="company_id.otop_code", readonly=False)
    otop_proceeds_account_id = fields.Many2one(related="company_id.otop_proceeds_account_id", readonly=False)
    otop_producer_receivable_account_id = fields.Many2one(
        related="company_id.otop_producer_receivable_account_id", readonly=False
    )
    otop_commission_account_id = fields.Many2one(related="company_id.otop_commission_account_id", readonly=False)
    otop_compensation_account_id = fields.Many2one(related="company_id.otop_compensation_account_id", readonly=False)
    otop_fee_account_id = fields.Many2one(related="company_id.otop_fee_account_id", readonly=False)
    otop_adjustment_account_id = fields.Many2one(related="company_id.otop_adjustment_account_id", readonly=False)
    otop_opening_account_id = fields.Many2one(related="company_id.otop_opening_account_id", readonly=False)
    otop_settlement_journal_id = fields.Many2one(related="company_id.otop_settlement_journal_id", readonly=False)
    otop_minimum_payout = fields.Monetary(
        related="company_id.otop_minimum_payout", readonly=False, currency_field="currency_id"
    )
    otop_payment_days = fields.Integer(related="company_id.otop_payment_days", readonly=False)
    otop_intake_type_id = fields.Many2one(related="company_id.otop_intake_type_id", readonly=False)
    otop_withdrawal_type_id = fields.Many2one(related="company_id.otop_withdrawal_type_id", readonly=False)
