import base64
from datetime import date

from odoo import Command, fields
from odoo.addons.otop_centre.models.pay.account_payment import OPEN_FIELDS as OPEN_ON_PAYMENTS
from odoo.addons.otop_centre.models.pay.res_partner_bank import SIGNATURES
from odoo.addons.otop_centre.models.sell.account_move_line_seal import OPEN as OPEN_ON_LINES
from odoo.addons.otop_centre.models.settings.otop_document_seal import by
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from .every_field import EveryField
from .test_pay_settlement import PayCommon

ROLES = ("cashier", "cdd", "auditor", "finance", "clerk", "manager")

STEPS = {
    "otop.agreement": {
        "draft confirmed": "manager",
        "draft cancel": "manager",
        "confirmed done": "manager",
        "confirmed cancel": "manager",
        "cancel draft": "manager",
    },
    "otop.intake": {"draft done": "clerk", "draft cancel": "clerk", "cancel draft": "clerk"},
    "otop.registration": {
        "draft submitted": "clerk",
        "draft cancel": "clerk",
        "submitted verified": "clerk",
        "submitted draft": "clerk",
        "submitted cancel": "clerk",
        "verified active": "clerk",
        "verified cancel": "clerk",
        "active expired": "clerk",
        "active suspended": "manager",
        "active cancel": "clerk",
        "suspended active": "manager",
        "suspended cancel": "manager",
        "expired cancel": "clerk",
        "cancel draft": "clerk",
    },
    "otop.settlement": {"draft confirmed": "manager", "draft cancel": "clerk", "confirmed cancel": "manager"},
}


# What may be deleted, by whoever has the right to: what has no number and never counted.
DELETED = {
    "otop.agreement": {"draft"},
    "otop.agreement.line": {"draft"},
    "otop.intake": {"draft", "cancel"},
    "otop.intake.line": {"draft"},
    "otop.registration": {"draft", "cancel"},
    "otop.document": {False, "draft", "submitted", "verified"},
    "res.partner.bank": {"verified"},
}


class DocumentCommon(PayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        own = {"clerk": cls.clerk, "manager": cls.manager, "finance": cls.finance}
        cls.users = {role: own.get(role) or cls._user(role) for role in ROLES}

    def _draft(self, code="TN01", **values):
        producer = self._producer(f"New {code}", code)
        return (
            self.env["otop.agreement"]
            .with_user(self.clerk)
            .create({"producer_id": producer.id, "date_start": "2026-01-01", "commission_rate": 20, **values})
        )

    def _registration(self, producer=None, first="2026-01-01", last="2028-12-31"):
        return (
            self.env["otop.registration"]
            .with_user(self.clerk)
            .create(
                {
                    "producer_id": (producer or self.producer_a).id,
                    "name": "110190001",
                    "date": first,
                    "expiry_date": last,
                }
            )
        )

    def _intake(self, day="2026-10-15", quantity=10):
        return (
            self.env["otop.intake"]
            .with_user(self.clerk)
            .create(
                {
                    "producer_id": self.producer_a.id,
                    "date": day,
                    "line_ids": [Command.create({"product_id": self.scarf.id, "quantity": quantity})],
                }
            )
        )

    def _withdrawal(self, quantity=1):
        wizard = self.env["otop.withdrawal"].with_user(self.clerk).create({"producer_id": self.producer_a.id})
        wizard.line_ids.filtered(lambda line: line.product_id == self.scarf).quantity = quantity
        return self.env["stock.picking"].with_user(self.clerk).browse(wizard.action_confirm()["res_id"])

    def _settlement(self):
        self._sell(self.scarf)
        return self.env["otop.settlement"]._generate(self.company, self.producer_a, date(2026, 10, 31))


@tagged("post_install", "-at_install")
class TestDocuments(EveryField, DocumentCommon):
    maxDiff = None

    """Every document, in every state, for every role: only what is said to be open can be written."""

    def _papers(self):
        """One record of each document in each of its states: {(model, state): record}."""
        papers = {}

        def keep(record, state=None):
            papers[record._name, state or record.state] = record

        def keep_with_row(record):
            keep(record)
            keep(record.line_ids[:1], record.state)

        rows = {"line_ids": [Command.create({"otop_category_id": self.category.id, "commission_rate": 10})]}
        steps = {"draft": (), "confirmed": ("confirm",), "done": ("confirm", "done"), "cancel": ("cancel",)}
        for index, (state, actions) in enumerate(steps.items()):
            agreement = self._draft(f"TG{index}", **rows)
            for action in actions:
                getattr(agreement.with_user(self.manager), f"action_{action}")()
            self.assertEqual(agreement.state, state)
            keep_with_row(agreement)

        document = self.env["otop.document"].with_user(self.clerk)
        papers["otop.document", False] = document.create({"producer_id": self.producer_a.id, "type": "other"})
        steps = {
            "draft": (),
            "submitted": ("submit",),
            "verified": ("submit", "verify"),
            "active": ("record",),
            "suspended": ("record", "suspend"),
            "expired": ("record",),
            "cancel": ("cancel",),
        }
        for index, (state, actions) in enumerate(steps.items()):
            producer = self._producer(f"Registered {index}", f"TR{index}")
            years = ("2020-01-01", "2022-12-31") if state == "expired" else ("2026-01-01", "2099-12-31")
            registration = self._registration(producer, *years)
            paper = document.create({"producer_id": producer.id, "type": "other", "registration_id": registration.id})
            for action in actions:
                user = self.manager if action == "suspend" else self.clerk
                getattr(registration.with_user(user), f"action_{action}")()
            self.assertEqual(registration.state, state)
            keep(registration)
            keep(paper, state)

        self._registration().action_record()
        done, cancelled = self._intake(), self._intake()
        done.action_confirm()
        cancelled.action_cancel()
        for intake in (self._intake(), done, cancelled):
            keep_with_row(intake)

        keep(self._withdrawal())
        transfer = papers["stock.picking", "done"].copy()
        transfer.action_cancel()
        keep(transfer)

        for state in ("draft", "confirmed", "done", "cancel"):
            settlement = self._settlement_in(state)
            keep(settlement)
        self._keep_what_hangs_on(papers["otop.settlement", "confirmed"], papers)
        self._keep_payment(papers["otop.settlement", "done"], papers)
        self._keep_runs(papers)
        return papers

    def _settlement_in(self, state):
        producer = self._producer(f"Settled {state}", f"TS-{state}")
        self._agreement(producer, 20)
        self._bank_account(producer, "999-0-00009-9", self.clerk, self.manager)
        self._sell(self._product(f"Goods {state}", producer, 107))
        settlement = self.env["otop.settlement"]._generate(self.company, producer, date(2026, 10, 31))
        if state in ("confirmed", "done"):
            settlement.with_user(self.manager).action_confirm()
        if state == "done":
            self._pay_window(settlement)._create_payments()
        if state == "cancel":
            settlement.with_user(self.manager).action_cancel()
        self.assertEqual(settlement.state, state)
        return settlement

    def _keep_what_hangs_on(self, settlement, papers):
        """Its bill, its entries, the statement that was printed again, the account to be paid to."""
        invoice = self._invoice([(self.pot, 2, 107)])
        for entry, name in ((settlement.bill_id, "bill"), (invoice, "invoice")):
            papers["account.move", name] = entry
            papers["account.move.line", name] = entry.invoice_line_ids[:1]
        papers["otop.ledger.entry", "settled"] = settlement.entry_ids
        papers["otop.ledger.entry", "open"] = self._sell(self.scarf)
        held, decided = self._sell(self.scarf), self._sell(self.scarf)
        (held | decided).with_user(self.manager).action_hold()
        decided.with_user(self.manager).action_producer_bears()
        papers["otop.ledger.hold", False] = held.hold_ids
        papers["otop.ledger.hold", "decided"] = decided.hold_ids
        printed = self.env["ir.attachment"].create({"name": "Old statement", "raw": b"old"})
        for state in ("draft", "confirmed", "done", "cancel"):
            papers["otop.settlement.reissue", state] = self._reissued(papers["otop.settlement", state], printed)
        papers["otop.document.step", "kept"] = settlement.sudo().step_ids[:1]
        papers["res.partner.bank", "verified"] = settlement.producer_id.bank_ids

    def _reissued(self, settlement, printed):
        """As the settlement's own step files it, without the printer."""
        values = {"settlement_id": settlement.id, "number": 1, "reason": "Wrong name", "replaced_id": printed.id}
        values |= {"user_id": self.manager.id, "date": "2026-11-05 03:00:00"}
        return self.env["otop.settlement.reissue"]._unsealed().create(values)

    def _keep_payment(self, settlement, papers):
        payment = settlement.bill_id.sudo().reconciled_payment_ids
        papers["account.payment", payment.state] = payment
        papers["account.move", "payment"] = payment.move_id
        papers["account.move.line", "payment"] = payment.move_id.line_ids[:1]

    def _keep_runs(self, papers):
        self._sell(self.scarf)
        for state in ("done", "cancelled", "draft"):
            run = self._wizard(self.producer_a)
            if state == "cancelled":
                run.action_cancel()
            if state == "done":
                run.action_start()
            papers["otop.settlement.run", state] = run
            papers["otop.settlement.run.line", state] = run.line_ids[:1]
            self.assertEqual(run.state, state)

    def _sealed_models(self):
        """Every model of a paper, and of what hangs on one, that says what is open."""
        return {
            name
            for name in self.env.registry
            if isinstance(self.env[name], self.env.registry["otop.document.seal"]) and not self.env[name]._abstract
        }

    def test_each_document_is_looked_at_in_each_state(self):
        papers = self._papers()
        self.assertEqual(self._sealed_models() - {name for name, _state in papers}, set())
        missing = {
            (name, state)
            for name in self._sealed_models() - {"stock.picking"}
            if self.env[name]._document_parent or "state" in self.env[name]._fields
            for state, _label in self.env[name]._document_states()
            if (name, state) not in papers
        }
        self.assertEqual(missing, set())

    def test_only_what_is_declared_open_can_be_written(self):
        self.roles = {**self.users, "producer": self._portal_user()}
        self.assertEqual("\n".join(self.differences(self._papers())), "")

    def test_only_what_never_counted_can_be_deleted(self):
        self.roles = {**self.users, "producer": self._portal_user()}
        self.assertEqual("\n".join(self.deletions(self._papers(), DELETED)), "")

    def test_nobody_types_a_document_that_stands(self):
        """A copy of the whole row, as it stands, is refused to everybody."""
        self.roles = {**self.users, "producer": self._portal_user()}
        papers = {
            (name, state): record
            for (name, state), record in self._papers().items()
            # a document begins as a draft, a row comes to what is open, and Odoo's own begin as Odoo's
            if state not in ("draft", False)
            and getattr(record, "_document_parent", None) not in self._declared(state, record)
            and name not in ("stock.picking", "res.partner.bank")
        }
        self.assertEqual("\n".join(self.forgeries(papers)), "")

    def _declared(self, state, record):
        anybody = "base.group_user,base.group_portal"  # whoever has the right
        if record._name == "account.move":
            return by(anybody, *record._otop_open_fields())
        if record._name == "account.move.line":
            return by(anybody, *OPEN_ON_LINES)
        if record._name == "account.payment":
            return by(anybody, *OPEN_ON_PAYMENTS)
        if record._name == "res.partner.bank":
            # what was paid to it are entries, and they stand
            closed = SIGNATURES | {"related_moves"}
            return by(anybody, *{field.name for field in record._fields.values() if field.store} - closed)
        return super()._declared(state, record)

    def _portal_user(self):
        """A producer who looks at his account from home."""
        user = new_test_user(self.env, "test_producer", "base.group_portal")
        user.partner_id = self.producer_a
        return user

    def test_steps_are_the_declared_ones_by_whom_they_are_declared(self):
        papers = self._papers()
        for (name, state), paper in papers.items():
            if name not in STEPS:
                continue
            for target, _label in paper._document_states():
                role = STEPS[name].get(f"{state} {target}")
                for user_role, user in self.users.items():
                    record = paper.with_user(user)
                    allowed = True
                    try:
                        record.check_access("write")
                        record._document_check_step(target)
                    except (AccessError, UserError):
                        allowed = False
                    expected = bool(role) and ROLES.index(user_role) >= ROLES.index(role)
                    self.assertEqual(allowed, expected, f"{name} {state} → {target} by {user_role}")

    def test_nothing_is_created_further_on_than_its_start(self):
        producer = self._producer("Late", "TL01")
        start = {"producer_id": producer.id}
        agreement = start | {"date_start": "2026-01-01", "commission_rate": 20}
        for model, values, forged in (
            ("otop.agreement", agreement, {"state": "confirmed"}),
            ("otop.agreement", agreement, {"name": "CC70-00099"}),
            ("otop.agreement", agreement, {"version": 7}),
            ("otop.registration", start, {"state": "active"}),
            ("otop.registration", start, {"reason": "none"}),
            ("otop.registration", start, {"previous_id": self._registration().id}),
            ("otop.intake", start, {"state": "done"}),
            ("otop.intake", start, {"name": "CR70-00099"}),
            ("otop.intake", start, {"user_id": self.users["finance"].id}),
            ("otop.document", start | {"type": "other"}, {"verified_by_id": self.manager.id}),
        ):
            for user in (self.clerk, self.manager):
                documents = self.env[model].with_user(user)
                with self.subTest(model=model, forged=forged, user=user.login):
                    for attempt in (documents, documents.sudo()):
                        with self.assertRaisesRegex(UserError, "cannot be changed"), self.cr.savepoint():
                            attempt.create(values | forged)
                    [(name, value)] = forged.items()
                    made = documents.with_context(**{f"default_{name}": value}).create(values)
                    self.assertNotEqual(made._fields[name].convert_to_write(made[name], made), value)
                    made.sudo().unlink()

    def test_a_default_of_ones_own_does_not_start_a_document_further_on(self):
        self.env["ir.default"].with_user(self.clerk).set("otop.registration", "state", "active", user_id=True)
        self.assertEqual(self._registration().state, "draft")

    def test_rows_follow_their_document(self):
        self._registration().action_record()
        received, counting = self._intake(), self._intake()
        received.action_confirm()
        row = {"product_id": self.scarf.id, "quantity": 1}
        line = self.env["otop.intake.line"].with_user(self.clerk)
        for attempt in (
            lambda: line.create(row | {"intake_id": received.id}),
            lambda: line.with_context(default_intake_id=received.id).create(row),
            lambda: received.write({"line_ids": [Command.create(row)]}),
            lambda: counting.line_ids.write({"intake_id": received.id}),
            lambda: received.line_ids.write({"intake_id": counting.id}),
            lambda: received.line_ids.unlink(),
            lambda: received.write({"line_ids": [Command.delete(received.line_ids.id)]}),
            lambda: received.line_ids.write({"lot_id": False}),
        ):
            with self.assertRaisesRegex(UserError, "cannot be changed"), self.cr.savepoint():
                attempt()
        counting.line_ids.unlink()
        self.assertFalse(counting.line_ids)

    def test_goods_on_a_paper_that_is_done_stand(self):
        self._registration().action_record()
        intake = self._intake()
        intake.action_confirm()
        for picking in (intake.picking_id, self._withdrawal()):
            for user in (self.clerk, self.manager):
                paper = picking.with_user(user)
                move, line = paper.move_ids, paper.move_line_ids
                row = {"picking_id": picking.id, "product_id": self.scarf.id, "product_uom_id": self.scarf.uom_id.id}
                for attempt in (
                    lambda line=line: line.write({"quantity": 7}),
                    lambda line=line: line.write({"date": "2026-01-01"}),
                    lambda move=move: move.write({"quantity": 7}),
                    lambda move=move: move.write({"date": "2026-01-01"}),
                    lambda line=line, row=row: line.create(row | {"quantity": 1}),
                    lambda move=move, row=row: move.create(
                        {"picking_id": row["picking_id"], "product_id": row["product_id"], "product_uom_qty": 1}
                    ),
                ):
                    with (
                        self.subTest(picking=picking.name, user=user.login),
                        self.assertRaisesRegex(UserError, "its goods stand"),
                        self.cr.savepoint(),
                    ):
                        attempt()

    def test_a_sealed_paper_may_still_be_talked_about(self):
        self._registration().action_record()
        intake = self._intake()
        intake.action_confirm()
        intake.message_post(body="Seen")
        intake.activity_schedule("mail.mail_activity_data_todo", user_id=self.clerk.id)
        self.assertIn(self.clerk, intake.activity_ids.user_id)

    def test_who_took_each_step_is_kept(self):
        agreement = self._draft()
        agreement.with_user(self.manager).action_confirm()
        agreement.with_user(self.manager).action_done()
        steps = agreement.with_user(self.users["auditor"]).step_ids
        self.assertRecordValues(
            steps.sorted("id"),
            [
                {"state_from": "draft", "state_to": "confirmed", "label_to": "Running", "user_id": self.manager.id},
                {"state_from": "confirmed", "state_to": "done", "label_to": "Ended", "user_id": self.manager.id},
            ],
        )
        self.assertTrue(all(steps.mapped("date")))
        for user in (self.manager, self.env.user):
            log = steps.with_user(user)
            for attempt in (
                lambda log=log: log.write({"user_id": self.clerk.id}),
                lambda log=log: log.unlink(),
                lambda log=log: log.create({"res_model": "otop.agreement", "res_id": agreement.id}),
                lambda log=log: log.sudo().write({"user_id": self.clerk.id}),
            ):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    attempt()

    # ------------------------------------------------------------------ agreements

    def test_a_number_stands_for_one_set_of_terms(self):
        agreement = self._draft().with_user(self.manager)
        agreement.action_confirm()
        number = agreement.name
        agreement.action_cancel()
        with self.assertRaisesRegex(UserError, "once ran under its number"):
            agreement.action_draft()
        other = agreement.copy({"commission_rate": 30})
        self.assertFalse(other.name)
        other.action_confirm()
        self.assertNotEqual(other.name, number)

    def test_a_cancelled_draft_may_be_taken_up_again(self):
        agreement = self._draft().with_user(self.manager)
        agreement.action_cancel()
        agreement.action_draft()
        self.assertEqual((agreement.state, agreement.name), ("draft", False))

    # ------------------------------------------------------------------ registrations

    def test_a_suspension_is_not_got_round_by_a_second_certificate(self):
        first = self._registration(last="2026-12-31")
        first.action_record()
        first.with_user(self.manager).action_suspend()
        second = self._registration(first="2026-06-01", last="2029-05-31")
        with self.assertRaisesRegex(UserError, "it is suspended"), self.cr.savepoint():
            second.action_record()
        later = self._registration(first="2027-01-01", last="2031-12-31")
        later.action_record()
        self.assertEqual(later.state, "active")
        with self.assertRaisesRegex(UserError, "Only a manager"):
            first.with_user(self.clerk).action_cancel()
        first.with_user(self.manager).action_cancel()
        second.action_record()
        self.assertEqual(second.state, "active")

    def test_an_older_second_certificate_does_not_hide_a_suspension(self):
        first, second = self._registration(), self._registration(first="2026-06-01", last="2029-05-31")
        first.action_record()
        second.action_record()
        first.with_user(self.manager).action_suspend()
        self.assertIn("suspended", self.producer_a._otop_intake_refusal(date(2026, 10, 1)))
        self.assertEqual(self.producer_a._otop_intake_refusal(date(2029, 2, 1)), "")

    # ------------------------------------------------------------------ intakes

    def test_a_received_intake_is_not_received_again(self):
        self._registration().action_record()
        intake = self._intake()
        intake.action_confirm()
        with self.assertRaisesRegex(UserError, "cannot be changed"), self.cr.savepoint():
            intake.write({"state": "draft"})
        for action in ("action_confirm", "action_draft", "action_cancel"):
            with self.subTest(action=action), self.assertRaises(UserError), self.cr.savepoint():
                getattr(intake, action)()
        self.assertEqual(
            sum(self.scarf.stock_quant_ids.filtered(lambda q: q.location_id.usage == "internal").mapped("quantity")), 10
        )

    def test_goods_written_down_later_came_on_the_papers_day(self):
        """Brought on 30 October, keyed in later: the statement of October holds them."""
        self._registration().action_record()
        intake = self._intake(day="2026-10-30")
        intake.action_confirm()
        picking = intake.picking_id
        days = {
            self.company._otop_day(moment)
            for moment in (picking.date_done, *picking.move_ids.mapped("date"), *picking.move_line_ids.mapped("date"))
        }
        self.assertEqual(days, {date(2026, 10, 30)})
        units = self.scarf._otop_units(date(2026, 10, 1), date(2026, 10, 31), self.company)[self.scarf]
        self.assertEqual((units.received, units.closing), (10, 10))

    def test_an_intake_does_not_lie_in_the_future(self):
        self._registration().action_record()
        intake = self._intake(day=fields.Date.add(self.company._otop_day(), days=1))
        with self.assertRaisesRegex(UserError, "has not come yet"):
            intake.action_confirm()

    def test_an_intake_does_not_lie_in_a_settled_period(self):
        self._registration().action_record()
        settlement = self._settlement()
        settlement.with_user(self.manager).action_confirm()
        intake = self._intake(day="2026-10-31")
        with (
            self.assertRaisesRegex(UserError, f"settled up to 10/31/2026 \\({settlement.name}\\)"),
            self.cr.savepoint(),
        ):
            intake.action_confirm()
        intake.date = "2026-11-01"
        intake.action_confirm()
        self.assertEqual(intake.state, "done")


@tagged("post_install", "-at_install")
class TestFiledPapers(DocumentCommon, HttpCase):
    """The statement that a producer holds: found by the file itself, closed as a paper, open for the chatter."""

    def _filed(self):
        settlement = self._settlement()
        settlement.with_user(self.manager).action_confirm()
        settlement.with_context(force_report_rendering=True)._print_statements()
        return settlement

    def test_a_file_of_the_same_name_does_not_become_the_paper(self):
        settlement = self._settlement()
        forged = (
            self.env["ir.attachment"]
            .with_user(self.clerk)
            .create(
                {
                    "name": settlement._statement_file_name(),
                    "raw": b"forged",
                    "res_model": settlement._name,
                    "res_id": settlement.id,
                }
            )
        )
        settlement.with_user(self.manager).action_confirm()
        settlement.with_context(force_report_rendering=True)._print_statements()
        report = self.env["ir.actions.report"].with_user(self.clerk).with_context(force_report_rendering=True)
        again, _kind = report._render_qweb_pdf("otop_centre.otop_settlement_report_statement", settlement.ids)
        self.assertTrue(settlement.statement_id)
        self.assertNotEqual(settlement.statement_id, forged)
        self.assertTrue(settlement.statement_id.raw.startswith(b"%PDF"), "the other file's content is not filed either")
        self.assertEqual(again, settlement.statement_id.raw)

    def test_the_chatter_adds_its_thumbnail(self):
        settlement = self._filed()
        content = settlement.statement_id.raw
        self.authenticate(self.clerk.login, self.clerk.login)
        thumbnail = "R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs="
        answer = self.make_jsonrpc_request(
            "/mail/attachment/update_thumbnail",
            {"attachment_id": settlement.statement_id.id, "thumbnail": thumbnail},
        )
        self.assertIsNone(answer)
        settlement.statement_id.invalidate_recordset()
        self.assertTrue(settlement.statement_id.thumbnail)
        self.assertTrue(settlement.statement_id.with_user(self.clerk).generate_access_token())
        self.assertEqual(settlement.statement_id.raw, content)

    def test_content_and_place_of_a_filed_paper_stand(self):
        paper = self._filed().statement_id
        for values in (
            {"raw": b"forged"},
            {"datas": base64.b64encode(b"forged")},
            {"db_datas": b"forged"},
            {"name": "other.pdf"},
            {"mimetype": "text/plain"},
            {"res_model": "res.partner"},
            {"res_id": 1},
            {"res_field": "image_1920"},
            {"type": "url", "url": "https://example.org"},
            {"thumbnail": False, "raw": b"forged"},
            {"public": True},
        ):
            for record in (paper.with_user(self.clerk), paper.with_user(self.manager), paper.sudo()):
                with self.subTest(values=values), self.assertRaisesRegex(UserError, "is filed"), self.cr.savepoint():
                    record.write(dict(values))
        with self.assertRaisesRegex(UserError, "is filed"):
            paper.unlink()
