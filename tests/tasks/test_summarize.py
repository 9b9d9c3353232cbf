"""The gist: composed from fields, or extracted verbatim."""

import pytest

from schemas.document import MailMessage
from schemas.record import Field, Labelled
from schemas.understanding import Sentence, Understanding
from tasks.summarize import WORDS_N, summarize
from tests.tasks.tagged_pages import FakeModel, document, draw

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


@pytest.mark.parametrize(
    ("currency", "amount", "printed"),
    [
        ("KWD", "1293.345", "KWD 1,293.345,"),
        ("KWD", "1293.50", "KWD 1,293.50,"),
        ("JPY", "1293", "JPY 1,293,"),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(
    currency: str, amount: str, printed: str
) -> None:
    assert printed in composed("en", {**FIELDS, "currency": currency, "total_gross": amount})


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


class FakeWriter(FakeModel):
    """A model whose summariser answers as told."""

    def __init__(self, answer: str | None) -> None:
        super().__init__()
        self.answer = answer

    def write_summary(self, mail: MailMessage, language: str, salient: str = "") -> str | None:
        assert salient == "The pump is broken."
        return self.answer


@pytest.mark.parametrize(
    ("answer", "text", "origin"),
    [
        ("Ann asks for a new pump.", "Ann asks for a new pump.", "model"),
        (None, "The pump is broken.", "extract"),
    ],
)
def test_a_mail_without_a_good_draft_keeps_its_own_sentences(
    answer: str | None, text: str, origin: str
) -> None:
    mail = document(PAGE).model_copy(update={"mail": MailMessage(subject="Pump")})
    content = Understanding(
        language="en",
        doc_type=Labelled(value="mail", confidence=1.0),
        sentences=(Sentence(text="The pump is broken.", salience=0.9),),
    )
    summary = summarize(mail, content, FakeWriter(answer))
    assert summary is not None
    assert (summary.text, summary.origin) == (text, origin)


def test_only_mails_are_written_about() -> None:
    content = Understanding(
        language="en",
        doc_type=Labelled(value="letter", confidence=1.0),
        sentences=(Sentence(text="The pump is broken.", salience=0.9),),
    )
    summary = summarize(document(PAGE), content, FakeWriter("Ann asks for a new pump."))
    assert summary is not None and summary.origin == "extract"


def test_nothing_to_say_is_none() -> None:
    assert extracted() == ""
