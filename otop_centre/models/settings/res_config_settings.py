from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    otop_operator_type = fields.Selection(related="company_id.otop_operator_type", readonly=False)
    otop_vat_regime = fields.Selection(related="company_id.otop_vat_regime", readonly=False)
    otop_registration_years = fields.Integer(related="company_id.otop_registration_years", readonly=False)
