"""Labels such as "Option" above the names of an offer's items."""

import pytest

from tasks.items.option_labels import drop_option_labels
from tests.tasks.tagged_pages import draw

_AMOUNTS = "   [line.quantity:2]   [line.unit_price:30.00]   [line.net_amount:60.00]"


def _names(label: str, below: str, doc_type: str = "quote", above: str = "") -> list[str]:
    on = "+" if above else ""
    page, tags = draw(
        [
            f"1  [line.description:Brick pier]                   {_AMOUNTS}",
            f"   {above}",
            f"2  [line.description{on}:{label}]                        {_AMOUNTS}",
            f"   {below}",
        ]
    )
    (got,) = drop_option_labels([page], [tags], doc_type)
    names: list[str] = []
    for word, tag in zip(page.words, got, strict=True):
        if tag.label == "line.description":
            names[len(names) - (not tag.begins) :] = [
                word.text if tag.begins else f"{names[-1]} {word.text}"
            ]
    return names


@pytest.mark.parametrize(
    "label",
    [
        "Option",
        "OPTION 2",
        "(optional)",
        "Optional item:",
        "Alternative to item 1",
        "Alternativ zu Pos. 1",
        "Eventualposition",
        "*** Eventualposition ***",
        "Variante",
        "En option",
        "Opzionale",
        "Alternativa alla voce 1.2",
        "Opcional",
        "Optioneel",
        "Alternatief voor regel 1",
    ],
)
@pytest.mark.parametrize("tag", ["line.description+", "O", "seller_name?0.4"])
def test_the_row_below_a_label_is_the_items_name(label: str, tag: str) -> None:
    assert _names(label, f"[{tag}:Stone pier, rubbed]") == ["Brick pier", "Stone pier, rubbed"]


def test_a_name_that_is_more_than_a_label_stays() -> None:
    assert _names("Optional stone pier", "[line.description+:rubbed]") == [
        "Brick pier",
        "Optional stone pier rubbed",
    ]


@pytest.mark.parametrize("below", ["", "        Stone pier", "[line.quantity:4] pieces"])
def test_a_label_without_a_name_below_it_is_the_name(below: str) -> None:
    assert _names("Option", below)[:2] == ["Brick pier", "Option"]


def test_what_stands_beside_the_name_is_none_of_it() -> None:
    below = "Stone pier                        plus VAT"
    assert _names("Option", below) == ["Brick pier", "Stone pier"]


def test_a_label_below_the_name_parts_no_item() -> None:
    names = _names("Option", "with a guarantee", above="[line.description:Stone pier]")
    assert names == ["Brick pier", "Stone pier Option"]


def test_an_option_that_is_charged_is_called_so() -> None:
    assert _names("Option", "from 01/03/2026", "invoice") == ["Brick pier", "Option"]
