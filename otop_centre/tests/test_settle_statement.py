import io
import re
from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.addons.base.tests.test_ir_cron import CronMixinCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from ..tools import filed_paper
from .test_settle_settlement import SettleCommon


def squeezed(text):
    """Text without what a PDF reader loses or adds: spaces, and the tone marks that the font draws higher up."""
    return re.sub(r"[\s\0\u0e48-\u0e4c]", "", text).replace("\u0e4d\u0e32", "\u0e33")


@tagged("post_install", "-at_install")
class TestStatement(SettleCommon, CronMixinCase):
    """The paper says what the ledger says."""

    def pages(self, settlement):
        return [page.extract_text() for page in PdfFileReader(io.BytesIO(settlement.statement_id.raw)).pages]

    def _month(self):
        """Ten scarves received, two sold, one came back later, two given back to the producer."""
        receipt, delivery, back = (
            self.env.ref(f"stock.stock_location_{name}") for name in ("suppliers", "customers", "suppliers")
        )
        shelf = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)], limit=1).lot_stock_id
        for source, target, quantity in (
            (receipt, shelf, 10),
            (shelf, delivery, 3),
            (delivery, shelf, 1),
            (shelf, back, 2),
        ):
            move = self.env["stock.move"].create(
                {
                    "product_id": self.scarf.id,
                    "product_uom_qty": quantity,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                }
            )
            move._action_confirm()
            move.move_line_ids.unlink()
            move.move_line_ids = [
                Command.create(
                    {
                        "product_id": self.scarf.id,
                        "quantity": quantity,
                        "picked": True,
                        "location_id": source.id,
                        "location_dest_id": target.id,
                    }
                )
            ]
            move._action_done()
            move.move_line_ids.date = "2026-10-15 05:00:00"
        sale = self._sell(self.scarf, 3)
        self._sell(self.scarf, -1, days=1, reversed_entry_id=sale.id, **sale._refund_amounts(1))
        self._sell(self.bag, 1, 192.60, discount=10)

    def test_it_closes_in_baht_and_in_pieces(self):
        self._month()
        settlement = self._settle(self.producer_a)
        paper = settlement._statement()
        self.assertEqual(
            [
                (
                    line.product.name,
                    line.is_refund,
                    line.quantity,
                    round(line.without_vat, 2),
                    round(line.commission, 2),
                    round(line.payable, 2),
                )
                for line in paper["lines"]
            ],
            [
                # product        back   pcs  without   GP     payable
                ("Indigo scarf", False, 3.0, 300.00, 60.00, 240.00),
                ("Indigo scarf", True, -1.0, -100.0, -20.0, -80.00),
                ("Woven bag", False, 1.0, 180.00, 36.00, 144.00),
            ],
        )
        total = paper["total"]
        self.assertAlmostEqual(total.payable, settlement.amount_payable)
        self.assertAlmostEqual(total.gross - total.discount, settlement.amount_with_vat)
        units = paper["units"][self.scarf]
        self.assertEqual(
            (
                units.opening,
                units.received,
                units.returned,
                units.lost,
                units.sold,
                units.customer_returned,
                units.closing,
            ),
            (0, 10, 2, 0, 3, 1, 6),
        )
        self.assertNotIn(self.scarf, paper["units_open"])

    def test_pdf_holds_the_figures_in_thai(self):
        self._month()
        self.producer_a.bank_ids = [Command.create({"acc_number": "999-1-23456-7", "partner_id": self.producer_a.id})]
        settlement = self._settle(self.producer_a)
        settlement.with_context(force_report_rendering=True)._print_statements()
        self.assertTrue(settlement.statement_id)
        pages = self.pages(settlement)
        text = squeezed("".join(pages))
        self.assertGreaterEqual(len(pages), 2)
        for number, page in enumerate(pages, 1):
            self.assertIn(settlement.name, page)
            self.assertIn(squeezed(f"หน้า{number}จาก{len(pages)}"), squeezed(page))
            self.assertIn(squeezed(self.company.name), squeezed(page))
        figures = (settlement.name, "406.60", "304.00", "-80.00", "192.60", self.producer_a.name, "xxxxxx4567")
        thai = (
            "ใบแจ้งยอดขายสินค้าฝากขาย",
            "สามร้อยสี่บาทถ้วน",
            "1ตุลาคม2569",
            "31ตุลาคม2569",
            "15พฤศจิกายน2569",
            "ผู้รับเงิน",
            "ผู้อนุมัติ",
        )
        for part in (*figures, *thai):
            with self.subTest(part=part):
                self.assertIn(squeezed(part), text)
        self.assertNotIn("9991234567", text)

        before = settlement.statement_id.checksum
        self.producer_a.name = "Renamed"
        settlement.with_user(self.clerk).action_print_statement()
        self.assertEqual(settlement.statement_id.checksum, before)
        for user in (self.clerk, self.env.user):
            attachment = settlement.statement_id.with_user(user)
            with self.assertRaisesRegex(UserError, "is filed"):
                attachment.write({"raw": b"forged"})
            with self.assertRaisesRegex(UserError, "is filed"):
                attachment.unlink()

    def test_many_are_printed_in_the_background(self):
        """More than a few: the manager does not wait, the cron prints them."""
        cron = self.env.ref("otop_centre.ir_cron_otop_settlement_statement")
        producers = self.env["res.partner"]
        for index in range(4):
            producer = self._producer(f"Many {index}", f"TM0{index}")
            producers += producer
            self._agreement(producer, 20)
            self._sell(self._product(f"Goods {index}", producer, 107))
        with self.capture_triggers(cron.id) as capture:
            settlements = self._settle(*producers)
        self.assertEqual(len(capture.records), 1)
        self.assertFalse(settlements.statement_id)
        settlements.with_context(force_report_rendering=True)._print_statements()
        self.assertEqual(sorted(settlements.statement_id.mapped("name")), sorted(f"{s.name}.pdf" for s in settlements))
        for settlement in settlements:
            self.assertIn(settlement.name, "".join(self.pages(settlement)))

    def _ten(self):
        producers = self.env["res.partner"]
        for index in range(10):
            producer = self._producer(f"Ten {index}", f"TT{index:02}")
            producers += producer
            self._agreement(producer, 20)
            product = self._product(f"Goods {index}", producer, 107)
            for _sale in range(70 if index == 2 else 1):  # the third paper has three pages
                self._sell(product)
        return self._settle(*producers).with_context(force_report_rendering=True)

    def _job(self, seconds=60):
        """The job as the scheduler runs it, within the test's own transaction; so long is left after each step."""
        job = type(self.env["ir.cron"])
        with patch.object(job, "_commit_progress", lambda *_arguments, **_more: seconds):
            self.env["otop.settlement"].with_context(force_report_rendering=True)._cron_print_statements()

    def test_each_page_of_ten_papers_has_its_own_number(self):
        """Filed by the job, and printed together from what is filed."""
        settlements = self._ten()
        self._job()
        counts = []
        for settlement in settlements:
            pages = self.pages(settlement)
            counts.append(len(pages))
            for page in pages:
                self.assertGreaterEqual(page.count(settlement.name), 2)  # above and below
                for other in settlements - settlement:
                    self.assertNotIn(other.name, page)
        self.assertGreaterEqual(max(counts), 3)

    def _spoil(self, wrong):
        """This one comes out of the printer empty."""
        fault = filed_paper.fault

        def spoiled(content, number, amounts):
            return "empty file" if number == wrong.name else fault(content, number, amounts)

        return patch.object(filed_paper, "fault", spoiled)

    def test_one_paper_that_cannot_be_printed_keeps_no_other_waiting(self):
        settlements = self._ten()
        wrong = settlements[0]
        with self._spoil(wrong):
            # a printer so slow that a run ends after each of its steps
            for _run in range(3):
                self._job(seconds=0)
        self.assertEqual(settlements.filtered(lambda settlement: not settlement.statement_id), wrong)

    def test_a_paper_that_cannot_be_printed_is_told_to_who_confirmed_it(self):
        self._sell(self.scarf)
        wrong = self._settle(self.producer_a).with_context(force_report_rendering=True)
        with self._spoil(wrong):
            self._job()
            wrong._unsealed().date_print_failed -= timedelta(hours=1)  # it is left alone for a while
            self._job()
        [notice] = wrong.activity_ids
        self.assertEqual(notice.user_id, self.manager)
        self.assertIn(wrong.name, notice.summary)
        self.assertIn("empty file", notice.note)
        self.assertIn("empty file", wrong.print_fault)
        self.assertGreater(wrong.date_print_failed, fields.Datetime.now() - timedelta(minutes=5))
        # tried again by who was told
        wrong.with_user(self.manager).action_print_statement()
        self.assertTrue(wrong.statement_id)
        self.assertFalse(wrong.activity_ids)
        self.assertFalse(wrong.print_fault)

    def test_a_page_with_few_words_is_read_as_it_is_written(self):
        """pdfium takes it for one that is written from top to bottom, a letter a line."""

        class Page:
            def get_text_range(self):
                return "\r\n".join("S1 · หน้า 4 จาก 4")

            def get_text_bounded(self):
                return "S1 · หน้า4จาก4"

        self.assertEqual(filed_paper._text(Page()), "S1 · หน้า4จาก4")

    def test_a_wrong_paper_is_not_filed(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a).with_context(force_report_rendering=True)
        settlement._print_statements()
        content = settlement.statement_id.raw
        self.assertEqual(filed_paper.fault(content, settlement.name, ["80.00"]), "")
        for number, amounts, wrong, reason in (
            (settlement.name, ["80.00"], b"", "empty file"),
            (settlement.name, ["80.00"], content[:400], "unreadable"),
            ("ANOTHER-1", ["80.00"], content, "page 1 does not say"),
            (settlement.name, ["180.00"], content, "180.00 is missing"),
            (settlement.name, ["0.00", "80.0"], content, "80.0 is missing"),
        ):
            with self.subTest(reason):
                self.assertIn(reason, filed_paper.fault(wrong, number, amounts))
        with patch.object(filed_paper, "FONT", "Nowhere"):
            self.assertEqual(filed_paper.fault(content, settlement.name, []), "styles are missing")
        with self.assertRaisesRegex(UserError, "empty file.*not filed"):
            settlement._check_paper(b"")

    def test_a_manager_re_issues_a_paper_with_a_reason_and_both_are_kept(self):
        self._sell(self.scarf)
        settlement = self._settle(self.producer_a).with_context(force_report_rendering=True)
        settlement._print_statements()
        first = settlement.statement_id
        with self.assertRaisesRegex(AccessError, "A manager re-issues"):
            settlement.with_user(self.clerk)._reissue("Wrong address")
        with self.assertRaisesRegex(UserError, "Say why"):
            settlement.with_user(self.manager)._reissue("  ")
        self.env["otop.reissue"].with_user(self.manager).with_context(force_report_rendering=True).create(
            {"settlement_id": settlement.id, "reason": "Wrong address"}
        ).action_confirm()
        reissue = settlement.reissue_ids
        self.assertEqual((reissue.number, reissue.user_id, reissue.replaced_id), (1, self.manager, first))
        self.assertEqual(settlement.statement_id.name, f"{settlement.name}-R1.pdf")
        text = squeezed("".join(self.pages(settlement)))
        for part in ("ออกแทน", "Wrong address", "5 พฤศจิกายน 2569", self.manager.name):
            self.assertIn(squeezed(part), text)
        for paper in first + settlement.statement_id:
            with self.assertRaisesRegex(UserError, "is filed"):
                paper.unlink()
        with self.assertRaises(UserError):
            reissue.write({"reason": "forged"})
        with self.assertRaises(UserError):
            reissue.unlink()
