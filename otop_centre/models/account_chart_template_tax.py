from odoo import models


class AccountChartTemplate(models.AbstractModel):
    _inherit = "account.chart.template"

    def _post_load_data(self, template_code, company, template_data):
        # EXTENDS 'account': shelf labels show prices with VAT
        super()._post_load_data(template_code, company, template_data)
        self.env["account.tax"]._otop_setup_taxes(company)
