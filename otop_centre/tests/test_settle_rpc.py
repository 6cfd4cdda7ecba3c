import json

from odoo.tests import HttpCase, tagged

from .test_settle_settlement import SettleCommon


@tagged("post_install", "-at_install")
class TestSettleRpc(SettleCommon, HttpCase):
    """The same rules through the door that a script would use: a real RPC call."""

    def call(self, login, model, method, *args, **kwargs):
        self.authenticate(login, login)
        answer = self.url_open(
            "/web/dataset/call_kw",
            data=json.dumps(
                {"jsonrpc": "2.0", "params": {"model": model, "method": method, "args": args, "kwargs": kwargs}}
            ),
            headers={"Content-Type": "application/json"},
        ).json()
        return answer.get("result"), answer.get("error", {}).get("data", {}).get("message", "")

    def refused(self, login, model, method, *args, **kwargs):
        result, message = self.call(login, model, method, *args, **kwargs)
        self.assertTrue(message, f"{login} {method} should have been refused, but gave {result}")
        return message

    def test_a_clerk_drafts_a_manager_confirms(self):
        self._sell(self.scarf)
        clerk, manager = self.clerk.login, self.manager.login
        wizard, message = self.call(
            clerk,
            "otop.settlement.run",
            "create",
            {"date_to": "2026-10-31", "producer_ids": [[4, self.producer_a.id]]},
        )
        self.assertFalse(message)
        self.call(clerk, "otop.settlement.run", "action_start", [wizard])
        settlement = self.env["otop.settlement"].search([("producer_id", "=", self.producer_a.id)])
        self.assertEqual(settlement.amount_payable, 80)

        key = {"context": {"otop_document_key": True, "otop_ledger_key": True}}
        ids = settlement.ids
        self.refused(clerk, "otop.settlement", "action_confirm", ids)
        self.refused(clerk, "otop.settlement", "write", ids, {"amount_total": 1}, **key)
        self.refused(clerk, "otop.settlement", "unlink", ids)
        self.refused(clerk, "otop.settlement", "_make_bills", ids)
        self.refused(manager, "otop.settlement", "_claim", ids)
        self.refused(manager, "otop.settlement", "write", ids, {"state": "done"}, **key)
        self.refused(clerk, "otop.settlement", "create", {"producer_id": self.producer_a.id}, **key)
        self.refused(manager, "otop.ledger.entry", "write", settlement.entry_ids.ids, {"settlement_id": False}, **key)

        self.assertEqual(self.call(manager, "otop.settlement", "action_confirm", ids), (True, ""))
        settlement.invalidate_recordset()
        self.assertEqual((settlement.state, settlement.bill_id.amount_total), ("confirmed", 80))

    def test_a_cashier_sees_nothing_of_it(self):
        self._sell(self.scarf)
        self._settle(self.producer_a)
        cashier = self._user("cashier").login
        for model in ("otop.settlement", "otop.producer.account", "otop.producer.account.line"):
            self.refused(cashier, model, "search_read", [], ["id"])
        self.refused(cashier, "otop.integrity.check", "action_run")
        self.refused(cashier, "otop.settlement.run", "create", {})
