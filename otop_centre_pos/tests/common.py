from datetime import datetime
from uuid import uuid4

from odoo import Command, fields
from odoo.addons.otop_centre.tests.common import OtopCommon
from odoo.tests import new_test_user


class OtopPosCommon(OtopCommon):
    """The centre of `OtopCommon` with two tills and a cashier. Tickets come in as a till sends them: through
    `sync_from_ui`, with the till's own figures, by a user who is a cashier and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Whoever tests in a database with closed tills starts from a balance of its own.
        cls.cashier = new_test_user(
            cls.env, "test_otop_cashier", "base.group_user,otop_centre.group_otop_cashier", tz="Asia/Bangkok"
        )
        cls.bank_journal = cls.env["account.journal"].create({"name": "QR", "type": "bank", "code": "TQR"})
        cls.qr = cls.env["pos.payment.method"].create({"name": "QR", "journal_id": cls.bank_journal.id})
        cls.till = cls._till("Till 1", "TC1")
        cls.till_2 = cls._till("Till 2", "TC2")
        for product in (cls.scarf, cls.bag, cls.pot):
            product.available_in_pos = True

    @classmethod
    def _till(cls, name, code):
        journal = cls.env["account.journal"].create({"name": f"Cash {name}", "type": "cash", "code": code})
        cash = cls.env["pos.payment.method"].create({"name": f"Cash {name}", "journal_id": journal.id})
        return cls.env["pos.config"].create({"name": name, "payment_method_ids": [Command.set((cash | cls.qr).ids)]})

    @classmethod
    def _open(cls, till=None):
        till = till or cls.till
        till.with_user(cls.cashier).open_ui()
        session = till.current_session_id
        session.with_user(cls.cashier).set_opening_control(0, "")
        return session

    @classmethod
    def _close(cls, session):
        session = session.with_user(cls.cashier)
        session.post_closing_cash_details(
            session.cash_register_balance_start
            + sum(session.order_ids.payment_ids.filtered("payment_method_id.is_cash_count").mapped("amount"))
        )
        result = session.close_session_from_ui()
        assert result["successful"], result
        return session.sudo().move_id

    @classmethod
    def _line(cls, product, quantity, price=None, discount=0, refunds=None, lot=None, extra_tax_data=None, taxes=None):
        return {
            "product": product,
            "quantity": quantity,
            "price": product.list_price if price is None else price,
            "discount": discount,
            "refunds": refunds,
            "lot": lot,
            "extra_tax_data": extra_tax_data,
            "taxes": product.taxes_id if taxes is None else taxes,
        }

    @classmethod
    def _till_amounts(cls, lines):
        """What the till itself makes of the lines; its engine is the mirror of this one."""
        account_tax = cls.env["account.tax"]
        base_lines = [
            account_tax._prepare_base_line_for_taxes_computation(
                {"extra_tax_data": line["extra_tax_data"]},
                tax_ids=line["taxes"],
                price_unit=line["price"],
                quantity=line["quantity"],
                discount=line["discount"],
                currency_id=cls.company.currency_id,
                is_refund=line["quantity"] < 0,
            )
            for line in lines
        ]
        account_tax._add_tax_details_in_base_lines(base_lines, cls.company)
        account_tax._round_base_lines_tax_details(base_lines, cls.company)
        totals = account_tax._get_tax_totals_summary(base_lines, cls.company.currency_id, cls.company)
        return base_lines, totals

    @classmethod
    def _ticket(cls, session, *lines, invoice=None, shipping_date=False, date=None, draft=False):
        """The data of a paid ticket. A line is `_line(...)` or (product, quantity[, price[, discount]])."""
        lines = [line if isinstance(line, dict) else cls._line(*line) for line in lines]
        base_lines, totals = cls._till_amounts(lines)
        total = cls.company.currency_id.round(totals["total_amount_currency"])
        date = date or datetime(2026, 10, 15, 5)
        sign = -1 if total < 0 else 1
        return {
            "uuid": str(uuid4()),
            "access_token": str(uuid4()),
            "session_id": session.id,
            "user_id": cls.cashier.id,
            "company_id": cls.company.id,
            "pricelist_id": session.config_id.pricelist_id.id,
            "fiscal_position_id": False,
            "partner_id": (invoice or cls.env["res.partner"]).id,
            "to_invoice": bool(invoice),
            "shipping_date": shipping_date,
            "date_order": fields.Datetime.to_string(date),
            "last_order_preparation_change": "{}",
            "state": "draft" if draft else "paid",
            "is_refund": total < 0,
            "amount_total": total,
            "amount_tax": totals["tax_amount_currency"],
            "amount_paid": 0 if draft else total,
            "amount_return": 0,
            "lines": [
                Command.create(
                    {
                        "uuid": str(uuid4()),
                        "product_id": line["product"].id,
                        "qty": line["quantity"],
                        "price_unit": line["price"],
                        "discount": line["discount"],
                        "tax_ids": [Command.set(line["taxes"].ids)],
                        "price_subtotal": sign * base_line["tax_details"]["total_excluded_currency"],
                        "price_subtotal_incl": sign * base_line["tax_details"]["total_included_currency"],
                        "full_product_name": line["product"].name,
                        "refunded_orderline_id": (line["refunds"] or cls.env["pos.order.line"]).id,
                        "extra_tax_data": line["extra_tax_data"],
                        "pack_lot_ids": [Command.create({"lot_name": line["lot"]})] if line["lot"] else [],
                    }
                )
                for line, base_line in zip(lines, base_lines, strict=True)
            ],
            "payment_ids": []
            if draft
            else [
                Command.create(
                    {
                        "uuid": str(uuid4()),
                        "name": fields.Datetime.to_string(date),
                        "payment_date": fields.Datetime.to_string(date),
                        "payment_method_id": session.config_id.payment_method_ids.filtered("is_cash_count").id,
                        "amount": total,
                    }
                )
            ],
        }

    @classmethod
    def _sync(cls, *tickets):
        """Send tickets as the till does; returns the orders."""
        sent = cls.env["pos.order"].with_user(cls.cashier).sync_from_ui([{**ticket} for ticket in tickets])
        uuids = [ticket["uuid"] for ticket in tickets]
        ids = [values["id"] for values in sent["pos.order"] if values["uuid"] in uuids]
        return cls.env["pos.order"].browse(ids)

    @classmethod
    def _sell_at(cls, session, *lines, **options):
        return cls._sync(cls._ticket(session, *lines, **options))

    @classmethod
    def _refund_line(cls, sold_line, quantity, exact=True):
        """A refund line as the till makes it: with the server's amounts, or (without the server) its own."""
        values = {"price_unit": sold_line.price_unit, "discount": sold_line.discount, "extra_tax_data": None}
        if exact:
            values = (
                cls.env["pos.order.line"]
                .with_user(cls.cashier)
                .otop_refund_values({str(sold_line.id): quantity})[sold_line.id]
            )
        return cls._line(
            sold_line.product_id,
            -quantity,
            values["price_unit"],
            values["discount"],
            refunds=sold_line,
            extra_tax_data=values["extra_tax_data"],
            taxes=sold_line.tax_ids,
        )

    def _entries(self, *orders):
        lines = self.env["pos.order.line"].union(*(order.lines for order in orders))
        return self.env["otop.ledger.entry"].search(
            [("origin_model", "=", "pos.order.line"), ("origin_id", "in", lines.ids)], order="id"
        )

    def _owners(self, product):
        """{owner: pieces on the shelf}, lots apart from one another summed."""
        quants = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id.usage", "=", "internal"), ("quantity", "!=", 0)]
        )
        owners = {}
        for quant in quants:
            owners[quant.owner_id] = owners.get(quant.owner_id, 0) + quant.quantity
        return {owner: quantity for owner, quantity in owners.items() if quantity}
