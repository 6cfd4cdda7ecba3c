from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_amount, format_date

# More settlements than this are confirmed in the background.
CONFIRM_AT_ONCE = 20


class OtopSettlement(models.Model):
    """The manager signs: what a draft holds is looked at a last time, and stands from then on."""

    _inherit = "otop.settlement"

    def action_refresh(self):
        """Take in what has been booked since the draft was made, up to the same cut-off."""
        self._check_state("draft", self.env._("Only a draft takes in more sales. Settle again for what came later."))
        self._lock()
        self.env["otop.ledger.entry"]._claim(self)
        self._refresh_amounts()
        return True

    def action_confirm(self):
        """The manager signs: bills are made and posted, figures and paper stand from now on."""
        self._refuse_unless_manager()
        self._lock()
        self._check_state("draft", self.env._("Only a draft can be confirmed."))
        self._refuse_out_of_date()
        self._refresh_amounts()
        for settlement in self:
            if not settlement.entry_count:
                raise UserError(
                    self.env._("%s has no sales in it. Cancel it: there is nothing to settle.", settlement.name)
                )
            if settlement.amount_payable < 0:
                raise UserError(
                    self.env._(
                        "%(settlement)s of %(producer)s comes to %(amount)s: refunds are more than sales. "
                        "Cancel it; the sum is carried to the next settlement.",
                        settlement=settlement.name,
                        producer=settlement.producer_id.display_name,
                        amount=format_amount(self.env, settlement.amount_payable, settlement.currency_id),
                    )
                )
        bills = self._make_bills()
        for settlement, bill in zip(self, bills, strict=True):
            settlement._unsealed().bill_id = bill
        self._document_step("confirmed", {"date_confirmed": fields.Datetime.now(), "confirmed_by_id": self.env.uid})
        bills.with_context(**self._unsealed().env.context)._post(soft=False)
        self._check_bills()
        self._file_statements()
        return True

    def _refuse_out_of_date(self):
        """What the manager saw is what he signs: nothing may have been booked into the period since."""
        self.env["otop.ledger.entry"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT settlement.id, COUNT(*), SUM(entry.amount_payable)
                  FROM otop_settlement settlement
                  JOIN otop_ledger_entry entry
                    ON entry.producer_id = settlement.producer_id AND entry.company_id = settlement.company_id
                   AND entry.date <= settlement.date_to AND entry.settlement_id IS NULL
                   AND entry.is_held IS NOT TRUE AND %(booked)s
                 WHERE settlement.id IN %(ids)s
              GROUP BY settlement.id
              ORDER BY settlement.id
                """,
                booked=self.env["otop.ledger.entry"]._booked_sql("entry"),
                ids=tuple(self.ids) or (0,),
            )
        )
        for settlement_id, count, amount in rows:
            settlement = self.browse(settlement_id)
            raise UserError(
                self.env._(
                    "Since %(settlement)s of %(producer)s was drafted, %(count)s more sales or refunds up to %(date)s "
                    "were booked (%(amount)s). Choose “Take in late sales”, look at the sum, then confirm.",
                    settlement=settlement.name,
                    producer=settlement.producer_id.display_name,
                    count=count,
                    date=format_date(self.env, settlement.date_to),
                    amount=format_amount(self.env, amount, settlement.currency_id),
                )
            )

    def action_confirm_many(self):
        """Confirm the chosen drafts: at once when they are few, in the background when they are many."""
        drafts = self.filtered(lambda settlement: settlement.state == "draft")
        if len(drafts) <= CONFIRM_AT_ONCE or len(drafts.company_id) > 1:
            return drafts.action_confirm()
        self._refuse_unless_manager()
        return self.env["otop.settlement.run"]._confirm_many(drafts)

    def _refuse_unless_manager(self):
        if not self.env.user.has_group("otop_centre.group_otop_manager"):
            raise AccessError(self.env._("A manager confirms settlements. Ask yours to look at the drafts."))
