from odoo.tests import new_test_user

from .common import OtopCommon


class CentresCommon(OtopCommon):
    """Two centres on the Thai chart that share producer A, and a third on no Thai chart at all. Users work in
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
        """What an administrator did before there was a window for it: company, chart, warehouse."""
        company = cls.env["res.company"].create(
            {"name": name, "otop_code": code, "country_id": cls.env.ref("base.th").id}
        )
        cls.env.user.company_ids |= company
        cls.env["account.chart.template"].try_loading(chart, company=company, install_demo=False)
        if not cls.env["stock.warehouse"].search_count([("company_id", "=", company.id)]):
            cls.env["stock.warehouse"].create({"name": name, "code": name[:3].upper(), "company_id": company.id})
        company.otop_minimum_payout = 0
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
