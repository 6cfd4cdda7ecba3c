from dateutil.relativedelta import relativedelta
from odoo import api, models
from odoo.tools import split_every

BATCH = 500


class OtopRegistration(models.Model):
    """The nightly look at the register: what has ended, and what ends soon."""

    _inherit = "otop.registration"

    @api.model
    def _cron_refresh(self):
        """Expire what has ended and remind of what ends soon; can be killed at any point and run again."""
        today = self.env.company._otop_day()
        ended = self.search([("state", "=", "active"), ("expiry_date", "<", today)], order="id")
        notices = {days: self._search_to_notice(today, days) for days in self._notice_days()}
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(ended) + sum(map(len, notices.values())))
        for ids in split_every(BATCH, ended.ids):
            self.browse(ids)._expire()
            if not cron._commit_progress(len(ids)):
                return
        for days, registrations in notices.items():
            for ids in split_every(BATCH, registrations.ids):
                self.browse(ids)._notice(days)
                if not cron._commit_progress(len(ids)):
                    return

    def _search_to_notice(self, today, days):
        """Registrations of which nobody has been reminded since they came within that many days."""
        nearer = [d for d in self._notice_days() if d < days]
        domain = [
            ("state", "=", "active"),
            ("expiry_date", ">=", today),
            ("expiry_date", "<=", today + relativedelta(days=days)),
            "|",
            ("noticed_days", "=", 0),
            ("noticed_days", ">", days),
        ]
        if nearer:
            domain.append(("expiry_date", ">", today + relativedelta(days=max(nearer))))
        return self.search(domain, order="id")

    def _notice(self, days):
        """An activity for whoever is responsible, due on the day the registration ends."""
        for (user, expiry_date), registrations in self.grouped(lambda r: (r.user_id, r.expiry_date)).items():
            registrations.activity_schedule(
                "otop_centre.mail_activity_type_registration_renew",
                date_deadline=expiry_date,
                summary=self.env._("OTOP registration ends within %(days)s days", days=days),
                user_id=user.filtered("active").id or self.env.uid,
            )
        self._unsealed().write({"noticed_days": days})

    def _expire(self):
        self._document_step("expired")

    def _finish_notices(self):
        self.activity_unlink(["otop_centre.mail_activity_type_registration_renew"])

    @api.model
    def _notice_days(self):
        """Days before the end at which somebody is reminded, from the system parameters."""
        # sudo: a setting, read by everybody
        text = self.env["ir.config_parameter"].sudo().get_param("otop_centre.registration_notice_days", "90,30")
        return sorted({int(days) for days in text.replace(",", " ").split() if days.isdigit()}, reverse=True)
