from odoo import api, fields, models

from ...tools.terms import on_day
from .otop_vat_regime import REGIMES, VAT_RATE


class ResCompany(models.Model):
    """The centre's VAT regime, day by day."""

    _inherit = "res.company"

    otop_vat_regime_ids = fields.One2many("otop.vat.regime", "company_id", "VAT Regimes")
    otop_vat_regime = fields.Selection(
        REGIMES,
        string="VAT regime",
        compute="_compute_otop_vat_regime",
        inverse="_inverse_otop_vat_regime",
        help="Today's. The one switch that decides how the VAT of consigned goods is treated; "
        "a change counts from today. Ask your accountant before changing it.",
    )

    @api.depends("otop_vat_regime_ids.date_from", "otop_vat_regime_ids.regime")
    def _compute_otop_vat_regime(self):
        today = self._otop_day()
        for company in self:
            company.otop_vat_regime = company._otop_vat_regime_on(today)

    def _inverse_otop_vat_regime(self):
        """A change in the settings is a row from today; what a centre says first has always been so."""
        today = self._otop_day()
        for company in self:
            regime, rows = company.otop_vat_regime, company.otop_vat_regime_ids
            if not regime or (rows and company._otop_vat_regime_on(today) == regime):
                continue
            date_from = today if rows else False
            if same_day := rows.filtered(lambda row, day=date_from: row.date_from == day):
                same_day.regime = regime
            else:
                rate = company._otop_vat_on(today)[1]
                rows.create({"company_id": company.id, "date_from": date_from, "regime": regime, "vat_rate": rate})

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base': a new centre sells in its own name unless it says otherwise
        companies = super().create(vals_list)
        companies._otop_setup_vat_regime()
        return companies

    def _otop_setup_vat_regime(self):
        """Give centres without any regime the usual one, since ever."""
        # sudo: whoever may open a centre has decided; rows are otherwise the manager's
        self.env["otop.vat.regime"].sudo().create(
            [
                {"company_id": company.id, "regime": "own_name", "vat_rate": VAT_RATE}
                for company in self
                if not company.sudo().otop_vat_regime_ids
            ]
        )

    def _otop_vat_regime_on(self, day):
        """The centre's VAT regime on a day."""
        return self._otop_vat_on(day)[0]

    def _otop_vat_on(self, day):
        """:return: (the centre's VAT regime on a day, the VAT rate of the law in percent)"""
        self.ensure_one()
        # sudo: whoever sells must know it, also without any right on the centre's settings
        rows = self.sudo().otop_vat_regime_ids
        found = on_day([(row.date_from or None, (row.regime, row.vat_rate)) for row in rows], day)
        return found or ("own_name", VAT_RATE)

    def _otop_apply_vat_regime(self):
        """Let what follows from today's regime follow it: a room that keeps such things extends this."""
