from odoo.tests import new_test_user

from .common import OtopCommon


class CentresCommon(OtopCommon):
    """Two centres on the Thai chart that share producer A, and a third on Odoo's generic chart. Users work in
    one centre; `clerk_both` in the first two, the first being the one Odoo takes by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls._centre("Second centre", "SC", "th")
        cls.third = cls._centre("Third centre", "TC", "generic_coa")
        cls.clerk_a = cls._user_of("clerk", cls.company)
        cls.clerk_b = cls._user_of("clerk", cls.second)
        cls.manager_b = cls._user_of("manager", cls.second)
        cls.clerk_both = cls._user_of("clerk", cls.company | cls.second)
        cls.manager_both = cls._user_of("manager", cls.company | cls.second)

    @classmethod
    def _centre(cls, name, code, chart):
        """As the window makes it, with an administrator's right to make the company."""
        window = cls.env["otop.centre.opening"].create(
            {"company_id": False, "name": name, "chart": chart, "otop_code": code, "minimum_payout": 0}
        )
        company = cls.env["res.company"].browse(window.action_open()["res_id"])
        cls.env.user.company_ids |= company
        return company

    @classmethod
    def _user_of(cls, role, companies):
        return new_test_user(
            cls.env,
            f"{role}_{'_'.join(map(str, companies.ids))}",
            f"base.group_user,otop_centre.group_otop_{role}",
            company_id=companies[0].id,
            company_ids=companies.ids,
            tz="Asia/Bangkok",
        )
