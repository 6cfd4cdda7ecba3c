from odoo import api, fields, models

REGIMES = [
    ("none", "Not VAT-registered: no VAT on sales"),
    ("own_name", "VAT-registered: sells in its own name"),
]
# What the first row of a centre starts with; the rows are what counts.
VAT_RATE = 7.0


class OtopVatRegime(models.Model):
    """How a centre has treated the VAT of consigned goods from a day on, until the next row begins.

    A sale keeps the regime of its own day: a late ticket of the day before the centre was
    registered bears no VAT, whatever the setting says today.
    """

    _name = "otop.vat.regime"
    _description = "VAT Regime of a Centre"
    _order = "company_id, date_from desc nulls last, id"
    _rec_name = "regime"

    company_id = fields.Many2one(
        "res.company", "Centre", required=True, default=lambda self: self.env.company, ondelete="cascade"
    )
    date_from = fields.Date("From", sensible="paper", help="First day. Empty: since the centre opened.")
    regime = fields.Selection(REGIMES, "VAT Regime", required=True)
    vat_rate = fields.Float(
        "VAT (%)",
        required=True,
        default=lambda self: self.env.company._otop_vat_on(self.env.company._otop_day())[1],
        help="The rate of the law from that day. It counts where a sale has no tax of its own to say it.",
    )

    _one_a_day = models.UniqueIndex(
        "(company_id, COALESCE(date_from, '-infinity'))",
        "The centre has a VAT regime from this day already: change that one.",
    )
    _rate_is_percent = models.Constraint(
        "CHECK(vat_rate BETWEEN 0 AND 100)", "The VAT rate is a percentage from 0 to 100, for example 7."
    )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows.company_id._otop_apply_vat_regime()
        return rows

    def write(self, vals):
        companies = self.company_id
        result = super().write(vals)
        (companies | self.company_id)._otop_apply_vat_regime()
        return result

    def unlink(self):
        companies = self.company_id
        result = super().unlink()
        companies._otop_apply_vat_regime()
        return result

    @api.model
    def _cron_begin(self):
        """A regime begins by the calendar, without anybody touching the centre."""
        day = fields.Date.subtract(self.env.company._otop_day(), days=7)  # also after a week without the server
        self.search([("date_from", ">=", day)]).company_id._otop_apply_vat_regime()
