"""The worked month of docs/ledger.md, played on the real thing: each table there is what the books say here."""

import pathlib
import re
from datetime import datetime

from freezegun import freeze_time
from odoo import Command
from odoo.addons.otop_centre_pos.tests.common import OtopPosCommon
from odoo.tests import tagged

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "ledger.md"
# accounts that each journal has of its own: the page shows their kind
KINDS = {"asset_cash": "Cash", "asset_receivable": "Receivable", "asset_current": "Bank"}
OWN_CODES = ("114200",)


def tables(page):
    """{heading: rows of the first table below it, without its head}, each cell bare text."""
    found, heading = {}, ""
    for line in page.splitlines():
        if line.startswith("#"):
            heading = line.strip("# ")
        elif line.startswith("|"):
            cells = [cell.strip(" *`") for cell in line.strip().strip("|").split("|")]
            found.setdefault(heading, []).append(cells)
        elif heading in found:
            heading = ""
    return {heading: rows[2:] for heading, rows in found.items()}


def baht(cell):
    return float(cell.replace(",", "").replace("−", "-") or 0)


@tagged("post_install", "-at_install")
class TestWorkedMonth(OtopPosCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = tables(PAGE.read_text(encoding="utf-8"))
        cls.company.otop_minimum_payout = 300
        cls.weavers = cls._producer("Weavers", "TW01")
        cls.spoons = cls._producer("Silversmiths", "TW02", is_vat_registered=True)
        cls.baskets = cls._producer("Basket makers", "TW03")
        cls.potters = cls._producer("Potters", "TW04")
        cls._agreement(cls.weavers, 20, minimum_payout=300)
        cls._agreement(cls.spoons, 20, minimum_payout=300)
        cls._agreement(cls.baskets, 25, mode="principal", minimum_payout=300)
        cls._agreement(cls.potters, 25, minimum_payout=300)
        cls.goods = {
            "Scarf": cls._product("Scarf", cls.weavers, 107, available_in_pos=True),
            "Rice": cls._product("Rice", cls.weavers, 50, vat_class="exempt", available_in_pos=True),
            "Spoon": cls._product("Spoon", cls.spoons, 107, available_in_pos=True),
            "Basket": cls._product("Basket", cls.baskets, 535, available_in_pos=True),
            "Pot": cls._product("Pot", cls.potters, 107, available_in_pos=True),
        }
        cls.finance = cls._user("finance")
        manager = cls._user("manager")
        for number, producer in enumerate((cls.weavers, cls.spoons, cls.baskets), 1):
            cls._bank_account(producer, f"999-0-0000{number}-1", cls.env.user, manager)
        cls.goods["Rice"].taxes_id = cls.env["account.tax"]._otop_sale_taxes(cls.company, "exempt")
        for product in cls.goods.values():
            cls._stock(product, 50)

    # ------------------------------------------------------------------ reading books and page

    def assertPage(self, heading, rows):
        self.assertIn(heading, self.page, "docs/ledger.md has no table below this heading")
        self.assertEqual(sorted(rows), sorted(self._plain_row(row) for row in self.page[heading]), heading)

    def _plain_row(self, row):
        """Figures of the page as numbers, other cells as text; an account is its code or its kind."""
        row[0] = re.sub(r"^(\d{6}|Cash|Receivable|Bank)\b.*", r"\1", row[0])
        return tuple(
            baht(cell) if re.fullmatch(r"[−-]?[\d,]+(\.\d+)?|", cell) and n else cell for n, cell in enumerate(row)
        )

    def _books(self, moves):
        """Debit and credit by account and producer, over all these journal entries."""
        sums = {}
        producers = self.weavers | self.spoons | self.baskets | self.potters
        for line in moves.line_ids:
            account = line.account_id.code
            if account not in OWN_CODES:
                account = KINDS.get(line.account_id.account_type, account)
            producer = (line.partner_id & producers).name or 0.0
            sums[account, producer] = sums.get((account, producer), 0) + line.balance
        rows = [(account, producer, round(balance, 2)) for (account, producer), balance in sums.items()]
        return [(a, p, max(b, 0.0), max(-b, 0.0)) for a, p, b in rows if b]

    def _till_day(self, day, *tickets):
        """One till from opening to closing; returns its tickets and all its journal entries."""
        with freeze_time(f"2026-10-{day:02} 02:00:00"):
            session = self._open()
            when = datetime(2026, 10, day, 5)
            orders = [self._sell_at(session, *ticket, date=when) for ticket in tickets]
            self._close(session)
            return orders, session._get_related_account_moves()

    def _proceeds_balance(self):
        [(balance,)] = self.env["account.move.line"]._read_group(
            [("account_id", "=", self.company.otop_proceeds_account_id.id), ("parent_state", "=", "posted")],
            aggregates=["balance:sum"],
        )
        return -(balance or 0)

    # ------------------------------------------------------------------ the month

    def test_month(self):
        before = self._proceeds_balance()
        goods = self.goods
        [ticket], moves = self._till_day(
            5, [(goods["Scarf"], 6), (goods["Rice"], 4), (goods["Basket"], 1), (goods["Pot"], 1)]
        )
        self.assertPage("5 October: the till closes", self._books(moves))
        sold = ticket.lines.filtered(lambda line: line.product_id == goods["Scarf"])
        _refund, moves = self._till_day(9, [self._refund_line(sold, 1)])
        self.assertPage("9 October: a scarf comes back", self._books(moves))
        with freeze_time("2026-10-12 05:00:00"):
            invoice = self._invoice([(goods["Spoon"], 10, 107, 10)], date="2026-10-12")
        self.assertPage("12 October: a hotel buys on credit", self._books(invoice))
        self._check_ledger()
        self.assertEqual(round(self._proceeds_balance() - before, 2), 1700)
        with freeze_time("2026-11-02 05:00:00"):
            settlements = self._settle_october()
        self.assertEqual(round(self._proceeds_balance() - before, 2), 100)
        self._check_settlements(settlements)
        for producer in self.weavers | self.spoons | self.baskets:
            bill = settlements.filtered(
                lambda settlement, producer=producer: settlement.producer_id == producer
            ).bill_id
            self.assertPage(f"31 October: {producer.name} are settled", self._books(bill))
        with freeze_time("2026-11-15 05:00:00"):
            moves = self._pay(settlements)
        self.assertPage("15 November: the producers are paid", self._books(moves))
        self.assertEqual(set(settlements.mapped("state")), {"done"})

    def _check_ledger(self):
        entries = self.env["otop.ledger.entry"].search(
            [("product_id", "in", [p.id for p in self.goods.values()])], order="id"
        )
        rows = [
            (
                f"{entry.date.day} October", entry.kind, entry.producer_id.name, entry.product_id.name, entry.quantity,
                entry.amount_with_vat, entry.amount_vat, entry.amount_without_vat, entry.amount_commission,
                entry.amount_payable,
            )
            for entry in entries
        ]  # fmt: skip
        self.assertPage("The ledger at the end of October", rows)

    def _settle_october(self):
        wizard = self.env["otop.settlement.run"].create(
            {
                "date_to": "2026-10-31",
                "producer_ids": [Command.set((self.weavers | self.spoons | self.baskets | self.potters).ids)],
            }
        )
        reasons = {line.producer_id.name: line.reason for line in wizard.line_ids}
        self.assertEqual(reasons.pop("Potters"), "minimum")
        self.assertEqual(set(reasons.values()), {"included"})
        wizard.action_start()
        settlements = wizard.line_ids.settlement_id
        settlements.filtered(lambda settlement: settlement.producer_id == self.spoons).write(
            {"tax_invoice_number": "10/2569", "tax_invoice_date": "2026-10-31"}
        )
        settlements.action_confirm()
        return settlements

    def _check_settlements(self, settlements):
        rows = [
            (
                settlement.producer_id.name, settlement.amount_with_vat, settlement.amount_vat,
                settlement.amount_without_vat, settlement.amount_commission, settlement.amount_payable,
                settlement.amount_producer_vat, settlement.amount_total,
            )
            for settlement in settlements
        ]  # fmt: skip
        self.assertPage("The settlements of October", rows)

    def _pay(self, settlements):
        action = settlements.with_user(self.finance).action_pay()
        window = self.env["account.payment.register"].with_user(self.finance).with_context(**action["context"])
        wizard = window.create({"group_payment": True})
        payments = wizard._create_payments()
        return payments.move_id
