from datetime import date

from odoo.tests import Form, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation


@tagged("post_install", "-at_install")
class TestRegisterProducer(TransactionCase):
    """A producer is registered in one go and found again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = new_test_user(cls.env, "producer_clerk", "otop_centre.group_otop_clerk")

    def test_the_form_in_one_go(self):
        partners = self.env["res.partner"].with_user(self.clerk).with_context(default_is_otop_producer=True)
        with Form(partners, view="otop_centre.res_partner_producer_view_form") as form:
            form.name = "กลุ่มทอผ้าบ้านทดสอบ"
            form.producer_legal_form = "ce"
            self.assertEqual(form.producer_kind, "group")
            form.community_enterprise_code = "911011019001"
            form.subdistrict_id = self.env["otop.subdistrict"].search([("code", "=", "110110")])
            with form.registration_ids.new() as registration:
                registration.name = "110190001"
                registration.date = "2026-01-01"
                self.assertEqual(registration.expiry_date, date(2028, 12, 31))
            with form.document_ids.new() as document:
                document.type = "otop_certificate"
        producer = form.save()
        self.assertTrue(producer.is_company)
        self.assertEqual(producer.registration_ids.district_id.code, "1101")
        producer.action_registration_record()
        self.assertEqual(producer.registration_state, "active")

    def test_codes_step_over_those_typed_by_hand(self):
        sequence = self.env.ref("otop_centre.ir_sequence_producer")
        following = sequence.number_next_actual
        taken = [f"P{number:03}" for number in (following, following + 2)]
        self.env["res.partner"].create(
            [{"name": code, "producer_code": code, "is_otop_producer": True} for code in taken]
        )
        producers = self.env["res.partner"].create([{"name": str(n), "is_otop_producer": True} for n in range(3)])
        self.assertEqual(
            producers.mapped("producer_code"),
            [f"P{number:03}" for number in (following + 1, following + 3, following + 4)],
        )

    @mute_logger("odoo.sql_db")
    def test_a_code_is_given_once(self):
        self.env["res.partner"].create({"name": "A", "producer_code": "X1", "is_otop_producer": True})
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.env["res.partner"].create({"name": "B", "producer_code": " X1 ", "is_otop_producer": True})

    def test_a_customer_becomes_a_producer(self):
        partner = self.env["res.partner"].create({"name": "Ms A"})
        self.assertFalse(partner.producer_code)
        partner.is_otop_producer = True
        self.assertTrue(partner.producer_code)
        self.assertTrue(partner.producer_name_key)

    def test_found_by_whatever_is_known(self):
        producer = self.env["res.partner"].create(
            {
                "name": "กลุ่มทอผ้าบ้านทดสอบพิเศษ",
                "producer_name_en": "Ban Thotsop Weavers Zzz",
                "producer_code": "Q777",
                "is_otop_producer": True,
                "subdistrict_id": self.env["otop.subdistrict"].search([("code", "=", "110110")]).id,
                "registration_ids": [(0, 0, {"name": "998877665"})],
            }
        )
        partners = self.env["res.partner"].with_user(self.clerk)
        for typed in ("บ้านทดสอบพิเศษ", "Thotsop Weavers", "Q777"):
            with self.subTest(typed=typed):
                self.assertIn(producer.id, [id_ for id_, _name in partners.name_search(typed)])
        view = self.env.ref("otop_centre.res_partner_producer_view_search")
        self.assertTrue(partners.get_view(view.id, "search")["arch"])
        for domain in (
            [("registration_ids.name", "ilike", "998877665")],
            [("subdistrict_id", "ilike", "แพรกษา"), ("producer_code", "=", "Q777")],
            [("state_id.otop_name_en", "ilike", "samut prakan"), ("producer_code", "=", "Q777")],
        ):
            with self.subTest(domain=domain):
                self.assertEqual(partners.search(domain), producer)

    def test_opened_from_anywhere_the_hub_opens(self):
        producer = self.env["res.partner"].create({"name": "A", "is_otop_producer": True})
        hub = self.env.ref("otop_centre.res_partner_producer_view_form")
        self.assertEqual(producer.with_user(self.clerk).get_formview_action()["views"], [(hub.id, "form")])

    def test_registering_many_at_once(self):
        subdistrict = self.env["otop.subdistrict"].search([("code", "=", "110110")])
        partners = self.env["res.partner"]
        values = [{"name": f"P {n}", "is_otop_producer": True, "subdistrict_id": subdistrict.id} for n in range(100)]
        partners.create(values[:1])
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        partners.create([{"name": f"Plain {n}"} for n in range(100)])
        self.env.flush_all()
        plain = self.env.cr.sql_log_count - before
        before = self.env.cr.sql_log_count
        partners.create(values)
        self.env.flush_all()
        ours = self.env.cr.sql_log_count - before
        # one number of the sequence each, and a handful for all of them together
        self.assertLessEqual(ours - plain, 100 + 30)
