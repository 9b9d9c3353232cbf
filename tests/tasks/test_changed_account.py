"""Papers that say that the account to pay to is another one now."""

import pytest

from schemas.document import SourceDocument
from schemas.record import Field
from schemas.settings import Settings
from tasks.changed_account import doubt_account, find_change
from tests.tasks.tagged_pages import draw
from tests.tasks.test_validate import understanding

_OLD, _NEW = "DE75 3505 0000 0200 3344 55", "DE70 4005 0150 0000 9123 45"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("Unsere Bankverbindung hat sich geändert.", "Unsere Bankverbindung hat sich geändert"),
        (f"Achtung, neue Bankverbindung: IBAN {_NEW}", "Achtung, neue Bankverbindung"),
        (f"Zahlbar auf unser neues Konto {_NEW}", "unser neues Konto"),
        ("Please note that our bank details have changed.", "our bank details have changed"),
        (f"New bank details: {_NEW}", "New bank details"),
        ("Nos coordonnées bancaires ont changé.", "Nos coordonnées bancaires ont changé"),
        ("NOUVELLES COORDONNEES BANCAIRES", "NOUVELLES COORDONNEES BANCAIRES"),
        ("Nuove coordinate bancarie:", "Nuove coordinate bancarie"),
        ("Nuestros datos bancarios han cambiado.", "Nuestros datos bancarios han cambiado"),
        ("Let op: nieuw rekeningnummer", "nieuw rekeningnummer"),
        (f"Oude rekening: {_OLD}", _OLD),
    ],
)
def test_a_changed_account_is_told(row: str, text: str) -> None:
    page, _ = draw(["Rechnung 4711", row, f"IBAN {_OLD}"])
    assert find_change([page]) == text


@pytest.mark.parametrize(
    "row",
    [
        "Our bank details have not changed.",
        "We never change our bank details by email.",
        "If you receive new bank details from us, please telephone first.",
        "We will not write to you of any change of bank details.",
        "Bitte teilen Sie uns Ihre neue Bankverbindung mit.",
        "Our bank details will not change by email.",
        "New account set-up fee 40.00",
        f"Bankverbindung: {_OLD}",
    ],
)
def test_what_tells_of_no_changed_account(row: str) -> None:
    page, _ = draw(["Rechnung 4711", row])
    assert find_change([page]) is None


def test_an_account_that_is_new_or_unsure_goes_to_review() -> None:
    page, _ = draw(["Rechnung 4711", "Neue Bankverbindung beachten"])
    document = SourceDocument(
        document_id="0" * 64, source="a.pdf", media_type="application/pdf", pages=(page,)
    )
    content = understanding()
    (reason,) = doubt_account(document, content, Settings())
    assert reason.code == "account_changed"
    assert "before paying" in reason.message
    assert not [*doubt_account(document, understanding(doc_type="quote"), Settings())]
    plain = document.model_copy(update={"pages": ()})
    for sure, codes in ((0.95, []), (0.6, ["field_unsure"])):
        iban = Field(value=_OLD, raw=_OLD, confidence=sure, origin="model")
        one = content.model_copy(update={"fields": {**content.fields, "iban": iban}})
        assert [r.code for r in doubt_account(plain, one, Settings())] == codes
