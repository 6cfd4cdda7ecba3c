from datetime import datetime, timedelta

from odoo import Command, fields
from odoo.addons.otop_centre.tools.entry_kinds import TRADED, kind_of
from odoo.addons.otop_centre.tools.sale_facts import SaleFacts
from odoo.tests import TransactionCase, new_test_user


class OtopCommon(TransactionCase):
    """One centre on the Thai chart, VAT-registered and selling in its own name; two producers with one
    agreement each: A at 20 %, B at 25 %. Sums that one can do in the head: a price of 107 baht is 100 + 7."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True, "tz": "Asia/Bangkok"})
        cls.company = cls.env.ref("base.main_company")
        cls.company.otop_vat_regime_ids = [Command.clear(), Command.create({"regime": "own_name"})]
        cls.company.otop_minimum_payout = 0
        cls.env.user.group_ids |= cls.env.ref("otop_centre.group_otop_manager")
        cls.province = cls.env["res.country.state"].search([("code", "=", "TH-11")], limit=1)
        cls.vat_in = cls.env["account.tax"]._otop_sale_taxes(cls.company, "taxable")
        cls.category = cls.env["otop.category"].search([("code", "=", "C")])
        cls.producer_a = cls._producer("Weavers A", "TA01")
        cls.producer_b = cls._producer("Potters B", "TB01")
        cls.agreement_a = cls._agreement(cls.producer_a, 20)
        cls.agreement_b = cls._agreement(cls.producer_b, 25)
        cls.scarf = cls._product("Indigo scarf", cls.producer_a, 107)
        cls.bag = cls._product("Woven bag", cls.producer_a, 214)
        cls.pot = cls._product("Clay pot", cls.producer_b, 107)
        cls.customer = cls.env["res.partner"].create({"name": "Hotel", "is_company": True})

    @classmethod
    def _producer(cls, name, code, **values):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_otop_producer": True,
                "producer_code": code,
                "state_id": cls.province.id,
                "country_id": cls.env.ref("base.th").id,
                **values,
            }
        )

    @classmethod
    def _agreement(cls, producer, rate, **values):
        agreement = cls.env["otop.agreement"].create(
            {"producer_id": producer.id, "date_start": "2026-01-01", "commission_rate": rate, **values}
        )
        agreement.action_confirm()
        return agreement

    @classmethod
    def _product(cls, name, producer, price, **values):
        """`price`: baht, VAT included."""
        return cls.env["product.product"].create(
            {
                "name": name,
                "producer_id": producer.id,
                "list_price": price,
                "is_storable": True,
                "otop_category_id": cls.category.id,
                "taxes_id": [Command.set(cls.vat_in.ids)],
                **values,
            }
        )

    @classmethod
    def _user(cls, role):
        """A user with one role of the centre and nothing else, e.g. 'clerk'."""
        return new_test_user(
            cls.env, f"test_{role}", f"base.group_user,otop_centre.group_otop_{role}", tz="Asia/Bangkok"
        )

    @classmethod
    def _bank_account(cls, producer, number, writer, verifier=None):
        """Written down by one person; verified by another, when there is one."""
        account = cls.env["res.partner.bank"].with_user(writer).sudo()
        account = account.create({"partner_id": producer.id, "acc_number": number})
        if verifier:
            account.sudo(False).with_user(verifier).action_otop_verify()
        return account.with_env(cls.env)

    @classmethod
    def _stock(cls, product, quantity, lot=None):
        """Put goods on the shelf without a document."""
        warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1)
        cls.env["stock.quant"]._update_available_quantity(
            product, warehouse.lot_stock_id, quantity, lot_id=lot, owner_id=product.producer_id
        )

    @classmethod
    def _invoice(cls, lines, move_type="out_invoice", date="2026-10-15", post=True, **values):
        """:param lines: list of (product, quantity, price) or (product, quantity, price, discount)"""
        move = cls.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": cls.customer.id,
                "invoice_date": date,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "quantity": quantity,
                            "price_unit": price,
                            "discount": discount[0] if discount else 0,
                            "tax_ids": [Command.set(product.taxes_id.ids)],
                        }
                    )
                    for product, quantity, price, *discount in lines
                ],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def _sell(cls, product, quantity=1, amount=None, days=0, **facts):
        """One till sale straight through the ledger's door, booked on a journal entry of its own: for tests
        of what comes after the sale. `amount`: baht with VAT for all pieces."""
        amount = facts.get("amount_with_vat", quantity * product.list_price) if amount is None else amount
        without_vat = cls.company.currency_id.round(amount / 1.07) if product.taxes_id else amount
        without_vat = facts.get("amount_without_vat", without_vat)
        cls._origin = getattr(cls, "_origin", 10_000_000) + 1
        when = fields.Datetime.to_datetime(facts.pop("date_time", datetime(2026, 10, 15, 5))) + timedelta(days=days)
        move = facts.pop("move_id", None) or cls._book_proceeds(product, amount, without_vat, when).id
        facts = {
            "kind": kind_of(quantity),
            "channel": "pos",
            "company_id": cls.company.id,
            "product_id": product.id,
            "quantity": quantity,
            "amount_gross": amount / (1 - facts.get("discount", 0) / 100),
            "amount_list": quantity * product.list_price,
            "amount_with_vat": amount,
            "amount_vat": cls.company.currency_id.round(amount - without_vat),
            "amount_without_vat": without_vat,
            "date_time": when,
            "origin_model": "otop.test",
            "origin_id": cls._origin,
            "origin_name": f"Ticket {cls._origin}",
            "move_id": move,
            **facts,
        }
        return cls.env["otop.ledger.entry"]._post([SaleFacts(**facts)])

    @classmethod
    def _book_proceeds(cls, product, amount, without_vat, when):
        """What a till's closing entry does: money in, proceeds and VAT out."""
        cash = cls.env["account.account"].search([("account_type", "=", "asset_cash")], limit=1)
        vat = cls.company.account_sale_tax_id.invoice_repartition_line_ids.account_id[:1]
        move = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "date": fields.Date.to_string(when),
                "line_ids": [
                    Command.create({"account_id": cash.id, "balance": amount, "name": "Cash"}),
                    Command.create(
                        {
                            "account_id": cls.company.otop_proceeds_account_id.id,
                            "balance": -without_vat,
                            "partner_id": product.producer_id.id,
                            "name": "Sales",
                        }
                    ),
                    Command.create({"account_id": vat.id, "balance": without_vat - amount, "name": "VAT"}),
                ],
            }
        )
        move.with_context(**cls.env["otop.document.seal"]._unsealed().env.context).action_post()
        return move.with_env(cls.env)

    def queries(self, work, *args):
        """How many queries some work takes, from a cold cache to the last write."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work(*args)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def assertSameQueries(self, work, few, many, each=0):
        """`work` takes as many queries with `many` as with `few`.

        :param few, many: what `work` is called with
        :param each: queries that Odoo itself takes for each record of `many` more than for `few`
        """
        first, second = self.queries(work, few), self.queries(work, many)
        self.assertLessEqual(second, first + each * (len(many) - len(few)))

    def assertTable(self, records, field_names, rows):
        """Compare records with an aligned table, one row a record in the table's order."""
        actual = [[self._plain(record, name) for name in field_names] for record in records]
        self.assertEqual(actual, [list(row) for row in rows])

    def _plain(self, record, name):
        value = record[name]
        field = record._fields[name]
        if field.type in ("float", "monetary"):
            return round(value, 2)
        return value

    def assertProceedsTied(self):
        """Invariant 4: open entries whose money is booked = balance of the proceeds account."""
        ledger = self.env["otop.ledger.entry"]
        [(entries,)] = ledger._read_group(
            [
                ("company_id", "=", self.company.id),
                ("kind", "in", TRADED),
                ("mode", "=", "agent"),
                ("move_id.state", "=", "posted"),
                "|",
                ("settlement_id", "=", False),
                ("settlement_id.date_confirmed", "=", False),
            ],
            aggregates=["amount_without_vat:sum"],
        )
        [(balance,)] = self.env["account.move.line"]._read_group(
            [("account_id", "=", self.company.otop_proceeds_account_id.id), ("parent_state", "=", "posted")],
            aggregates=["balance:sum"],
        )
        self.assertEqual(self.company.currency_id.compare_amounts(entries or 0, -(balance or 0)), 0)
