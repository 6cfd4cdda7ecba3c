"""A paper of Odoo, printed as a user would get it: the printer is found, and it finds the styles."""

import io

import pypdfium2
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestPdf(HttpCase):
    def test_a_report_is_a_pdf_with_its_layout(self):
        partner = self.env["res.partner"].create({"name": "กลุ่มทอผ้าแพรกษา"})
        self.env["ir.ui.view"].create(
            {
                "type": "qweb",
                "key": "base.otop_test_paper",
                "name": "otop_test_paper",
                "arch": """
                    <t t-name="base.otop_test_paper">
                        <t t-call="web.html_container"><t t-foreach="docs" t-as="doc">
                            <t t-call="web.external_layout"><div class="page">
                                <p t-field="doc.name"/><p class="d-none">unstyled</p>
                            </div></t>
                        </t></t>
                    </t>""",
            }
        )
        report = self.env["ir.actions.report"].create(
            {"name": "Paper", "model": "res.partner", "report_name": "base.otop_test_paper"}
        )
        data, kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(report, partner.ids)
        self.assertEqual(kind, "pdf")
        text = pypdfium2.PdfDocument(io.BytesIO(data))[0].get_textpage().get_text_range()
        self.assertIn("กลุ่มทอผ้าแพรกษา", text)
        self.assertNotIn("unstyled", text, "the styles were not found: the class d-none shows")
