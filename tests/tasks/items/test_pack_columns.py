"""What an item is sold in, in a column left of its name, is no part of it."""

import pytest

from tasks.items.pack_columns import drop_packs_before
from tests.tasks.tagged_pages import draw, names_of

_HEAD = "QTY  U/M  {side}                 DESCRIPTION           PRICE    EXTENSION"
_ROWS = (
    "  3  CS   4/1 [line.description:GAL       CIDER SWEET]             21.900        65.70",
    "  2  CS   [line.description:2/9 LB AVG    TURKEY BREAST SMOKED]     4.150        76.20",
    "  1  BG   50 LB         [line.description:FLOUR RYE]               18.200        18.20",
)


def _names(*rows: str) -> list[str]:
    page, tags = draw(list(rows))
    (got,) = drop_packs_before([page], [tags])
    return names_of(page, got)


@pytest.mark.parametrize("side", ["PACK", "UNIT", "PACKUNG"])
def test_packs_under_their_caption_are_no_names(side: str) -> None:
    head = _HEAD.format(side=side)
    assert _names(head, *_ROWS) == ["CIDER SWEET", "TURKEY BREAST SMOKED", "FLOUR RYE"]


@pytest.mark.parametrize("side", ["BRAND", "GRADE"])
def test_under_another_caption_or_none_they_stay(side: str) -> None:
    assert _names(_HEAD.format(side=side), *_ROWS)[0] == "GAL CIDER SWEET"


def test_a_name_that_does_not_begin_at_the_others_edge_stays_whole() -> None:
    long = "  1  EA   [line.description:Hire of tables and chairs]           40.00        40.00"
    assert _names(_HEAD.format(side="PACK"), *_ROWS, long)[-1] == "Hire of tables and chairs"


def test_a_unit_that_nothing_is_counted_of_is_of_the_name() -> None:
    rows = [
        "Unit       Description                         Amount",
        "[line.description:Flat 4B    Service charge]                      40.00",
        "[line.description:Flat 5C    Service charge]                      20.00",
    ]
    assert _names(*rows) == ["Flat 4B Service charge", "Flat 5C Service charge"]
