from odoo.fields import Domain

from .rule import Rule


class Origins(Rule):
    """Each consigned line of a posted document has exactly one entry, with the document's own amounts.

    Invoices and credit notes are read line by line as they are booked; a bridge adds its own documents. In
    principal mode too: a sale without an entry is a sale that the producer is never paid for.
    """

    code = "origins"

    def title(self):
        return self.env._("Each sale stands once in the ledger, with the amounts of its document")

    def check(self):
        [(count,)] = self.rows(
            "SELECT COUNT(*) FROM otop_ledger_entry WHERE company_id = %(company)s AND origin_id IS NOT NULL"
        )
        return self.env._("%s sales", f"{count:,}"), self._doubled() + self._invoices()

    def _doubled(self):
        if self._is_unique():
            return []
        rows = self.rows(
            """
            SELECT MAX(id), MIN(origin_name), COUNT(*)
              FROM otop_ledger_entry
             WHERE company_id = %(company)s AND origin_id IS NOT NULL
          GROUP BY origin_model, origin_id, producer_id
            HAVING COUNT(*) > 1
            """
        )
        return [
            self.finding(
                "otop.ledger.entry", entry_id, self.env._("%(sale)s stands %(times)s times", sale=name, times=times)
            )
            for entry_id, name, times in rows
        ]

    def _is_unique(self):
        """Whether the database itself refuses a second entry: then nothing has to be counted."""
        return bool(
            self.rows(
                """
                SELECT 1 FROM pg_index
                 WHERE indexrelid = to_regclass('otop_ledger_entry_origin_uniq') AND indisunique AND indisvalid
                """
            )
        )

    def _invoices(self):
        # sudo: the auditor sees only what does not fit
        moves = self.env["account.move"].sudo()
        posted = Domain("state", "=", "posted") & Domain("company_id", "=", self.company.id)
        own = moves._search(moves._otop_origin_domain() & posted)
        rows = self.rows(
            """
            SELECT move.id, move.name, COALESCE(entry.without_vat, 0), -line.balance
              FROM account_move_line line
              JOIN account_move move ON move.id = line.move_id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
         LEFT JOIN (SELECT origin_id, SUM(amount_without_vat) AS without_vat, MIN(move_id) AS move_id
                      FROM otop_ledger_entry
                     WHERE company_id = %(company)s AND origin_model = 'account.move.line'
                  GROUP BY origin_id) entry ON entry.origin_id = line.id
             WHERE move.id IN %(own)s AND line.display_type = 'product' AND line.quantity != 0
               AND template.producer_id IS NOT NULL
               AND (entry.origin_id IS NULL OR entry.without_vat != -line.balance OR entry.move_id != move.id)
          ORDER BY move.id
            """,
            own=own.subselect(),
        )
        return [
            self.finding("account.move", move_id, name, self.money(booked), self.money(told))
            for move_id, name, told, booked in rows
        ]
