"""Amounts in brackets within a name's cell."""

import pytest

from tasks.items.bracketed_prices import name_bracketed_prices
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw, names_of


@pytest.mark.parametrize(
    ("amount", "name"),
    [("1 844,40", "Bonus 2024 tier 2 (of 61 480,00 €)"), ("122 960,00", "Bonus 2024 tier")],
)
def test_what_prices_nothing_is_more_of_the_name(amount: str, name: str) -> None:
    row = "[line.description:Bonus 2024 tier] [line.quantity:2] (of [line.unit_price:61 480,00] €)"
    page, tags = draw([f"{row}          [line.net_amount:{amount}]"])
    (named,) = name_bracketed_prices([page], [tags], Notation(","))
    assert names_of(page, named) == [name]
