"""Names of a receipt's items: wrapped ones whole, headings and stray letters left out."""

import pytest
from test_lines import lines_of


def names(*rows: str) -> list[str | None]:
    lines = lines_of(list(rows), doc_type="receipt")
    return [line.get("description") for line in lines]


@pytest.mark.parametrize(
    ("above", "rest", "whole"),
    [
        ("Mushroom Puf", "f", "Mushroom Puf f"),
        ("Lamb Stew (Bol", "Ognese)", "Lamb Stew (Bol Ognese)"),
        ("Apple cake with", "cream", "Apple cake with cream"),
    ],
)
def test_a_name_goes_on_beside_the_amount_on_the_next_row(
    above: str, rest: str, whole: str
) -> None:
    got = names(
        f"[line.description:{above}]",
        f"[line.description:{rest}]              [line.net_amount:25.000]",
        "[line.description:Lemon Tea]              [line.net_amount:12.000]",
    )
    assert got == [whole, "Lemon Tea"]


def test_a_single_word_without_an_amount_is_no_item() -> None:
    got = names(
        "[line.description:Receipt]",
        "[line.description:Lemon Tea]              [line.net_amount:12.000]",
        "[line.description:Black Coffee]           [line.net_amount:25.000]",
    )
    assert got == ["Lemon Tea", "Black Coffee"]


@pytest.mark.parametrize("pump", ["*Säule 04", "Pump no. 6", "POMPE N° 3"])
def test_the_pump_is_no_item(pump: str) -> None:
    got = names(
        f"[line.description:{pump}]",
        "[line.description:Diesel]              [line.net_amount:12.00]",
    )
    assert got == ["Diesel"]


def test_names_alone_stay_where_nothing_has_an_amount() -> None:
    assert names("[line.description:Choco]", "[line.description:Lemon Tea]") == [
        "Choco",
        "Lemon Tea",
    ]


@pytest.mark.parametrize("text", ["10x", "(L)", "C"])
def test_what_has_no_two_letters_together_names_nothing(text: str) -> None:
    got = names(
        f"[line.description:{text}]                   [line.net_amount:25.000]",
        "[line.description:Lemon Tea]              [line.net_amount:12.000]",
    )
    assert got == [None, "Lemon Tea"]


def test_a_name_of_one_chinese_sign_stays() -> None:
    assert names("[line.description:茶]           [line.net_amount:25.000]") == ["茶"]
