import base64
import io
import pathlib
import subprocess
from unittest.mock import patch

import pypdfium2
import pypdfium2.raw as pdfium
from odoo.addons.base.models import ir_actions_report
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestPrint(TransactionCase):
    """Any report of Odoo, printed while no server runs: nothing is fetched, and a failure is an error."""

    def setUp(self):
        super().setUp()
        self.partner = self.env["res.partner"].create({"name": "กลุ่มทอผ้าแพรกษา"})

    def _report(self, inside):
        self.env["ir.ui.view"].create(
            {
                "type": "qweb",
                "key": "otop_centre.test_paper",
                "name": "test_paper",
                "arch": f"""
                    <t t-name="otop_centre.test_paper"><t t-call="web.html_container">
                        <t t-foreach="docs" t-as="doc"><t t-call="web.external_layout"><div class="page">
                            <p t-field="doc.name"/>{inside}
                        </div></t></t>
                    </t></t>""",
            }
        )
        return self.env["ir.actions.report"].create(
            {"name": "Paper", "model": "res.partner", "report_name": "otop_centre.test_paper"}
        )

    def _print(self, inside="", records=None, user=None):
        report = self._report(inside).with_user(user or self.env.user).with_context(force_report_rendering=True)
        content, kind = report._render_qweb_pdf("otop_centre.test_paper", (records or self.partner).ids)
        self.assertEqual(kind, "pdf")
        return pypdfium2.PdfDocument(io.BytesIO(content))

    def _pictures(self, document):
        return [item for page in document for item in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=1)]

    def _text(self, page):
        return page.get_textpage().get_text_range()

    def test_styles_and_fonts_stand_in_the_page(self):
        document = self._print('<p class="d-none">unstyled</p><p style="font-family: Sarabun">Sarabun</p>')
        self.assertNotIn("unstyled", self._text(document[0]))
        self.assertIn("กลุ่มทอผ้าแพรกษา", self._text(document[0]))

    def test_pictures_come_from_the_database_and_not_over_the_network(self):
        own = self.env["ir.attachment"].create({"name": "p.png", "raw": PIXEL})
        bare = len(self._pictures(self._print()))
        self.env["ir.ui.view"].search([("key", "=", "otop_centre.test_paper")]).unlink()
        for name, address, found in (
            ("attachment", f"/web/image/{own.id}", 1),
            ("attachment of this server", f"{own.get_base_url()}/web/image/{own.id}/p.png?unique=1", 1),
            ("field", f"/web/image?model=ir.attachment&amp;id={own.id}&amp;field=raw", 1),
            ("barcode", "/report/barcode/EAN13/2000101000013?width=300&amp;height=60", 1),
            ("barcode by query", "/report/barcode/?barcode_type=QR&amp;value=OTOP&amp;width=90&amp;height=90", 1),
            ("logo", "/logo.png", 1),
            ("static", "/web/static/img/nologo.png", 1),
            ("another host", "http://192.0.2.1/p.png", 0),
            ("another host, no scheme", "//192.0.2.1/p.png", 0),
            ("a file of the server", "/web/static/../../__manifest__.py", 0),
            ("a file of the machine", "file:///etc/passwd", 0),
            ("nothing there", "/web/image/999999999", 0),
        ):
            with self.subTest(name):
                document = self._print(f'<img src="{address}" width="20" height="20"/>')
                self.assertEqual(len(self._pictures(document)) - bare, found)
            self.env["ir.ui.view"].search([("key", "=", "otop_centre.test_paper")]).unlink()

    def test_a_picture_that_the_user_may_not_see_is_left_out(self):
        user = self.env["res.users"].create(
            {"name": "Clerk", "login": "print_clerk", "group_ids": [(6, 0, self.env.ref("base.group_user").ids)]}
        )
        secret = self.env["ir.attachment"].create({"name": "p.png", "raw": PIXEL})
        self.assertIsNone(self.env["otop.printed.page"].with_user(user)._find(f"/web/image/{secret.id}"))
        self.assertTrue(self.env["otop.printed.page"]._find(f"/web/image/{secret.id}"))

    def test_each_record_has_its_own_head(self):
        """Odoo's own layout, ten records of ten companies' worth of addresses, one job."""
        records = self.env["res.partner"].create([{"name": f"Partner {number}"} for number in range(10)])
        report = self._report('<p style="break-before: page">second</p>')
        view = self.env["ir.ui.view"].search([("key", "=", "otop_centre.test_paper")])
        view.arch_db = view.arch_db.replace("web.external_layout", "otop_centre.test_layout")
        self.env["ir.ui.view"].create(
            {
                "type": "qweb",
                "key": "otop_centre.test_layout",
                "name": "test_layout",
                "arch": """
                    <t t-name="otop_centre.test_layout">
                        <div class="header">Head of <t t-out="doc.name"/></div>
                        <div class="article" data-oe-model="res.partner" t-att-data-oe-id="doc.id">
                            <t t-out="0"/>
                        </div>
                        <div class="footer"><span class="page"/> of <span class="topage"/></div>
                    </t>""",
            }
        )
        content, _kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(
            "otop_centre.test_paper", records.ids
        )
        pages = [self._text(page) for page in pypdfium2.PdfDocument(io.BytesIO(content))]
        self.assertEqual(len(pages), 20)
        for number, text in enumerate(pages):
            self.assertIn(f"Head of Partner {number // 2}", text)
            self.assertIn(f"{number % 2 + 1} of 2", text)

    def test_a_printer_that_fails_is_an_error_with_a_remedy(self):
        """0 and 1 are what Odoo goes on with, whatever the file holds."""

        def printer(code, content):
            def run(arguments):
                pathlib.Path(arguments[-1]).write_bytes(content)
                return subprocess.CompletedProcess(arguments, code, stdout="", stderr="Chromium does not start")

            return run

        for code, content, reason in (
            (0, b"", "the file is empty"),
            (1, b"", "the file is empty"),
            (0, b"%PDF-1.7 broken off", "cannot be read"),
            (2, b"", "Chromium does not start"),
        ):
            with (
                self.subTest(code=code, content=content),
                patch.object(ir_actions_report, "_run_wkhtmltopdf", printer(code, content)),
                self.assertLogs("odoo.addons"),
                self.assertRaisesRegex(UserError, f"{reason}.*Try once more"),
            ):
                self._print()
            self.env["ir.ui.view"].search([("key", "=", "otop_centre.test_paper")]).unlink()
