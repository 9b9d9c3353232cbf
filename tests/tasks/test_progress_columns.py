"""Bills by progress, of which each item is charged in part."""

import pytest

from tasks.notation import POINT_NOTATION
from tasks.progress_columns import name_progress
from tests.tasks.tagged_pages import draw

_HEAD = "Item               Qty     Rate    Contract    Before   To date    This bill"
_PLASTER = (
    "[line.description:Plaster]     [line.code:200]   [line.unit_price:30.00]   "
    "[line.net_amount:6,000.00]    [line.discount:25] %    75 %    3,000.00"
)
_PAINT = (
    "[line.description:Paint]       [line.quantity:10]   [line.unit_price:8.50]   "
    "[line.net_amount:85.00]    [line.discount:0%]    40%    34.00"
)


def _rows(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (got,) = name_progress([page], [tags], POINT_NOTATION)
    found: dict[int, list[str]] = {}
    for word, tag in zip(page.words, got, strict=True):
        if tag.label != "O":
            found.setdefault(word.row, []).append(f"{tag.label[5:]} {word.text}")
    return [", ".join(one) for one in found.values()]


def test_what_was_done_since_the_last_bill_is_the_amount() -> None:
    assert _rows([_HEAD, _PLASTER, _PAINT]) == [
        "description Plaster, quantity 200, unit_price 30.00, net_amount 3,000.00",
        "description Paint, quantity 10, unit_price 8.50, net_amount 34.00",
    ]


@pytest.mark.parametrize("other", ["3,100.00", "6,000.00"])
def test_a_discount_and_a_rate_of_tax_are_no_progress(other: str) -> None:
    rows = [_HEAD, _PLASTER.replace("3,000.00", other), _PAINT]
    assert "net_amount 6,000.00" in _rows(rows)[0]
