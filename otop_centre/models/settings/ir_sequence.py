from odoo import api, models
from odoo.tools import SQL

from ...tools.thai_calendar import fiscal_bounds, fiscal_year

PREFIXES = {
    "otop.agreement": "CC",
    "otop.intake": "CR",
    "otop.withdrawal": "RT",
    "otop.settlement": "ST",
    "otop.payout": "PV",
}
# Money goes by these papers: their numbers have no gaps. The others must only be unique and rising.
NO_GAP = {"otop.intake", "otop.settlement", "otop.payout"}


class IrSequence(models.Model):
    _inherit = "ir.sequence"

    @api.model
    def _otop_next(self, code, date, company):
        """Number a paper of the centre: ST70-00001, one series a centre and Thai fiscal year.

        The paper's own day picks the year. Call it when the paper becomes valid, not when it is drafted,
        and as late in the transaction as possible: a series without gaps is locked until the commit.
        """
        # sudo: whoever may issue the paper may number it; the series themselves stay an administrator's
        sequence = self.sudo().search([("code", "=", code), ("company_id", "=", company.id)], limit=1)
        if not sequence:
            sequence = self._otop_create(code, company)
        year = fiscal_year(date)
        period = sequence.date_range_ids.filtered(lambda period: period.date_from <= date <= period.date_to)[:1]
        if not period:
            self._otop_claim(sequence)
            first, last = fiscal_bounds(year)
            period = period.create({"sequence_id": sequence.id, "date_from": first, "date_to": last})
        if sequence.implementation == "no_gap":
            # wait for whoever is issuing the number before ours, instead of failing at once as Odoo does
            self.env.cr.execute(SQL("SELECT id FROM ir_sequence_date_range WHERE id = %s FOR UPDATE", period.id))
            period.invalidate_recordset(["number_next"])
        number = period._next().removeprefix(sequence.prefix)
        return f"{sequence.prefix}{year % 100:02}-{number}"

    def _otop_create(self, code, company):
        self._otop_claim(company)
        return self.sudo().create(
            {
                "name": f"OTOP {PREFIXES[code]} ({company.name})",
                "code": code,
                "prefix": PREFIXES[code],
                "padding": 5,
                "implementation": "no_gap" if code in NO_GAP else "standard",
                "use_date_range": True,
                "company_id": company.id,
            }
        )

    def _otop_claim(self, record):
        """Make two transactions that open the same series collide, so that the second is tried again."""
        self.env.cr.execute(
            SQL("UPDATE %s SET write_date = write_date WHERE id = %s", SQL.identifier(record._table), record.id)
        )
