"""Codes in capitals that begin each item's row, without a caption."""

from tasks.items.leading_codes import name_leading_codes
from tests.tasks.tagged_pages import draw, names_of

_ROWS = [
    "M1 Module [line.description+:1, practice]              [line.net_amount:2,300.00]",
    "[line.code:AUD] [line.description:Audit of workshops]           [line.net_amount:680.00]",
    "[line.code:M2] [line.description:Module 2]                      [line.net_amount:575.00]",
    "[line.description:SUP Handouts]                     [line.net_amount:216.00]",
]


def _read(rows: list[str]) -> tuple[list[str], list[str]]:
    page, tags = draw(rows)
    (got,) = name_leading_codes([page], [tags])
    codes = [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"]
    return codes, names_of(page, got)


def test_where_all_rows_begin_with_capitals_of_which_some_are_codes_all_are() -> None:
    codes, names = _read(_ROWS)
    assert codes == ["M1", "AUD", "M2", "SUP"]
    assert names == ["Module 1, practice", "Audit of workshops", "Module 2", "Handouts"]


def test_a_name_in_lower_case_or_a_word_twice_makes_none() -> None:
    for other in ("Handouts", "AUD"):
        assert _read([*_ROWS[1:3], _ROWS[3].replace("SUP", other)])[0] == ["AUD", "M2"]
