from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, TransactionCase, tagged

from . import odoo_steps
from .centres import CentresCommon
from .test_pay_settlement import PayCommon


@tagged("post_install", "-at_install")
class TestOdooStepsAreListed(TransactionCase):
    """Somebody has looked at every window, button and job of Odoo that could touch what producers are owed.

    A new version of Odoo brings new ones: they stand here by name until `odoo_steps.csv` says allowed, guarded or
    replaced, and by what (decision 42).
    """

    def _listed(self, *kinds):
        return {(row["model"], row["method"]) for row in odoo_steps.listed() if row["kind"] in kinds}

    def test_every_window(self):
        known = {model for model, _method in self._listed("wizard")}
        self.assertEqual(sorted(odoo_steps.windows(self.env) - known), [])

    def test_every_button(self):
        known = self._listed("method")
        self.assertEqual(
            sorted(
                (model, method)
                for (model, method), makers in odoo_steps.buttons(self.env).items()
                if known.isdisjoint((maker, method) for maker in makers)
            ),
            [],
        )

    def test_every_job(self):
        self.assertEqual(sorted(odoo_steps.crons(self.env) - self._listed("cron")), [])


class OdooStepsCommon(PayCommon):
    def _window(self, model, records, **values):
        return self.env[model].with_context(active_model=records._name, active_ids=records.ids).create(values)


@tagged("post_install", "-at_install")
class TestOdooStepsInBooks(OdooStepsCommon):
    """Odoo's own windows for the accountant leave what producers are owed as it stands (decision 42)."""

    def _reverse(self, move):
        window = self._window("account.move.reversal", move, journal_id=move.journal_id.id, date="2026-11-20")
        return window.refund_moves

    def test_what_books_sales_of_a_till_is_not_reversed(self):
        entry = self._sell(self.scarf).move_id
        with self.assertRaisesRegex(UserError, "Refund the tickets at the till"):
            self._reverse(entry)()
        self.assertFalse(entry.reversal_move_ids)
        self.assertProceedsTied()

    def test_the_bill_of_a_settlement_is_not_reversed(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a)
        with self.assertRaisesRegex(UserError, "Cancel the settlement"):
            self._reverse(settlement.bill_id)()

    def test_the_entry_that_pays_a_producer_is_not_reversed(self):
        self._sell(self.scarf)
        payment = self._pay_window(self._settle(self.producer_a))._create_payments()
        with self.assertRaisesRegex(UserError, "Open the payment and take it back there"):
            self._reverse(payment.move_id)()

    def test_an_invoice_with_goods_of_producers_is_still_credited(self):
        invoice = self._invoice([(self.scarf, 1, 107)])
        self._reverse(invoice)()
        self.assertEqual(invoice.reversal_move_ids.move_type, "out_refund")

    def test_documents_that_others_know_keep_their_number(self):
        invoice = self._invoice([(self.scarf, 1, 107)])
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a)
        for move in (invoice, settlement.bill_id):
            with self.subTest(move=move.move_type), self.assertRaisesRegex(UserError, "posted for a producer"):
                move.name = f"{move.name}9"
        with self.assertRaisesRegex(UserError, "posted for a producer"):
            self._window("account.resequence.wizard", invoice, first_name="INV/2026/00900").resequence()

    def test_a_document_that_only_the_books_know_is_numbered_anew(self):
        own = self.env["product.product"].create({"name": "Carrier bag", "list_price": 5, "taxes_id": False})
        invoice = self._invoice([(own, 1, 5)])
        invoice.name = f"{invoice.name}9"
        self.assertTrue(invoice.name.endswith("9"))

    def test_proceeds_are_not_moved_to_another_account(self):
        lines = self._sell(self.scarf).move_id.line_ids
        proceeds = lines.filtered(lambda line: line.account_id == self.company.otop_proceeds_account_id)
        window = self._window(
            "account.automatic.entry.wizard",
            proceeds,
            action="change_account",
            destination_account_id=self.company.otop_commission_account_id.id,
            journal_id=proceeds.journal_id.id,
        )
        with self.assertRaisesRegex(UserError, "only sales, refunds and settlements"):
            window.do_action()
        self.assertProceedsTied()

    def test_goods_of_producers_make_no_accrued_revenue(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": self.scarf.id, "product_uom_qty": 2})],
            }
        )
        order.action_confirm()
        window = self._window(
            "account.accrued.orders.wizard", order, account_id=self.company.otop_opening_account_id.id
        )
        with self.assertRaisesRegex(UserError, "no revenue of the centre"):
            window.create_entries()


@tagged("post_install", "-at_install")
class TestOdooStepsOnContacts(OdooStepsCommon):
    """A bank account comes to a producer's family by no side door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        contacts = cls.env["res.partner"]
        cls.treasurer = contacts.create({"name": "Treasurer", "parent_id": cls.producer_a.id})
        cls.stranger = contacts.create({"name": "Stranger"})
        cls.account = cls._bank_account(cls.stranger, "999-0-00009-9", cls.clerk, cls.manager)

    def test_a_contact_of_a_producer_is_not_merged(self):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        with self.assertRaisesRegex(UserError, "Treasurer.* is a contact of the producer Weavers A"):
            wizard._merge([self.stranger.id, self.treasurer.id], self.treasurer)
        self.assertEqual(self.account.partner_id, self.stranger)

    def test_an_account_that_comes_with_a_contact_is_verified_anew(self):
        self.assertTrue(self.account.is_otop_verified)
        self.stranger.with_user(self.clerk).parent_id = self.producer_a
        self.assertEqual(self.stranger.commercial_partner_id, self.producer_a)
        self.assertFalse(self.account.is_otop_verified)
        self.assertEqual(self.account.otop_changed_by_id, self.clerk)

    def test_a_contact_that_moves_between_customers_keeps_its_account(self):
        self.stranger.parent_id = self.customer
        self.assertTrue(self.account.is_otop_verified)


@tagged("post_install", "-at_install")
class TestOdooStepsOnGoods(OdooStepsCommon):
    """Odoo's own windows for stock and products leave goods of producers theirs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dozen = cls.env.ref("uom.product_uom_dozen")

    def _delivered(self, pieces):
        """A delivery of scarves to the hotel that has left."""
        self._stock(self.scarf, pieces)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": self.scarf.id, "product_uom_qty": pieces})],
            }
        )
        order.action_confirm()
        order.picking_ids.button_validate()
        self.assertEqual(order.picking_ids.state, "done")
        return order.picking_ids

    def test_a_delivery_that_is_unlocked_keeps_its_pieces(self):
        picking = self._delivered(3)
        picking.action_toggle_is_locked()
        with self.assertRaisesRegex(UserError, "what has moved stands"), self.cr.savepoint():
            picking.move_line_ids[0].quantity += 1
        with self.assertRaisesRegex(UserError, "what has moved stands"), self.cr.savepoint():
            picking.move_ids.quantity = 4
        self.assertEqual(picking.move_ids.quantity, 3)

    def test_a_delivery_may_still_be_written_about(self):
        picking = self._delivered(3)
        for line in picking.move_line_ids:
            line.write({"quantity": line.quantity})
        picking.note = "<p>Blue box</p>"
        self.assertTable(picking, ["state", "note"], [("done", "<p>Blue box</p>")])

    def test_a_unit_in_which_goods_of_producers_were_sold_keeps_its_size(self):
        invoice = self._invoice([(self.scarf, 1, 1284)], post=False)
        invoice.invoice_line_ids.product_uom_id = self.dozen
        self.dozen.relative_factor = 10
        self.dozen.relative_factor = 12
        invoice.action_post()
        with self.assertRaisesRegex(UserError, "Indigo scarf.* so the unit keeps its size"):
            self.dozen.relative_factor = 10
        self.dozen.write({"relative_factor": 12, "name": "Dozen of 12"})
        self.assertEqual(self.dozen.name, "Dozen of 12")

    def test_goods_of_producers_get_no_value_by_hand(self):
        values = self.env["product.value"]
        with self.assertRaisesRegex(UserError, "costs the centre nothing until it is sold"):
            values.create({"product_id": self.scarf.id, "value": 50, "company_id": self.company.id})
        own = self.env["product.product"].create({"name": "Carrier bag"})
        self.assertEqual(values.create({"product_id": own.id, "value": 5, "company_id": self.company.id}).value, 5)

    def test_goods_that_went_back_come_in_with_an_intake_only(self):
        self._stock(self.scarf, 3)
        with Form(self.env["otop.withdrawal"].with_user(self.clerk)) as form:
            form.producer_id = self.producer_a
        form.record.line_ids.quantity = 3
        picking = self.env["stock.picking"].browse(form.record.action_confirm()["res_id"])
        self.assertEqual(picking.state, "done")
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        for step in (wizard.action_create_returns, wizard.action_create_returns_all, wizard.action_create_exchanges):
            with self.assertRaisesRegex(UserError, "Take goods in with an intake"):
                step()
        self.assertFalse(picking.return_ids)


@tagged("post_install", "-at_install")
class TestOdooStepsOnSharedGoods(CentresCommon):
    """A variant is shared by its centres as the whole product is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colour = cls.env["product.attribute"].create(
            {"name": "Colour", "value_ids": [Command.create({"name": name}) for name in ("Blue", "Red")]}
        )
        cls.shawl = cls.env["product.template"].create(
            {
                "name": "Shawl",
                "producer_id": cls.producer_a.id,
                "list_price": 107,
                "otop_category_id": cls.category.id,
                "attribute_line_ids": [
                    Command.create(
                        {"attribute_id": cls.colour.id, "value_ids": [Command.set(cls.colour.value_ids.ids)]}
                    )
                ],
            }
        )
        by_colour = cls.shawl.product_variant_ids.grouped("product_template_variant_value_ids")
        cls.blue, cls.red = (variant for _colour, variant in sorted(by_colour.items(), key=lambda pair: pair[0].name))

    def test_a_variant_that_lies_on_the_shelf_is_not_archived(self):
        self._stock(self.blue, 5)
        with self.assertRaisesRegex(UserError, "5 of .*Shawl.* still lie at"):
            self.blue.action_archive()
        self.red.action_archive()
        self.assertEqual((self.blue.active, self.red.active), (True, False))

    def test_another_centre_archives_no_variant(self):
        with self.assertRaisesRegex(AccessError, "Ask that centre"):
            self.red.with_user(self.manager_b).action_archive()
        self.red.with_user(self.clerk_a).action_archive()
        self.assertFalse(self.red.active)

    def test_another_centre_changes_no_price_of_a_colour(self):
        red = self.colour.value_ids[1]
        red.default_extra_price = 10
        window = {"attribute_value_id": red.id, "mode": "update_extra_price"}
        with self.assertRaisesRegex(AccessError, "Ask that centre"):
            self.env["update.product.attribute.value"].with_user(self.manager_b).create(window).action_confirm()
        self.env["update.product.attribute.value"].with_user(self.clerk_a).create(window).action_confirm()
        self.assertEqual(self.red.lst_price, 117)
