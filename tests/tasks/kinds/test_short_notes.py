"""Notes of a sentence are no papers of business."""

import pytest

from tasks.kinds.short_notes import is_note
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Invoices of Q4 for the accountant.", True),
        ("Alle Belege für November, sortiert nach Datum.", True),
        ("Invoice 4711, please pay 20 EUR.", False),
        ("Please pay €5 to us.", False),
        ("Hiermit kündigen wir den Vertrag fristlos.", False),
        ("Please cancel our order with immediate effect.", False),
        ("Bitte Rechnung von Hahn noch einmal senden.", False),
        ("Taxi Hahn, 9 Euro, bar bezahlt.", False),
        ("Fotos der Baustelle vor und nach dem Umbau", True),
        ("Dear Ann, we have not heard from you since we sent our offer for chairs.", False),
    ],
)
def test_a_note_is_short_and_bears_no_number(text: str, is_told: bool) -> None:
    assert is_note([draw([text])[0]]) == is_told
