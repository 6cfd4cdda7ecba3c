from odoo.tests import Form, TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestRegisterDuplicates(TransactionCase):
    """A producer who was registered before is pointed out, never refused."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.known = cls.env["res.partner"].create(
            {
                "name": "วิสาหกิจชุมชนแปรรูปอาหารบ้านทดสอบ",
                "is_otop_producer": True,
                "national_id": "1234545678781",
                "group_tin": "0994000617721",
                "community_enterprise_code": "9-11-01-10/1-9001",
                "registration_ids": [(0, 0, {"name": "110190001"})],
            }
        )

    def test_every_ground(self):
        for values, reason in (
            ({"name": "แปรรูปอาหาร บ้านทดสอบ"}, "same name"),
            ({"national_id": "1-2345-45678-78-1"}, "same national ID"),
            ({"group_tin": "0994000617721"}, "same group's tax ID"),
            ({"community_enterprise_code": "911011019001"}, "same community enterprise code"),
            ({"registration_ids": [(0, 0, {"name": "110190001"})]}, "same OTOP number"),
        ):
            with self.subTest(reason=reason):
                other = self.env["res.partner"].create({"name": reason, "is_otop_producer": True, **values})
                self.assertEqual(other.duplicate_producer_id, self.known)
                self.assertEqual(other.duplicate_reason, reason)
                other.registration_ids.unlink()
                other.unlink()

    def test_archived_ones_count_and_customers_do_not(self):
        self.known.action_archive()
        other, customer = self.env["res.partner"].create(
            [
                {"name": self.known.name, "is_otop_producer": True},
                {"name": self.known.name},
            ]
        )
        self.assertEqual(other.duplicate_producer_ids, self.known)
        self.assertFalse(customer.duplicate_producer_ids)
        self.assertFalse(self.env["res.partner"].create({"name": "x", "is_otop_producer": True}).duplicate_producer_ids)

    def test_the_clerk_is_warned_while_typing_without_seeing_the_number(self):
        clerk = new_test_user(self.env, "dup_clerk", "otop_centre.group_otop_clerk")
        partners = self.env["res.partner"].with_user(clerk).with_context(default_is_otop_producer=True)
        form = Form(partners, view="otop_centre.res_partner_producer_view_form")
        form.name = "Somebody"
        form.national_id_masked = "1234545678781"
        self.assertEqual(form.duplicate_producer_id, self.known)
        self.assertEqual(form.duplicate_reason, "same national ID")

    def test_one_search_for_many(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Producer {n}", "is_otop_producer": True} for n in range(40)]
        )
        self.env.flush_all()
        partners.invalidate_recordset()
        with self.assertQueryCount(12):
            partners.mapped("duplicate_reason")
