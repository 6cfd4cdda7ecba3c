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
        rows = self.rows(
            """
            WITH own AS (
                SELECT e.*, ROUND(e.own_with_vat::numeric, 2) AS with_vat, ROUND(e.own_without_vat::numeric, 2) AS without_vat
                  FROM otop_ledger_entry e
                 WHERE e.company_id = %(company)s AND e.kind = 'sale'
            ), derived AS (
                SELECT id, amount_payable,
                       CASE WHEN commission_base = 'price_included' THEN
                            ROUND((with_vat - ROUND((with_vat * commission_rate / 100)::numeric, 2))
                                  / CASE WHEN is_producer_vat_registered AND vat_regime = 'own_name'
                                              AND with_vat != without_vat THEN 1 + vat_rate::numeric / 100 ELSE 1 END, 2)
                       ELSE without_vat - ROUND((without_vat * commission_rate / 100)::numeric, 2)
                       END AS payable
                  FROM own
            )
            SELECT id, payable FROM derived WHERE amount_payable != payable
            """
        )
        entries = self.env["otop.ledger.entry"].browse([row[0] for row in rows])
        # sudo: the window has asked who runs the check; a rule looks at the whole ledger of its centre
        entries = entries.sudo()
        names = {entry.id: entry.origin_name or f"#{entry.id}" for entry in entries}
        stored = {entry.id: entry.amount_payable for entry in entries}
        findings = [
            self.finding(
                "otop.ledger.entry",
                entry_id,
                self.env._("Payable of %s", names[entry_id]),
                self.money(payable),
                self.money(stored[entry_id]),
            )
            for entry_id, payable in rows
        ]
        return self.env._("%s sales", f"{count:,}"), findings + self._foreign() + self._other_rate()

    def _foreign(self):
        """Entries of another producer than the one whose goods or agreement they name."""
        rows = self.rows(
            """
            SELECT e.id, COALESCE(e.origin_name, '#' || e.id)
              FROM otop_ledger_entry e
         LEFT JOIN product_product product ON product.id = e.product_id
         LEFT JOIN product_template template ON template.id = product.product_tmpl_id
         LEFT JOIN otop_agreement agreement ON agreement.id = e.agreement_id
         LEFT JOIN otop_ledger_entry sale ON sale.id = e.reversed_entry_id
             WHERE e.company_id = %(company)s
               AND (template.producer_id != e.producer_id OR agreement.producer_id != e.producer_id
                    OR agreement.company_id != e.company_id OR sale.producer_id != e.producer_id
                    OR sale.company_id != e.company_id)
            """
        )
        return [
            self.finding(
                "otop.ledger.entry", entry_id, self.env._("%s stands at another producer than its goods", name)
            )
            for entry_id, name in rows
        ]

    def _other_rate(self):
        """Sales at another rate or on another base than the agreement that they name says."""
        rows = self.rows(
            """
            SELECT e.id, COALESCE(e.origin_name, '#' || e.id), e.commission_rate,
                   COALESCE(line.commission_rate, agreement.commission_rate)
              FROM otop_ledger_entry e
              JOIN otop_agreement agreement ON agreement.id = e.agreement_id
         LEFT JOIN otop_agreement_line line ON line.id = e.agreement_line_id
             WHERE e.company_id = %(company)s AND e.kind = 'sale'
               AND (ABS(e.commission_rate - COALESCE(line.commission_rate, agreement.commission_rate)) > 0.001
                    OR e.commission_base != agreement.commission_base OR e.mode != agreement.mode
                    OR line.agreement_id != agreement.id)
            """
        )
        return [
            self.finding("otop.ledger.entry", entry_id, self.env._("Terms of %s", name), f"{agreed:g} %", f"{rate:g} %")
            for entry_id, name, rate, agreed in rows
        ]
