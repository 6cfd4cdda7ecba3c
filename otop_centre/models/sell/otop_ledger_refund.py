from odoo import models
from odoo.tools import SQL

from ...tools.consignment import carry, money

# What a refund takes back of its sale.
AMOUNTS = ("amount_with_vat", "amount_vat", "amount_without_vat", "amount_payable")


class OtopLedgerEntry(models.Model):
    """What a refund takes back of its sale: one answer for till, office and credit note."""

    _inherit = "otop.ledger.entry"

    def _lock_returned(self, facts_list):
        """What was already taken back of the sales that are about to be refunded.

        Two tills may refund the same ticket at the same moment: the second waits for the first here,
        and then sees what is left.

        :return: {entry id: {amount field or 'quantity': sum of the entry and its refunds}}
        """
        ids = sorted({facts["reversed_entry_id"] for facts in facts_list if facts.get("reversed_entry_id")})
        if not ids:
            return {}
        self.env.cr.execute(SQL("SELECT id FROM otop_ledger_entry WHERE id IN %s ORDER BY id FOR UPDATE", tuple(ids)))
        return self.browse(ids)._remaining()

    def _remaining(self):
        """What is left of these sales after their refunds: {id: {field: figure}}."""
        fields_ = (*AMOUNTS, "quantity")
        left = {entry.id: {field: entry[field] for field in fields_} for entry in self}
        for entry, *sums in self._unsealed()._read_group(
            [("reversed_entry_id", "in", self.ids)], ["reversed_entry_id"], [f"{field}:sum" for field in fields_]
        ):
            for field, figure in zip(fields_, sums, strict=True):
                left[entry.id][field] += figure
        return left

    def _take_back(self, quantity, left):
        """The amounts of returning `quantity` more pieces: what the line still carries less what the rest of
        it should carry. Whatever the number of steps, they end at exactly zero."""
        self.ensure_one()
        rest = left["quantity"] - quantity
        return {field: money(carry(self[field], rest, self.quantity)) - money(left[field]) for field in AMOUNTS}

    def _refund_amounts(self, quantity):
        """What the books must show when `quantity` (positive) more pieces of this sale come back.

        :return: {'amount_with_vat', 'amount_vat', 'amount_without_vat'}, negative baht
        """
        self.ensure_one()
        amounts = self._unsealed()._take_back(quantity, self._remaining()[self.id])
        # the split of VAT follows the two rounded ends, so that the three always add up
        amounts["amount_vat"] = amounts["amount_with_vat"] - amounts["amount_without_vat"]
        return {field: float(amounts[field]) for field in AMOUNTS[:3]}

    def _refund_values(self, facts, returned):
        """A refund keeps the terms of its sale, whatever today's are. The producer's share goes back to the
        satang; should the books differ by a satang of rounding, the centre carries it."""
        sale = self.browse(facts["reversed_entry_id"])
        left = returned[sale.id]
        payable = sale._take_back(-facts["quantity"], left)["amount_payable"]
        hold_reason = facts.get("hold_reason") or ""
        if left["quantity"] + facts["quantity"] < 0:
            hold_reason = self.env._(
                "More pieces were refunded than %(document)s had sold (%(sold)g).",
                document=sale.origin_name,
                sold=sale.quantity,
            )
        commission = money(facts["amount_without_vat"]) - payable
        for field in (*AMOUNTS[:3], "quantity"):
            left[field] += facts[field]
        left["amount_payable"] += float(payable)
        return {
            "agreement_id": sale.agreement_id.id,
            "agreement_line_id": sale.agreement_line_id.id,
            "mode": sale.mode,
            "vat_regime": sale.vat_regime,
            "is_producer_vat_registered": sale.is_producer_vat_registered,
            "commission_base": sale.commission_base,
            "commission_rate": sale.commission_rate,
            "amount_commission": commission,
            "amount_payable": payable,
            "lot_id": facts.get("lot_id") or sale.lot_id.id,
            "otop_star": sale.otop_star,
            "otop_category_id": sale.otop_category_id.id,
            "otop_subtype_id": sale.otop_subtype_id.id,
            "otop_segment": sale.otop_segment,
            "is_held": bool(hold_reason),
            "hold_reason": hold_reason,
        }
