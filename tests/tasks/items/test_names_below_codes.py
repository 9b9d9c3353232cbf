"""Names below codes, with makers' numbers beside these."""

import pytest

from tasks.items.names_below_codes import name_rows_below_codes
from tests.tasks.tagged_pages import draw, names_of

_HEAD = "SHIP   ITEM / DESCRIPTION             U/M      EXTENSION"
_ITEM = (
    "[line.quantity:24]     [line.code:3300820]   [{tag}:LOCTITE 24205]      EA"
    "      [line.net_amount:179.76]"
)
_BELOW = "       [{tag}:{name}]"


def _names(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (got,) = name_rows_below_codes([page], [tags])
    return names_of(page, got)


def _items(name: str, count: int = 3) -> list[str]:
    wrong = [_ITEM.format(tag="line.description"), _BELOW.format(tag="O", name=name)]
    right = [_ITEM.format(tag="O"), _BELOW.format(tag="line.description", name=name)]
    return wrong * (count - 1) + right


def test_the_row_below_the_code_is_the_name() -> None:
    assert _names([_HEAD, *_items("THREADLOCKER BLUE")]) == ["THREADLOCKER BLUE"] * 3


@pytest.mark.parametrize(
    "rows",
    [
        ["SHIP   ITEM      MAKER               U/M      EXTENSION", *_items("THREADLOCKER BLUE")],
        [_HEAD, *_items("6 ML")],
        [_HEAD, *_items("COUNTRY OF ORIGIN: ITALY")],
        [_HEAD, *_items("BATCH NO 4471 B")],
        [_HEAD, *_items("THREADLOCKER BLUE", count=2)],
        [_HEAD, *(row.replace("LOCTITE 24205", "HEX BOLT") for row in _items("WITH WASHER"))],
        [_HEAD, *(row.replace("       [", "         [") for row in _items("THREADLOCKER BLUE"))],
    ],
)
def test_else_names_stay(rows: list[str]) -> None:
    assert _names(rows)[0] in ("LOCTITE 24205", "HEX BOLT")


def test_letters_alone_are_no_whole_code() -> None:
    torn = "[line.quantity:20]     [line.code:NU] [line.description:211 ECP]      EA"
    amounts = "     [line.unit_price:118.40]      [line.net_amount:2,368.00]"
    rows = [
        _HEAD,
        *_items("THREADLOCKER BLUE"),
        torn + amounts,
        _BELOW.format(tag="O", name="CYL ROLLER"),
    ]
    page, tags = draw(rows)
    (got,) = name_rows_below_codes([page], [tags])
    assert names_of(page, got) == ["THREADLOCKER BLUE"] * 3 + ["CYL ROLLER"]
    codes = [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"]
    assert codes[-3:] == ["NU", "211", "ECP"]
