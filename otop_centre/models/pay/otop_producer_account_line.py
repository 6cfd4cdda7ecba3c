from odoo import fields, models
from odoo.tools import SQL

from ...tools import entry_kinds
from ..agree.otop_agreement import CHANNELS
from .otop_producer_account import COMPANY_SHIFT

# Rows of three sources stand under each other: the id says which (last figure) and which one (the rest).
ENTRIES, VAT, PAYMENT = 1, 2, 3


class OtopProducerAccountLine(models.Model):
    """One movement on a producer's account, with the balance after it.

    Sales of a day stand as one row; the producer's own VAT comes with his settlement; payments go out.
    """

    _name = "otop.producer.account.line"
    _description = "Movement on a Producer Account"
    _auto = False
    _order = "date desc, id desc"

    account_id = fields.Many2one("otop.producer.account", readonly=True)
    producer_id = fields.Many2one("res.partner", readonly=True)
    company_id = fields.Many2one("res.company", "Centre", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(readonly=True)
    kind = fields.Selection([*entry_kinds.SELECTION, ("vat", "Producer's VAT"), ("payment", "Payment")], readonly=True)
    channel = fields.Selection(CHANNELS, readonly=True)
    name = fields.Char("Document", readonly=True)
    settlement_id = fields.Many2one("otop.settlement", readonly=True)
    move_id = fields.Many2one("account.move", "Payment entry", readonly=True)
    quantity = fields.Float("Pieces", digits="Product Unit", readonly=True)
    amount_with_vat = fields.Monetary("Sold", readonly=True)
    amount_credit = fields.Monetary("For the producer", readonly=True)
    amount_debit = fields.Monetary("Paid", readonly=True)
    amount_balance = fields.Monetary("Balance", readonly=True, aggregator=None)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT movement.*,
                   company_id * %(shift)s::bigint + producer_id AS account_id,
                   SUM(amount_credit - amount_debit) OVER (
                       PARTITION BY producer_id, company_id ORDER BY date, id
                   ) AS amount_balance
              FROM (
                    SELECT MIN(id) * 10 + %(entries)s AS id, producer_id, company_id, date, kind, channel,
                           CASE WHEN COUNT(*) = 1 THEN MIN(origin_name)
                                ELSE MIN(origin_name) || ' (+' || COUNT(*) - 1 || ')' END AS name,
                           settlement_id, NULL::integer AS move_id,
                           SUM(quantity) AS quantity, SUM(amount_with_vat) AS amount_with_vat,
                           SUM(amount_payable) AS amount_credit, 0::numeric AS amount_debit
                      FROM otop_ledger_entry
                  GROUP BY producer_id, company_id, date, kind, channel, settlement_id
                 UNION ALL
                    SELECT id * 10 + %(vat)s, producer_id, company_id, date_to, 'vat', NULL, name, id, NULL,
                           NULL, NULL, amount_producer_vat, 0
                      FROM otop_settlement
                     WHERE date_confirmed IS NOT NULL AND date_cancelled IS NULL AND amount_producer_vat != 0
                 UNION ALL
                    SELECT part.id * 10 + %(payment)s, settlement.producer_id, settlement.company_id, part.max_date,
                           'payment', NULL, move.name, settlement.id, move.id, NULL, NULL, 0, part.amount
                      FROM otop_settlement settlement
                      JOIN account_move_line line ON line.move_id = settlement.bill_id
                      JOIN account_partial_reconcile part ON part.credit_move_id = line.id
                      JOIN account_move_line counterpart ON counterpart.id = part.debit_move_id
                      JOIN account_move move ON move.id = counterpart.move_id
                     WHERE settlement.date_cancelled IS NULL
                   ) movement
            """,
            shift=COMPANY_SHIFT,
            entries=ENTRIES,
            vat=VAT,
            payment=PAYMENT,
        )

    def action_open(self):
        """Drill down to what the row is made of."""
        self.ensure_one()
        if self.kind == "payment":
            return {
                "type": "ir.actions.act_window",
                "res_model": "account.move",
                "res_id": self.move_id.id,
                "views": [(False, "form")],
            }
        if self.kind == "vat":
            return self.settlement_id._action_show()
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_ledger_entry_action")
        domain = [(name, "=", self[name].id) for name in ("producer_id", "company_id", "settlement_id")]
        domain += [(name, "=", self[name]) for name in ("date", "kind", "channel")]
        return action | {"domain": domain, "context": {}}
