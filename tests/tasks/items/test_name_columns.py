"""Names begin in their own column."""

from tasks.items.name_columns import begin_in_column
from tests.tasks.tagged_pages import draw, names_of

_ROWS = [
    "Qty     Pack               Description           Field",
    "[line.quantity:24]      crates / 6 kg      [line.description:Curly kale]            F7",
    "[line.quantity:30]      bags / 10 kg       [line.description:Rooster potatoes]      B2",
    "[line.quantity:18]      crates / 13 kg     [line.description:Bramley apples]        T2",
    "[line.quantity:40]      [line.description:bunches / 100 g    Parsley, flat]         T1",
]


def _names(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (got,) = begin_in_column([page], [tags])
    return names_of(page, got)


def test_what_stands_in_the_column_before_is_no_part_of_a_name() -> None:
    assert _names(_ROWS)[-1] == "Parsley, flat"


def test_where_no_such_column_is_or_too_few_names_are_a_name_stays() -> None:
    whole = "bunches / 100 g Parsley, flat"
    assert (
        _names([*_ROWS[:3], _ROWS[3].replace("crates / 13", "           "), _ROWS[4]])[-1] == whole
    )
    assert _names([*_ROWS[:3], _ROWS[4]])[-1] == whole


def test_a_name_of_a_list_that_begins_there_stays() -> None:
    other = "[line.quantity:1]       [line.description:Freight]"
    assert _names([*_ROWS, other])[-2] == "bunches / 100 g Parsley, flat"


def test_a_name_may_stand_where_other_items_have_their_codes() -> None:
    rows = [
        "[line.code:A-20]     [line.description:Solvent, drum]   [line.quantity:4]",
        "[line.code:A-31]     [line.description:Ink, black]      [line.quantity:2]",
        "[line.code:B-07]     [line.description:Ink, cyan]       [line.quantity:9]",
        "[line.description:Freight  road]                 [line.quantity:1]",
    ]
    assert _names(rows)[-1] == "Freight road"
