from odoo import api, fields, models


class ResCompany(models.Model):
    """A centre: one place of business that sells consigned goods."""

    _inherit = "res.company"

    otop_proceeds_account_id = fields.Many2one(
        "account.account",
        string="Producers' Proceeds Account",
        check_company=True,
        help="Liability that takes the sales of consigned goods until they are settled (212500).",
    )
    otop_producer_receivable_account_id = fields.Many2one(
        "account.account",
        string="Receivable from Producers Account",
        check_company=True,
        help="What a producer owes the centre (112210).",
    )
    otop_commission_account_id = fields.Many2one(
        "account.account",
        string="Commission Income Account",
        check_company=True,
        help="The centre's share of consigned sales (411500).",
    )
    otop_compensation_account_id = fields.Many2one(
        "account.account",
        string="Compensation Account",
        check_company=True,
        help="Consigned goods lost or damaged in the centre's care (622300).",
    )
    otop_settlement_journal_id = fields.Many2one(
        "account.journal",
        string="Settlement Journal",
        check_company=True,
        domain="[('type', '=', 'purchase')]",
        help="Purchase journal of the bills that settlements make.",
    )
    otop_minimum_payout = fields.Monetary(
        string="Minimum Payout",
        default=300,
        help="Baht; a smaller sum is carried to the next settlement. Proposed on new agreements.",
    )

    @api.model
    def _otop_setup_accounting(self):
        """Give every company on the Thai chart the accounts and the journal of consignment."""
        for company in self.search([("chart_template", "=", "th")]):
            if company.otop_proceeds_account_id:
                continue
            chart = self.env["account.chart.template"].with_company(company)
            chart._load_data(
                {
                    "account.account": chart._get_otop_account_account(),
                    "account.journal": chart._get_otop_account_journal(),
                    "res.company": chart._get_otop_res_company(),
                }
            )
