"""Counts that a caption names below an item's name are its quantity where they make its amount."""

import pytest

from tasks.items.captioned_counts import name_captioned_counts
from tasks.values.notation import POINT_NOTATION
from tests.tasks.tagged_pages import draw


def _counts(*rows: str) -> list[str]:
    page, tags = draw(rows)
    (got,) = name_captioned_counts([page], [tags], POINT_NOTATION)
    pairs = zip(page.words, got, strict=True)
    return [word.text for word, tag in pairs if tag.label == "line.quantity"]


_ITEM = "[line.description:Team plan]          [line.net_amount:120.00]"


@pytest.mark.parametrize(
    ("below", "counts"),
    [
        ("Qty 10             [line.unit_price:12.00] each", ["10"]),
        ("Menge: 10          [line.unit_price:12.00]", ["10"]),
        ("Qty 11             [line.unit_price:12.00] each", []),
        ("Seats 10           [line.unit_price:12.00] each", []),
        ("Qty 10             12.00 each", []),
    ],
)
def test_a_captioned_count_is_proved_by_its_price(below: str, counts: list[str]) -> None:
    assert _counts(_ITEM, below) == counts


def test_an_item_that_has_a_count_keeps_it() -> None:
    row = "Qty 10   [line.quantity:10]          [line.unit_price:12.00]"
    assert _counts(_ITEM, row) == ["10"]
