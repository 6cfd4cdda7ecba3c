from odoo import api, models

EXEMPT, TAXABLE = "tax_output_vat_exempted", "tax_output_vat"
INCLUDED = "otop_tax_output_vat_included"


class AccountTax(models.Model):
    _inherit = "account.tax"

    @api.model
    def _otop_sale_taxes(self, company, vat_class):
        """The taxes of consigned goods of a VAT class in a centre; prices on labels include them.

        A centre that is not registered for VAT charges none.
        """
        if company.otop_vat_regime == "none":
            return self.browse()
        chart = self.env["account.chart.template"].with_company(company)
        if vat_class == "exempt":
            return chart.ref(EXEMPT, raise_if_not_found=False) or self.browse()
        return chart.ref(INCLUDED, raise_if_not_found=False) or company.account_sale_tax_id

    @api.model
    def _otop_setup_taxes(self, companies=None):
        """Give centres on the Thai chart the tax-included twin of the 7 % output VAT.

        Same rate, group, accounts and tags as the chart's own, so that P.P.30 fills from both;
        only the price is meant to include it, as on every shelf label.
        """
        companies = companies or self.env["res.company"].search([])
        for company in companies.filtered(lambda company: company.chart_template == "th"):
            chart = self.env["account.chart.template"].with_company(company)
            output_vat = chart.ref(TAXABLE, raise_if_not_found=False)
            if not output_vat or chart.ref(INCLUDED, raise_if_not_found=False):
                continue
            twin = output_vat.copy({"price_include_override": "tax_included", "sequence": output_vat.sequence + 1})
            for code, _name in self.env["res.lang"].get_installed():
                twin.with_context(lang=code).name = self.with_context(lang=code).env._(
                    "%s included", output_vat.with_context(lang=code).name
                )
            self.env["ir.model.data"]._update_xmlids(
                [{"xml_id": f"account.{company.id}_{INCLUDED}", "record": twin, "noupdate": True}]
            )
            # goods registered before the twin existed
            self.env["product.template"].with_context(active_test=False).search(
                [("is_consigned", "=", True), ("company_id", "in", [company.id, False])]
            )._otop_set_taxes()
