import io
import os
import re

from odoo import Command
from odoo.tests import tagged

from .common import OtopCommon

try:
    import pypdfium2
except ImportError:  # the reader below then says what is missing
    pypdfium2 = None


# PDFium reads a cluster with a mark twice when the next letter overlaps it: "รับ" comes out as "รับรั "
TWICE = re.compile(r"([ก-ฮ][ัิีึืุู็่้๊๋์ํ๎]+)(.)\1 ?")


@tagged("post_install", "-at_install")
class TestReceivePapers(OtopCommon):
    """What the producer takes home, read back from the PDF that was printed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("th_TH")
        cls.env["ir.module.module"].search([("name", "=", "otop_centre")])._update_translations(["th_TH"])
        cls.env["otop.registration"].create(
            {
                "name": "110190001",
                "producer_id": cls.producer_a.id,
                "date": "2026-01-01",
                "expiry_date": "2028-12-31",
            }
        ).action_record()
        cls.jam = cls._product("Mango jam", cls.producer_a, 65, shelf_life_days=180, barcode="2000101000013")
        cls.intake = cls.env["otop.intake"].create(
            {
                "producer_id": cls.producer_a.id,
                "date": "2026-10-15",
                "line_ids": [
                    Command.create({"product_id": cls.jam.id, "quantity": 24}),
                    Command.create(
                        {
                            "product_id": cls.scarf.id,
                            "quantity": 5,
                            "quantity_rejected": 2,
                            "reject_reason_id": cls.env.ref("otop_centre.otop_reject_reason_damaged").id,
                        }
                    ),
                ],
            }
        )
        cls.intake.action_confirm()

    def _read(self, report, record):
        """Print a paper; return its number of pages and its text."""
        self.assertIsNotNone(pypdfium2, "pypdfium2 is missing: run `./otop setup` again.")
        pdf, kind = (
            self.env["ir.actions.report"].with_context(force_report_rendering=True)._render_qweb_pdf(report, record.ids)
        )
        self.assertEqual(kind, "pdf")
        document = pypdfium2.PdfDocument(io.BytesIO(pdf))
        text = " ".join(page.get_textpage().get_text_range() for page in document)
        if folder := os.environ.get("OTOP_PAPERS"):
            for number, page in enumerate(list(document)[:2]):
                page.render(scale=300 / 72).to_pil().save(f"{folder}/{report}-{number}.png")
        return len(document), TWICE.sub(r"\1\2", " ".join(text.split())).replace("ำ ", "ำ")

    def test_receipt_note(self):
        pages, text = self._read("otop_centre.report_otop_intake", self.intake.with_context(lang="en_US"))
        self.assertEqual(pages, 1)
        for words in (
            "ใบรับฝากขาย",
            self.intake.name,
            "15 ตุลาคม 2569",
            "TA01 Weavers A",
            "E700413",
            "13/04/2570",
            "1,560.00",
            "1,881.00",  # 24 × 65 + 3 × 107
            "ชำรุดหรือรั่วซึม",
            "หน้า 1 / 1",
        ):
            self.assertIn(words, text)

    def test_return_note(self):
        wizard = self.env["otop.withdrawal"].create({"producer_id": self.producer_a.id, "reason": "damaged"})
        wizard.line_ids.filtered(lambda line: line.product_id == self.jam).quantity = 4
        picking = self.env["stock.picking"].browse(wizard.action_confirm()["res_id"])
        _pages, text = self._read("otop_centre.report_otop_withdrawal", picking)
        for words in ("ใบคืนสินค้าฝากขาย", picking.name, "ชำรุดหรือบกพร่อง", "E700413", "13/04/2570"):
            self.assertIn(words, text)

    def test_labels(self):
        pages, text = self._read("otop_centre.report_otop_label_intake", self.intake)
        self.assertEqual(text.count("Mango jam"), 24)
        self.assertEqual(text.count("Indigo scarf"), 3)
        for words in ("฿65.00", "Weavers A", self.province.name):
            self.assertIn(words, text)
        self.assertEqual(pages, 2)

    def test_labels_of_a_roll_are_one_a_page_and_lose_nothing(self):
        self.jam.name = "น้ำพริกกุ้งเสียบสูตรโบราณบ้านแพรกษาใหม่รสเผ็ดจัดจ้านขวดแก้วขนาดใหญ่พิเศษสำหรับเป็นของฝาก " * 2
        pages, text = self._read("otop_centre.report_otop_label_intake_roll", self.intake)
        self.assertEqual(pages, 27)
        for words in ("฿65.00", "2000101000013", "13/04/2570"):
            self.assertEqual(text.replace(" ", "").count(words), 24, words)

    def test_only_food_and_drink_are_best_before_a_day(self):
        for category, words in (("C", "หมดอายุ 13/04/2570"), ("F", "ควรบริโภคก่อน 13/04/2570")):
            self.jam.otop_category_id = self.env["otop.category"].search([("code", "=", category)])
            _pages, text = self._read("otop_centre.report_otop_label_intake", self.intake)
            self.assertEqual(text.count(words), 24)
