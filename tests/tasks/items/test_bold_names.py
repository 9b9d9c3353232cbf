"""Names set in bold above a text, with their amounts below it."""

import pytest

from tasks.items.bold_names import name_by_bold
from tests.tasks.tagged_pages import draw

_AMOUNTS = (
    "          [line.quantity:2] days x [line.unit_price:90.00]      [line.net_amount:180.00]"
)
_BOLD = frozenset({"Workshops", "Identity,", "Labour"})


def _names(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    words = tuple(w._replace(face="b1" if w.text in _BOLD else "1") for w in page.words)
    (got,) = name_by_bold([page.model_copy(update={"words": words})], [tags])
    found: list[str] = []
    for word, tag in zip(page.words, got, strict=True):
        if tag.label.startswith("line.description"):
            found[len(found) - (not tag.begins) :] = [
                word.text if tag.begins else f"{found[-1]} {word.text}"
            ]
    return found


_FIRST = ["          Workshops", "          [line.description:Two sessions at your site]", _AMOUNTS]
_SECOND = ["          [line.description:Identity,]", "          colour, type", _AMOUNTS]


def test_a_bold_row_above_a_text_is_the_name() -> None:
    assert _names([*_FIRST, "", *_SECOND]) == ["Workshops", "Identity,"]


def test_what_stands_beside_in_a_side_bar_is_no_item_s() -> None:
    beside = "[line.code:PO-17]" + _AMOUNTS[5:]
    page, tags = draw([*_FIRST, "", *_SECOND[:2], beside])
    words = tuple(w._replace(face="b1" if w.text in _BOLD else "1") for w in page.words)
    (got,) = name_by_bold([page.model_copy(update={"words": words})], [tags])
    assert "line.code" not in {tag.label for tag in got}


@pytest.mark.parametrize(
    "rows",
    [
        _FIRST,  # one item alone
        ["          Labour", *[row.replace("Workshops", "Talk") for row in _FIRST], *_SECOND[1:]],
    ],
)
def test_a_heading_is_no_name(rows: list[str]) -> None:
    page, tags = draw(rows)
    del page
    named = [tag.label for tag in tags if tag.label == "line.description"]
    assert len(" ".join(_names(rows)).split()) == len(named)


def test_counts_left_of_the_names_stay() -> None:
    amounts = "[line.quantity:2]       days x [line.unit_price:90.00]    [line.net_amount:180.00]"
    page, tags = draw([*_FIRST[:2], amounts, "", *_SECOND[:2], amounts])
    words = tuple(w._replace(face="b1" if w.text in _BOLD else "1") for w in page.words)
    (got,) = name_by_bold([page.model_copy(update={"words": words})], [tags])
    assert sum(tag.label == "line.quantity" for tag in got) == 2
