from odoo import api, models
from odoo.exceptions import UserError
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
        [name] = self._otop_next_many(code, date, company, 1)
        return name

    @api.model
    def _otop_next_many(self, code, date, company, count):
        """The next `count` numbers of a series, in order: as many queries for one as for ten thousand.

        Whoever issues a number of a series without gaps writes its row. Two at once therefore collide on
        it, and the second is tried again from the start instead of reading what was true before the first.

        :param date: the papers' own day; all of them fall into its fiscal year
        :return: list of `count` numbers
        """
        if count <= 0:
            return []
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
        return [
            f"{sequence.prefix}{year % 100:02}-{number:0{sequence.padding}}"
            for number in self._otop_draw(sequence, period, count)
        ]

    def _otop_draw(self, sequence, period, count):
        """Take `count` figures of the series, as Odoo's own `_next` takes one."""
        cr = self.env.cr
        if sequence.implementation != "no_gap":
            series = f"ir_sequence_{sequence.id:03}_{period.id:03}"
            cr.execute(SQL("SELECT nextval(%s) FROM generate_series(1, %s)", series, count))
            return [number for (number,) in cr.fetchall()]
        period.flush_recordset(["number_next"])
        step = sequence.number_increment
        cr.execute(
            SQL(
                "UPDATE ir_sequence_date_range SET number_next = number_next + %s WHERE id = %s RETURNING number_next",
                count * step,
                period.id,
            ),
            log_exceptions=False,
        )
        [after] = cr.fetchone()
        period.invalidate_recordset(["number_next"])
        return range(after - count * step, after, step)

    def _otop_create(self, code, company):
        self._otop_claim(company)
        prefix = PREFIXES[code] + (company.otop_code or "")
        self._otop_refuse_same_numbers(prefix, company)
        # sudo: whoever makes the first paper of a kind has no right on series of numbers
        return self.sudo().create(
            {
                "name": f"OTOP {PREFIXES[code]} ({company.name})",
                "code": code,
                "prefix": prefix,
                "padding": 5,
                "implementation": "no_gap" if code in NO_GAP else "standard",
                "use_date_range": True,
                "company_id": company.id,
            }
        )

    def _otop_refuse_same_numbers(self, prefix, company):
        """Two centres never give the same number: a producer who delivers to both holds papers of both."""
        # sudo: the other centre's series count, whoever asks
        same = self.sudo().search(
            [("code", "in", list(PREFIXES)), ("prefix", "=", prefix), ("company_id", "!=", company.id)], limit=1
        )
        if same:
            raise UserError(
                self.env._(
                    "%(centre)s has no code of its own, so its papers would get the numbers of %(other)s. "
                    "Have a manager enter 2 to 4 letters in Configuration › Centre.",
                    centre=company.name,
                    other=same.company_id.name,
                )
            )

    def _otop_claim(self, record):
        """Make two transactions that open the same series collide, so that the second is tried again."""
        self.env.cr.execute(
            SQL("UPDATE %s SET write_date = write_date WHERE id = %s", SQL.identifier(record._table), record.id),
            log_exceptions=False,
        )
