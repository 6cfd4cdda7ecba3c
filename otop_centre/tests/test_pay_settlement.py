from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import SQL

from .test_settle_settlement import SettleCommon


class PayCommon(SettleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls._user("finance")
        for producer, number in ((cls.producer_a, "999-0-00001-1"), (cls.producer_b, "999-0-00002-2")):
            cls._bank_account(producer, number, cls.clerk, cls.manager)

    @classmethod
    def _pay_window(cls, settlements, **values):
        action = settlements.with_user(cls.finance).action_pay()
        return cls.env[action["res_model"]].with_user(cls.finance).with_context(**action["context"]).create(values)


@tagged("post_install", "-at_install")
class TestPay(PayCommon):
    def test_pay_one_settlement(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a)
        window = self._pay_window(settlement)
        self.assertEqual((window.amount, window.partner_bank_id), (80, self.producer_a.bank_ids))
        payment = window._create_payments()
        self.assertEqual((payment.amount, payment.partner_id, payment.memo), (80, self.producer_a, settlement.name))
        self.assertTable(settlement, ["state", "amount_paid", "amount_due"], [("done", 80, 0)])

    def test_pay_many_one_payment_a_producer(self):
        self._sell(self.scarf)
        self._sell(self.pot)
        october = self._settle(self.producer_a, self.producer_b)
        self._sell(self.bag, 1, days=19)
        november = self._settle(self.producer_a, date_to="2026-11-05")
        payments = self._pay_window(october | november)._create_payments()
        self.assertEqual(
            sorted((payment.partner_id.name, payment.amount) for payment in payments),
            [("Potters B", 75), ("Weavers A", 240)],
        )
        self.assertEqual(set((october | november).mapped("state")), {"done"})

    def test_part_payment_leaves_the_rest_to_pay(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a)
        self._pay_window(settlement, amount=30)._create_payments()
        self.assertTable(
            settlement, ["state", "payment_state", "amount_paid", "amount_due"], [("confirmed", "partial", 30, 50)]
        )
        with self.assertRaisesRegex(UserError, "so it stands"):
            settlement.with_user(self.manager).action_cancel()
        self._pay_window(settlement)._create_payments()
        self.assertEqual(settlement.state, "done")

    def test_payment_taken_back_opens_the_settlement_again(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a)
        payment = self._pay_window(settlement)._create_payments()
        payment.action_draft()
        self.assertEqual(settlement.amount_paid, 0)
        with self.assertRaisesRegex(UserError, "not made again"):
            payment.action_post()
        payment.action_cancel()
        self.assertTable(settlement, ["state", "amount_paid", "amount_due"], [("confirmed", 0, 80)])

    def test_two_windows_pay_once(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a)
        first, second = self._pay_window(settlement), self._pay_window(settlement)
        first._create_payments()
        with self.assertRaisesRegex(UserError, "has been paid already"):
            second._create_payments()
        with self.assertRaisesRegex(UserError, "Nothing is left to pay"):
            settlement.with_user(self.finance).action_pay()
        self.assertEqual(settlement.bill_id.amount_residual, 0)

    def test_never_more_than_is_due(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a)
        with self.assertRaisesRegex(UserError, "Enter at most"):
            self._pay_window(settlement, amount=81)._create_payments()

    def test_a_clerk_cannot_pay(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a)
        with self.assertRaises(AccessError):
            settlement.with_user(self.clerk).action_pay()
            self.env["account.payment"].with_user(self.clerk).create({})


@tagged("post_install", "-at_install")
class TestProducerAccount(PayCommon):
    FIGURES = [
        "amount_with_vat",
        "amount_payable",
        "amount_open",
        "amount_held",
        "amount_draft",
        "amount_due",
        "amount_paid",
        "amount_balance",
    ]

    def account(self, producer):
        return self.env["otop.producer.account"].create({"producer_id": producer.id, "company_id": self.company.id})

    def test_every_step_moves_one_figure(self):
        steps = []
        self._sell(self.scarf)
        steps.append(self.account(self.producer_a).read(self.FIGURES)[0])
        held = self._sell(self.bag)
        held.action_hold()
        steps.append(self.account(self.producer_a).read(self.FIGURES)[0])
        settlement = self._settle(self.producer_a, confirm=False)
        steps.append(self.account(self.producer_a).read(self.FIGURES)[0])
        settlement.with_user(self.manager).action_confirm()
        steps.append(self.account(self.producer_a).read(self.FIGURES)[0])
        self._pay_window(settlement, amount=30)._create_payments()
        steps.append(self.account(self.producer_a).read(self.FIGURES)[0])
        self.assertEqual(
            [tuple(round(step[name], 2) for name in self.FIGURES) for step in steps],
            [
                # sold  share  open   held  draft   due   paid  balance
                (107.0, 80.0, 80.00, 0.00, 0.00, 0.00, 0.00, 80.0),
                (321.0, 240.0, 240.0, 160.0, 0.0, 0.00, 0.00, 240.0),
                (321.0, 240.0, 160.0, 160.0, 80.0, 0.0, 0.00, 240.0),
                (321.0, 240.0, 160.0, 160.0, 0.0, 80.0, 0.00, 240.0),
                (321.0, 240.0, 160.0, 160.0, 0.0, 50.0, 30.0, 210.0),
            ],
        )

    def test_movements_end_at_the_balance(self):
        producer = self._producer("Registered", "TV09", is_vat_registered=True)
        self._agreement(producer, 20)
        self._bank_account(producer, "999-0-00003-3", self.clerk, self.manager)
        self._sell(self._product("Hat", producer, 107), 2)
        settlement = self._settle(producer)
        self._pay_window(settlement, amount=100)._create_payments()
        account = self.account(producer)
        self.assertEqual(
            sorted((line.kind, round(line.amount_credit, 2), round(line.amount_debit, 2)) for line in account.line_ids),
            [("payment", 0, 100), ("sale", 160, 0), ("vat", 11.20, 0)],
        )
        last = account.line_ids[0]
        self.assertAlmostEqual(last.amount_balance, account.amount_balance)
        self.assertAlmostEqual(account.amount_balance, 71.20)
        for line in account.line_ids:
            self.assertTrue(line.action_open())

    def test_who_reads_it(self):
        self._sell(self.scarf)
        view = self.env.ref("otop_centre.otop_producer_account_view_form")
        for role in ("clerk", "manager", "finance", "auditor"):
            user = self.env["res.users"].search([("login", "=", f"test_{role}")]) or self._user(role)
            action = self.producer_a.with_user(user).action_open_otop_account()
            account = self.env[action["res_model"]].with_user(user).browse(action["res_id"])
            self.assertEqual(account.amount_open, 80)
            Form(account, view=view)
            [balance] = (
                self.env["otop.producer.balance"].with_user(user).search([("producer_id", "=", self.producer_a.id)])
            )
            self.assertEqual(balance.amount_balance, 80)
            self.assertEqual(balance.action_open_account()["res_model"], "otop.producer.account")
        for role in ("cashier", "cdd"):
            with self.assertRaises(AccessError):
                self.producer_a.with_user(self._user(role)).action_open_otop_account()

    def test_an_account_is_read_by_whoever_opened_it(self):
        self._sell(self.scarf)
        action = self.producer_a.with_user(self.manager).action_open_otop_account()
        account = self.env["otop.producer.account"].with_user(self.clerk).browse(action["res_id"])
        for records in (account, account.sudo().line_ids.sudo(False)):
            with self.assertRaises(AccessError):
                records.read([])

    def test_figures_are_asked_for_not_typed(self):
        self._sell(self.scarf)
        account = self.env["otop.producer.account"].with_user(self.clerk)
        account = account.create({"producer_id": self.producer_a.id, "amount_balance": 5000})
        self.assertEqual(account.amount_balance, 80)
        with self.assertRaises(AccessError):
            account.amount_balance = 5000

    def test_balances_tell_what_is_open_today(self):
        self._sell(self.scarf)
        self._sell(self.pot)
        self._settle(self.producer_b, confirm=False)
        october = self._settle(self.producer_a)
        self._sell(self.bag, days=1)
        self._sell(self.bag, days=1).action_hold()
        rows = ["amount_open", "amount_held", "amount_draft", "amount_due", "amount_balance"]
        balance = self.env["otop.producer.balance"]
        producers = [("producer_id", "in", (self.producer_a | self.producer_b).ids)]
        self.env.flush_all()
        self.assertTable(
            balance.search(producers).sorted("amount_balance"),
            rows,
            [(0, 0, 75, 0, 75), (320, 160, 0, 80, 400)],
        )
        self._pay_window(october)._create_payments()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTable(
            balance.search([*producers, ("amount_due", "=", 0)]).sorted("amount_balance"),
            rows,
            [(0, 0, 75, 0, 75), (320, 160, 0, 0, 320)],
        )

    def _sell_thousands(self, entry):
        """So that PostgreSQL has a reason to use an index: sales like `entry`, by the table."""
        self.env.flush_all()
        names = [
            field.name
            for field in entry._fields.values()
            if field.store and field.column_type and field.name not in ("id", "origin_id")
        ]
        columns = SQL(", ").join(SQL.identifier(name) for name in names)
        self.env.cr.execute(
            SQL(
                "INSERT INTO otop_ledger_entry (%s, origin_id) SELECT %s, 20000000 + n"
                "  FROM otop_ledger_entry, generate_series(1, 5000) n WHERE id = %s",
                columns,
                columns,
                entry.id,
            )
        )
        # what a nightly vacuum does: words that were just written wait in a list beside their index
        self.env.cr.execute("SELECT gin_clean_pending_list('otop_ledger_entry__origin_name_index')")
        self.env.cr.execute("ANALYZE otop_ledger_entry")

    def test_one_balance_is_read_without_the_others(self):
        [scarf] = self._sell(self.scarf)
        [pot] = self._sell(self.pot)
        self._sell_thousands(pot)
        balances = self.env["otop.producer.balance"]
        [one] = balances.search([("producer_id", "=", scarf.producer_id.id)])
        for model, domain in (
            (balances, [("id", "=", one.id)]),
            (balances, [("producer_id", "=", scarf.producer_id.id)]),
            (scarf, [("is_held", "=", True)]),
            (scarf, [("origin_name", "ilike", "Fair/98765")]),
        ):
            with self.subTest(model=model._name, domain=domain):
                query = model._search(domain, order="id").select()
                self.env.cr.execute(SQL("EXPLAIN %s", query))
                plan = "\n".join(row for (row,) in self.env.cr.fetchall())
                self.assertNotIn("Seq Scan on otop_ledger_entry", plan)

    def test_an_account_costs_what_its_producer_sold_not_what_the_ledger_holds(self):
        """Thousands of sales of somebody else: no query of the account walks through them."""
        self._sell(self.scarf)
        [pot] = self._sell(self.pot)
        self._sell_thousands(pot)
        queries = []
        execute = type(self.env.cr).execute

        def listen(cr, query, params=None, log_exceptions=True):
            if "otop_ledger_entry" in (query.code if isinstance(query, SQL) else query):
                code, values = (query.code, query.params) if isinstance(query, SQL) else (query, params)
                queries.append(cr.mogrify(code, values).decode())
            return execute(cr, query, params, log_exceptions)

        with patch.object(type(self.env.cr), "execute", listen):
            self.account(self.producer_a)
        reads = [query for query in queries if query.lstrip().upper().startswith("SELECT")]
        self.assertGreaterEqual(len(reads), 2)
        for query in reads:
            self.env.cr.execute("EXPLAIN " + query.replace("%", "%%"))
            plan = "\n".join(row for (row,) in self.env.cr.fetchall())
            self.assertNotIn("Seq Scan on otop_ledger_entry", plan, query)
