"""The gist: composed from fields, or extracted verbatim."""

import pytest

from schemas.document import MailMessage
from schemas.record import Field, Fields, Labelled
from schemas.understanding import Sentence, Understanding
from schemas.vocabulary import DocType
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


def read(fields: dict[str, str], confidence: float = 0.97) -> Fields:
    return {
        name: Field(value=value, raw=value, confidence=confidence, origin="model")
        for name, value in fields.items()
    }


def composed(
    language: str,
    fields: dict[str, str] = FIELDS,
    confidence: float = 0.97,
    doc_type: DocType = "invoice",
) -> str:
    content = Understanding(
        language=language,
        doc_type=Labelled(value=doc_type, confidence=0.97),
        fields=read(fields, confidence),
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


OTHERS = {
    "document_number": "M-17",
    "issue_date": "2026-03-12",
    "seller_name": "Muster GmbH",
    "buyer_name": "Kunde AG",
    "currency": "EUR",
}
DUE = {"preceding_invoice": "4711", "amount_due": "1234.50"}


@pytest.mark.parametrize(
    ("language", "doc_type", "fields", "expected"),
    [
        ("en", "payment_reminder", DUE | {"due_date": "2026-02-11"},
         "Payment reminder M-17 of March 12, 2026 for invoice 4711 from Muster GmbH to Kunde AG "
         "over EUR 1,234.50, due since February 11, 2026."),
        ("de", "payment_reminder", DUE | {"due_date": "2026-03-20"},
         "Zahlungserinnerung M-17 vom 12. März 2026 zu Rechnung 4711 von Muster GmbH an Kunde AG "
         "über EUR 1.234,50, fällig am 20. März 2026."),
        ("fr", "order", {"total_net": "900.00", "delivery_date": "2026-04-02"},
         "Commande M-17 du 12 mars 2026 de Kunde AG à Muster GmbH d'un montant de EUR 900,00 hors "
         "taxes, livraison le 2 avril 2026."),
        ("es", "quote", {"total_net": "900.00", "total_gross": "1089.00"},
         "Presupuesto M-17 del 12 de marzo de 2026 de Muster GmbH para Kunde AG por EUR 1.089,00."),
        ("it", "delivery_note", {"po_number": "450", "delivery_date": "2026-03-12"},
         "Documento di trasporto M-17 del 12 marzo 2026 per l'ordine 450 da Muster GmbH a "
         "Kunde AG."),
        ("nl", "remittance_advice", {"total_gross": "12.00"},
         "Betaaladvies M-17 van 12 maart 2026 van Kunde AG aan Muster GmbH over EUR 12,00."),
    ],
)  # fmt: skip
def test_other_papers_of_business_by_what_was_read_of_them(
    language: str, doc_type: DocType, fields: dict[str, str], expected: str
) -> None:
    assert composed(language, OTHERS | fields, doc_type=doc_type) == expected


@pytest.mark.parametrize(
    ("confidence", "fields", "origin"),
    [(0.97, OTHERS, "fields"), (0.97, {"currency": "EUR"}, "extract"), (0.6, OTHERS, "extract")],
)
def test_own_words_where_hardly_a_field_was_read_or_it_may_be_another_paper(
    confidence: float, fields: dict[str, str], origin: str
) -> None:
    content = Understanding(
        language="en",
        doc_type=Labelled(value="statement", confidence=confidence),
        fields=read(fields),
        sentences=(Sentence(text="Your balance is settled.", salience=0.9),),
    )
    summary = summarize(document(PAGE), content)
    assert summary is not None and summary.origin == origin


@pytest.mark.parametrize(
    ("title", "noun"), [("Pro-forma-Rechnung", "Proforma-Rechnung"), ("Angebot", "Angebot")]
)
def test_a_quote_is_called_by_its_title(title: str, noun: str) -> None:
    content = Understanding(
        language="de",
        doc_type=Labelled(value="quote", confidence=0.93),
        fields=read(OTHERS),
    )
    summary = summarize(document(draw([title, "Muster GmbH"])[0]), content)
    assert summary is not None and summary.text.startswith(f"{noun} M-17 vom")


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
