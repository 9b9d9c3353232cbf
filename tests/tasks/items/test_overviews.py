"""Overviews of groups below all items."""

import pytest

from tasks.items.overviews import clear_overviews
from tests.tasks.tagged_pages import draw

_ITEMS = [
    "[line.description:Basin]     [line.quantity:1]   [line.net_amount:1.178,80]",
    "Summe Titel 01                                   1.178,80",
    "[line.description:Tap]       [line.quantity:2]   [line.net_amount:1.360,33]",
]
_GROUPS = [
    "Titel 01   [line.description:Demontage]               [line.net_amount:1.178,80]",
    "Titel 02   [line.description:Rohre]                   [line.quantity:1.360,33]",
]


def _names(*pages: list[str]) -> list[str]:
    drawn = [draw(rows) for rows in pages]
    got = clear_overviews([page for page, _ in drawn], [tags for _, tags in drawn])
    return [
        word.text
        for (page, _), tags in zip(drawn, got, strict=True)
        for word, tag in zip(page.words, tags, strict=True)
        if tag.label == "line.description"
    ]


@pytest.mark.parametrize("heading", ["Zusammenstellung", "Récapitulatif", "SUMMARY:"])
def test_what_an_overview_below_the_items_sums_up_is_no_item(heading: str) -> None:
    assert _names([*_ITEMS, heading, *_GROUPS]) == ["Basin", "Tap"]
    assert _names(_ITEMS, [heading, *_GROUPS]) == ["Basin", "Tap"]


def test_items_below_an_overview_that_stands_first_stay() -> None:
    assert _names(["Zusammenstellung", *_GROUPS, *_ITEMS]) == ["Demontage", "Rohre", "Basin", "Tap"]


def test_items_that_stand_nowhere_above_stay() -> None:
    extra = "[line.description:Minibar]       [line.net_amount:10,00]"
    assert _names([*_ITEMS, "Summary", extra]) == ["Basin", "Tap", "Minibar"]


def test_items_with_prices_below_such_a_word_stay() -> None:
    priced = "[line.description:Pump]   2   [line.unit_price:5.00]   [line.net_amount:10.00]"
    assert _names([*_ITEMS, "Summary", priced]) == ["Basin", "Tap", "Pump"]
