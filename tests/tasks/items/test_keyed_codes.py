"""Codes below a receipt's names, each behind the same key."""

from tasks.items.keyed_codes import name_keyed_codes
from tests.tasks.tagged_pages import draw

_ROWS = [
    "PZN 10019000",
    "[line.description:Ibuprofen 400]      [line.net_amount:5,97]",
    "  PZN [line.code?0.5:10019621]",
    "[line.description:Ointment 20G]       [line.net_amount:7,29]",
    "  PZN 01578847",
]


def _codes(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (got,) = name_keyed_codes([page], [tags])
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"]


def test_numbers_behind_one_key_are_codes() -> None:
    assert _codes(_ROWS) == ["10019621", "01578847"]


def test_those_above_the_names_or_below_the_sum_are_none_of_the_items_before() -> None:
    rows = ["[line.description:Plaster]            [line.net_amount:2,49]"]
    assert _codes([*_ROWS[:2], "PZN 10019621", _ROWS[3], "PZN 01578847", *rows]) == []
    paid = ["SUM [total_gross:13,26]", "Ref. 001234", "Ref. 009988"]
    assert _codes([_ROWS[1], _ROWS[3], *paid]) == []


def test_one_such_row_or_two_keys_tell_nothing() -> None:
    assert _codes(_ROWS[:4]) == ["10019621"]  # what the model says stays
    assert _codes([*_ROWS[:4], "  EAN 01578847"]) == ["10019621"]
