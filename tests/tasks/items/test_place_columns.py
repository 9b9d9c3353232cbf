"""Items of bills that say where each was bought: named by what it is, not by the place."""

import time

import pytest

from readers.layout import arrange_page
from schemas.prediction import WordTag
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
    head = _HEAD.replace("Liter   CHF/l exkl.", "CHF/l   Liter      ")
    turned = {"quantity": "unit_price", "unit_price": "quantity"}
    assert _named(head, _ROWS) == [(text, turned.get(name, name)) for text, name in _FOUND]


@pytest.mark.parametrize("caption", ["Tankstelle", "Produkt", "CHF/l exkl."])
def test_without_one_of_these_captions_all_stays(caption: str) -> None:
    head = _HEAD.replace(caption, " " * len(caption))
    assert _named(head, _ROWS) == [("Chur", "description"), ("07.09.25", "code")]


def test_a_row_without_a_product_stays() -> None:
    row = _ROWS[0].replace("327.54", "327.45")
    assert _named(_HEAD, [row]) == [("Chur", "description")]


def test_the_numbers_of_a_name_stay_in_it() -> None:
    head = "Site         Service                Qty    Price     Amount"
    row = "Leeds        Cleaning, 5 windows      5     5.00      25.00"
    assert _named(head.replace("Service", "Product"), [row]) == [
        *[(word, "description") for word in ("Cleaning,", "5", "windows")],
        *(("5", "quantity"), ("5.00", "unit_price"), ("25.00", "net_amount")),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "          Total               100    1.20    120.00",
        "Leeds     VAT                 360.00 0.20     72.00",
        "          Washing             100    1.20    120.00",
        "Leeds     Washing 100 1.20 120.00",
    ],
)
def test_a_sum_or_a_row_beside_the_columns_is_no_item(row: str) -> None:
    head = "Site      Product             Qty    Price   Amount"
    assert _named(head, [row]) == []


def test_a_column_of_descriptions_names_the_items() -> None:
    head = "Site      Item      Description       Qty    Price   Amount"
    row = (
        "Leeds     [line.code:10]        [line.description:Cleaning]          4      25.00   100.00"
    )
    assert _named(head, [row]) == [("10", "code"), ("Cleaning", "description")]


def test_a_long_row_takes_no_time() -> None:
    captions = ("Site", "Product", "Qty", "Price", "Net")
    head = [(text, (at * 9, 0, at * 9 + 7, 1), 1.0) for at, text in enumerate(captions)]
    row = [(f"{at * 7 + 3}.13", (at * 8, 2, at * 8 + 6, 3), 1.0) for at in range(300)]
    page = arrange_page([*head, *row], 2400, 60, "text")
    tags = [WordTag.outside(0.9) for _ in page.words]
    start = time.monotonic()
    name_bought([page], [tags], Notation("."))
    assert time.monotonic() - start < 5
