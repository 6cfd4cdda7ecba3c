from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, HttpCase, TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestRegisterAccess(TransactionCase):
    """Who may read what of a producer: asked of the ORM the way a remote call asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            role: new_test_user(cls.env, f"access_{role}", f"base.group_user,otop_centre.group_otop_{role}")
            for role in ("cashier", "clerk", "manager", "finance", "auditor", "cdd")
        }
        cls.registrar = new_test_user(
            cls.env, "access_registrar", "otop_centre.group_otop_clerk,otop_centre.group_otop_personal_data"
        )
        cls.bank = cls.env.ref("otop_centre.res_bank_ktb")
        cls.producer = cls.env["res.partner"].create(
            {
                "name": "Weavers",
                "is_otop_producer": True,
                "country_id": cls.env.ref("base.th").id,
                "national_id": "1234545678781",
                "bank_ids": [
                    (
                        0,
                        0,
                        {
                            "acc_number": "999-0-00001-1",
                            "bank_id": cls.bank.id,
                            "proxy_type": "mobile",
                            "proxy_value": "0000000101",
                        },
                    )
                ],
                "registration_ids": [(0, 0, {"name": "110190001"})],
                "document_ids": [(0, 0, {"type": "bank_book"}), (0, 0, {"type": "permit"})],
            }
        )
        cls.env.flush_all()

    def _as(self, role, record=None):
        self.env.invalidate_all()
        return (self.producer if record is None else record).with_user(self.users[role])

    def test_national_id(self):
        for role, may_read in (
            ("cashier", False),
            ("clerk", False),
            ("auditor", False),
            ("cdd", False),
            ("manager", True),
            ("finance", True),
        ):
            with self.subTest(role=role):
                producer = self._as(role)
                if may_read:
                    self.assertEqual(producer.read(["national_id"])[0]["national_id"], "1234545678781")
                    continue
                self.assertEqual(producer.read(["national_id_masked"])[0]["national_id_masked"], "x-xxxx-xxxxx-78-1")
                for attempt in (
                    lambda producer=producer: producer.read(["national_id"]),
                    lambda producer=producer: producer.search([("national_id", "=like", "1%")]),
                    lambda producer=producer: producer.formatted_read_group([], ["national_id"]),
                    lambda producer=producer: producer.search([], order="national_id"),
                ):
                    with self.assertRaises(AccessError):
                        attempt()
                self.assertNotIn("national_id", producer.fields_get())
                readable = [name for name in producer.fields_get() if producer._fields[name]._module == "otop_centre"]
                readable = [name for name in readable if not name.endswith("_ids")]
                self.assertNotIn("1234545678781", str(producer.read(readable)))

    def test_bank_accounts(self):
        for role, may_read in (
            ("cashier", False),
            ("clerk", False),
            ("auditor", False),
            ("cdd", False),
            ("manager", True),
            ("finance", True),
        ):
            with self.subTest(role=role):
                producer = self._as(role)
                accounts = producer.env["res.partner.bank"].search([("partner_id", "=", producer.id)])
                self.assertEqual(bool(accounts), may_read)
                found = producer.search([("bank_ids.acc_number", "=", "999-0-00001-1")])
                self.assertEqual(producer in found, may_read)
                if not may_read:
                    self.assertFalse(producer.read(["bank_ids"])[0]["bank_ids"])
                    with self.assertRaises(AccessError):
                        self.producer.bank_ids.with_user(self.users[role]).read(["acc_number"])
                    shown = producer.read(["bank_account_masked"])[0]["bank_account_masked"]
                    self.assertEqual(shown, "KTB xxx-x-xx001-1 · PromptPay xxxxxx0101")
                    name = self.producer.bank_ids.with_user(self.users[role]).sudo().display_name
                    self.assertEqual(name, "KTB xxx-x-xx001-1", "a many2one shows the name without asking for rights")

    def test_a_customers_account_is_not_masked(self):
        account = self.env["res.partner.bank"].create(
            {"acc_number": "111-2", "partner_id": self.env["res.partner"].create({"name": "Hotel"}).id}
        )
        self.assertEqual(self._as("clerk", account).display_name, "111-2")

    def test_the_clerk_writes_down_what_he_cannot_read(self):
        partners = self.env["res.partner"].with_user(self.users["clerk"]).with_context(default_is_otop_producer=True)
        with Form(partners, view="otop_centre.res_partner_producer_view_form") as form:
            form.name = "Potters"
            form.producer_legal_form = "group"
            form.national_id_masked = "3 8801 00001 11 1"
            form.entry_bank_id = self.bank
            form.entry_acc_number = "999-0-00002-2"
            form.entry_promptpay = "000-000-0102"
            with form.registration_ids.new() as registration:
                registration.name = "110190002"
                registration.date = "2026-01-01"
        producer = form.save()
        self.assertEqual(producer.national_id_masked, "x-xxxx-xxxxx-11-1")
        self.assertEqual(producer.bank_account_masked, "KTB xxx-x-xx002-2 · PromptPay xxxxxx0102")
        self.assertFalse(producer.entry_acc_number)
        self.assertEqual(producer.registration_state, "draft")
        self.assertRegex(producer.producer_code, r"^P\d{3,}$")
        self.assertRecordValues(
            producer.sudo().bank_ids,
            [
                {
                    "acc_number": "999-0-00002-2",
                    "proxy_type": "mobile",
                    "proxy_value": "0000000102",
                    "allow_out_payment": False,
                }
            ],
        )
        self.assertEqual(producer.sudo().national_id, "3880100001111")
        with Form(producer, view="otop_centre.res_partner_producer_view_form") as form:
            form.phone = "0000000102"
        self.assertEqual(producer.sudo().national_id, "3880100001111", "saving again keeps the number")
        with self.assertRaises(ValidationError):
            producer.national_id_masked = "3880100001112"

    def test_what_the_browser_reads_after_the_clerk_saves(self):
        shown = {
            "national_id_masked": {},
            "bank_account_masked": {},
            "registration_ids": {"fields": {"name": {}, "state": {}}},
        }
        saved = self.producer.with_user(self.users["clerk"]).web_save(
            {
                "national_id_masked": "3880100001111",
                "entry_acc_number": "999-0-00003-3",
                "registration_ids": [(0, 0, {"name": "110190003"})],
            },
            shown,
        )[0]
        self.assertEqual(saved["national_id_masked"], "x-xxxx-xxxxx-11-1")
        self.assertEqual(saved["bank_account_masked"].split("\n")[-1], "xxx-x-xx003-3")
        self.assertEqual({row["name"] for row in saved["registration_ids"]}, {"110190001", "110190003"})

    def test_who_may_not_write_cannot_through_the_masked_field(self):
        for role in ("cashier", "auditor", "cdd"):
            for values in ({"national_id_masked": "3880100001111"}, {"entry_acc_number": "1"}):
                with self.subTest(role=role, values=values), self.assertRaises(AccessError):
                    self._as(role).write(values)

    def test_the_chatter_tells_no_number(self):
        account = self.producer.bank_ids.with_user(self.users["finance"])
        account.write({"acc_number": "999-0-00009-9"})
        self.env.flush_all()
        account.unlink()
        self.env.flush_all()
        messages = self.producer.message_ids
        told = " ".join(messages.mapped("body")) + str(messages.tracking_value_ids.mapped("new_value_char"))
        self.assertNotIn("00009", told)
        self.assertNotIn("00001", told)

    def test_table_of_rights(self):
        """docs/roles: read, write, create, delete."""
        rights = {
            "otop.registration": {
                "cashier": "----",
                "clerk": "rwcd",
                "manager": "rwcd",
                "finance": "r---",
                "auditor": "r---",
                "cdd": "r---",
            },
            "otop.document": {
                "cashier": "----",
                "clerk": "rwc-",
                "manager": "rwcd",
                "finance": "r---",
                "auditor": "r---",
                "cdd": "----",
            },
            "otop.subdistrict": {
                "cashier": "r---",
                "clerk": "r---",
                "manager": "rwc-",
                "finance": "r---",
                "auditor": "r---",
                "cdd": "r---",
            },
            "res.partner.bank": {
                "cashier": "r---",
                "clerk": "rwcd",
                "manager": "rwcd",
                "finance": "rwcd",
                "auditor": "r---",
                "cdd": "r---",
            },
        }
        for model, roles in rights.items():
            for role, expected in roles.items():
                with self.subTest(model=model, role=role):
                    records = self.env[model].with_user(self.users[role])
                    real = "".join(
                        letter if records.has_access(operation) else "-"
                        for letter, operation in zip("rwcd", ("read", "write", "create", "unlink"), strict=True)
                    )
                    self.assertEqual(real, expected)

    def test_confidential_documents(self):
        for role, types in (
            ("clerk", ["permit"]),
            ("auditor", ["permit"]),
            ("finance", ["bank_book", "permit"]),
            ("manager", ["bank_book", "permit"]),
        ):
            with self.subTest(role=role):
                documents = (
                    self.env["otop.document"]
                    .with_user(self.users[role])
                    .search([("producer_id", "=", self.producer.id)])
                )
                self.assertEqual(sorted(documents.mapped("type")), types)

    def test_id_card_copies_are_kept_masked_only(self):
        documents = self.env["otop.document"].with_user(self.registrar)
        vals = {"producer_id": self.producer.id, "type": "id_card", "attachment": b"aGVsbG8="}
        with self.assertRaisesRegex(ValidationError, "blacked out"):
            documents.create(vals)
        document = documents.create({**vals, "is_masked": True})
        document.action_verify()
        self.assertEqual(document.verified_by_id, self.registrar)

    def test_every_role_opens_its_producer_form(self):
        for role, user in self.users.items():
            if role != "cashier":
                with self.subTest(role=role):
                    self.env.invalidate_all()
                    form = self.env.ref("otop_centre.res_partner_producer_view_form")
                    partners = self.env["res.partner"].with_user(user)
                    arch = partners.get_view(form.id)["arch"]
                    self.assertEqual('name="national_id"' in arch, role in ("manager", "finance"))


@tagged("post_install", "-at_install")
class TestRegisterRpc(HttpCase):
    """The lowest role, over the wire."""

    def test_cashier_over_rpc(self):
        new_test_user(self.env, "rpc_cashier", "otop_centre.group_otop_cashier", password="rpc_cashier")
        producer = self.env["res.partner"].create(
            {"name": "Weavers", "is_otop_producer": True, "national_id": "1234545678781"}
        )
        self.authenticate("rpc_cashier", "rpc_cashier")

        def call(method, *args, **kwargs):
            return self.make_jsonrpc_request(
                "/web/dataset/call_kw", {"model": "res.partner", "method": method, "args": args, "kwargs": kwargs}
            )

        self.assertNotIn("national_id", call("fields_get"))
        self.assertEqual(
            call("read", [producer.id], ["national_id_masked"])[0]["national_id_masked"], "x-xxxx-xxxxx-78-1"
        )
        with self.assertLogs("odoo.http", "WARNING"), self.assertRaisesRegex(Exception, "AccessError"):
            call("read", [producer.id], ["national_id"])
        with self.assertLogs("odoo.http", "WARNING"), self.assertRaisesRegex(Exception, "AccessError"):
            call("write", [producer.id], {"national_id_masked": "3880100001111"})
