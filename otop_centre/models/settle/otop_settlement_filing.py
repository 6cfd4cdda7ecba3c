from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import filed_paper
from ..settings.otop_document_seal import MANAGER
from .otop_settlement_print_job import PRINT_AGAIN


class OtopSettlement(models.Model):
    """The producer statement as a file: looked at, filed, and never redrawn. A wrong one is superseded by a paper
    that says so, and both are kept."""

    _inherit = "otop.settlement"

    reissue_ids = fields.One2many("otop.settlement.reissue", "settlement_id", "Re-issues", readonly=True, copy=False)

    def _statement_file_name(self):
        self.ensure_one()
        number = self.reissue_ids[:1].number
        return f"{self.name}-R{number}.pdf" if number else f"{self.name}.pdf"

    def _print_statements(self):
        """Render the confirmed settlements that have no file yet, and keep the files."""
        self.filtered(lambda settlement: settlement.date_confirmed and not settlement.statement_id)._file_new()

    def _file_new(self):
        """Print these, look at what came out, and file all of them or none."""
        if not self:
            return
        # sudo: whoever prints first need not be allowed to attach files; the figures are frozen anyway
        report = self.env["ir.actions.report"].sudo().with_context(report_pdf_no_attachment=True)
        papers, kind = report._pre_render_qweb_pdf("otop_centre.otop_settlement_report_statement", self.ids)
        if kind != "pdf":
            return  # Odoo's tests print nothing
        values = []
        for settlement in self:
            stream = papers.get(settlement.id, {}).get("stream")
            content = stream.getvalue() if stream else b""
            settlement._check_paper(content)
            values.append(
                {
                    "name": settlement._statement_file_name(),
                    "raw": content,
                    "res_model": self._name,
                    "res_id": settlement.id,
                    # the job prints for every centre; the paper is the settlement's
                    "company_id": settlement.company_id.id,
                }
            )
        # sudo: filing is the centre's own step; finance prints without a right to write
        files = self.env["ir.attachment"].sudo().create(values)
        for settlement, file in zip(self, files, strict=True):
            settlement.sudo()._unsealed().write(
                {"statement_id": file.id, "date_print_failed": False, "print_fault": False}
            )
        # sudo: the notice may be another one's
        self.sudo().activity_unlink([PRINT_AGAIN])

    def _check_paper(self, content):
        """Nothing is filed for good that nobody has looked at: neither an empty sheet nor another one's figures."""
        if fault := filed_paper.fault(content, self.name, [f"{self.amount_total + 0:,.2f}"]):
            raise UserError(
                self.env._(
                    "The statement of %(settlement)s came out of the printer wrong (%(fault)s) and was not filed. "
                    "Print it once more; if it fails again, tell whoever looks after the server.",
                    settlement=self.name,
                    fault=fault,
                )
            )

    def action_print_statement(self):
        """The filed paper when it stands; a preview of it while the settlement is a draft."""
        self.check_access("read")
        self._print_statements()
        return self.env.ref("otop_centre.otop_settlement_report_statement").report_action(self, config=False)

    # ------------------------------------------------------------------ re-issue

    def action_reissue(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Re-issue the statement"),
            "res_model": "otop.reissue",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_settlement_id": self.id},
        }

    def _reissue(self, reason):
        """File a paper in place of a wrong one. The wrong one stays, and the new one says what it replaces and why."""
        self.ensure_one()
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("A manager re-issues a filed statement. Ask yours."))
        self._lock()
        if not self.statement_id or self.state == "cancel":
            raise UserError(
                self.env._("%s has no filed statement to be re-issued. Print its statement first.", self.name)
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the statement of %s is re-issued: it is printed on it.", self.name))
        replaced = self.statement_id
        # sudo: nobody writes re-issues by hand; the manager was asked for above
        self.env["otop.settlement.reissue"].sudo()._unsealed().create(
            {
                "settlement_id": self.id,
                "number": len(self.reissue_ids) + 1,
                "reason": reason.strip(),
                "user_id": self.env.uid,
                "date": fields.Datetime.now(),
                "replaced_id": replaced.id,
            }
        )
        self.invalidate_recordset(["reissue_ids"])
        self._file_new()
        if self.statement_id == replaced:
            raise UserError(self.env._("The statement of %s could not be printed. Try once more.", self.name))
        self.message_post(
            body=self.env._(
                "Statement re-issued (no. %(number)s): %(reason)s",
                number=self.reissue_ids[:1].number,
                reason=reason.strip(),
            )
        )
