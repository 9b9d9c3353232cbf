"""A firm's name that stands with its entry in a register or its VAT id is whole, and no sign."""

import pytest

from schemas.record import Field
from tasks.parties.entered_names import is_entered
from tests.tasks.tagged_pages import draw


def _is_entered(name: str, *rows: str) -> bool:
    page, _ = draw(["Rechnung 4711", "", *rows])
    return is_entered(Field(value=name, raw=name, confidence=0.9, origin="model"), [page])


@pytest.mark.parametrize(
    "rows",
    [
        ("Hahn Mühlen GmbH · Hafenstraße 4 · HRB 8126 KI",),
        ("Hahn Mühlen GmbH", "Hafenstraße 4", "24103 Kiel", "USt-IdNr. DE136695976"),
        (
            "Drahtwerk ist eine Marke der Hahn Mühlen GmbH mit Sitz in Kiel, Amtsgericht Kiel HRB",
            "8126 KI. Es gelten unsere Lieferbedingungen, die wir auf Wunsch gern zusenden.",
        ),
        ("      Hahn Mühlen GmbH", "            Kiel", "        HRB 81264 KI"),
    ],
)
def test_a_name_stands_with_its_entry(rows: tuple[str, ...]) -> None:
    assert _is_entered("Hahn Mühlen GmbH", *rows)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Hahn Mühlen GmbH", ("Hahn Mühlen GmbH", "Hafenstraße 4", "24103 Kiel")),
        ("Hahn Mühlen GmbH", ("Hahn Mühlen GmbH", "Brandt AG", "HRB 8126 KI")),
        ("Hahn Mühlen GmbH", ("Hahn Mühlen GmbH", "", "", "HRB 8126 KI")),
        ("Mühlen GmbH", ("Hahn Mühlen GmbH", "HRB 8126 KI")),
        ("HAHN MÜHLEN", ("HAHN MÜHLEN", "HRB 8126 KI")),
        ("Volksbank Kiel eG", ("Volksbank Kiel eG", "HRB 8126 KI")),
    ],
)
def test_a_name_without_one_is_not_proved(name: str, rows: tuple[str, ...]) -> None:
    assert not _is_entered(name, *rows)
