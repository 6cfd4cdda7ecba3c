import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..settings.otop_document_seal import MANAGER

_logger = logging.getLogger(__name__)

# A few papers are printed while the manager waits; more of them right after, in the background.
PRINT_AT_ONCE = 3
# So many share one start of the printer. Together they stay far below the server's time limits.
PRINT_TOGETHER = 20
# A paper that failed keeps no other waiting: so long it is left alone, and then it comes last.
REST = timedelta(minutes=30)
PRINT_AGAIN = "otop_centre.mail_activity_type_statement_print"


class OtopSettlement(models.Model):
    """Printing statements in the background. One that cannot be printed is told to whoever confirmed it, with the
    reason, and stands on the settlement until it is filed."""

    _inherit = "otop.settlement"

    date_print_failed = fields.Datetime("Printing failed on", readonly=True, copy=False)
    print_fault = fields.Char("Why the statement is not printed", readonly=True, copy=False)

    def _file_statements(self):
        """Print what was confirmed, now or in the background; the file then stands for good."""
        job = self.env.ref("otop_centre.ir_cron_otop_settlement_statement")
        if len(self) > PRINT_AT_ONCE:
            job._trigger()
            return
        try:
            self._print_statements()
        except UserError as error:
            # the money side must not wait for a printer: the paper follows, or the job tells why it does not
            _logger.info("Statements %s are printed later: %s", self.mapped("name"), error)
            job._trigger()

    @api.model
    def _cron_print_statements(self):
        """Print some papers at a time, kept as soon as they are filed: no step comes near the server's time limits."""
        domain = [
            ("date_confirmed", "!=", False),
            ("date_cancelled", "=", False),
            ("statement_id", "=", False),
            "|",
            ("date_print_failed", "=", False),
            ("date_print_failed", "<", fields.Datetime.now() - REST),
        ]
        todo = self.search(domain, order="date_print_failed nulls first, date_confirmed, id")
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(todo))
        for start in range(0, len(todo), PRINT_TOGETHER):
            some = todo[start : start + PRINT_TOGETHER]
            together = len(some) > 1 and some._try_to_print()
            for settlements in [some] if together else some:
                if not together:
                    settlements._try_to_print()
                if not commit(len(settlements)):
                    return

    def _try_to_print(self):
        """Whether these are filed now."""
        try:
            with self.env.cr.savepoint():
                self._print_statements()
        except UserError as error:
            _logger.info("The statements %s are printed later: %s", self.mapped("name"), error)
            if len(self) == 1:
                self._tell_print_failure(str(error))
            return False
        return True

    def _tell_print_failure(self, reason):
        """A notice with the reason for whoever confirmed; the first time only, the settlement shows the latest."""
        told = self.date_print_failed
        # sudo: the job's own note; no person writes it
        self.sudo()._unsealed().write({"date_print_failed": fields.Datetime.now(), "print_fault": reason})
        if told:
            return
        user = self.confirmed_by_id.filtered("active") or self._managers_of_centre()[:1]
        self.sudo().activity_schedule(
            PRINT_AGAIN,
            date_deadline=self.company_id._otop_day(),
            summary=self.env._("The statement of %s was not printed", self.name),
            note=self.env._(
                "%(reason)s It is tried again every half hour; press “Print again” to try now.", reason=reason
            ),
            user_id=user.id or self.env.uid,
        )

    def _managers_of_centre(self):
        # sudo: whom to tell is the job's question
        managers = self.env.ref(MANAGER).sudo().all_user_ids
        return managers.filtered(lambda user: user.active and self.company_id in user.company_ids)
