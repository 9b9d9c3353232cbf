"""A second bill behind the first in one file."""

import pytest

from schemas.document import Page
from tasks.several_papers import find_another_paper
from tests.tasks.tagged_pages import draw

FIRST = ("Nordlicht GmbH", "Rechnung TP-26-311", "Datum | 12.03.2026", "Summe | 226,10")


def _page(*rows: str) -> Page:
    """Rows of cells divided by " | "."""
    return draw([row.replace(" | ", 20 * " ") for row in rows])[0]


def _another(*rows: str) -> str | None:
    found = find_another_paper([_page(*FIRST), _page(*rows)])
    return found.title if found and found.page == 2 else None


@pytest.mark.parametrize(
    "head",
    ["Gutschrift TP-G-044", "Rechnung TP-26-312", "Invoice no. 4712", "Avoir A-119 du 13/03/2026"],
)
def test_a_page_headed_as_another_bill_is_another_paper(head: str) -> None:
    found = _another("Nordlicht GmbH", head, "Datum: 13.03.2026", "Summe | 99,96")
    assert found is not None
    assert found in head


def test_its_number_may_stand_behind_a_caption() -> None:
    rows = ("Rechnung", "Rechnungsnummer | 4712", "Datum | 13.03.2026", "Summe | 99,96")
    assert _another(*rows) == "Rechnungsnummer 4712"


def test_its_number_may_stand_below_a_caption() -> None:
    rows = ("Rechnungsnummer | Datum", "RG-4712         | 13.03.2026", "Summe | 99,96")
    assert _another("Rechnung", *rows) == "Rechnungsnummer RG-4712"


def test_the_first_bill_may_be_known_by_the_number_that_was_read() -> None:
    first = _page("Rechnung", "Nr. 4711", "Summe | 226,10")
    second = _page("Rechnung 4712", "Datum | 13.03.2026", "Summe | 99,96")
    assert find_another_paper([first, second]) is None
    assert find_another_paper([first, second], numbered=1) == (2, "Rechnung 4712")


@pytest.mark.parametrize(
    "rows",
    [
        ("Rechnung TP 26 311", "Datum | 12.03.2026", "Summe | 226,10"),
        ("Rechnung TP-26-3I1", "Datum | 12.03.2026", "Summe | 226,10"),  # a scan's I for 1
        ("Rechnung 4712", "Datum | 12.03.2026", "Seite 2 von 2", "Summe | 226,10"),
        ("Lieferschein LS-044", "Datum | 12.03.2026", "Warenwert | 226,10"),
        ("Rechnung 4712 | 12.03.2026 | 99,96", "Rechnung 4713 | 12.03.2026 | 88,00"),
        ("Übertrag | 99,96", "Gutschrift G-044 vom 12.03.2026", "Summe | 88,00"),
        ("Rechnung 4712", "Vielen Dank"),
        ("Rechnung 2026", "Datum | 12.03.2026", "Summe | 226,10"),
        ("Rechnung vom 11.03.2026", "Summe | 226,10"),
    ],
)
def test_what_goes_on_or_lists_bills_is_none(rows: tuple[str, ...]) -> None:
    assert _another(*rows) is None


def test_a_letter_before_a_bill_is_no_bill() -> None:
    letter = _page("Sehr geehrte Damen und Herren,", "anbei unsere Rechnung.")
    assert find_another_paper([letter, _page(*FIRST)]) is None
