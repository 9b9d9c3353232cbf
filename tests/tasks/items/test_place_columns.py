"""Items of bills that say where each was bought: named by what it is, not by the place."""

import pytest

from tasks.items.place_columns import name_bought
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw

_HEAD = "Datum     Tankstelle        km       Produkt     Liter   CHF/l exkl.   CHF exkl."
_ROWS = [
    "04.09.25  [line.description:Chur] Nord         35229    Super 95  213.80   1.532       327.54",
    "[line.code:07.09.25]  Thusis            35479    AdBlue     42.50   0.718        30.52",
    "          Summe Karte 7014                                           358.06",
]


def _named(head: str, rows: list[str]) -> list[tuple[str, str]]:
    """Each word of an item and its column."""
    page, tags = draw([head, *rows])
    (got,) = name_bought([page], [tags], Notation("."))
    words = zip(page.words, got, strict=True)
    return [(w.text, t.label.removeprefix("line.")) for w, t in words if t.label != "O"]


_FOUND = [
    ("Super", "description"),
    ("95", "description"),
    ("213.80", "quantity"),
    ("1.532", "unit_price"),
    ("327.54", "net_amount"),
    ("AdBlue", "description"),
    ("42.50", "quantity"),
    ("0.718", "unit_price"),
    ("30.52", "net_amount"),
]


@pytest.mark.parametrize(
    ("place", "goods"), [("Tankstelle", "Produkt"), ("Station   ", "Warenart"), ("Lieu", "Produit")]
)
def test_what_was_bought_names_the_item_and_the_place_does_not(place: str, goods: str) -> None:
    head = _HEAD.replace("Tankstelle", f"{place:<10}").replace("Produkt ", f"{goods:<8}")
    assert _named(head, _ROWS) == _FOUND


def test_the_captions_say_which_factor_is_the_price() -> None:
    head = _HEAD.replace("Liter   CHF/l exkl.", "CHF/l         Liter")
    turned = {"quantity": "unit_price", "unit_price": "quantity"}
    assert _named(head, _ROWS) == [(text, turned.get(name, name)) for text, name in _FOUND]


@pytest.mark.parametrize("caption", ["Tankstelle", "Produkt", "CHF/l exkl."])
def test_without_one_of_these_captions_all_stays(caption: str) -> None:
    head = _HEAD.replace(caption, " " * len(caption))
    assert _named(head, _ROWS) == [("Chur", "description"), ("07.09.25", "code")]


def test_a_row_without_a_product_stays() -> None:
    row = _ROWS[0].replace("327.54", "327.45")
    assert _named(_HEAD, [row]) == [("Chur", "description")]
