"""Amounts in the row below their counts and prices, or these below their amounts."""

import pytest

from schemas.record import Field
from tasks.items.amounts_below import join_amounts_below, join_counts_below


def _line(**values: str) -> dict[str, Field]:
    return {
        name: Field(value=value, raw=value, confidence=0.9, page=1, box=None, origin="model")
        for name, value in values.items()
    }


@pytest.mark.parametrize(
    ("discount", "net"),
    [({}, "1950.00"), ({"discount": "4"}, "1872.00"), ({"discount": "50"}, "1900.00")],
)
def test_what_count_and_price_make_belongs_to_them(discount: dict[str, str], net: str) -> None:
    above = _line(description="Twill", quantity="312.50", unit_price="6.24", **discount)
    (joined,) = join_amounts_below([above, _line(description="mercerised", net_amount=net)])
    assert {name: found.value for name, found in joined.items()} == {
        name: found.value for name, found in above.items()
    } | {"net_amount": net, "description": "Twill mercerised"}


@pytest.mark.parametrize(
    "below",
    [
        {"description": "Ribbon", "net_amount": "1940.00"},
        {"description": "Ribbon", "quantity": "1", "net_amount": "1950.00"},
        {"description": "mercerised"},
    ],
)
def test_other_rows_are_items_of_their_own(below: dict[str, str]) -> None:
    lines = [_line(description="Twill", quantity="312.50", unit_price="6.24"), _line(**below)]
    assert join_amounts_below(lines) == lines
    single = [_line(description="Travel", quantity="1", unit_price="5"), _line(**below)]
    assert join_amounts_below(single) == single
    priced = [_line(quantity="1", unit_price="5", net_amount="5"), _line(net_amount="5")]
    assert join_amounts_below(priced) == priced


def test_a_count_once_more_below_an_amount_tells_its_price() -> None:
    above = _line(description="Espresso", quantity="2", net_amount="5.60")
    below = _line(quantity="2", unit_price="2.80")
    (joined,) = join_counts_below([above, below])
    assert {name: found.value for name, found in joined.items()} == {
        "description": "Espresso",
        "quantity": "2",
        "unit_price": "2.80",
        "net_amount": "5.60",
    }


@pytest.mark.parametrize(
    "below",
    [
        {"quantity": "2", "unit_price": "2.60"},
        {"quantity": "4", "unit_price": "1.40"},
        {"description": "Tea", "quantity": "2", "unit_price": "2.80"},
    ],
)
def test_what_makes_no_amount_above_stays_alone(below: dict[str, str]) -> None:
    lines = [_line(description="Espresso", quantity="2", net_amount="5.60"), _line(**below)]
    assert join_counts_below(lines) == lines
    assert join_counts_below(lines[1:]) == lines[1:]
