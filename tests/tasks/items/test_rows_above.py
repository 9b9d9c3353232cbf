"""Rows above the head of a table with prices are no items, unless they stand in another table."""

import pytest

from tasks.items.rows_above import drop_rows_above_head
from tests.tasks.tagged_pages import draw

_ABOVE = "[line.description:Miles out / in]        [line.quantity:8412]"
_HEAD = "Charge              Basis       Units      Rate       Amount"
_ITEM = (
    "[line.description:Car]   [line.quantity:6]   [line.unit_price:41.50]  [line.net_amount:249.00]"
)


def _items(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (got,) = drop_rows_above_head([page], [tags])
    return [w.text for w, tag in zip(page.words, got, strict=True) if tag.label[:5] == "line."]


def test_what_stands_above_the_head_is_no_item() -> None:
    assert _items([_ABOVE, _HEAD, _ITEM]) == ["Car", "6", "41.50", "249.00"]


@pytest.mark.parametrize(
    "rows",
    [
        [_ABOVE, _ITEM],
        [_HEAD, _ABOVE, _ITEM],
        ["Article        Quantity", _ABOVE, _HEAD, _ITEM],
        [_ITEM, _ABOVE, _HEAD, _ITEM],
    ],
)
def test_without_a_head_below_or_with_one_above_items_stay(rows: list[str]) -> None:
    assert "8412" in _items(rows)


_CODED = "[line.code:GV-1]  [line.quantity:6]  [line.unit_price:41.50]  [line.net_amount:249.00]"


def test_the_first_item_may_be_known_by_its_code() -> None:
    above = ["SALES ORDER NO.        ORDER DATE", _ABOVE]
    assert _items([*above, _HEAD, _CODED]) == ["GV-1", "6", "41.50", "249.00"]


def test_the_first_item_s_name_may_stand_above_its_price() -> None:
    priced = _ITEM.replace("[line.description:Car]", "")
    assert _items([_ABOVE, _HEAD, "[line.description:Car]", priced]) == [
        "Car", "6", "41.50", "249.00",
    ]  # fmt: skip
    close = "Qty Unit     Rate      Amount"
    assert "8412" not in _items([_ABOVE, close, "[line.description:Car]", priced])
    phrases = ("Price per unit net", "Preis pro Einheit     Betrag", "Prix par unité     Montant")
    for head in ("Qty what     Rate      Amount", "Qty     Rate      Amount", *phrases):
        assert "8412" in _items([_ABOVE, head, "[line.description:Car]", priced])
    assert "8412" in _items([_ABOVE, _HEAD, "Car", priced])


def test_weights_above_the_head_are_no_prices() -> None:
    goods = "[line.description:Cartons]   [line.net_amount:{}]{}   [line.unit_price:58.400] M3"
    head = "GOODS DESCRIPTION    WEIGHT    VOLUME"
    assert "Cartons" not in _items([head, goods.format("7,318.000", " KG"), _HEAD, _ITEM])
    assert "Cartons" in _items([head, goods.format("7,318.000", ""), _HEAD, _ITEM])


_COUNT_HEAD = "Item no.     Item        Ordered      Shipped      Unit"
_COUNTED = "[line.code:GV-1]   [line.description:Gloves]     6     [line.quantity:6]     PK"
_TRIP = "[line.code:SO771]       [line.description:Overnight]        3"


def test_above_the_head_of_a_table_of_counts_are_no_items_either() -> None:
    rows = ["Sales order        Carrier        Parcels", _TRIP]
    assert _items([*rows, _COUNT_HEAD, _COUNTED]) == ["GV-1", "Gloves", "6"]
    assert "Overnight" in _items([*rows, _COUNTED])


def test_items_with_quantities_above_a_second_table_stay() -> None:
    crates = [_COUNT_HEAD, "[line.code:C-2]   [line.description:Crate]     2     [line.quantity:2]"]
    rows = [_COUNTED, _COUNTED.replace("Gloves", "Boots")]
    assert "Boots" in _items([*rows, "Empties", *crates])


def test_how_goods_are_sent_is_no_item() -> None:
    rows = ["Ship Date     Ship Via       Tracking #       Order      Cartons", _TRIP]
    assert _items([*rows, _COUNT_HEAD, _COUNTED]) == ["GV-1", "Gloves", "6"]
    assert _items([*rows, _HEAD, _ITEM]) == ["Car", "6", "41.50", "249.00"]


def test_what_has_no_amount_above_the_head_of_priced_items_is_none() -> None:
    car = "[line.description:Estate car]        [line.unit_price:71406]"
    assert _items([car, _HEAD, _ITEM]) == ["Car", "6", "41.50", "249.00"]


def test_a_vehicle_in_its_strip_is_no_item() -> None:
    strip = "Reg No      Make / Model      VIN      Mileage      First reg"
    vehicle = "WX71 KDO      [line.description:Transit 350]      WF0XX      40,118"
    assert _items([strip, vehicle, _ITEM]) == ["Car", "6", "41.50", "249.00"]
    assert "Transit" in _items(["Item      Make / Model      Size      Remark", vehicle, _ITEM])
    sold = f"{vehicle}      [line.net_amount:9,800.00]"
    assert "Transit" in _items([f"{strip}      Price", sold])


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (
            "Marque      Modèle      N° de série      Désignation      Qté",
            ("HP      G5      X123      [line.description:Portable]", ""),
        ),
        (
            "Make      Model      VIN      Colour",
            (
                "[line.description:Ford]      Transit      WF0XX      White",
                "[line.description:VW]      Crafter      WV1XX      Blue",
            ),
        ),
        (
            "Vehicle      Make      Mileage      Reg",
            ("1      Ford      [line.description:Hire]      [line.quantity:3]", ""),
        ),
        (
            "Kennzeichen      Fahrzeug      km-Stand      Leistung      Preis",
            ("KI-X 12      Golf      40118      [line.description:Inspektion]", ""),
        ),
        (
            "Marque      Modèle      N° de série      Couleur",
            ("[line.description:HP]      G5      X123      gris", ""),
        ),
    ],
)
def test_what_a_table_of_machines_lists_are_items(head: str, rows: tuple[str, str]) -> None:
    name = rows[0].split("line.description:")[1].split("]")[0]
    assert name in _items([head, *rows])
