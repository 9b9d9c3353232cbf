"""The gist: composed from fields, or extracted verbatim."""

import pytest
from tagged_pages import document, draw

from schemas.record import Field, Labelled
from schemas.understanding import Sentence, Understanding
from tasks.summarize import WORDS_N, summarize

PAGE, _ = draw(["text"])
FIELDS = {
    "invoice_number": "4711",
    "issue_date": "2026-03-12",
    "seller_name": "Muster GmbH",
    "buyer_name": "Kunde AG",
    "total_gross": "1234.50",
    "currency": "EUR",
    "due_date": "2026-04-11",
}


def composed(language: str, fields: dict[str, str] = FIELDS, confidence: float = 0.97) -> str:
    content = Understanding(
        language=language,
        doc_type=Labelled(value="invoice", confidence=0.97),
        fields={
            name: Field(value=value, raw=value, confidence=confidence, origin="model")
            for name, value in fields.items()
        },
    )
    summary = summarize(document(PAGE), content)
    assert summary is None or summary.origin == "fields"
    return summary.text if summary else ""


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Invoice 4711 of March 12, 2026 from Muster GmbH to Kunde AG over EUR 1,234.50, "
               "due April 11, 2026."),
        ("de", "Rechnung 4711 vom 12. März 2026 von Muster GmbH an Kunde AG über EUR 1.234,50, "
               "fällig am 11. April 2026."),
    ],
)  # fmt: skip
def test_an_invoice_in_its_own_language(language: str, expected: str) -> None:
    assert composed(language) == expected


@pytest.mark.parametrize("language", ["fr", "es", "it", "nl", "und"])
def test_every_language_says_number_and_parties(language: str) -> None:
    text = composed(language)
    assert all(part in text for part in ("4711", "Muster GmbH", "Kunde AG", "EUR", "2026"))


def test_what_is_missing_or_unsure_is_not_said() -> None:
    assert composed("en", {"invoice_number": "4711"}) == "Invoice 4711."
    assert composed("en", {}) == ""
    assert composed("en", confidence=0.2) == ""


def extracted(*sentences: tuple[str, float]) -> str:
    content = Understanding(
        language="en",
        doc_type=Labelled(value="letter", confidence=0.9),
        sentences=tuple(Sentence(text=text, salience=score) for text, score in sentences),
    )
    summary = summarize(document(PAGE), content)
    return summary.text if summary else ""


def test_salient_sentences_verbatim_in_document_order() -> None:
    assert (
        extracted(
            ("We cancel contract 99.", 0.8),
            ("I hope you are well and enjoyed the holidays.", 0.05),
            ("Please confirm by Friday.", 0.9),
        )
        == "We cancel contract 99. Please confirm by Friday."
    )


def test_a_long_sentence_is_cut_to_its_first_words() -> None:
    text = extracted((" ".join(f"w{i}" for i in range(90)), 0.9))
    assert text.endswith(" …") and len(text.split()) == WORDS_N + 1


def test_nothing_to_say_is_none() -> None:
    assert extracted() == ""
