"""Terms of business and notices of privacy are nothing that somebody has to enter."""

import pytest

from schemas.record import Field, Fields
from tasks.kinds.general_terms import is_general_terms
from tests.tasks.tagged_pages import draw


def _is_told(*rows: str, terms: Fields | None = None) -> bool:
    return is_general_terms([draw(list(rows))[0]], terms or {})


@pytest.mark.parametrize(
    "heading",
    [
        "Allgemeine Geschäftsbedingungen der Hafen GmbH",
        "Allgemeine Geschäftsbedingungen (AGB)",
        "Allgemeine Verkaufs- und Lieferbedingungen",
        "Datenschutzhinweise",
        "Terms & Conditions",
        "Standard Terms and Conditions of Sale",
        "Privacy Policy",
        "Conditions générales de vente",
        "Politique de confidentialité",
        "Condiciones generales de contratación",
        "Condizioni generali di vendita - ed. 01/2024",
        "Informativa privacy",
        "Algemene verkoop- en leveringsvoorwaarden",
        "Algemene voorwaarden Haven B.V.",
    ],
)
def test_general_terms_are_told_by_their_heading(heading: str) -> None:
    assert _is_told(heading, "1. These terms hold.")
    assert _is_told("HAFEN GMBH", "Werkstr. 9", heading)


@pytest.mark.parametrize(
    "row",
    [
        "Terms and Conditions of Employment",
        "Datenschutz ist uns wichtig.",
        "Zahlungsbedingungen: 14 Tage netto",
        "AGB-Änderung zum 1. Mai",
        "Mietvertrag",
        "Allgemeine Geschäftsbedingungen gelten für alle Lieferungen",
    ],
)
def test_another_heading_or_a_sentence_tells_none(row: str) -> None:
    assert not _is_told(row)


def test_a_letter_about_them_a_firm_and_a_sheet_to_fill_in_are_none() -> None:
    greeted = ("Sehr geehrte Damen und Herren,", "anbei.", "Mit freundlichen Grüßen")
    assert not _is_told("Hafen GmbH", "Allgemeine Geschäftsbedingungen ab 2026", *greeted)
    assert not _is_told("Datenschutz Nord GmbH", "Konsul-Smidt-Str. 88", "28217 Bremen")
    assert _is_told("Datenschutz", "1. Wir speichern wenig.")
    blanks = ("Einwilligung", "Name: ________", "Unterschrift: ________")
    assert not _is_told("Datenschutz", *blanks)
    terms, form = draw(["Widerrufsbelehrung", "14 Tage"])[0], draw(list(blanks))[0]
    assert is_general_terms([terms, form], {})


def test_what_two_parties_agree_on_is_no_general_terms() -> None:
    party = Field(value="Hafen GmbH", raw="Hafen GmbH", confidence=0.9, origin="model")
    heading = "Terms and Conditions of Sale"
    assert _is_told(heading, terms={"party": [party]})
    assert not _is_told(heading, terms={"party": [party, party]})
    assert not _is_told(heading, terms={"effective_date": party})
    assert not _is_told("Order", "Hull", "Tel. 1", "17 May", heading)  # of a paper that names them
    # a letter about them
    assert not _is_told("Datenschutz", "Sehr geehrter Herr Brandt,", "Mit freundlichen Grüßen")
    assert _is_told("Datenschutz", "Sehr geehrter Herr Brandt,")
