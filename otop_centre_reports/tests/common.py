from datetime import datetime

from odoo.addons.otop_centre.tests.common import OtopCommon

OCTOBER = ("2026-10-01", "2026-10-31")


class OtopReportCommon(OtopCommon):
    """A quarter that adds up in the head: 107 baht is 100 + 7, A leaves 20 %, B 25 %.

    October: A sells 3 scarves, one comes back, and a bag; B sells 2 pots. September (the fiscal
    year before): one scarf. November: one pot.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.food = cls.env.ref("otop_centre.otop_category_f")
        cls.textile = cls.env.ref("otop_centre.otop_category_c")
        (cls.scarf | cls.bag).otop_category_id = cls.textile
        cls.pot.otop_category_id = cls.food
        cls.before = cls._sell(cls.scarf, 1, date_time=datetime(2026, 9, 30, 5))
        cls.sale = cls._sell(cls.scarf, 3, date_time=datetime(2026, 10, 5, 5))
        cls._sell(cls.scarf, -1, date_time=datetime(2026, 10, 6, 5), reversed_entry_id=cls.sale.id)
        cls._sell(cls.bag, 1, date_time=datetime(2026, 10, 31, 16, 59))  # 23:59 in Bangkok
        cls._sell(cls.pot, 2, date_time=datetime(2026, 10, 12, 5))
        cls._sell(cls.pot, 1, date_time=datetime(2026, 10, 31, 17, 1))  # November in Bangkok

    @classmethod
    def _report(cls, env=None, **values):
        """October 2569 unless told otherwise."""
        return (env or cls.env)["otop.sales.report"].create(
            {"period_kind": "month", "fiscal_year": "2570", "fiscal_month": "1", **values}
        )
