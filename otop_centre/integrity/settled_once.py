from .rule import Rule


class SettledOnce(Rule):
    """An entry is in one live settlement at most: of its own producer and centre, and not before its day."""

    code = "settled_once"

    def title(self):
        return self.env._("Each entry is in at most one live settlement, its own producer's")

    def check(self):
        [(count,)] = self.rows(
            "SELECT COUNT(*) FROM otop_ledger_entry WHERE company_id = %(company)s AND settlement_id IS NOT NULL"
        )
        rows = self.rows(
            """
            SELECT e.id, COALESCE(e.origin_name, '#' || e.id), s.name
              FROM otop_ledger_entry e
              JOIN otop_settlement s ON s.id = e.settlement_id
             WHERE e.company_id = %(company)s
               AND (s.date_cancelled IS NOT NULL OR s.producer_id != e.producer_id
                    OR s.company_id != e.company_id OR e.date > s.date_to)
            """
        )
        return self.env._("%s settled entries", f"{count:,}"), [
            self.finding(
                "otop.ledger.entry",
                entry_id,
                self.env._("%(sale)s does not belong in %(settlement)s", sale=name, settlement=settlement),
            )
            for entry_id, name, settlement in rows
        ]
