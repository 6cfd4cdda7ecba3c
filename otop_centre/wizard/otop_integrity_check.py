from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..integrity import RULES

# A list longer than this helps nobody; the figure says how many there are.
SHOWN = 200


class OtopIntegrityCheck(models.TransientModel):
    """Prove that ledger, settlements, books and shelves tell the same story.

    One rule a file in `integrity/`, each with its figure. It lists what does not fit and repairs nothing: a difference
    is for somebody to explain.
    """

    _name = "otop.integrity.check"
    _description = "Integrity Check"
    _rec_name = "date_run"

    company_id = fields.Many2one("res.company", "Centre", required=True, default=lambda self: self.env.company)
    date_run = fields.Datetime("Run on", default=fields.Datetime.now, readonly=True)
    line_ids = fields.One2many("otop.integrity.check.line", "check_id", "Rules", readonly=True)
    difference_ids = fields.One2many("otop.integrity.difference", "check_id", "Differences", readonly=True)
    difference_count = fields.Integer("Differences found", compute="_compute_difference_count")

    @api.depends("line_ids.difference_count")
    def _compute_difference_count(self):
        for check in self:
            check.difference_count = sum(check.line_ids.mapped("difference_count"))

    @api.model
    def action_run(self):
        """Check the user's centre and show the result."""
        check = self.create({})
        check._run()
        return check._action_show()

    def action_run_again(self):
        self.ensure_one()
        return self.action_run()

    def _action_show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Integrity check"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _rules(self):
        """The rules of this database, in the order of the flow; an addon replaces or adds its own."""
        return list(RULES)

    @api.model
    def _findings(self, company, codes=None):
        """Look at a centre with every rule, or those of `codes`, and write nothing.

        For the window, the nightly job and the auditor's workbook alike.

        :return: {code: (title, figure, list of `Finding`)}
        """
        self.env.flush_all()
        # each rule joins whole tables: they fit into memory, or PostgreSQL sorts them on the disk piece by piece
        self.env.cr.execute("SET LOCAL work_mem = '128MB'")
        rules = [rule(self.env, company) for rule in self._rules() if not codes or rule.code in codes]
        return {rule.code: (rule.title(), *rule.check()) for rule in rules}

    def _run(self):
        """Every rule, set-based; writes only its own result."""
        self.ensure_one()
        if not self.env.user.has_groups("otop_centre.group_otop_manager,otop_centre.group_otop_auditor"):
            raise AccessError(self.env._("A manager or an auditor runs the integrity check."))
        for number, (code, (title, figure, findings)) in enumerate(self._findings(self.company_id).items(), 1):
            self.env["otop.integrity.check.line"].create(
                {
                    "check_id": self.id,
                    "number": number,
                    "code": code,
                    "name": title,
                    "figure": figure,
                    "difference_count": len(findings),
                    "difference_ids": [
                        fields.Command.create(
                            {
                                "check_id": self.id,
                                "name": finding.name,
                                "hint": finding.hint,
                                "res_model": finding.model,
                                "res_id": finding.record_id,
                            }
                        )
                        for finding in findings[:SHOWN]
                    ],
                }
            )
