"""Days of delivery of single items."""

import pytest

from schemas.record import Field
from tasks.items.item_days import add_item_period, drop_item_day
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


def test_a_day_in_a_column_of_items_beside_other_days_is_not_the_documents() -> None:
    rows = ["1   Hinge   20 pcs 03/02/2026    4.00    80.00"]
    assert _is_kept(rows)
    assert _is_kept([*rows, "2   Clamp    5 pcs 03/02/2026    9.00    45.00"])
    rows.append("2   Clamp    5 pcs 17/02/2026    9.00    45.00")
    assert not _is_kept(rows)
    assert _is_kept([*rows, "At the latest on 03/02/2026"])
    intervened = "Date d'intervention     03/02/2026     Total TTC     144,00"
    assert _is_kept([intervened, "Date d'échéance         17/02/2026     Net à payer     144,00"])
    named = "1   Hinge, delivery 03/02/2026    4.00    80.00"
    assert _is_kept([named, "2   Clamp, whole pcs 17/02/2026    9.00    45.00"])
    assert _is_kept(["Invoice date   17/02/2026", "Collected      03/02/2026"])


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        (("01/04/2026 au 30/04/2026", "01/04/2026 au 30/04/2026"), True),
        (("01/04/2026 au 30/04/2026", "01/05/2026 au 31/05/2026"), False),
        (("01/04/2026 au 30/04/2026",), False),
        (("01/04/2026, payable le 30/04/2026", "01/04/2026, payable le 30/04/2026"), False),
    ],
)
def test_a_period_that_all_items_bear_is_the_papers(spans: tuple[str, ...], found: bool) -> None:
    page, _ = draw([f"Abonnement du {span}" for span in spans])
    name = Field(value="Serveur", raw="Serveur", confidence=0.9, origin="model")
    lines = [{"description": name}] * 2
    fields = add_item_period({}, lines, [page], "dmy")
    days = [field.value for field in fields.values() if isinstance(field, Field)]
    assert days == (["2026-04-01", "2026-04-30"] if found else [])
    assert add_item_period({}, lines[:1], [page], "dmy") == {}
    page, _ = draw([f"Garantie du {span}" for span in spans])
    assert add_item_period({}, lines, [page], "dmy") == {}
    assert add_item_period({"period_end": name}, lines, [page], "dmy") == {"period_end": name}
