"""Codes in a row of their own above each name are those of the items below them."""

import pytest

from schemas.record import Field
from tasks.items.codes_above import drop_codes_of_groups, move_codes_down, name_codes_above
from tests.tasks.tagged_pages import draw

_CODES = ("GV23-075", "RI22-075", "EURPAL", "ZW21-150")


def _item(code: str, name: str = "Riesling", net: str = "9.00") -> list[str]:
    return [
        f"     {code}",
        f"1    [line.description:{name}]      [line.quantity:2]    [line.net_amount:{net}]",
        "     [line.description+:Reserve]",
    ]


def _codes(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (got,) = name_codes_above([page], [tags])
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"]


def test_each_item_has_the_code_above_it() -> None:
    rows = [row for code in (*_CODES, "SE24-075") for row in _item(code)]
    assert _codes(rows) == [*_CODES, "SE24-075"]


@pytest.mark.parametrize(
    "rows",
    [
        [row for code in _CODES for row in _item(code)][1:],  # below, for all that is said
        [*(row for code in _CODES for row in _item(code)), "     KB26-075"],
        [row for code in _CODES[:2] for row in _item(code)],
        [row for _ in _CODES for row in _item("GV23-075")],  # one colour, of all
        [row for word in ("NET-A", "PS-B", "BX-C", "KB-D") for row in _item(word)],
        [row for word in ("80011782", "80011790", "80011795") for row in _item(word)],
        [row for word in ("KW12", "KW13", "KW14", "KW15") for row in _item(word)],
        [row for word in ("2025-03", "2025-04", "2025-05") for row in _item(word)],
        ["     MATERIAL", *[row for code in _CODES for row in _item(code)][1:], "     SE24-075"],
    ],
)
def test_without_a_rule_there_are_none(rows: list[str]) -> None:
    assert _codes(rows) == []


def test_codes_in_the_rows_of_the_items_are_those() -> None:
    rows = [row for code in _CODES for row in _item(code, name="A1] [line.code:4711")]
    assert _codes(rows) == ["4711"] * len(_CODES)


def test_codes_in_rows_of_their_own_above_counts_go_to_the_names_below_them() -> None:
    def line(**values: str) -> dict[str, Field]:
        return {
            name: Field(value=value, raw=value, confidence=0.9, page=1, box=None, origin="model")
            for name, value in values.items()
        }

    lines = [
        line(code="4006885220019"),
        line(description="Wall plugs", code="4021344078124"),
        line(description="Screwdrivers", code="2200118000007"),
        line(description="Potting soil"),
    ]
    moved = move_codes_down(lines)
    assert [(one["description"].value, one["code"].value) for one in moved] == [
        ("Wall plugs", "4006885220019"),
        ("Screwdrivers", "4021344078124"),
        ("Potting soil", "2200118000007"),
    ]
    assert move_codes_down(lines[1:]) == lines[1:]


def _groups(*counts: int, code: str = "") -> list[str]:
    rows = []
    for number, count in enumerate(counts):
        rows.append(f"[line.code:GH-{number}18-KT] Kombi")
        rows += [f"  {code}[line.description:Rent]        [line.net_amount:312.40]"] * count
    return rows


@pytest.mark.parametrize(
    ("rows", "kept_n"),
    [
        (_groups(2, 2, 3), 0),
        (_groups(1, 1, 1), 3),
        (_groups(2, 2), 2),
        (_groups(2, 2, 2, code="[line.code:4711] "), 9),
    ],
)
def test_a_code_above_several_items_is_none_of_theirs(rows: list[str], kept_n: int) -> None:
    page, tags = draw(rows)
    (got,) = drop_codes_of_groups([page], [tags])
    assert sum(tag.label == "line.code" for tag in got) == kept_n


def test_items_of_two_rows_keep_the_codes_above_them() -> None:
    rows = []
    for code in _CODES:
        rows += [f"[line.code:{code}]", "[line.description:Apfel]      [line.net_amount:3,00]"]
        rows += ["   [line.quantity:2] x [line.unit_price:1,50]"]
    page, tags = draw(rows)
    (got,) = drop_codes_of_groups([page], [tags])
    assert sum(tag.label == "line.code" for tag in got) == len(_CODES)
