"""Readings of meters are no items."""

from tasks.items.meter_rows import drop_meter_rows
from tests.tasks.tagged_pages import draw

_METERS = [
    "Zähler              Stand alt   Stand neu   Verbrauch",
    "[line.description:Strom 1161 0034]      48.112      49.986       [line.net_amount:1.874]",
    "[line.description:Gas 8822 1907]        12.604      13.467       [line.quantity:863]",
]
_ITEMS = [
    "Leistung                      Menge     Preis     Betrag",
    "[line.description:Arbeitspreis]             1.874    28,450   [line.net_amount:533,15]",
]


def _items(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (kept,) = drop_meter_rows([page], [tags])
    pairs = zip(page.words, kept, strict=True)
    return [word.text for word, tag in pairs if tag.label.startswith("line.")]


def test_readings_above_the_items_are_none() -> None:
    assert _items([*_METERS, "M = gelesen", *_ITEMS]) == ["Arbeitspreis", "533,15"]
    assert _items([*_METERS, *_ITEMS]) == ["Arbeitspreis", "533,15"]


def test_registers_of_a_meter_are_no_items_either() -> None:
    head = "Register            Previous read   This read   Used (kWh)"
    day = "[line.description:Day]     [line.quantity:48,112]  [line.unit_price:49,986]  1,874"
    assert _items([head, day, *_ITEMS]) == ["Arbeitspreis", "533,15"]
    till = head.replace("Previous read   This read", "Opened          Closed   ")
    assert "Day" in _items([till, day, *_ITEMS])


def test_meters_that_are_all_a_bill_lists_stay() -> None:
    assert "Strom" in _items(_METERS)


def test_who_sells_meters_prices_items() -> None:
    rows = [
        "Pos  Stromzähler                 Menge     Preis     Betrag",
        "[line.description:Zähler MT174]            2     98,00     [line.net_amount:196,00]",
    ]
    assert "MT174" in _items(rows)
