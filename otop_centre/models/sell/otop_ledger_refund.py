from odoo import models
from odoo.tools import SQL, format_amount

from ...tools.consignment import SATANG, carry, exact, money, split

# What a refund takes back of its sale.
AMOUNTS = ("amount_with_vat", "amount_vat", "amount_without_vat", "amount_payable")


class OtopLedgerEntry(models.Model):
    """What a refund takes back of its sale: one answer for till, office and credit note.

    A refund takes back what was sold less what the rest would carry if only the rest had been sold, with the
    same split, so that any number of steps ends at exactly zero. An allowance is money without goods: it is
    shared by value and leaves the pieces where they are. Channels say which sale, how many pieces, how much
    money; money that follows neither rule is shared by value and waits for a manager.
    """

    _inherit = "otop.ledger.entry"

    # ------------------------------------------------------------------ what is left

    def _lock_sales(self, ids):
        """What is left of the sales that are about to be taken back.

        The row of each sale is written, not only locked: under REPEATABLE READ whoever waited here for
        another till gets a serialization failure, is tried again by Odoo, and then sees what is left.
        """
        if not ids:
            return {}
        sales = self.browse(sorted(set(ids)))
        self.env.cr.execute(
            SQL(
                """
                UPDATE otop_ledger_entry SET refund_count = COALESCE(refund_count, 0) + 1
                 WHERE id IN (SELECT id FROM otop_ledger_entry WHERE id IN %s ORDER BY id FOR UPDATE)
                """,
                tuple(sales.ids),
            ),
            log_exceptions=False,
        )
        sales.invalidate_recordset(["refund_count"])
        return sales._remaining()

    def _remaining(self):
        """What is left of these sales: pieces and what they carry after the refunds, and, apart, the money that
        was given back without goods: {id: {amount or 'quantity': figure, 'allowed': {amount: figure}}}."""
        fields_ = (*AMOUNTS, "quantity")
        left = {
            entry.id: {field: exact(entry[field]) for field in fields_} | {"allowed": dict.fromkeys(AMOUNTS, money(0))}
            for entry in self
        }
        for entry, kind, *sums in self._unsealed()._read_group(
            [("reversed_entry_id", "in", self.ids), ("kind", "in", ("refund", "allowance"))],
            ["reversed_entry_id", "kind"],
            [f"{field}:sum" for field in fields_],
        ):
            for field, figure in zip(fields_, sums, strict=True):
                if kind == "refund":
                    left[entry.id][field] += exact(figure)
                elif field in AMOUNTS:
                    left[entry.id]["allowed"][field] += money(figure)
        return left

    def _pieces_left(self, left, pieces):
        """Pieces left after `pieces` more come back, exactly none when they are none by the unit's rounding."""
        rest = float(left["quantity"] - exact(pieces))
        unit = self.product_id.uom_id
        return 0 if unit.is_zero(rest) else unit.round(rest)

    # ------------------------------------------------------------------ the rules

    def _share(self, with_vat, without_vat):
        """What the producer is owed of a sum, on the terms that were frozen at the sale."""
        is_registered = self.is_producer_vat_registered and self.vat_regime == "own_name"
        base = self.commission_base or "price_excluded"
        return split(with_vat, without_vat, self.commission_rate, base, is_registered, self.vat_rate).payable

    def _carried(self, pieces):
        """What this sale would have been if only `pieces` of it had been sold."""
        if not pieces:
            return dict.fromkeys(AMOUNTS, money(0))
        with_vat = carry(self.own_with_vat, pieces, self.quantity)
        without_vat = carry(self.own_without_vat, pieces, self.quantity)
        amounts = (with_vat, with_vat - without_vat, without_vat, self._share(with_vat, without_vat))
        return dict(zip(AMOUNTS, amounts, strict=True))

    def _take_back(self, pieces, left):
        """The amounts, negative baht, of returning `pieces` more."""
        self.ensure_one()
        rest = self._carried(self._pieces_left(left, pieces))
        return {field: rest[field] - money(left[field]) for field in AMOUNTS}

    def _take_back_reduced(self, pieces, left):
        """The same where a part of the price was given back before: what the pieces still carry by value."""
        if not left["allowed"]["amount_with_vat"] or left["quantity"] <= 0:
            return None
        rest = self._pieces_left(left, pieces)
        net = {field: money(left[field]) + left["allowed"][field] for field in AMOUNTS}
        amounts = {field: carry(net[field], rest, left["quantity"]) - net[field] for field in AMOUNTS}
        amounts["amount_vat"] = amounts["amount_with_vat"] - amounts["amount_without_vat"]
        return amounts

    def _answer(self, pieces, with_vat, left):
        """The rule that a sum of money follows.

        :param with_vat: baht that the customer gets back, positive
        :return: what the rule takes back, or None when the money follows none
        """
        asked = -money(with_vat)
        # without the server a till rounds each of its lines by itself
        tolerance = SATANG * (1 + abs(exact(pieces)))
        for amounts in (self._take_back(pieces, left), self._take_back_reduced(pieces, left)):
            if amounts and abs(amounts["amount_with_vat"] - asked) <= tolerance:
                return amounts
        return None

    def _costs_as_sold(self, pieces, with_vat):
        """Whether so many baht are what so many pieces were sold for."""
        return abs(carry(self.own_with_vat, pieces, self.quantity) - money(with_vat)) <= SATANG * (1 + exact(pieces))

    def _can_reduce(self, pieces, with_vat, left):
        """Whether so many baht can be a reduction of the price of so many pieces."""
        money_left = money(left["amount_with_vat"]) + left["allowed"]["amount_with_vat"]
        return money(with_vat) <= min(money_left, carry(self.own_with_vat, pieces, self.quantity))

    def _refund_amounts(self, pieces, with_vat=None):
        """What the books must show when `pieces` (positive) more of this sale come back.

        :param with_vat: baht that the customer gets back (positive), where the channel has its own figure
        :return: {'amount_with_vat', 'amount_vat', 'amount_without_vat'}, negative baht; None when the money
            follows no rule and the channel's figure has to stand
        """
        self.ensure_one()
        sale = self._unsealed()
        left = sale._remaining()[self.id]
        amounts = sale._take_back(pieces, left) if with_vat is None else sale._answer(pieces, with_vat, left)
        return amounts and {field: float(amounts[field]) for field in AMOUNTS[:3]}

    # ------------------------------------------------------------------ the entry

    def _reversal_values(self, facts, left):
        """A refund or an allowance keeps the terms of its sale, whatever today's are."""
        sale, before = self.browse(facts.reversed_entry_id), left[facts.reversed_entry_id]
        values = sale._refund_values if facts.kind == "refund" else sale._allowance_values
        payable, reasons, doubtful = values(facts, before)
        without_vat = money(facts.amount_without_vat)
        # Whatever happens, taking back a sale never leaves the centre with more commission than before.
        most = max(money(0), -(money(before["amount_without_vat"]) - money(before["amount_payable"])))
        payable = max(payable, without_vat - most)
        if sale.is_held:
            reasons.append(self.env._("The sale %s itself is still held.", sale.origin_name))
        spent = (before if facts.kind == "refund" else before["allowed"]) | {}
        for field, amount in zip(AMOUNTS, (*self._money_of(facts), payable), strict=True):
            spent[field] = money(spent[field]) + amount
        if facts.kind == "refund":
            spent["quantity"] += exact(facts.quantity)
            before.update(spent)
        else:
            before["allowed"].update(spent)
        if sale.amount_with_vat > 0 and before["amount_with_vat"] + before["allowed"]["amount_with_vat"] < -SATANG:
            reasons.append(self.env._("More money was given back than %s had brought.", sale.origin_name))
        reasons = list(dict.fromkeys(filter(None, [facts.hold_reason, *reasons])))
        return {
            "agreement_id": sale.agreement_id.id,
            "agreement_line_id": sale.agreement_line_id.id,
            "mode": sale.mode,
            "vat_regime": sale.vat_regime,
            "vat_rate": sale.vat_rate,
            "is_producer_vat_registered": sale.is_producer_vat_registered,
            "commission_base": sale.commission_base,
            "commission_rate": sale.commission_rate,
            "amount_commission": without_vat - payable,
            "amount_payable": payable,
            "lot_id": facts.lot_id or sale.lot_id.id,
            "otop_star": sale.otop_star,
            "otop_category_id": sale.otop_category_id.id,
            "otop_subtype_id": sale.otop_subtype_id.id,
            "otop_segment": sale.otop_segment,
            "origin_code": sale.origin_code,
            "state_id": sale.state_id.id,
            "otop_region": sale.otop_region,
            "hold": (" · ".join(reasons), doubtful) if reasons else None,
        }

    def _money_of(self, facts):
        return tuple(money(getattr(facts, field)) for field in AMOUNTS[:3])

    def _refund_values(self, facts, left):
        """:return: (payable, reasons to hold it, the part of the payable that is in doubt)"""
        pieces, reasons, doubtful = -facts.quantity, [], money(0)
        rule = self._answer(pieces, -facts.amount_with_vat, left)
        if rule:
            payable = rule["amount_payable"]
        else:
            wanted = self._take_back(pieces, left)
            payable = self._share(facts.amount_with_vat, facts.amount_without_vat)
            doubtful = payable - wanted["amount_payable"]
            reasons.append(
                self.env._(
                    "%(paid)s was given back for goods that were sold for %(sold)s.",
                    paid=format_amount(self.env, -facts.amount_with_vat, self.currency_id),
                    sold=format_amount(self.env, float(-wanted["amount_with_vat"]), self.currency_id),
                )
            )
        if self._pieces_left(left, pieces) < 0:
            reasons.append(
                self.env._(
                    "More pieces were refunded than %(document)s had sold (%(sold)g).",
                    document=self.origin_name,
                    sold=self.quantity,
                )
            )
        return payable, reasons, doubtful

    def _allowance_values(self, facts, left):
        """Money without goods is shared by value, as the sale, unless one side bears it alone."""
        _with_vat, _vat, without_vat = self._money_of(facts)
        if facts.bearer == "centre":
            return money(0), [], money(0)
        if facts.bearer == "producer":
            return without_vat, [], money(0)
        before = [money(left[field]) + left["allowed"][field] for field in AMOUNTS]
        after_with, after_without = before[0] + money(facts.amount_with_vat), before[2] + without_vat
        # the last satang of the sale goes with its last baht
        owed = before[3] if not after_without else self._share(before[0], before[2])
        return self._share(after_with, after_without) - owed, [], money(0)
