"""A firm's name that stands with what the seller is entered by is whole, and no sign."""

import pytest

from schemas.record import Field
from tasks.parties.entered_names import is_entered
from tests.tasks.tagged_pages import draw


def _is_entered(name: str, *rows: str, **others: str) -> bool:
    page, _ = draw(["Rechnung 4711", "", *rows])
    values = {"seller_registration_id": "HRB 8126 KI", "seller_name": name} | others
    fields = {
        label: Field(value=value, raw=value, confidence=0.9, origin="model")
        for label, value in values.items()
    }
    return is_entered(fields, [page])


@pytest.mark.parametrize(
    "rows",
    [
        ("Hahn Mühlen GmbH · Hafenstraße 4 · HRB 8126 KI",),
        ("Hahn Mühlen GmbH", "Hafenstraße 4", "24103 Kiel", "USt-IdNr. DE136695976"),
        (
            "Drahtwerk ist eine Marke der Hahn Mühlen GmbH mit Sitz in Kiel, Amtsgericht Kiel HRB",
            "8126 KI. Es gelten unsere Lieferbedingungen, die wir auf Wunsch gern zusenden.",
        ),
        ("      Hahn Mühlen GmbH", "            Kiel", "        HRB 8126 KI"),
    ],
)
def test_a_name_stands_with_its_entry(rows: tuple[str, ...]) -> None:
    assert _is_entered("Hahn Mühlen GmbH", *rows, seller_vat_id="DE136695976")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Hahn Mühlen GmbH", ("Hahn Mühlen GmbH", "Hafenstraße 4", "24103 Kiel")),
        ("Hahn Mühlen GmbH", ("Hahn Mühlen GmbH", "Brandt AG", "HRB 8126 KI")),
        ("Hahn Mühlen GmbH", ("Hahn Mühlen GmbH", "", "", "HRB 8126 KI")),
        ("Hahn Mühlen GmbH", ("Hahn Mühlen GmbH · HRB 81264 (Druck)",)),
        ("Hahn Mühlen GmbH Mahlwerke", ("Hahn Mühlen GmbH Mahlwerke", "HRB 8126 KI")),
        ("Mühlen GmbH", ("Hahn Mühlen GmbH", "HRB 8126 KI")),
        ("HAHN MÜHLEN", ("HAHN MÜHLEN", "HRB 8126 KI")),
        ("Volksbank Kiel eG", ("Volksbank Kiel eG", "HRB 8126 KI")),
    ],
)
def test_a_name_without_one_is_not_proved(name: str, rows: tuple[str, ...]) -> None:
    assert not _is_entered(name, *rows)


def test_a_buyer_s_name_and_a_buyer_s_id_prove_nothing() -> None:
    row, name = "Hahn Mühlen GmbH, USt-IdNr. DE136695976", "Hahn Mühlen GmbH"
    assert _is_entered(name, row, seller_vat_id="DE136695976")
    assert not _is_entered(name, row, seller_vat_id="DE136695976", buyer_name=name)
    both = {"seller_vat_id": "DE136695976", "buyer_vat_id": "DE136695976"}
    assert not _is_entered(name, row, **both)
