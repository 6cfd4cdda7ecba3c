import re

from odoo import api, models
from odoo.addons.account.models.chart_template import template

FLAG = re.compile("^[\U0001f1e6-\U0001f1ff]+ *")


class AccountChartTemplate(models.AbstractModel):
    """The accounts that consignment needs beside the Thai chart.

    The codes are free in the Thai chart of Odoo 19. A centre with another chart gets the same accounts when it
    is opened (`res.company._otop_open`), and may choose its own in the settings.
    """

    _inherit = "account.chart.template"

    @template("th", "account.account")
    def _get_otop_account_account(self):
        return self._parse_csv("th", "account.account", module="otop_centre")

    @template("th", "account.journal")
    def _get_otop_account_journal(self):
        return self._parse_csv("th", "account.journal", module="otop_centre")

    @template("th", "res.company")
    def _get_otop_res_company(self):
        return {
            self.env.company.id: {
                "otop_proceeds_account_id": "otop_account_212500",
                "otop_producer_receivable_account_id": "otop_account_112210",
                "otop_commission_account_id": "otop_account_411500",
                "otop_compensation_account_id": "otop_account_622300",
                "otop_fee_account_id": "otop_account_411600",
                "otop_adjustment_account_id": "otop_account_622400",
                "otop_opening_account_id": "otop_account_212600",
                "otop_settlement_journal_id": "otop_journal_settlement",
            }
        }

    @api.model
    def _otop_charts(self):
        """{code: name} of the charts that are installed; another one is an administrator's to install first.

        Odoo puts a flag before the name, which many fonts show as two boxes.
        """
        charts = self._get_chart_template_mapping()
        return {code: FLAG.sub("", chart["name"]) for code, chart in charts.items() if chart["installed"]}

    @api.model
    def _otop_account_codes(self):
        """The codes of the Thai chart: {field of the company: code}."""
        rows = self._get_otop_account_account()
        fields = self._get_otop_res_company()[self.env.company.id]
        return {field: rows[name]["code"] for field, name in fields.items() if name in rows}

    def _post_load_data(self, template_code, company, template_data):
        # EXTENDS 'account': shelf labels show prices with VAT
        super()._post_load_data(template_code, company, template_data)
        self.env["account.tax"]._otop_setup_taxes(company)
