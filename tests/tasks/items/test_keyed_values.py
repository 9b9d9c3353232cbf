"""Numbers in a row below an item's name are what stands before each says."""

import pytest

from tasks.items.captioned_columns import name_columns
from tasks.items.keyed_values import name_keyed_values
from tasks.values.notation import POINT_NOTATION
from tests.tasks.tagged_pages import draw

_NAME = "3. [line.description:Granite kerb 8/11]                    [line.net_amount:837.20]"


def _numbers(row: str) -> dict[str, str]:
    page, tags = draw([_NAME, row])
    (got,) = name_keyed_values([page], [tags])
    found: dict[str, str] = {}
    for word, tag in zip(page.words, got, strict=True):
        if word.row and tag.label != "O":
            label = tag.label.removeprefix("line.")
            found[label] = f"{found[label]} {word.text}" if label in found else word.text
    return found


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Qty 46 m Price 18.20 VAT % 20",
         {"quantity": "46", "unit": "m", "unit_price": "18.20", "tax_rate": "20"}),
        ("Anzahl 38,5 Std   Preis 47,50   MwSt. 19",
         {"quantity": "38,5", "unit": "Std", "unit_price": "47,50", "tax_rate": "19"}),
        ("Qté 2 000 u P.U. 0,094 Remise 10 TVA % 20",
         {"quantity": "2 000", "unit": "u", "unit_price": "0,094", "discount": "10",
          "tax_rate": "20"}),
        ("Qty: 3   Unit price: 4.00", {"quantity": "3", "unit_price": "4.00"}),
        ("Ref BS-4 · Qty 2 · @ -286.00 · VAT 20%",
         {"code": "BS-4", "quantity": "2", "unit_price": "-286.00", "tax_rate": "20%"}),
        ("Quantité 38 · Prix 0,0992", {"quantity": "38", "unit_price": "0,0992"}),
        ("Qty 2 | @ £6.00     [line.net_amount:12.00]",
         {"quantity": "2", "unit_price": "£6.00", "net_amount": "12.00"}),
        ("UID ATU12345675     Menge 60 Stk · à 5,20",
         {"quantity": "60", "unit": "Stk", "unit_price": "5,20"}),
        ("Quantité 60 à 5 €", {"quantity": "60", "unit_price": "5"}),
        ("Qty 2 · @ 56", {"quantity": "2", "unit_price": "56"}),
    ],
)  # fmt: skip
def test_each_number_is_what_its_key_says(row: str, expected: dict[str, str]) -> None:
    assert _numbers(row) == expected


@pytest.mark.parametrize(
    "row",
    [
        "Quantity discount from 46 m",
        "Qty 46 m",
        "Price 18.20 VAT % 20",
        "Qty 46 m Price 18.20 in the new catalogue",
        "Qty Price VAT",
        "Ref BS-4 · VAT 20%",
        "Pallet · Qty 2 · @ 56.00",
        "Qté 16 à 25",
        "Qté 16 à 25            3.20",
        "Quantité 5 à 10 pièces",
        "Menge 16 à 25 Stk",
        "Qty 2 @ 5 %",
        "Qty 2 @ 20% discount",
        "Menge 2   Preis 5%",
    ],
)
def test_a_row_with_more_or_less_than_that_says_nothing(row: str) -> None:
    assert _numbers(row) == {}


def test_the_currency_in_such_a_row_remains() -> None:
    row = "[line.description:Qty 46 m   Price 18.20] [currency:€]"
    assert _numbers(row) == {
        "quantity": "46", "unit": "m", "unit_price": "18.20", "currency": "€"
    }  # fmt: skip


def test_such_a_row_is_no_head_of_columns() -> None:
    keyed = "Qty {} m   Price 18.20   VAT 20"
    items = [f"{at}. {_NAME[3:]}" for at in range(1, 5)]
    rows = [row for at, item in enumerate(items, 11) for row in (item, keyed.format(at))]
    page, tags = draw(rows)
    named = name_keyed_values([page], [tags])
    (got,) = name_columns([page], named, POINT_NOTATION)
    counts = [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.quantity"]
    assert counts == ["11", "12", "13", "14"]
