"""Whether what was reckoned is an amount that is printed."""

from decimal import Decimal

CENT = Decimal("0.01")
#: To which sums are rounded that are paid in cash where smaller coins are rare.
COIN = Decimal("0.05")


def comes_to(made: Decimal, amount: Decimal) -> bool:
    """Whether what was reckoned is an amount, but for a cent by rounding."""
    return abs(made - amount) <= CENT


def multiplies(
    count: Decimal, price: Decimal, amount: Decimal, discount: Decimal = Decimal(0)
) -> bool:
    """Whether count × price is the amount, less a discount in percent or in money."""
    whole = count * price
    return any(comes_to(m, amount) for m in (whole * (100 - discount) / 100, whole - discount))
