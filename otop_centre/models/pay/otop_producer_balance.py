from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# One row for each producer and centre: its id carries both.
COMPANY_SHIFT = 10_000_000


class OtopProducerBalance(models.Model):
    """What the centre owes its producers today: those for whom something is open, in a draft or left to pay.

    It reads what is open and nothing that is settled and paid, so it stays as fast as it is on the first day.
    One producer's whole account is `otop.producer.account`.
    """

    _name = "otop.producer.balance"
    _description = "Balance of a Producer"
    _auto = False
    _rec_name = "producer_id"
    _order = "producer_id"

    producer_id = fields.Many2one("res.partner", readonly=True)
    producer_code = fields.Char(related="producer_id.producer_code", string="Code")
    company_id = fields.Many2one("res.company", "Centre", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    open_count = fields.Integer("Open sales", readonly=True)
    amount_open = fields.Monetary("To settle", readonly=True, help="Not yet in a settlement.")
    amount_held = fields.Monetary("Of which held", readonly=True)
    amount_draft = fields.Monetary("In drafts", readonly=True, help="In settlements not yet confirmed.")
    amount_due = fields.Monetary("To pay", readonly=True, help="Settled and not yet paid.")
    amount_balance = fields.Monetary("Balance", readonly=True, help="All that the centre owes the producer today.")
    date_first = fields.Date("Oldest open sale", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT company_id * %(shift)s::bigint + producer_id AS id, producer_id, company_id,
                   SUM(open_count)::integer AS open_count, SUM(open) AS amount_open, SUM(held) AS amount_held,
                   SUM(draft) AS amount_draft, SUM(due) AS amount_due, SUM(open + draft + due) AS amount_balance,
                   MIN(date) AS date_first
              FROM (
                    SELECT producer_id, company_id, 1 AS open_count, amount_payable AS open,
                           CASE WHEN is_held THEN amount_payable ELSE 0 END AS held, 0 AS draft, 0 AS due, date
                      FROM otop_ledger_entry
                     WHERE settlement_id IS NULL
                 UNION ALL
                    SELECT producer_id, company_id, 0, 0, 0,
                           CASE WHEN date_confirmed IS NULL THEN amount_payable ELSE 0 END,
                           CASE WHEN date_confirmed IS NOT NULL THEN amount_due ELSE 0 END, NULL
                      FROM otop_settlement
                     WHERE date_cancelled IS NULL AND (date_confirmed IS NULL OR amount_due != 0)
                   ) due
          GROUP BY producer_id, company_id
            """,
            shift=COMPANY_SHIFT,
        )

    def action_open_account(self):
        self.ensure_one()
        return self.producer_id.with_company(self.company_id).action_open_otop_account()

    def action_settle(self):
        """Settle the chosen producers, or all when none is chosen."""
        if len(self.company_id) > 1:
            raise UserError(
                self.env._(
                    "Each centre settles by itself: you chose producers of %(centres)s. Choose those of one centre.",
                    centres=", ".join(self.company_id.mapped("name")),
                )
            )
        return self.producer_id._otop_action_settle(self.company_id or self.env.company)

    def action_pay(self):
        """Pay everything that these producers have been settled for."""
        return (
            self.env["otop.settlement"]
            .search(
                [
                    ("producer_id", "in", self.producer_id.ids),
                    ("company_id", "in", self.company_id.ids),
                    ("amount_due", ">", 0),
                ]
            )
            .action_pay()
        )
