from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

# Producers settled, and settlements confirmed, between two commits: a few seconds each.
STEPS = {"settle": 50, "confirm": 10}


class OtopSettlementRun(models.Model):
    """The work of a run: steps that are kept one by one, so that whatever stops it loses nothing."""

    _inherit = "otop.settlement.run"

    @api.model
    def _cron_work(self):
        """Go on with every run that is not finished, in the name of whoever started it."""
        runs = self.search([("state", "=", "running")], order="id")
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=sum(run.included_count - run.done_count for run in runs))
        for run in runs:
            run = run.with_user(run.user_id).with_company(run.company_id)
            while run.state == "running":
                try:
                    count = run._work_step()
                except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                    # somebody is at the same producers: what he did counts, the rest comes with the next look
                    self.env.cr.rollback()
                    count = 0
                is_time_left = commit(count)
                # somebody may have stopped the run meanwhile
                self.env.invalidate_all()
                if not is_time_left:
                    return

    def _work_step(self):
        """Do the next few of this run.

        :return: how many of its lines are done with now
        """
        self.ensure_one()
        todo = self.env["otop.settlement.run.line"].search(
            [("run_id", "=", self.id), ("reason", "=", "included"), ("is_done", "=", False)],
            limit=STEPS[self.kind] if self.included_count > STEPS[self.kind] else None,
        )
        if todo:
            self._try(self._settle_step if self.kind == "settle" else self._confirm_step, todo)
        vals = {"done_count": self.done_count + len(todo)}
        if vals["done_count"] >= self.included_count:
            vals |= {"state": "done", "date_done": fields.Datetime.now()}
        self._unsealed().write(vals)
        return len(todo)

    def _settle_step(self, lines):
        settlements = self.env["otop.settlement"]._generate(
            self.company_id, lines.producer_id, self.date_to, self.is_minimum_ignored, self.is_cycle_ignored
        )
        settlements.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                UPDATE otop_settlement_run_line line
                   SET is_done = TRUE, settlement_id = settlement.id
                  FROM (SELECT line.id AS line_id, settlement.id
                          FROM otop_settlement_run_line line
                     LEFT JOIN otop_settlement settlement
                            ON settlement.producer_id = line.producer_id AND settlement.id IN %s
                         WHERE line.id IN %s) settlement
                 WHERE line.id = settlement.line_id
                """,
                tuple(settlements.ids) or (0,),
                tuple(lines.ids),
            )
        )
        lines.invalidate_recordset()
        missed = lines.filtered(lambda line: not line.settlement_id)
        missed._refuse(self.env._("Settled by somebody else in the meantime, or nothing is open any more."))

    def _confirm_step(self, lines):
        lines.settlement_id.action_confirm()
        lines._unsealed().write({"is_done": True})

    def _try(self, work, lines):
        """All at once; when one is refused, one by one, so that the others do not wait for it."""
        try:
            with self.env.cr.savepoint():
                work(lines)
                self.env.flush_all()
        except UserError as refusal:
            if len(lines) == 1:
                lines._refuse(refusal.args[0])
                return
            for line in lines:
                self._try(work, line)
