from .rule import Rule


class Booked(Rule):
    """What books an entry's money is a posted document of the same centre: neither reset, nor cancelled, nor gone."""

    code = "booked"

    def title(self):
        return self.env._("What books a sale is posted and stays posted")

    def check(self):
        [(count,)] = self.rows(
            "SELECT COUNT(*) FROM otop_ledger_entry WHERE company_id = %(company)s AND move_id IS NOT NULL"
        )
        rows = self.rows(
            """
            SELECT move.id, COALESCE(move.name, '#' || move.id), COUNT(*)
              FROM otop_ledger_entry e
              JOIN account_move move ON move.id = e.move_id
             WHERE e.company_id = %(company)s AND (move.state != 'posted' OR move.company_id != e.company_id)
          GROUP BY move.id
            """
        )
        return self.env._("%s booked entries", f"{count:,}"), [
            self.finding(
                "account.move",
                move_id,
                self.env._("%(document)s books %(count)s entries and is not posted", document=name, count=entries),
            )
            for move_id, name, entries in rows
        ]
