from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# One account for each producer and centre: the row's id carries both.
COMPANY_SHIFT = 10_000_000


class OtopProducerAccount(models.Model):
    """What the centre and one producer owe each other, on one screen.

    No table of its own: every figure is a sum of the ledger, the settlements and their payments,
    so it can never be out of date. Balance = open + in drafts + left to pay.
    """

    _name = "otop.producer.account"
    _description = "Producer Account"
    _auto = False
    _rec_name = "producer_id"
    _order = "producer_id"

    producer_id = fields.Many2one("res.partner", readonly=True)
    producer_code = fields.Char(related="producer_id.producer_code", string="Code")
    company_id = fields.Many2one("res.company", "Centre", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount_with_vat = fields.Monetary("Sold", readonly=True, help="To customers, VAT included, less refunds.")
    amount_commission = fields.Monetary("Commission", readonly=True)
    amount_payable = fields.Monetary(
        "Producer's share", readonly=True, help="Of all sales so far, before the producer's own VAT."
    )
    amount_open = fields.Monetary("To settle", readonly=True, help="Not yet in a settlement.")
    open_count = fields.Integer("Open sales", readonly=True)
    amount_held = fields.Monetary("Of which held", readonly=True)
    amount_draft = fields.Monetary("In drafts", readonly=True, help="In settlements not yet confirmed.")
    amount_producer_vat = fields.Monetary("Producer's VAT", readonly=True, help="On his tax invoices so far.")
    amount_due = fields.Monetary("To pay", readonly=True, help="Settled and not yet paid.")
    amount_paid = fields.Monetary("Paid", readonly=True)
    amount_balance = fields.Monetary("Balance", readonly=True, help="All that the centre owes the producer today.")
    date_last_sale = fields.Date("Last sale", readonly=True)
    date_settled = fields.Date("Settled up to", readonly=True)
    line_ids = fields.One2many("otop.producer.account.line", "account_id", "Movements", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT pair.company_id * %(shift)s::bigint + pair.producer_id AS id,
                   pair.producer_id,
                   pair.company_id,
                   COALESCE(sold.with_vat, 0) AS amount_with_vat,
                   COALESCE(sold.commission, 0) AS amount_commission,
                   COALESCE(sold.payable, 0) AS amount_payable,
                   COALESCE(sold.open, 0) AS amount_open,
                   COALESCE(sold.open_count, 0) AS open_count,
                   COALESCE(sold.held, 0) AS amount_held,
                   COALESCE(settled.draft, 0) AS amount_draft,
                   COALESCE(settled.producer_vat, 0) AS amount_producer_vat,
                   COALESCE(settled.due, 0) AS amount_due,
                   COALESCE(settled.paid, 0) AS amount_paid,
                   COALESCE(sold.open, 0) + COALESCE(settled.draft, 0) + COALESCE(settled.due, 0) AS amount_balance,
                   sold.date_last_sale,
                   settled.date_settled
              FROM (
                    SELECT producer_id, company_id FROM otop_ledger_entry
                     UNION
                    SELECT producer_id, company_id FROM otop_agreement WHERE state != 'cancel'
                   ) pair
         LEFT JOIN (
                    SELECT producer_id, company_id,
                           SUM(amount_with_vat) AS with_vat,
                           SUM(amount_commission) AS commission,
                           SUM(amount_payable) AS payable,
                           SUM(amount_payable) FILTER (WHERE settlement_id IS NULL) AS open,
                           COUNT(*) FILTER (WHERE settlement_id IS NULL) AS open_count,
                           SUM(amount_payable) FILTER (WHERE settlement_id IS NULL AND is_held) AS held,
                           MAX(date) FILTER (WHERE kind = 'sale') AS date_last_sale
                      FROM otop_ledger_entry
                  GROUP BY producer_id, company_id
                   ) sold USING (producer_id, company_id)
         LEFT JOIN (
                    SELECT producer_id, company_id,
                           SUM(amount_payable) FILTER (WHERE date_confirmed IS NULL) AS draft,
                           SUM(amount_producer_vat) FILTER (WHERE date_confirmed IS NOT NULL) AS producer_vat,
                           SUM(amount_due) FILTER (WHERE date_confirmed IS NOT NULL) AS due,
                           SUM(amount_paid) FILTER (WHERE date_confirmed IS NOT NULL) AS paid,
                           MAX(date_to) FILTER (WHERE date_confirmed IS NOT NULL) AS date_settled
                      FROM otop_settlement
                     WHERE date_cancelled IS NULL
                  GROUP BY producer_id, company_id
                   ) settled USING (producer_id, company_id)
            """,
            shift=COMPANY_SHIFT,
        )

    @api.model
    def _id_of(self, producer, company):
        return company.id * COMPANY_SHIFT + producer.id

    def _settlements(self):
        return self.env["otop.settlement"].search(
            [("producer_id", "in", self.producer_id.ids), ("company_id", "in", self.company_id.ids)]
        )

    def action_settle(self):
        """Settle the chosen producers, or all when none is chosen."""
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_settlement_generate_action")
        return action | {
            "context": {
                "dialog_size": "extra-large",
                "default_producer_ids": self.producer_id.ids,
                "default_company_id": (self.company_id[:1] or self.env.company).id,
            }
        }

    def action_pay(self):
        """Pay everything that these producers have been settled for."""
        return self._settlements().filtered(lambda settlement: settlement.amount_due > 0).action_pay()

    def action_open_entries(self):
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_ledger_entry_action")
        return action | {"domain": [("producer_id", "in", self.producer_id.ids)], "context": {}}

    def action_open_unsettled(self):
        action = self.action_open_entries()
        return action | {"domain": action["domain"] + [("settlement_id", "=", False)]}

    def action_open_settlements(self):
        action = self.env["ir.actions.actions"]._for_xml_id("otop_centre.otop_settlement_action")
        return action | {"domain": [("producer_id", "in", self.producer_id.ids)], "context": {}}

    def action_open_payments(self):
        if not self.env["account.payment"].has_access("read"):
            raise UserError(self.env._("Payments are shown to finance. Here you see their sum."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payments"),
            "res_model": "account.payment",
            "views": [(False, "list"), (False, "form")],
            "domain": [("partner_id", "in", self.producer_id.ids), ("payment_type", "=", "outbound")],
        }
