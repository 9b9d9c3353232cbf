"""A bill that a person signs is that person's, whatever stands below the sign."""

import pytest

from schemas.record import Field
from tasks.parties.signing_persons import name_signing_person
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("closing", "signs", "trade", "name"),
    [
        ("Herzliche Grüße", "Hanna Brandt", "Freies Lektorat", "Hanna Brandt"),
        ("Kind regards,", "Hanna Brandt", "Garden Design", "Hanna Brandt"),
        ("Herzliche Grüße", "Ida Roth", "Freies Lektorat", "Freies Lektorat"),
        ("Konto", "Hanna Brandt", "Freies Lektorat", "Freies Lektorat"),
        ("Cordialement", "Hanna Brandt", "Lektorat GmbH", "Lektorat GmbH"),
        ("Cordialement", "Hanna Brandt", "Traductions", "Hanna Brandt"),
        ("Herzliche Grüße", "Hanna Brandt", "Stadtbücherei Kiel", "Stadtbücherei Kiel"),
        ("Kind regards", "Hanna Brandt", "Kiel Primary School", "Kiel Primary School"),
        ("Herzliche Grüße", "Hanna Brandt", "Friseursalon Nord", "Friseursalon Nord"),
        ("Herzliche Grüße", "Hanna Brandt", "Lektorat und Satz", "Lektorat und Satz"),
    ],
)
def test_who_signs_below_is_who_bills(closing: str, signs: str, trade: str, name: str) -> None:
    rows = ["Hanna Brandt", f"{trade} · Hafenweg 12 · 24103 Kiel", "Rechnung", closing, signs]
    page, _ = draw(rows)
    known = Field(value=trade, raw=trade, confidence=0.7, origin="model", page=1)
    found = name_signing_person({"seller_name": known}, [page])["seller_name"]
    assert isinstance(found, Field)
    assert found.value == name


def test_who_signs_in_a_function_signs_for_another() -> None:
    rows = [
        "Hanna Brandt",
        "Nordlektorat · Hafenweg 12 · 24103 Kiel",
        "Rechnung",
        "Herzliche Grüße",
    ]
    page, _ = draw([*rows, "Hanna Brandt", "Geschäftsführung"])
    known = Field(value="Nordlektorat", raw="Nordlektorat", confidence=0.7, origin="model", page=1)
    assert name_signing_person({"seller_name": known}, [page]) == {"seller_name": known}
