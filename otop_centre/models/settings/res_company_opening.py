from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.entry_kinds import KINDS
from .ir_sequence import PREFIXES

THAI_CHART = "th"


class Wish(NamedTuple):
    """What whoever opens a centre decides; the rest follows from it."""

    chart: str = THAI_CHART  # a chart of accounts of Odoo
    code: str = ""  # of the centre, in the numbers of its papers
    vat_regime: str = "own_name"
    minimum_payout: float = 300.0  # baht
    payment_days: int = 15
    warehouse_code: str = ""  # empty: from the centre's name


class Step(NamedTuple):
    """One thing that a centre needs before its first paper, and what of it is there or will be made."""

    what: str
    detail: str
    is_there: bool


class ResCompany(models.Model):
    """How a company becomes a centre: in one step that may be repeated and then completes what is missing."""

    _inherit = "res.company"

    @api.model
    def action_otop_settings(self):
        """The settings of the centre that the reader works in."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Centre"),
            "res_model": "res.company",
            "res_id": self.env.company.id,
            "view_mode": "form",
            "views": [(self.env.ref("otop_centre.res_company_view_form_otop").id, "form")],
        }

    # ------------------------------------------------------------------ what is there

    def _otop_opening_steps(self, wish):
        """What the centre has and what opening it will make, in that order. An empty self stands for a company
        that is still to be made.

        :return: list of `Step`
        """
        _ = self.env._
        charts = self.env["account.chart.template"]._otop_charts()
        has_chart = bool(self) and self._otop_has_chart()
        chart = self.root_id.chart_template or ("" if has_chart else wish.chart)
        accounts = self._otop_account_fields()
        codes = self.env["account.chart.template"]._otop_account_codes()
        unset = [field for field in accounts if not self[field]]
        vat = self._otop_included_tax() if self else self.env["account.tax"]
        return [
            Step(_("Chart of accounts"), charts.get(chart, chart) or _("as it is"), has_chart),
            Step(
                _("Accounts of consignment"),
                ", ".join(codes[field] for field in unset)
                or ", ".join(self[field].with_company(self).code for field in accounts),
                not unset,
            ),
            Step(
                _("Journal of settlements"),
                self.otop_settlement_journal_id.display_name or "CONS",
                bool(self.otop_settlement_journal_id),
            ),
            Step(_("VAT in prices"), vat.name or _("the sales VAT of the chart, included in the price"), bool(vat)),
            Step(
                _("VAT regime"),
                dict(self._fields["otop_vat_regime"]._description_selection(self.env))[wish.vat_regime],
                bool(self) and self.otop_vat_regime == wish.vat_regime,
            ),
            Step(
                _("Code in the numbers of papers"),
                self.otop_code or wish.code or _("none"),
                bool(self) and (self.otop_code or "") == (wish.code or ""),
            ),
            Step(
                _("Minimum payout"),
                f"{wish.minimum_payout:,.2f}",
                bool(self) and self.currency_id.compare_amounts(self.otop_minimum_payout, wish.minimum_payout) == 0,
            ),
            Step(_("Days to pay"), f"{wish.payment_days}", bool(self) and self.otop_payment_days == wish.payment_days),
        ]

    @api.model
    def _otop_account_fields(self):
        """The accounts that a centre needs, in the order of the settings."""
        return list(dict.fromkeys([*(kind.account for kind in KINDS.values()), "otop_commission_account_id"])) + [
            "otop_producer_receivable_account_id"
        ]

    def _otop_has_chart(self):
        accounts = self.env["account.account"].search_count([("company_ids", "in", self.root_id.ids)], limit=1)
        return bool(self.root_id.chart_template or accounts)

    def _otop_included_tax(self):
        """The VAT that the centre's prices include, whether or not it charges any today."""
        return self.env["account.tax"]._otop_included_tax(self)

    def _otop_missing(self):
        """What the centre lacks to sell and settle for producers, as words for a sentence; a room adds its own."""
        self.ensure_one()
        # sudo: the settings of the centre decide for whoever sells
        centre = self.sudo()
        needed = [*self._otop_account_fields(), "otop_settlement_journal_id"]
        missing = [centre._fields[name]._description_string(self.env) for name in needed if not centre[name]]
        if centre.otop_vat_regime == "own_name" and not centre._otop_included_tax():
            missing.append(self.env._("a VAT that prices include"))
        return missing

    def _otop_refuse_unready(self):
        """Nothing is sold for producers where their money has no account: it would stand as the centre's income."""
        for company in self:
            if missing := company._otop_missing():
                raise UserError(
                    self.env._(
                        "%(centre)s is not open for goods on consignment yet; it lacks: %(missing)s. "
                        "Have a manager complete it in Configuration › Open a centre.",
                        centre=company.sudo().name,  # sudo: a name, for whoever sells there
                        missing=", ".join(missing),
                    )
                )

    # ------------------------------------------------------------------ what opening makes

    def _otop_open(self, wish):
        """Make of this company a centre; what is there stays, what is missing is made.

        :param wish: `Wish`
        """
        self.ensure_one()
        self._otop_refuse_opening(wish)
        if not self._otop_has_chart():
            self.env["account.chart.template"].try_loading(wish.chart, company=self, install_demo=False)
        self._otop_make_accounts()
        self._otop_setup_vat_regime()
        values = {"otop_minimum_payout": wish.minimum_payout, "otop_payment_days": wish.payment_days}
        if wish.code:
            values["otop_code"] = wish.code
        self.write(values)
        self.otop_vat_regime = wish.vat_regime
        self.env["account.tax"]._otop_setup_taxes(self)

    def _otop_refuse_opening(self, wish):
        others = self.search([("id", "!=", self.id)])
        if not wish.code and not self.otop_code and others and not self._otop_has_numbers():
            raise UserError(
                self.env._(
                    "%(centre)s is one of %(count)s companies here, so its papers need a code of their own. "
                    "Enter 2 to 4 letters, such as NK.",
                    centre=self.name,
                    count=len(others) + 1,
                )
            )
        if wish.code and (same := others.filtered(lambda company: company.otop_code == wish.code)):
            raise UserError(
                self.env._(
                    "%(other)s has the code %(code)s already. Choose other letters for %(centre)s.",
                    other=same[0].name,
                    code=wish.code,
                    centre=self.name,
                )
            )
        if self.parent_id and not self.root_id.otop_proceeds_account_id:
            raise UserError(
                self.env._(
                    "%(branch)s keeps its books in those of %(main)s, which is no centre yet. Open %(main)s first.",
                    branch=self.name,
                    main=self.root_id.name,
                )
            )

    def _otop_has_numbers(self):
        """Whether any paper of the centre has a number."""
        # sudo: series are an administrator's; whether there are any decides for everybody
        series = self.env["ir.sequence"].sudo()
        return bool(series.search([("code", "in", list(PREFIXES)), ("company_id", "=", self.id)], limit=1))

    def _otop_make_accounts(self):
        """Give the centre the accounts and the journal of consignment that it has not chosen, on any chart."""
        self.ensure_one()
        chart = self.env["account.chart.template"].with_company(self)
        names = chart._get_otop_res_company()[self.id]
        wanted = {field: name for field, name in names.items() if not self[field]}
        if self.parent_id:
            # a branch keeps its books in those of its root
            self.write({field: self.root_id[field].id for field in wanted})
            return
        data = {
            model: {
                name: row
                for name, row in rows.items()
                if name in wanted.values() and not chart.ref(name, raise_if_not_found=False)
            }
            for model, rows in (
                ("account.account", chart._get_otop_account_account()),
                ("account.journal", chart._get_otop_account_journal()),
            )
        }
        taken = set(chart.env["account.account"].search(Domain("company_ids", "in", self.ids)).mapped("code"))
        for row in data["account.account"].values():
            if row["code"] in taken:
                row["code"] = chart.env["account.account"]._search_new_account_code(row["code"], set(taken))
            taken.add(row["code"])
        chart._load_data({**data, "res.company": {self.id: wanted}})

    @api.model
    def _otop_setup_accounting(self):
        """Give every company on the Thai chart the accounts and the journal of consignment."""
        for company in self.search([("chart_template", "=", THAI_CHART), ("parent_id", "=", False)]):
            company._otop_make_accounts()
