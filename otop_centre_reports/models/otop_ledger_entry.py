from odoo import api, fields, models
from odoo.addons.otop_centre.tools import thai_calendar
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column


class OtopLedgerEntry(models.Model):
    """The ledger as the district and the municipality read it: by fiscal year and quarter.

    Both follow from the entry's date, which never changes, so neither do they.
    """

    _inherit = "otop.ledger.entry"

    fiscal_year = fields.Char(
        compute="_compute_fiscal",
        store=True,
        precompute=True,
        index=True,
        help="Buddhist-era year in which the Thai fiscal year ends: October 2026 lies in 2570.",
    )
    fiscal_quarter = fields.Selection(
        [
            ("1", "Q1 October-December"),
            ("2", "Q2 January-March"),
            ("3", "Q3 April-June"),
            ("4", "Q4 July-September"),
        ],
        compute="_compute_fiscal",
        store=True,
        precompute=True,
    )

    def _auto_init(self):
        # EXTENDS 'base': a ledger of a million entries is filled by one statement, not by record
        if not column_exists(self.env.cr, self._table, "fiscal_year"):
            self._fill_fiscal_columns()
        return super()._auto_init()

    def _fill_fiscal_columns(self):
        create_column(self.env.cr, self._table, "fiscal_year", "varchar")
        create_column(self.env.cr, self._table, "fiscal_quarter", "varchar")
        self.env.cr.execute(
            SQL(
                """
                UPDATE %s
                   SET fiscal_year = EXTRACT(year FROM date + interval '3 months')::int + 543,
                       fiscal_quarter = EXTRACT(quarter FROM date + interval '3 months')::int
                """,
                SQL.identifier(self._table),
            )
        )

    @api.depends("date")
    def _compute_fiscal(self):
        for entry in self:
            entry.fiscal_year = entry.date and str(thai_calendar.fiscal_year(entry.date))
            entry.fiscal_quarter = entry.date and str(thai_calendar.fiscal_quarter(entry.date))
