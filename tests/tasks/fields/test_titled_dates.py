"""The day behind a paper's own title, and the days of other things beside it."""

import pytest

from schemas.prediction import OUTSIDE
from tasks.fields.captions import find_captioned
from tests.tasks.tagged_pages import draw


def _found(doc_type: str, *rows: str) -> list[tuple[str, str]]:
    page = draw([row.replace(" | ", 20 * " ") for row in rows])[0]
    return [
        (claim.label, " ".join(page.words[i].text for i in claim.words))
        for claim in find_captioned([page], doc_type, "dmy")
    ]


@pytest.mark.parametrize(
    ("doc_type", "title", "day"),
    [
        ("invoice", "Ihre Rechnung vom 10.03.2026", "10.03.2026"),
        ("invoice", "Stromrechnung vom 10.03.2026", "10.03.2026"),
        ("invoice", "Ihre Rechnung Nr. 4711 vom 10.03.2026", "10.03.2026"),
        ("invoice", "Your bill of 06/03/2026", "06/03/2026"),
        ("invoice", "Your gas bill of 20 March 2026", "20 March 2026"),
        ("invoice", "Votre facture du 20 mars 2026", "20 mars 2026"),
        ("invoice", "Facture d’électricité du 08/03/2026", "08/03/2026"),
        ("credit_note", "Gutschrift vom 10.03.2026", "10.03.2026"),
        ("quote", "Devis du 10/03/2026", "10/03/2026"),
    ],
)
def test_the_day_behind_the_own_title_is_that_of_issue(doc_type: str, title: str, day: str) -> None:
    assert _found(doc_type, title) == [("issue_date", day)]
    captioned = _found(doc_type, title, "Ausstellungsdatum: 09.03.2026")
    assert captioned == [("issue_date", "09.03.2026")]  # a caption of its own goes before it


@pytest.mark.parametrize(
    ("doc_type", "row"),
    [
        ("invoice", "Abschlagsrechnung vom 10.03.2026"),
        ("invoice", "Ihre Rechnung vom 10.02.2026 | 44,20"),
        ("invoice", "Dernière facture du 10/02/2026"),
        ("invoice", "Facture d’origine du 10/02/2026"),
        ("invoice", "Ihre Rechnung vom 10.02.2026 ist noch offen"),
        ("credit_note", "Rechnung vom 10.03.2026"),
        ("order_confirmation", "Ihr Auftrag vom 10.03.2026"),
    ],
)
def test_the_day_of_another_paper_is_not(doc_type: str, row: str) -> None:
    assert ("issue_date", "10.03.2026") not in _found(doc_type, row)
    assert all(label != "issue_date" for label, _ in _found(doc_type, row))


@pytest.mark.parametrize(
    ("caption", "label"),
    [
        ("Abbuchung am", "due_date"),
        ("Lastschrift am", "due_date"),
        ("Prélèvement le", "due_date"),
        ("Direct Debit on", "due_date"),
        ("Payment by Direct Debit on", "due_date"),
        ("Relève du", OUTSIDE),
        ("Meter read", OUTSIDE),
        ("Mise en circulation le", OUTSIDE),
        ("Visit", OUTSIDE),
    ],
)
def test_days_of_debits_readings_and_visits_are_no_dates_of_issue(caption: str, label: str) -> None:
    assert _found("invoice", f"{caption} 15/03/2026") == [(label, "15/03/2026")]


@pytest.mark.parametrize("caption", ["Druckdatum", "Print date", "Édité le", "Gedruckt am"])
def test_a_day_of_print_dates_only_a_paper_without_another_date(caption: str) -> None:
    printed = f"{caption} 12/03/2026"
    assert _found("invoice", printed) == [("issue_date", "12/03/2026")]
    both = _found("invoice", printed, "Invoice of 27/02/2026")
    assert sorted(both) == [(OUTSIDE, "12/03/2026"), ("issue_date", "27/02/2026")]


def test_a_statement_in_capitals_is_no_reading() -> None:
    assert _found("statement", "RELEVE DU 31/03/2026") == []


@pytest.mark.parametrize(
    "row",
    [
        "Fait à Chartres, le 20 février 2026, en deux exemplaires",
        "Fait à | Crest | le | 20/02/2026",
        "THIS AGREEMENT is dated 20 February 2026",
        "Gedaan te Gent op 20/02/2026",
    ],
)
def test_the_day_on_which_a_contract_was_signed_is_its_own(row: str) -> None:
    assert [label for label, _ in _found("contract", row)] == ["issue_date"]
    assert _found("contract", "This agreement ends on 20/02/2026") == []
