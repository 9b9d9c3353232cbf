"""How an item's amount was reckoned may be said in the row below its name."""

import pytest

from tasks.items.reckoned_below import name_reckoned_below
from tasks.values.notation import POINT_NOTATION
from tests.tasks.tagged_pages import draw


def _values(below: str, item: str) -> list[tuple[str, str]]:
    page, tags = draw([item, below])
    (got,) = name_reckoned_below([page], [tags], POINT_NOTATION)
    pairs = zip(page.words, got, strict=True)
    columns = ("line.quantity", "line.unit", "line.unit_price")
    return [(word.text, tag.label) for word, tag in pairs if tag.label in columns]


_ITEM = "[line.description:Payroll, October]                 [line.net_amount:913.50]"


@pytest.mark.parametrize("below", ["63 × 14.50 EUR", "63 x €14.50", "63 @ 14.50 each"])
def test_what_makes_the_amount_is_count_and_price(below: str) -> None:
    price = "€14.50" if "€" in below else "14.50"
    assert _values(below, _ITEM) == [("63", "line.quantity"), (price, "line.unit_price")]


def test_a_unit_may_stand_between() -> None:
    assert _values("63 pers. à 14.50", _ITEM)[1] == ("pers.", "line.unit")


@pytest.mark.parametrize("below", ["63 × 15.50 EUR", "63 14.50", "M63 × 14.50"])
def test_what_makes_no_amount_is_nothing(below: str) -> None:
    assert _values(below, _ITEM) == []


def test_an_item_with_a_count_has_no_other() -> None:
    counted = _ITEM.replace("   [line.net", "[line.quantity:1]   [line.net")
    assert _values("63 × 14.50 EUR", counted) == [("1", "line.quantity")]
