from datetime import date

from freezegun import freeze_time
from odoo.exceptions import UserError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestRegisterRegistration(TransactionCase):
    """A registration from the application to its expiry, and what may be taken in meanwhile."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phraeksa = cls.env["otop.subdistrict"].search([("code", "=", "110110")])
        cls.clerk = new_test_user(cls.env, "reg_clerk", "otop_centre.group_otop_clerk", tz="Asia/Bangkok")
        cls.manager = new_test_user(cls.env, "reg_manager", "otop_centre.group_otop_manager", tz="Asia/Bangkok")
        cls.producer = cls.env["res.partner"].create(
            {"name": "Weavers", "is_otop_producer": True, "subdistrict_id": cls.phraeksa.id}
        )

    def _registration(self, **values):
        return (
            self.env["otop.registration"]
            .with_user(self.clerk)
            .create({"producer_id": self.producer.id, "name": "110190001", "date": "2024-11-12", **values})
        )

    def test_the_life_of_a_registration(self):
        registration = self._registration(name=False, date=False)
        for action, state, producer_state in (
            (None, "draft", "draft"),
            ("action_submit", "submitted", "submitted"),
            ("action_verify", "verified", "verified"),
        ):
            if action:
                getattr(registration, action)()
            self.assertEqual((registration.state, self.producer.registration_state), (state, producer_state))
        with self.assertRaisesRegex(ValidationError, "lacks its OTOP number"), self.cr.savepoint():
            registration.action_activate()
        registration.write({"name": "1101-90001", "date": "2024-11-12"})
        with freeze_time("2026-10-01"):
            registration.action_activate()
        self.assertRecordValues(
            registration,
            [
                {
                    "name": "110190001",
                    "state": "active",
                    "expiry_date": date(2027, 11, 11),
                    "district_id": self.phraeksa.district_id.id,
                }
            ],
        )
        self.assertRecordValues(
            self.producer,
            [
                {
                    "registration_id": registration.id,
                    "registration_state": "active",
                    "registration_number": "110190001",
                    "registration_expiry_date": date(2027, 11, 11),
                }
            ],
        )

    def test_states_follow_one_another(self):
        registration = self._registration()
        for attempt in (registration.action_activate, lambda: registration.write({"state": "active"})):
            with self.assertRaisesRegex(UserError, "Follow the steps"), self.cr.savepoint():
                attempt()
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            registration.action_submit()
            registration.unlink()

    def test_the_certificate_shortens_the_way(self):
        registration = self._registration()
        with freeze_time("2026-10-01"):
            registration.action_record()
        self.assertEqual(registration.state, "active")

    def test_an_old_certificate_is_expired_at_once(self):
        registration = self._registration(date="2020-01-01")
        with freeze_time("2026-10-01"):
            registration.action_record()
        self.assertEqual(registration.state, "expired")

    def test_only_a_manager_suspends(self):
        registration = self._registration()
        with freeze_time("2026-10-01"):
            registration.action_record()
            with self.assertRaisesRegex(UserError, "Only a manager"):
                registration.action_suspend()
            registration.with_user(self.manager).action_suspend()
            self.assertEqual(self.producer.registration_state, "suspended")
            with self.assertRaisesRegex(UserError, "Only a manager"):
                registration.action_activate()
            registration.with_user(self.manager).action_activate()
        self.assertEqual(self.producer.registration_state, "active")

    def test_what_may_be_taken_in(self):
        refusal = self.producer._otop_intake_refusal
        self.assertIn("no OTOP registration in force yet", refusal(date(2026, 10, 1)))
        registration = self._registration()
        self.assertIn("no OTOP registration in force yet", refusal(date(2026, 10, 1)))
        with freeze_time("2026-10-01"):
            registration.action_record()
        for day, part in (
            (date(2024, 11, 11), "begins on"),
            (date(2024, 11, 12), ""),
            (date(2027, 11, 11), ""),
            (date(2027, 11, 12), "expired on"),
        ):
            with self.subTest(day=day):
                self.assertIn(part, refusal(day))
                self.assertEqual(bool(refusal(day)), bool(part))
        registration.with_user(self.manager).action_suspend()
        self.assertIn("is suspended", refusal(date(2026, 10, 1)))
        customer = self.env["res.partner"].create({"name": "Hotel"})
        self.assertIn("not registered as a producer", customer._otop_intake_refusal(date(2026, 10, 1)))

    def test_a_renewal_does_not_hide_what_is_in_force(self):
        registration = self._registration()
        with freeze_time("2027-10-01"):
            registration.action_record()
            self.assertTrue(registration.is_expiring)
            self.assertTrue(self.producer.is_registration_expiring)
            renewal = self.env["otop.registration"].browse(registration.action_renew()["res_id"])
            self.assertEqual(registration.action_renew()["res_id"], renewal.id, "asking twice makes one renewal")
            self.assertEqual(self.producer.registration_id, registration)
            renewal.date = date(2027, 11, 12)
            renewal.with_user(self.clerk).action_record()
        self.assertRecordValues(renewal, [{"state": "active", "name": "110190001", "previous_id": registration.id}])
        self.assertEqual(self.producer.registration_id, renewal)
        self.assertEqual(self.producer.registration_expiry_date, date(2030, 11, 11))
        for day in (date(2027, 11, 11), date(2027, 11, 12)):
            self.assertEqual(self.producer._otop_intake_refusal(day), "")

    def test_numbers_that_look_wrong_only_warn(self):
        for number, part in (("110190001", False), ("12345", "9 digits"), ("220190001", "2201")):
            with self.subTest(number=number):
                registration = self._registration(name=number)
                if part:
                    self.assertIn(part, registration.number_warning)
                else:
                    self.assertFalse(registration.number_warning)

    def test_the_nightly_job(self):
        registration = self._registration(user_id=self.clerk.id)
        with freeze_time("2026-10-01"):
            registration.action_record()
        activities = registration.activity_ids
        job = self.env["otop.registration"]
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: 1)
        for today, notices, state in (
            ("2027-08-12", 0, "active"),  # 91 days before
            ("2027-08-13", 1, "active"),  # 90 days before
            ("2027-08-14", 1, "active"),
            ("2027-10-12", 2, "active"),  # 30 days before
            ("2027-10-13", 2, "active"),
            ("2027-11-11", 2, "active"),  # the last day
            ("2027-11-12", 2, "expired"),
        ):
            with self.subTest(today=today), freeze_time(today):
                job._cron_refresh()
                job._cron_refresh()
                activities = registration.activity_ids
                self.assertEqual((len(activities), registration.state), (notices, state))
        self.assertEqual(activities.user_id, self.clerk)
        self.assertEqual(set(activities.mapped("date_deadline")), {date(2027, 11, 11)})
        self.assertEqual(self.producer.registration_state, "expired")

    def test_late_runs_give_one_notice(self):
        registration = self._registration()
        with freeze_time("2026-10-01"):
            registration.action_record()
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: 1)
        with freeze_time("2027-11-01"):
            self.env["otop.registration"]._cron_refresh()
        self.assertEqual(len(registration.activity_ids), 1)

    def test_lists_of_what_is_to_be_renewed(self):
        registration = self._registration()
        with freeze_time("2027-10-01"):
            registration.action_record()
            found = self.env["otop.registration"].search([("is_expiring", "=", True)])
            self.assertIn(registration, found)
            self.assertNotIn(registration, self.env["otop.registration"].search([("is_expiring", "=", False)]))

    def test_a_registered_producer_is_archived_not_deleted(self):
        self._registration()
        with self.assertRaisesRegex(ValidationError, "Archive the producer instead"):
            self.producer.unlink()
        self.producer.action_archive()
        self.assertIn("archived", self.producer._otop_intake_refusal(date(2026, 10, 1)))

    def test_centre_decides_the_years(self):
        self.env.company.otop_registration_years = 2
        self.assertEqual(self._registration().expiry_date, date(2026, 11, 11))
