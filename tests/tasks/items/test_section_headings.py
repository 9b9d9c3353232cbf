"""Headings between items are no part of the name above."""

import pytest

from tasks.items.section_headings import clear_headings
from tests.tasks.tagged_pages import draw

_HEAD = "Description              Qty      Rate      Amount"
_ITEM = "[line.description:Filter]                    [line.quantity:1]     9.80      9.80"


def _name(heading: str, between: str, head: str = _HEAD, after: str = _ITEM) -> str:
    page, tags = draw([head, heading, _ITEM, f"[line.description+?0.7:{between}]", after])
    (got,) = clear_headings([page], [tags])
    return " ".join(
        w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.description"
    )


@pytest.mark.parametrize(
    "heads",
    [("LABOUR", "PARTS"), ("Fees", "Disbursements"), ("Stage-3,07", "Accessories")],
)
def test_a_heading_like_the_first_is_no_name(heads: tuple[str, str]) -> None:
    assert _name(*heads) == "Filter Filter"


def test_captions_may_be_unknown_words_in_several_cells() -> None:
    assert _name("LABOUR", "PARTS", "Equipment        Each        No.      Charge") == (
        "Filter Filter"
    )


@pytest.mark.parametrize(
    ("heading", "between"),
    [
        ("", "PARTS"),
        ("LABOUR", "with seal"),
        ("LABOUR", "Made of steel"),
        ("LABOUR", "DIN 4711"),
        ("   LABOUR", "PARTS"),
    ],
)
def test_a_row_that_is_unlike_the_first_heading_goes_on_with_the_name(
    heading: str, between: str
) -> None:
    assert _name(heading, between) == f"Filter {between} Filter"


def test_a_row_with_no_item_right_below_is_no_heading() -> None:
    assert "PARTS" in _name("LABOUR", "PARTS", after="more of it")


def test_an_item_with_words_of_captions_is_no_head() -> None:
    item = "[line.description:Line array, rate per unit]  [line.quantity:1]     9.80      9.80"
    head = "Equipment        Each        No.      Charge"
    page, tags = draw([head, "AUDIO", item, _ITEM, "[line.description+?0.7:VIDEO]", _ITEM])
    (got,) = clear_headings([page], [tags])
    texts = [w.text for w, t in zip(page.words, got, strict=True) if t.label != "O"]
    assert "VIDEO" not in texts
