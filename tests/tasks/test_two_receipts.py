"""Two receipts on one page: below each other, or side by side."""

from itertools import zip_longest

import pytest

from schemas.document import Page
from tasks.two_receipts import find_second_receipt
from tests.tasks.tagged_pages import draw

PARKED = (
    "PARKHAUS AM DOM", "USt-IdNr. DE135792460", "Einfahrt 18.03.26 09:04",
    "Zu zahlen   8,00 EUR", "Gute Fahrt!",
)  # fmt: skip
DRIVEN = (
    "TAXI-QUITTUNG", "St.-Nr. 06/412/30771", "Datum: 05.05.2026 Zeit 08:12",
    "Fahrpreis   23,40 EUR", "Gesamt   23,40 EUR",
)  # fmt: skip
PARKED_AGAIN = tuple(row.replace("18.03.26", "19.03.26").replace("8,00", "5,00") for row in PARKED)
PAID = ("K-U-N-D-E-N-B-E-L-E-G", "Betrag EUR 8,00", "18.03.2026 13:31 Uhr", "Zahlung erfolgt")
COPY = ("PARKHAUS AM DOM", "USt-IdNr. DE135792460", "18.03.2026 13:31", "Betrag   8,00 EUR")
CARD_COPY = ("PARKHAUS AM DOM", "USt-IdNr. DE135792460", "19.03.2026 00:31", "Total   8,00 EUR")
FOOT = ("Total   9,00 Punkte", "Angebot bis 30.06.2026", "Domkirche GmbH, St.-Nr. 06/412/30771")


def _page(*rows: str) -> Page:
    return draw(list(rows))[0]


@pytest.mark.parametrize(
    ("below", "second"),
    [
        (DRIVEN, "St.-Nr. 06/412/30771"),
        (PARKED_AGAIN, "USt-IdNr. DE135792460"),
        (PAID, None),
        (COPY, None),
        (CARD_COPY, None),
        (FOOT, None),
        ((), None),
    ],
)
def test_what_follows_a_receipt_is_another_by_its_own_head_day_and_total(
    below: tuple[str, ...], second: str | None
) -> None:
    assert find_second_receipt([_page(*PARKED, *below)], "receipt") == second


@pytest.mark.parametrize(("right", "is_second"), [(DRIVEN, True), (PAID, False), (COPY, False)])
def test_receipts_may_lie_side_by_side(right: tuple[str, ...], *, is_second: bool) -> None:
    rows = [f"{a:40}{b}" for a, b in zip_longest(PARKED, right, fillvalue="")]
    assert (find_second_receipt([_page(*rows)], "receipt") is not None) == is_second
    assert find_second_receipt([_page(*rows)], "invoice") is None
