from .rule import Rule


class EntrySums(Rule):
    """with VAT = VAT + without VAT, and without VAT = commission + payable: what the database's own checks hold."""

    code = "entry_sums"

    def title(self):
        return self.env._("Each entry adds up: VAT, amount without VAT, commission, payable")

    def check(self):
        [(count,)] = self.rows("SELECT COUNT(*) FROM otop_ledger_entry WHERE company_id = %(company)s")
        rows = self.rows(
            """
            SELECT id, COALESCE(origin_name, '#' || id)
              FROM otop_ledger_entry
             WHERE company_id = %(company)s
               AND (COALESCE(amount_with_vat, 0) != COALESCE(amount_vat, 0) + COALESCE(amount_without_vat, 0)
                    OR COALESCE(amount_without_vat, 0) != COALESCE(amount_commission, 0) + COALESCE(amount_payable, 0))
            """
        )
        return self.env._("%s entries", f"{count:,}"), [
            self.finding("otop.ledger.entry", entry_id, self.env._("%s does not add up", name))
            for entry_id, name in rows
        ]
