from datetime import date

from odoo.tests import HttpCase, tagged

from .common import OtopCommon


@tagged("post_install", "-at_install")
class TestDatesOnScreen(OtopCommon, HttpCase):
    """A Thai clerk types the Buddhist year, an English one the Christian; one day is stored."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("th_TH")
        cls.clerk = cls._user("clerk")
        cls.clerk.lang = "th_TH"

    def _tour(self, name, action, record=None):
        path = f"/odoo/action-otop_centre.{action}/{record.id if record else 'new'}"
        self.start_tour(path, f"otop_thai_dates_{name}", login=self.clerk.login)

    def test_an_agreement_of_a_thai_clerk_begins_and_ends_on_the_days_he_typed(self):
        agreement = self.env["otop.agreement"].create(
            {"producer_id": self._producer("Dyers", "TD01").id, "commission_rate": 20}
        )
        self._tour("agreement", "otop_agreement_action", agreement)
        self.assertRecordValues(agreement, [{"date_start": date(2026, 11, 25), "date_end": date(2028, 12, 31)}])
