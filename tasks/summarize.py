"""A gist of the document that says nothing the document does not say.

Mails and letters: their most salient sentences, verbatim and in order; a mail's with who says them
to whom and about what. Where a summariser is asked to write, a sentence or two of its own, if a
draft passes its check. Invoices and receipts: one sentence composed from the fields that were read.
"""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from schemas.document import SourceDocument
from schemas.prediction import DocumentModel
from schemas.record import Field, Summary
from schemas.understanding import Understanding
from schemas.writing import WritingModel
from tasks.mails.quotation import quote_mail
from tasks.values.currency import most_digits
from tasks.values.normalize import tidy
from tasks.values.sentences import join_words, pick_salient

WORDS_N = 40
_LEAST_CONFIDENCE = 0.5
#: How an amount is written, by the decimals that its currency has at most.
_PATTERNS = {0: "#,##0", 2: "#,##0.00", 3: "#,##0.00#"}

_NOUNS: dict[str, dict[str, str]] = {
    "en": {"invoice": "Invoice", "credit_note": "Credit note", "receipt": "Receipt"},
    "de": {"invoice": "Rechnung", "credit_note": "Gutschrift", "receipt": "Kassenbon"},
    "fr": {"invoice": "Facture", "credit_note": "Avoir", "receipt": "Reçu"},
    "es": {"invoice": "Factura", "credit_note": "Nota de crédito", "receipt": "Recibo"},
    "it": {"invoice": "Fattura", "credit_note": "Nota di credito", "receipt": "Ricevuta"},
    "nl": {"invoice": "Factuur", "credit_note": "Creditnota", "receipt": "Kassabon"},
}
#: Phrases around number, date, seller, buyer, total, due date.
_PHRASES: dict[str, tuple[str, str, str, str, str, str]] = {
    "en": (" {}", " of {}", " from {}", " to {}", " over {}", ", due {}"),
    "de": (" {}", " vom {}", " von {}", " an {}", " über {}", ", fällig am {}"),
    "fr": (" {}", " du {}", " de {}", " à {}", " d'un montant de {}", ", échéance le {}"),
    "es": (" {}", " del {}", " de {}", " para {}", " por {}", ", vence el {}"),
    "it": (" {}", " del {}", " da {}", " a {}", " per {}", ", scadenza {}"),
    "nl": (" {}", " van {}", " van {}", " aan {}", " over {}", ", te betalen voor {}"),
}


def summarize(
    document: SourceDocument, understanding: Understanding, model: DocumentModel | None = None
) -> Summary | None:
    """The document's gist in at most about 40 words, or None where there is nothing to say."""
    if document.contents is not None:
        return Summary(text=document.contents, origin="fields")
    if understanding.doc_type.value in _NOUNS["en"]:
        text = _compose(understanding)
        return Summary(text=text, origin="fields") if text else None
    text = join_words(pick_salient(understanding.sentences, WORDS_N), WORDS_N)
    if document.mail is not None:
        if isinstance(model, WritingModel):
            written = model.write_summary(document.mail, understanding.language, text)
            if written:
                return Summary(text=written, origin="model")
        text = quote_mail(document.mail, understanding) or tidy(document.mail.subject)
    return Summary(text=text, origin="extract") if text else None


def _compose(understanding: Understanding) -> str:
    language = understanding.language if understanding.language in _PHRASES else "en"
    fields = understanding.fields
    parts = (
        _printed(fields.get("invoice_number")),
        _date(fields.get("issue_date"), language),
        _printed(fields.get("seller_name")),
        _printed(fields.get("buyer_name")),
        _amount(understanding, language),
        _date(fields.get("due_date"), language),
    )
    if not any(parts):
        return ""
    noun = _NOUNS[language][understanding.doc_type.value]
    phrases = (
        phrase.format(part) for phrase, part in zip(_PHRASES[language], parts, strict=True) if part
    )
    return noun + "".join(phrases) + "."


def _sure(found: Field | list[Field] | None) -> Field | None:
    if isinstance(found, Field) and found.confidence >= _LEAST_CONFIDENCE:
        return found
    return None


def _printed(found: Field | list[Field] | None) -> str:
    field = _sure(found)
    return field.value if field else ""


def _date(found: Field | list[Field] | None, language: str) -> str:
    field = _sure(found)
    if field is None:
        return ""
    return str(format_date(date.fromisoformat(field.value), "long", locale=language))


def _amount(understanding: Understanding, language: str) -> str:
    field = _sure(understanding.fields.get("total_gross"))
    if field is None:
        return ""
    currency = _printed(understanding.fields.get("currency"))
    pattern = _PATTERNS[most_digits(currency or None)]
    number = format_decimal(Decimal(field.value), pattern, locale=language)
    return f"{currency} {number}".strip()
