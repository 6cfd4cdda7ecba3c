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
        return self._otop_included_tax(company)

    @api.model
    def _otop_included_tax(self, company):
        """The VAT that a centre's prices include: a label says what the customer pays, on any chart."""
        chart = self.env["account.chart.template"].with_company(company)
        twin = chart.ref(INCLUDED, raise_if_not_found=False)
        return twin or company.account_sale_tax_id.filtered("price_include")

    # ------------------------------------------------------------------ what a line puts into the books

    @api.model
    def _otop_line_amounts(self, base_line, sign=1):
        """The sums of one line of a document, baht, and its VAT in percent, as the ledger wants to know them.

        What a customer withholds from his payment is no VAT: negative taxes are left out.

        :param base_line: with the document's rounding already shared out
        :param sign: -1 where the document keeps what is given back as a positive figure
        """
        currency, details = base_line["currency_id"], base_line["tax_details"]
        taxes_data = [data for data in details["taxes_data"] if data["tax"].amount >= 0]
        without_vat = currency.round(details["total_excluded"] + details["delta_total_excluded"])
        vat = currency.round(sum(data["tax_amount"] for data in taxes_data))
        own_without_vat = details["raw_total_excluded"]
        own_with_vat = own_without_vat + sum(data["raw_tax_amount"] for data in taxes_data)
        gross = with_vat = currency.round(without_vat + vat)
        if base_line["discount"]:
            vat_taxes = base_line["tax_ids"].filtered(lambda tax: tax.amount >= 0)
            gross = vat_taxes.compute_all(
                base_line["price_unit"], currency, base_line["quantity"], base_line["product_id"]
            )["total_included"]
        amounts = {
            "amount_with_vat": with_vat,
            "amount_vat": vat,
            "amount_without_vat": without_vat,
            "own_with_vat": own_with_vat,
            "own_without_vat": own_without_vat,
            "amount_gross": currency.round(gross),
        }
        rates = [data["tax"].amount for data in taxes_data if data["tax"].amount_type == "percent"]
        return {name: sign * amount for name, amount in amounts.items()} | {"vat_rate": sum(rates) if rates else None}

    def _otop_fixed_line(self, amounts, *, price_unit, discount, quantity, currency, key=None):
        """Let a line with these taxes come to exactly these amounts, at the till and on a document.

        :param amounts: {'amount_without_vat', 'amount_vat'} with the sign of `quantity`
        :param key: lines with the same key round among themselves only
        :return: {'price_unit', 'extra_tax_data'} of the line
        """
        values = {"price_unit": price_unit, "extra_tax_data": False}
        without_vat, vat = amounts["amount_without_vat"], amounts["amount_vat"]
        taxes = self.flatten_taxes_hierarchy()
        if len(taxes) == 1:
            values["extra_tax_data"] = {
                **({"computation_key": key} if key else {}),
                "currency_id": currency.id,
                "price_unit": price_unit,
                "discount": discount,
                "quantity": quantity,
                "rate": 1.0,
                "manual_total_excluded_currency": without_vat,
                "manual_total_excluded": without_vat,
                "manual_tax_amounts": {
                    str(taxes.id): {
                        "base_amount_currency": without_vat,
                        "base_amount": without_vat,
                        "tax_amount_currency": vat,
                        "tax_amount": vat,
                    }
                },
            }
        elif not taxes:
            # Odoo fixes amounts only together with taxes; without any, the price says the same
            factor = quantity * (1 - discount / 100)
            if factor and currency.compare_amounts(price_unit * factor, without_vat):
                values["price_unit"] = without_vat / factor
        return values

    # ------------------------------------------------------------------ taxes of the chart

    @api.model
    def _otop_setup_taxes(self, companies=None):
        """Give centres the tax-included twin of their sales VAT: the Thai chart's 7 %, another chart's default.

        Same rate, group, accounts and tags as the chart's own, so that the VAT return fills from both;
        only the price is meant to include it, as on every shelf label.
        """
        companies = companies or self.env["res.company"].search([])
        for company in companies:
            chart = self.env["account.chart.template"].with_company(company)
            output_vat = chart.ref(TAXABLE, raise_if_not_found=False)
            if not output_vat and company.otop_proceeds_account_id:
                output_vat = company.account_sale_tax_id
            if not output_vat or self._otop_included_tax(company):
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
