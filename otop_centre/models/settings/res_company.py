from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...tools import thai_calendar


class ResCompany(models.Model):
    """A centre: one place of business that sells consigned goods."""

    _inherit = "res.company"

    otop_operator_type = fields.Selection(
        [
            ("municipality", "Municipality (local government)"),
            ("company", "Company"),
            ("cooperative", "Cooperative"),
            ("community_enterprise", "Community enterprise"),
            ("foundation_association", "Foundation or association"),
        ],
        string="Who runs the centre",
        default="municipality",
        required=True,
        help="Tax differs by who runs the centre. A municipality is local government, not a company.",
    )
    otop_code = fields.Char(
        string="Code of the Centre",
        size=4,
        help="2 to 4 letters that the numbers of its papers carry, such as NK. Needed where there are "
        "several centres; it stays once a paper has a number.",
    )
    otop_registration_years = fields.Integer(
        string="Years a registration is valid",
        default=3,
        help="Proposed expiry of a new OTOP registration. The date on the certificate wins.",
    )

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
    otop_fee_account_id = fields.Many2one(
        "account.account",
        string="Fee Income Account",
        check_company=True,
        help="What producers pay the centre beside the commission (411600).",
    )
    otop_adjustment_account_id = fields.Many2one(
        "account.account",
        string="Correction Account",
        check_company=True,
        help="Corrections that the centre bears, for example a refund that a manager does not put on the producer (622400).",
    )
    otop_opening_account_id = fields.Many2one(
        "account.account",
        string="Opening Balance Account",
        check_company=True,
        help="What producers were owed before the first day in this system (212600).",
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

    otop_payment_days = fields.Integer(
        string="Days to Pay",
        default=15,
        help="A settlement is due so many days after its cut-off.",
    )

    _otop_registration_years_positive = models.Constraint(
        "CHECK(otop_registration_years > 0)",
        "A registration is valid for at least one year. Enter the number of years in the settings of the centre.",
    )

    _otop_code_uniq = models.UniqueIndex(
        "(otop_code) WHERE otop_code IS NOT NULL", "Another centre has this code. Choose other letters."
    )
    _otop_code_shape = models.Constraint(
        "CHECK(otop_code ~ '^[A-Z]{2,4}$')", "The code of a centre is 2 to 4 capital letters from A to Z, such as NK."
    )

    def write(self, vals):
        # EXTENDS 'base': a number stands for one paper for ever, so the letters in it stay
        self._otop_refuse_others_settings(vals)
        if "otop_code" in vals:
            vals = {**vals, "otop_code": vals["otop_code"] or False}
            for company in self.filtered(lambda company: company.otop_code != vals["otop_code"]):
                if company._otop_has_numbers():
                    raise ValidationError(
                        self.env._(
                            "%(centre)s has numbered papers already, so its code stays as it is: %(code)s.",
                            centre=company.name,
                            code=company.otop_code or self.env._("none"),
                        )
                    )
        return super().write(vals)

    def _otop_refuse_others_settings(self, vals):
        """A manager has the settings of his centre, and nothing else of the company."""
        if self.env.su or self.env.user.has_group("base.group_erp_manager"):
            return
        if closed := sorted(name for name in vals if not name.startswith("otop_")):
            field = self._fields.get(closed[0])
            raise AccessError(
                self.env._(
                    "%(field)s of %(centre)s is an administrator's to change. Ask yours to do it.",
                    field=field._description_string(self.env) if field else closed[0],
                    centre=self[:1].name,
                )
            )

    @api.model
    def _otop_day(self, moment=None):
        """The day at the centre of a UTC time, today's without one: the one answer of the suite."""
        return thai_calendar.local_day(moment or fields.Datetime.now())

    @api.model
    def _otop_midnight(self, day):
        """The UTC time at which a day begins at the centre."""
        return thai_calendar.utc_moment(day)

    @api.model
    def _otop_end_of_day(self, day):
        """The last second of a day at the centre, in UTC: goods may be sold through their last good day."""
        return self._otop_midnight(day + timedelta(days=1)) - timedelta(seconds=1)

    def _otop_paper_lang(self):
        """Papers for producers are Thai, whatever the language of the screen."""
        return "th_TH" if self.env["res.lang"]._get_data(code="th_TH") else self.env.lang
