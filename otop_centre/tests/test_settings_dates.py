from datetime import date, datetime

from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import format_date, format_datetime

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


class TestDatesWritten(OtopCommon):
    """What is written without a screen: by RPC, an import, a script."""

    def test_a_buddhist_year_is_turned_whoever_writes_it(self):
        registration = self.env["otop.registration"].create({"producer_id": self.producer_a.id, "date": "2569-02-01"})
        self.assertEqual(registration.date, date(2026, 2, 1))
        registration.write({"date": "2567-02-29", "expiry_date": date(2572, 1, 31)})
        self.assertRecordValues(registration, [{"date": date(2024, 2, 29), "expiry_date": date(2029, 1, 31)}])
        lot = self.env["stock.lot"].create({"product_id": self.scarf.id, "expiration_date": "2570-01-31 17:00:00"})
        self.assertEqual(lot.expiration_date, datetime(2027, 1, 31, 17))

    def test_an_english_users_own_records_are_turned_too_and_other_years_stay(self):
        move = self.env["account.move"].create({"move_type": "out_invoice", "invoice_date": "2569-11-20"})
        self.assertEqual(move.invoice_date, date(2026, 11, 20))
        move.invoice_date = date(2019, 1, 1)
        self.assertEqual(move.invoice_date, date(2019, 1, 1))

    def test_a_day_that_cannot_be_is_refused_with_the_field_and_the_limit(self):
        with self.assertRaisesRegex(ValidationError, "^To: Month 2 of the year 2568 has no day 29"):
            self.agreement_a.copy({"date_end": "2568-02-29"})

    def test_each_date_has_a_sensible_range(self):
        draft = self.env["otop.agreement"].create({"producer_id": self.producer_a.id, "commission_rate": 20})
        with self.assertRaisesRegex(ValidationError, "^From: An agreement cannot begin or end before 11/"):
            draft.date_start = "1426-11-25"
        with self.assertRaisesRegex(ValidationError, "^To: An agreement cannot begin or end after 12/"):
            draft.date_end = "2126-11-25"
        thai = draft.with_context(lang="th_TH")
        with self.assertRaisesRegex(ValidationError, "25[0-9]{2}"):
            thai.date_end = "2126-11-25"


class TestDatesImported(OtopCommon):
    """A file with dates as they stand in the office's lists; the verdict is on the row, in one sentence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("th_TH")

    def _load(self, day, lang="th_TH"):
        model = self.env["otop.agreement"].with_context(lang=lang)
        values = {"producer_id/.id": str(self.producer_a.id), "commission_rate": "20", "date_start": day}
        result = model.load(list(values), [list(values.values())])
        return model.browse(result["ids"] or []), [message["message"] for message in result["messages"]]

    def test_a_thai_users_dates_are_read_as_they_are_typed(self):
        for typed in ("25/11/2569", "25 พ.ย. 2569", "๒๕ พฤศจิกายน พ.ศ. ๒๕๖๙", "2569-11-25", "2026-11-25", "25/11/69"):
            with self.subTest(typed):
                agreement, messages = self._load(typed)
                self.assertFalse(messages)
                self.assertEqual(agreement.date_start, date(2026, 11, 25))

    def test_an_english_users_dates_are_turned_and_otherwise_odoos(self):
        self.assertEqual(self._load("2569-11-25", lang="en_US")[0].date_start, date(2026, 11, 25))
        agreement, messages = self._load("25/11/2569", lang="en_US")
        self.assertFalse(agreement)
        self.assertIn("does not seem to be a valid date", messages[0])

    def test_a_row_that_cannot_be_read_says_why(self):
        agreement, messages = self._load("2568-02-29", lang="en_US")
        self.assertFalse(agreement)
        self.assertEqual(messages, ["Month 2 of the year 2568 has no day 29. Correct the day."])

    def test_the_screen_that_imports_a_file_takes_thai_dates(self):
        data = "producer_id/.id,commission_rate,date_start,date_end\n"
        data += f"{self.producer_a.id},20,25/11/2569,31 ธ.ค. 2570\n"
        wizard = self.env["base_import.import"].with_context(lang="th_TH")
        wizard = wizard.create(
            {
                "res_model": "otop.agreement",
                "file": data.encode(),
                "file_name": "agreements.csv",
                "file_type": "text/csv",
            }
        )
        columns = data.partition("\n")[0].split(",")
        options = {
            "has_headers": True,
            "quoting": '"',
            "separator": ",",
            "date_format": "%d/%m/%Y",
            "encoding": "utf-8",
        }
        result = wizard.execute_import(columns, columns, options)
        self.assertFalse(result["messages"])
        agreement = self.env["otop.agreement"].browse(result["ids"])
        self.assertRecordValues(agreement, [{"date_start": date(2026, 11, 25), "date_end": date(2027, 12, 31)}])


class TestDatesRead(OtopCommon):
    """One era on one screen: what the server writes for a Thai reader has Buddhist years."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("th_TH")

    def _labels(self, lang, granularity):
        model = self.env["otop.agreement"].with_context(lang=lang)
        groups = model.web_read_group([("id", "=", self.agreement_a.id)], [f"date_start:{granularity}"], ["__count"])
        return [group[f"date_start:{granularity}"][1] for group in groups["groups"]]

    def test_headings_of_groups(self):
        self.assertEqual(self._labels("th_TH", "month"), ["มกราคม 2569"])
        self.assertEqual(self._labels("th_TH", "year"), ["2569"])
        self.assertEqual(self._labels("th_TH", "week"), ["W1 2569"])
        self.assertEqual(self._labels("en_US", "month"), ["January 2026"])
        self.assertEqual(self._labels("en_US", "week"), ["W1 2026"])

    def test_papers_mails_and_sentences(self):
        day = date(2026, 11, 25)
        for lang, shown in (("th_TH", "25/11/2569"), ("en_US", "11/25/2026")):
            env = self.env(context={"lang": lang})
            with self.subTest(lang):
                self.assertEqual(format_date(env, day), shown)
                self.assertIn(shown, format_datetime(env, datetime(2026, 11, 25, 3), tz="Asia/Bangkok"))
                self.assertEqual(env["ir.qweb.field.date"].value_to_html(day, {}), shown)
                self.assertIn(shown, env["ir.qweb.field.datetime"].value_to_html(datetime(2026, 11, 25, 3), {}))
                body = env["mail.render.mixin"]._render_template(
                    "{{ format_date(object.date_start) }}", "otop.agreement", self.agreement_a.ids
                )[self.agreement_a.id]
                self.assertIn("2569" if lang == "th_TH" else "2026", body)
        # for programs: the year in front
        self.assertEqual(format_date(self.env(context={"lang": "th_TH"}), day, date_format="yyyy-MM-dd"), "2026-11-25")
