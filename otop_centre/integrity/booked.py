from .rule import Rule


class Booked(Rule):
    """What books an entry's money is a posted document of the same centre: neither reset, nor cancelled, nor gone."""

    code = "booked"

    def title(self):
        return self.env._("What books a sale is posted and stays posted")

    def check(self):
        documents = self.rows(
            """
            SELECT move.id, COALESCE(move.name, '#' || move.id), booked.entries,
                   move.state != 'posted' OR move.company_id != %(company)s
              FROM (SELECT move_id, COUNT(*) AS entries
                      FROM otop_ledger_entry
                     WHERE company_id = %(company)s AND move_id IS NOT NULL
                  GROUP BY move_id) booked
              JOIN account_move move ON move.id = booked.move_id
            """
        )
        count = sum(entries for _id, _name, entries, _is_wrong in documents)
        return self.env._("%s booked entries", f"{count:,}"), [
            self.finding(
                "account.move",
                move_id,
                self.env._("%(document)s books %(count)s entries and is not posted", document=name, count=entries),
            )
            for move_id, name, entries, is_wrong in documents
            if is_wrong
        ]
