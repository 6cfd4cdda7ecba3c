from markupsafe import Markup
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.settings.otop_vat_regime import REGIMES
from ..models.settings.res_company_opening import THAI_CHART, Wish


class OtopCentreOpening(models.TransientModel):
    """One window that makes a centre of a company: it shows what is there and what will be made, and makes it.

    Run again, it completes what is missing.
    """

    _name = "otop.centre.opening"
    _description = "Open a Centre"

    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        domain=lambda self: [("id", "in", self.env.companies.ids)],
        help="A company that you work in. Empty: a new one, which an administrator makes.",
    )
    can_make_company = fields.Boolean(compute="_compute_can_make_company")
    name = fields.Char("Name of the New Company")
    has_chart = fields.Boolean(compute="_compute_has_chart")
    chart = fields.Selection(
        "_selection_chart",
        "Chart of Accounts",
        compute="_compute_from_company",
        store=True,
        readonly=False,
        precompute=True,
    )
    otop_code = fields.Char(
        "Code of the Centre",
        size=4,
        compute="_compute_from_company",
        precompute=True,
        store=True,
        readonly=False,
        help="2 to 4 letters that the numbers of its papers carry, such as NK.",
    )
    vat_regime = fields.Selection(
        REGIMES,
        "VAT Regime",
        compute="_compute_from_company",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_has_chart")
    minimum_payout = fields.Monetary(compute="_compute_from_company", store=True, readonly=False, precompute=True)
    payment_days = fields.Integer(
        "Days to Pay", compute="_compute_from_company", store=True, readonly=False, precompute=True
    )
    warehouse_code = fields.Char(
        "Short Name of the Warehouse", size=5, help="Stands before the numbers of its transfers. Empty: the code."
    )
    plan = fields.Html("What Will Be Done", compute="_compute_plan", sanitize=False)

    @api.model
    def _selection_chart(self):
        return list(self.env["account.chart.template"]._otop_charts().items())

    def _compute_can_make_company(self):
        self.can_make_company = self.env["res.company"].has_access("create")

    @api.depends("company_id")
    def _compute_has_chart(self):
        for window in self:
            company = window.company_id
            window.has_chart = bool(company) and company._otop_has_chart()
            window.currency_id = company.currency_id or self.env.ref("base.THB")

    @api.depends("company_id")
    def _compute_from_company(self):
        for window in self:
            company = window.company_id
            window.chart = company.root_id.chart_template or THAI_CHART
            window.otop_code = company.otop_code
            window.vat_regime = company.otop_vat_regime or "own_name"
            window.minimum_payout = company.otop_minimum_payout if company else 300
            window.payment_days = company.otop_payment_days if company else 15

    @api.depends("company_id", "name", "chart", "otop_code", "vat_regime", "minimum_payout", "payment_days")
    def _compute_plan(self):
        there, made = self.env._("is there"), self.env._("will be made")
        for window in self:
            rows = Markup().join(
                Markup("<tr><td>{}</td><td>{}</td><td>{}</td></tr>").format(
                    step.what, step.detail, there if step.is_there else Markup("<b>{}</b>").format(made)
                )
                for step in window.company_id._otop_opening_steps(window._wish())
            )
            window.plan = Markup('<table class="table table-sm"><tbody>{}</tbody></table>').format(rows)

    def _wish(self):
        return Wish(
            chart=self.chart or THAI_CHART,
            code=(self.otop_code or "").strip().upper(),
            vat_regime=self.vat_regime or "own_name",
            minimum_payout=self.minimum_payout,
            payment_days=self.payment_days,
            warehouse_code=self.warehouse_code or "",
        )

    def action_open(self):
        self.ensure_one()
        if not self.env.user.has_group("otop_centre.group_otop_manager"):
            raise AccessError(self.env._("A manager opens a centre. Ask yours to do it."))
        company = self.company_id or self._make_company()
        # sudo: chart, accounts and warehouse are made as one known set, in a company that the manager works in
        company.sudo()._otop_open(self._wish())
        return company.with_company(company).action_otop_settings()

    def _make_company(self):
        if not self.can_make_company:
            raise AccessError(
                self.env._(
                    "A new company is made by an administrator. Have one make it "
                    "and let you work in it, then choose it here."
                )
            )
        if not self.name:
            raise UserError(self.env._("The new centre has no name yet. Enter one, or choose a company."))
        thailand = self.env.ref("base.th")
        return self.env["res.company"].create(
            {"name": self.name, "country_id": thailand.id, "currency_id": thailand.currency_id.id}
        )
