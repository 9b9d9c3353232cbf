"""What makes an amount."""

from decimal import Decimal

import pytest

from tasks.values.amounts import multiplies


@pytest.mark.parametrize(
    ("count", "price", "amount", "discount"),
    [("3", "4.50", "13.50", "0"), ("3", "33.333", "100.00", "0"), ("2", "50", "90", "10"),
     ("2", "50.00", "87.50", "12.50")],
)  # fmt: skip
def test_count_times_price_is_the_amount(
    count: str, price: str, amount: str, discount: str
) -> None:
    assert multiplies(Decimal(count), Decimal(price), Decimal(amount), Decimal(discount))


def test_two_cents_are_another_amount() -> None:
    assert not multiplies(Decimal(3), Decimal("4.50"), Decimal("13.52"))
