from odoo.tools import SQL

from .rule import Rule

ADDS_UP = SQL(
    """
    COALESCE(e.amount_with_vat, 0) = COALESCE(e.amount_vat, 0) + COALESCE(e.amount_without_vat, 0)
    AND COALESCE(e.amount_without_vat, 0) = COALESCE(e.amount_commission, 0) + COALESCE(e.amount_payable, 0)
    """
)


class EntrySums(Rule):
    """with VAT = VAT + without VAT, and without VAT = commission + payable: what the database's own checks hold."""

    code = "entry_sums"

    def title(self):
        return self.env._("Each entry adds up: VAT, amount without VAT, commission, payable")

    def check(self):
        count, wrong = self.wrong_entries(SQL("NOT (%s)", ADDS_UP))
        return self.env._("%s entries", f"{count:,}"), [
            self.finding("otop.ledger.entry", entry_id, self.env._("%s does not add up", name))
            for entry_id, name in wrong
        ]
