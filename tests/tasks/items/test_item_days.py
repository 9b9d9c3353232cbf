"""Days of delivery of single items."""

import pytest

from schemas.record import Field
from tasks.items.item_days import drop_item_day
from tests.tasks.tagged_pages import draw


def _is_kept(rows: list[str]) -> bool:
    page, _ = draw(rows)
    found = Field(value="2026-02-03", raw="03/02/2026", confidence=0.6, origin="model")
    return "delivery_date" in drop_item_day({"delivery_date": found}, [page], "dmy")


@pytest.mark.parametrize("mark", ["", ":", "       "])
def test_days_that_differ_from_item_to_item_are_not_the_documents(mark: str) -> None:
    rows = ["Hinge    20    8.00", f"Delivery{mark} 03/02/2026", "Clamp     5    9.00"]
    assert not _is_kept([*rows, f"Delivery{mark} 17/02/2026"])
    assert _is_kept([*rows, f"Delivery{mark} 03/02/2026"])


def test_other_captions_and_bare_days_say_nothing() -> None:
    assert _is_kept(["Delivery 03/02/2026", "Order of 17/02/2026", "17/02/2026"])
    assert _is_kept(["03/02/2026", "17/02/2026"])


@pytest.mark.parametrize(
    ("delivery", "order"),
    [
        ("Lieferschein 4711 vom", "Ihre Bestellung 8812 vom"),
        ("Bon de livraison BL 12 du", "Votre commande 8812 du"),
        ("Datum", "Datum"),
    ],
)
def test_a_word_that_stands_before_any_day_is_no_caption(delivery: str, order: str) -> None:
    assert _is_kept([f"{delivery} 03/02/2026", f"{order} 17/02/2026"])


def test_delivery_notes_of_several_days_are_no_day_of_delivery() -> None:
    assert not _is_kept(["Lieferschein 81 vom 03/02/2026", "Lieferschein 94 vom 17/02/2026"])


def test_a_day_that_has_a_caption_of_its_own_stays() -> None:
    notes = ["Lieferschein vom 02/02/2026", "Lieferschein vom 03/02/2026"]
    assert not _is_kept(notes)
    assert _is_kept(["Leistungsdatum   03/02/2026", *notes])
    assert not _is_kept(["Leistungszeitraum   03/02/2026 - 12/02/2026", *notes])
