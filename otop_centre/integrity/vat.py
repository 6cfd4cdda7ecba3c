from .rule import Rule


class Vat(Rule):
    """The ledger's VAT of an invoice = the VAT booked for it, per document, to the satang.

    Documents with the centre's own goods too are left out: their VAT is booked in one sum.
    """

    code = "vat"

    def title(self):
        return self.env._("The VAT of the ledger is the VAT in the books, invoice by invoice")

    def check(self):
        rows = self.rows(
            """
            WITH told AS (
                SELECT move_id, SUM(amount_vat) AS vat
                  FROM otop_ledger_entry
                 WHERE company_id = %(company)s AND origin_model = 'account.move.line' AND move_id IS NOT NULL
              GROUP BY move_id
            )
            SELECT move.id, move.name, told.vat,
                   -COALESCE(SUM(line.balance) FILTER (WHERE line.display_type = 'tax' AND tax.amount > 0), 0)
              FROM told
              JOIN account_move move ON move.id = told.move_id AND move.state = 'posted'
              JOIN account_move_line line ON line.move_id = move.id
         LEFT JOIN account_tax tax ON tax.id = line.tax_line_id
         LEFT JOIN product_product product ON product.id = line.product_id
         LEFT JOIN product_template template ON template.id = product.product_tmpl_id
          GROUP BY move.id, told.vat
            HAVING BOOL_AND(line.display_type != 'product' OR template.producer_id IS NOT NULL)
          ORDER BY move.date, move.id
            """
        )
        figure = self.env._(
            "%(count)s invoices, VAT %(vat)s", count=f"{len(rows):,}", vat=self.money(sum(row[2] for row in rows))
        )
        return figure, [
            self.finding("account.move", move_id, name, self.money(booked), self.money(told))
            for move_id, name, told, booked in rows
            if not self.is_same(told, booked)
        ]
