from .rule import Rule


class EntryTerms(Rule):
    """The split of each sale follows from the terms frozen in it, and these from the agreement of its own day.

    price_excluded: payable = own amount without VAT less rate. price_included: own amount with VAT less rate,
    less the VAT in it when the producer was VAT-registered. The producer is the product's. The own amounts are the
    line's before its document was rounded, so that a rounding satang never lies on the producer's side.
    """

    code = "entry_terms"

    def title(self):
        return self.env._("Each sale is split by the terms of its own day, for the producer of its goods")

    def check(self):
        [(count,)] = self.rows(
            "SELECT COUNT(*) FROM otop_ledger_entry WHERE company_id = %(company)s AND kind = 'sale'"
        )
        # one pass for the three questions: the ledger is the largest table of the centre
        rows = self.rows(
            """
            SELECT id, name, payable != amount_payable, payable, amount_payable, is_foreign, is_other_rate,
                   agreed_rate, commission_rate
              FROM (SELECT e.id, COALESCE(e.origin_name, '#' || e.id) AS name, e.amount_payable, e.commission_rate,
                           CASE WHEN e.kind != 'sale' THEN e.amount_payable
                                WHEN e.commission_base = 'price_included' THEN
                                ROUND((own.with_vat - ROUND((own.with_vat * e.commission_rate / 100)::numeric, 2))
                                      / CASE WHEN e.is_producer_vat_registered AND e.vat_regime = 'own_name'
                                                  AND own.with_vat != own.without_vat
                                             THEN 1 + e.vat_rate::numeric / 100 ELSE 1 END, 2)
                                ELSE own.without_vat - ROUND((own.without_vat * e.commission_rate / 100)::numeric, 2)
                           END AS payable,
                           (template.producer_id != e.producer_id OR agreement.producer_id != e.producer_id
                            OR agreement.company_id != e.company_id) IS TRUE AS is_foreign,
                           (e.kind = 'sale'
                            AND (ABS(e.commission_rate - COALESCE(line.commission_rate, agreement.commission_rate)) > 0.001
                                 OR e.commission_base != agreement.commission_base OR e.mode != agreement.mode
                                 OR line.agreement_id != agreement.id)) IS TRUE AS is_other_rate,
                           COALESCE(line.commission_rate, agreement.commission_rate) AS agreed_rate
                      FROM otop_ledger_entry e
                CROSS JOIN LATERAL (SELECT ROUND(e.own_with_vat::numeric, 2) AS with_vat,
                                           ROUND(e.own_without_vat::numeric, 2) AS without_vat) own
                 LEFT JOIN product_product product ON product.id = e.product_id
                 LEFT JOIN product_template template ON template.id = product.product_tmpl_id
                 LEFT JOIN otop_agreement agreement ON agreement.id = e.agreement_id
                 LEFT JOIN otop_agreement_line line ON line.id = e.agreement_line_id
                     WHERE e.company_id = %(company)s) entry
             WHERE payable != amount_payable OR is_foreign OR is_other_rate
          ORDER BY id
            """
        )
        findings = []
        for entry_id, name, is_split_wrong, payable, told, is_foreign, is_other_rate, agreed, rate in rows:
            if is_split_wrong:
                what = self.env._("Payable of %s", name)
                findings.append(
                    self.finding("otop.ledger.entry", entry_id, what, self.money(payable), self.money(told))
                )
            if is_foreign:
                findings.append(self._foreign(entry_id, name))
            if is_other_rate:
                what = self.env._("Terms of %s", name)
                findings.append(self.finding("otop.ledger.entry", entry_id, what, f"{agreed:g} %", f"{rate:g} %"))
        return self.env._("%s sales", f"{count:,}"), findings + self._foreign_sales()

    def _foreign(self, entry_id, name):
        return self.finding(
            "otop.ledger.entry", entry_id, self.env._("%s stands at another producer than its goods", name)
        )

    def _foreign_sales(self):
        """What came back at another producer or centre than it was sold at."""
        rows = self.rows(
            """
            SELECT e.id, COALESCE(e.origin_name, '#' || e.id)
              FROM otop_ledger_entry e
              JOIN otop_ledger_entry sale ON sale.id = e.reversed_entry_id
             WHERE e.company_id = %(company)s AND e.reversed_entry_id IS NOT NULL
               AND (sale.producer_id != e.producer_id OR sale.company_id != e.company_id)
            """
        )
        return [self._foreign(*row) for row in rows]
