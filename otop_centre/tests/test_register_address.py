from odoo.tests import Form, TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestRegisterAddress(TransactionCase):
    """Typing a tambon is enough."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("th_TH")
        cls.phraeksa = cls.env["otop.subdistrict"].search([("code", "=", "110110")])

    def test_the_hierarchy_is_complete(self):
        provinces = self.env["res.country.state"].search([("country_id.code", "=", "TH")])
        self.assertEqual(len(provinces), 77)
        self.assertEqual(len(provinces.filtered("otop_region")), 77)
        self.assertEqual(self.env["otop.district"].search_count([("code", "=like", "____")]), 928)
        self.assertEqual(self.env["otop.subdistrict"].search_count([("code", "=like", "______")]), 7436)
        self.assertFalse(self.env["otop.subdistrict"].search_count([("zip_codes", "=", False)]))

    def test_loading_again_changes_nothing_of_ours(self):
        subdistricts = self.env["otop.subdistrict"].search_count([])
        self.phraeksa.zip_codes = "99999"
        self.env.flush_all()
        self.env["otop.subdistrict"]._load_geography()
        self.assertEqual(self.env["otop.subdistrict"].search_count([]), subdistricts)
        self.assertEqual(self.phraeksa.zip_codes, "10280", "the official code comes back")

    def test_search_as_people_type(self):
        th = self.env["otop.subdistrict"].with_context(lang="th_TH")
        for typed in (
            "แพรกษา",
            "ต.แพรกษา",
            "ตำบลแพรกษา อำเภอเมืองสมุทรปราการ",
            "Phraek",
            "phraekkasa 10280",
            "แพรกษา จ.สมุทรปราการ",
        ):
            with self.subTest(typed=typed):
                found = th.name_search(typed, limit=5)
                self.assertEqual(found[0], (self.phraeksa.id, "ต.แพรกษา อ.เมืองสมุทรปราการ จ.สมุทรปราการ"))
        self.assertIn(self.phraeksa.id, [id_ for id_, _name in th.name_search("10280")])
        self.assertEqual(
            self.phraeksa.with_context(lang="en_US").display_name, "Phraekkasa, Mueang Samut Prakan, Samut Prakan"
        )
        self.assertFalse(th.name_search("ไม่มีตำบลนี้"))

    def test_the_capital_has_its_own_words(self):
        palace = self.env["otop.subdistrict"].search([("code", "=", "100101")]).with_context(lang="th_TH")
        self.assertEqual(palace.display_name, "แขวงพระบรมมหาราชวัง เขตพระนคร กรุงเทพมหานคร")

    def test_the_form_fills_the_address(self):
        with Form(
            self.env["res.partner"].with_context(default_is_otop_producer=True),
            view="otop_centre.res_partner_producer_view_form",
        ) as form:
            form.name = "สวนสมุนไพร"
            form.producer_legal_form = "individual"
            form.street = "4 หมู่ 2"
            form.subdistrict_id = self.phraeksa
            self.assertEqual(form.zip, "10280")
        producer = form.save()
        self.assertRecordValues(
            producer,
            [
                {
                    "street": "4 หมู่ 2",
                    "street2": "ต.แพรกษา",
                    "city": "อ.เมืองสมุทรปราการ",
                    "state_id": self.phraeksa.state_id.id,
                    "zip": "10280",
                    "country_id": self.env.ref("base.th").id,
                    "dopa_code": "110110",
                    "district_id": self.phraeksa.district_id.id,
                    "otop_region": "central",
                    "producer_kind": "individual",
                    "is_company": False,
                }
            ],
        )
        self.assertIn("ต.แพรกษา", producer.contact_address)

    def test_a_subdistrict_with_several_codes_keeps_the_chosen_one(self):
        several = self.env["otop.subdistrict"].search([("zip_codes", "like", "% %")], limit=1)
        first, second = several.zip_codes.split()[:2]
        producers = self.env["res.partner"].create(
            [
                {"name": "A", "is_otop_producer": True, "subdistrict_id": several.id},
                {"name": "B", "is_otop_producer": True, "subdistrict_id": several.id, "zip": second},
                {"name": "C", "is_otop_producer": True, "subdistrict_id": several.id, "city": "typed"},
            ]
        )
        self.assertEqual(producers.mapped("zip"), [first, second, first])
        self.assertEqual(producers[2].city, "typed")

    def test_moving_house(self):
        producer = self.env["res.partner"].create(
            {"name": "A", "is_otop_producer": True, "subdistrict_id": self.phraeksa.id, "street": "1"}
        )
        producer.subdistrict_id = self.env["otop.subdistrict"].search([("code", "=", "100101")])
        self.assertRecordValues(
            producer,
            [{"street": "1", "city": "เขตพระนคร", "zip": "10200", "dopa_code": "100101", "otop_region": "central"}],
        )

    def test_papers_write_the_province_with_its_word(self):
        producer = self.env["res.partner"].create(
            {"name": "A", "is_otop_producer": True, "subdistrict_id": self.phraeksa.id, "street": "1"}
        )
        self.assertEqual(producer._otop_paper_address(), "1 ต.แพรกษา อ.เมืองสมุทรปราการ จ.สมุทรปราการ " + producer.zip)
        producer.subdistrict_id = self.env["otop.subdistrict"].search([("code", "=", "100101")])
        self.assertIn("เขตพระนคร กรุงเทพมหานคร 10200", producer._otop_paper_address())
