"""How a baht is split between the centre and a producer: the one place of arithmetic.

Every amount is a :class:`~decimal.Decimal` of whole satang, rounded half-up (away from zero, so
that a refund mirrors its sale). The till, invoices, settlements and reports ask here; nothing
else in the suite computes a commission. Pure Python: no database, no Odoo.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

SATANG = Decimal("0.01")
PRICE_EXCLUDED = "price_excluded"
PRICE_INCLUDED = "price_included"


class Split(NamedTuple):
    """What one sale leaves to each side. ``commission + payable`` is the amount without VAT."""

    commission_base: Decimal
    commission: Decimal
    payable: Decimal


def exact(value):
    """Return a Decimal without the noise of binary floats.

    >>> exact(0.1 + 0.2), exact(1.005), exact(None)
    (Decimal('0.300000000'), Decimal('1.005000000'), Decimal('0'))
    """
    if isinstance(value, float):
        return Decimal(f"{value:.9f}")
    return Decimal(value or 0)


def money(value):
    """Round to satang, half-up on the absolute value.

    >>> money(1.005), money(-1.005), money("2.344999"), money(0.1 + 0.2)
    (Decimal('1.01'), Decimal('-1.01'), Decimal('2.34'), Decimal('0.30'))
    """
    return exact(value).quantize(SATANG, ROUND_HALF_UP)


def split(amount_with_vat, amount_without_vat, rate_percent, base, producer_vat_registered, vat_rate_percent):
    """Split what a customer paid for one producer's goods.

    ``amount_without_vat`` is what the centre keeps of the price after its own output VAT. A
    centre that is not VAT-registered, and exempt goods, have both amounts equal.

    ============== ============================ ===================================
    base           the agreed rate applies to   due to the producer, before his VAT
    ============== ============================ ===================================
    price_excluded the amount without VAT       amount without VAT - commission
    price_included the price on the label       price - rate, less the VAT in it when
                                                the producer is VAT-registered
    ============== ============================ ===================================

    The commission returned is the centre's true revenue: with ``price_included`` the centre
    bears the VAT on the producer's share, so it is less than the agreed rate.

    A label of 107 baht at 20 %; a centre that is not VAT-registered:

    >>> split(107, 107, 20, "price_excluded", False, 0)
    Split(commission_base=Decimal('107.00'), commission=Decimal('21.40'), payable=Decimal('85.60'))

    The VAT-registered centre selling in its own name, rate on the price without VAT. Whether the
    producer is registered changes nothing before his own VAT:

    >>> split(107, 100, 20, "price_excluded", False, 7)
    Split(commission_base=Decimal('100.00'), commission=Decimal('20.00'), payable=Decimal('80.00'))
    >>> split(107, 100, 20, "price_excluded", True, 7)
    Split(commission_base=Decimal('100.00'), commission=Decimal('20.00'), payable=Decimal('80.00'))

    Rate on the price on the label, producer not registered, then registered:

    >>> split(107, 100, 20, "price_included", False, 7)
    Split(commission_base=Decimal('107.00'), commission=Decimal('14.40'), payable=Decimal('85.60'))
    >>> split(107, 100, 20, "price_included", True, 7)
    Split(commission_base=Decimal('107.00'), commission=Decimal('20.00'), payable=Decimal('80.00'))

    Exempt goods (rice) at 12 %, a refund, and the legal extremes:

    >>> split(100, 100, 12, "price_included", True, 7)
    Split(commission_base=Decimal('100.00'), commission=Decimal('12.00'), payable=Decimal('88.00'))
    >>> split(-107, -100, 20, "price_excluded", False, 7)
    Split(commission_base=Decimal('-100.00'), commission=Decimal('-20.00'), payable=Decimal('-80.00'))
    >>> split(107, 100, 0, "price_excluded", False, 7).payable, split(107, 100, 100, "price_excluded", False, 7).payable
    (Decimal('100.00'), Decimal('0.00'))
    """
    with_vat, without_vat = money(amount_with_vat), money(amount_without_vat)
    rate = exact(rate_percent) / 100
    if base == PRICE_EXCLUDED:
        commission = money(without_vat * rate)
        return Split(without_vat, commission, without_vat - commission)
    if base != PRICE_INCLUDED:
        raise ValueError(f"unknown commission base {base!r}")
    payable = with_vat - money(with_vat * rate)
    if producer_vat_registered and with_vat != without_vat:
        payable = money(payable / (1 + exact(vat_rate_percent) / 100))
    return Split(with_vat, without_vat - payable, payable)


def allocate(total, weights):
    """Share ``total`` over ``weights`` by largest remainder; the shares add up exactly.

    Equal remainders go to the first. Without any weight the shares are equal.

    >>> allocate(100, [1, 1, 1])
    [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]
    >>> allocate("-0.05", [3, 1, 0])
    [Decimal('-0.04'), Decimal('-0.01'), Decimal('0.00')]
    >>> allocate(10, [0, 0]), allocate(0, [])
    ([Decimal('5.00'), Decimal('5.00')], [])
    """
    total, weights = money(total), [exact(weight) for weight in weights]
    if not weights:
        if total:
            raise ValueError("nothing to share the amount over")
        return []
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight cannot be negative")
    weight_sum = sum(weights)
    if not weight_sum:
        weights, weight_sum = [Decimal(1)] * len(weights), Decimal(len(weights))
    sign = -1 if total < 0 else 1
    satang = int(abs(total) / SATANG)
    quotas = [satang * weight / weight_sum for weight in weights]
    shares = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(quotas)), key=lambda i: (shares[i] - quotas[i], i))
    for i in by_remainder[: satang - sum(shares)]:
        shares[i] += 1
    return [sign * share * SATANG for share in shares]


def carry(amount, part, whole):
    """Return what ``part`` of ``whole`` carries of ``amount``.

    Refunds are cumulative: a refund reverses what the line carried minus what the remaining
    quantity carries, so that any number of steps ends at exactly zero.

    >>> left = [carry(100, quantity, 3) for quantity in (3, 2, 1, 0)]
    >>> left
    [Decimal('100.00'), Decimal('66.67'), Decimal('33.33'), Decimal('0.00')]
    >>> sum(before - after for before, after in zip(left, left[1:]))
    Decimal('100.00')
    """
    if not exact(part):
        return money(0)
    return money(exact(amount) * exact(part) / exact(whole))
