"""Days on which a firm is closed, or at a fair, are no period that it bills."""

import pytest

from schemas.document import union
from schemas.record import Field, Fields
from tasks.fields.closed_days import drop_closed_days
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("sentence", "stays"),
    [
        ("Wir haben vom 2026-12-21 bis 2027-01-06 Betriebsferien.", False),
        ("Zahlbar netto. Bitte beachten Sie unsere Betriebsferien vom 2026-12-21 bis", False),
        ("Payment due. Our office is closed from 2026-12-21 to 2027-01-06.", False),
        ("Besuchen Sie uns auf der Buchmesse vom 2026-12-21 bis 2027-01-06", False),
        ("Nos bureaux seront fermés du 2026-12-21 au 2027-01-06", False),
        ("Wir haben vom 2026-12-21 bis 2027-01-06 geschlossen.", False),
        ("Unser Büro bleibt ab 2026-12-21 bis 2027-01-06 geschlossen.", False),
        ("Wir machen Urlaub vom 2026-12-21 bis 2027-01-06", False),
        ("Our Christmas shutdown is from 2026-12-21 to 2027-01-06", False),
        ("Fermeture annuelle du 2026-12-21 au 2027-01-06", False),
        ("Chiusura estiva dal 2026-12-21 al 2027-01-06", False),
        ("Wij zijn van 2026-12-21 t/m 2027-01-06 gesloten", False),
        ("Overeenkomst gesloten 12-01-2025, periode 2026-12-21 t/m 2027-01-06", True),
        ("gemäß Vertrag, geschlossen am 12.01.2025, für 2026-12-21 bis 2027-01-06", True),
        ("Leistungszeitraum: 2026-12-21 bis 2027-01-06 (samstags geschlossen)", True),
        ("Wir haben für Ihren Urlaub vom 2026-12-21 bis 2027-01-06 berechnet:", True),
        ("Chiusura contabile dal 2026-12-21 al 2027-01-06", True),
        ("Shutdown works from 2026-12-21 to 2027-01-06", True),
        ("Entretien portes et fermeture du 2026-12-21 au 2027-01-06", True),
        ("Leistungszeitraum 2026-12-21 bis 2027-01-06", True),
        ("Ferienwohnung Seeblick, 2026-12-21 bis 2027-01-06", True),
        ("Standmiete Buchmesse 2026-12-21 bis 2027-01-06", True),
        ("Wartung 2026-12-21 bis 2027-01-06. Samstags ist geschlossen.", True),
    ],
)
def test_days_without_work_are_no_period(sentence: str, stays: bool) -> None:
    page, _ = draw([sentence])
    word = next(word for word in page.words if word.text.startswith("2026-12-21"))
    start = Field(
        value=word.text, raw=word.text, confidence=0.8, page=1, box=union([word.box]),
        origin="model",
    )  # fmt: skip
    end = start.model_copy(update={"value": "2027-01-06", "box": None})
    fields: Fields = {"period_start": start, "period_end": end}
    assert ("period_start" in drop_closed_days(fields, [page])) is stays
    assert ("period_end" in drop_closed_days(fields, [page])) is stays
