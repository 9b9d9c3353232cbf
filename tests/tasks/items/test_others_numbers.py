"""Numbers of delivery notes and of guidelines are no codes of items."""

import pytest

from tasks.items.others_numbers import drop_others_numbers
from tests.tasks.tagged_pages import draw

_ROWS = (
    "[line.description:Nitrieren]         [line.code:LS 41730]      [line.quantity:86,0]   344,00",
    "[line.description:Vergüten]          [line.code:LS 41731]      [line.quantity:12,5]    50,00",
)


def _codes(*rows: str) -> list[str]:
    page, tags = draw([*rows])
    (got,) = drop_others_numbers([page], [tags])
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"]


@pytest.mark.parametrize("caption", ["Lieferschein", "Wiegeschein", "BL", "Lieferschein-Nr."])
def test_what_stands_under_a_caption_of_delivery_notes_is_no_code(caption: str) -> None:
    assert _codes(f"Leistung          {caption:<20}Menge    Betrag", *_ROWS) == []


@pytest.mark.parametrize("caption", ["Artikel-Nr.", "Code", "Material"])
def test_what_stands_under_another_caption_may_be_one(caption: str) -> None:
    head = f"Leistung          {caption:<20}Menge    Betrag"
    assert _codes(head, *_ROWS) == ["LS", "41730", "LS", "41731"]


def test_a_code_beside_the_number_of_a_delivery_note_stays() -> None:
    head = "Lieferschein-Nr.   Artikel        Menge    Betrag"
    row = (
        "4711      [line.code:A-1704]   [line.description:Hebel]      [line.quantity:2]      12,00"
    )
    assert _codes(head, row) == ["A-1704"]


@pytest.mark.parametrize("code", ["DIN 912", "ISO 4017", "VDA 6.3"])
def test_a_standard_in_the_row_of_an_item_is_its_code(code: str) -> None:
    row = f"[line.code:{code}]   [line.description:Schraube M6x30]   [line.quantity:100]   12,00"
    assert _codes(row) == code.split()


@pytest.mark.parametrize("maker", ["VDI/VDE/DGQ", "VDI", "VDA"])
def test_who_says_how_work_is_done_is_no_code(maker: str) -> None:
    item = "[line.description:Prüfung]       [line.quantity:6]     147,00"
    assert _codes(item, f"[line.code:{maker}] 2618 Bl. 9.1") == []
    assert _codes(item, "[line.code:DIN 912]") == ["DIN", "912"]


@pytest.mark.parametrize("times", ["5A-7A", "6:00p-6:30p", "11P-12M"])
def test_when_a_spot_is_on_air_is_no_code_of_it(times: str) -> None:
    row = f"[line.code:{times}]   [line.description:Late News]   [line.quantity:12]   540.00"
    assert _codes("Time   Program   Spots   Cost", row) == []
    assert _codes("Code   Article   Quantity   Cost", row) == [times]
