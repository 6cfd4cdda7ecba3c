"""docs/roles.md is true: each role is logged in, and asked over RPC what it may do with each kind of record."""

import pathlib
import re

from odoo.tests import HttpCase, new_test_user, tagged

ROLES_PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "roles.md"
OPERATIONS = {"R": "read", "W": "write", "C": "create", "D": "unlink"}


def promised(text):
    """The first table below "Rights on records": {role: {model: letters}}."""
    lines = text.split("## Rights on records", 1)[1].splitlines()
    table = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if line.startswith("|")]
    head, _rule, *rows = table
    roles = [cell.strip("` ").lower() for cell in head[1:]]
    rights = {role: {} for role in roles}
    for model, *cells in rows:
        for role, cell in zip(roles, cells, strict=True):
            rights[role][model.strip("`")] = "".join(letter for letter in OPERATIONS if letter in cell)
    return rights


@tagged("post_install", "-at_install")
class TestRoles(HttpCase):
    def ask(self, model, method, *args):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": list(args), "kwargs": {}},
        )

    def test_rights_are_as_documented(self):
        rights = promised(ROLES_PAGE.read_text(encoding="utf-8"))
        self.assertEqual(set(rights), {"cashier", "cdd", "auditor", "clerk", "finance", "manager"})
        wrong = []
        for role, models in rights.items():
            self.assertGreater(len(models), 15, "the table names the documents of the centre")
            user = new_test_user(self.env, f"walk_{role}", f"otop_centre.group_otop_{role}", password=f"walk_{role}")
            self.authenticate(user.login, user.login)
            for model, letters in models.items():
                actual = "".join(
                    letter for letter, operation in OPERATIONS.items() if self.ask(model, "has_access", [], operation)
                )
                if actual != letters:
                    wrong.append(f"{role} on {model}: documented {letters or 'nothing'}, granted {actual or 'nothing'}")
        self.assertFalse(wrong, "\n".join(wrong))

    def test_every_record_of_ours_is_documented(self):
        rights = promised(ROLES_PAGE.read_text(encoding="utf-8"))
        ours = self.env["ir.model"].search([("model", "=like", "otop.%"), ("transient", "=", False)])
        real = [model.model for model in ours if not self.env[model.model]._abstract]
        self.assertFalse(set(real) - set(rights["clerk"]), "docs/roles.md does not name them")

    def test_nobody_writes_the_ledger_over_rpc(self):
        """Invariant: no RPC call opens the ledger, whatever context it sends."""
        for role in ("clerk", "manager", "finance"):
            user = new_test_user(self.env, f"seal_{role}", f"otop_centre.group_otop_{role}", password=f"seal_{role}")
            self.authenticate(user.login, user.login)
            for method, args in (
                ("create", [[{"date": "2026-10-01"}]]),
                ("write", [[1], {"is_held": True}]),
                ("unlink", [[1]]),
            ):
                with self.subTest(role=role, method=method), self.assertRaisesRegex(Exception, "AccessError"):
                    self.make_jsonrpc_request(
                        f"/web/dataset/call_kw/otop.ledger.entry/{method}",
                        {
                            "model": "otop.ledger.entry",
                            "method": method,
                            "args": args,
                            "kwargs": {"context": {"otop_ledger_key": True, "uid": 1}},
                        },
                    )
            with self.assertRaisesRegex(Exception, "AccessError"):
                self.ask("otop.ledger.entry", "_post", [])

    def test_personal_data_reaches_only_who_may_see_it(self):
        producer = self.env["res.partner"].create(
            {"name": "Potter", "is_otop_producer": True, "national_id": "1234545678781"}
        )
        for role, may_see in (
            ("cdd", False),
            ("clerk", False),
            ("auditor", False),
            ("finance", True),
            ("manager", True),
        ):
            user = new_test_user(self.env, f"id_{role}", f"otop_centre.group_otop_{role}", password=f"id_{role}")
            self.authenticate(user.login, user.login)
            with self.subTest(role=role):
                if may_see:
                    [row] = self.ask("res.partner", "read", producer.ids, ["national_id"])
                    self.assertEqual(re.sub(r"\D", "", row["national_id"]), "1234545678781")
                else:
                    with self.assertRaisesRegex(Exception, "AccessError"):
                        self.ask("res.partner", "read", producer.ids, ["national_id"])
