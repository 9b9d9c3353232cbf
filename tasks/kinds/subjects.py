"""What the subject of a mail says that the mail's own text is."""

import re
from collections.abc import Sequence

from readers.mail_text import bare_subject, is_forwarded, is_reply
from readers.text import lay_out_rows
from schemas.document import Page
from schemas.record import Labelled
from schemas.vocabulary import INVOICE_TYPES, DocType
from tasks.kinds.receipts import NAMES_INVOICE
from tasks.kinds.telling_signs import holds_until
from tasks.kinds.titles import PLAINLY, Title, find_titles
from tasks.not_final import find_not_final
from tasks.values.cells import cell_texts
from tasks.values.your_words import YOUR

_SUBJECT_CHARS_N = 200  # what is longer is no title
_ADDRESSED = re.compile(rf"^{YOUR}\s+", re.IGNORECASE)
#: What programs put before a subject, and from whom a bill is.
_TAG = re.compile(r"^\[[^\]]*\]\s*")
_FROM = re.compile(r"\s(?:from|von|de|by|di|van)\s.*$", re.IGNORECASE)
#: What bills call themselves in their captions and headings.
_BILL = re.compile(
    rf"{NAMES_INVOICE.pattern}|\bbill\b(?! to\b)|\breceipt|quittung|beleg|\breçu"
    r"|\bjustificatif|\brecibo|ricevuta|scontrino|kwitantie|\bcredit (?:note|memo)|gutschrift"
    r"|\bavoir n|nota de crédito|\babono|nota di credito|creditnota",
    re.IGNORECASE,
)
_CAPTION_WORDS_N = 6
_FIRST_WORDS_N = 3
#: Texts about bills, which no subject makes bills.
_PROSE = frozenset({"letter", "form", "report", "other", "contract"})
_OF_ORDERS = frozenset({"order", "order_confirmation", "delivery_note"})
_GUESSED = 0.7  # a type that the model hardly knows from others
_CONFIDENCE = 0.9
DOUBTFUL_TYPE = 0.6  # too unsure to be accepted
#: What became of a charge: "Your payment of $96.00 was declined", "Abbuchung fehlgeschlagen".
_NOT_CHARGED = re.compile(
    r"\b(?:payment|charge|card|direct debit)\b.{0,40}\b(?:declined|failed|unsuccessful|rejected)\b"
    r"|\b(?:declined|failed|unsuccessful|rejected) (?:payment|charge|direct debit)\b"
    r"|\b(?:zahlung|abbuchung|lastschrift|kartenzahlung|karte)\b.{0,40}"
    r"\b(?:fehlgeschlagen|abgelehnt|gescheitert|geplatzt|zurückgegeben"
    r"|nicht (?:möglich|erfolgreich))\b"
    r"|\b(?:could(?:n['’]t| not)|unable to) (?:process|charge|collect)\b"
    r"|\b(?:paiement|prélèvement|carte)\b.{0,40}\b(?:refusée?|échoué|rejetée?)\b"
    r"|\béchec (?:du|de|d['’]un) (?:\w+ )?(?:paiement|prélèvement)\b"
    r"|\b(?:pago|cargo|tarjeta)\b.{0,40}\b(?:rechazad[oa]|fallido)\b"
    r"|\b(?:pagamento|addebito|carta)\b.{0,40}\b(?:rifiutat[oa]|fallito|non riuscito)\b"
    r"|\b(?:betaling|incasso|afschrijving)\b.{0,40}\b(?:mislukt|geweigerd)\b",
    re.IGNORECASE,
)
#: "Payment successful after declined card", "payment declined earlier, now received".
_CHARGED = re.compile(
    r"(?<!no )\b(?:payment|charge)(?: was)? (?:success\w*|succeeded|received(?!\s?(?:\?|reminder)))"
    r"|\bnow (?:received|paid|charged)\b"
    r"|\b(?:zahlung|abbuchung) erfolgreich|\bpaiement (?:réussi|accepté)"
    r"|\bpago (?:exitoso|recibido)|\bpagamento riuscito|\bbetaling (?:gelukt|ontvangen)",
    re.IGNORECASE,
)
#: What only a mail about a bill says of it, wherever: "Invoice MB-20418 is now overdue".
_ABOUT = re.compile(
    r"\b(?:overdue|past due|(?:second|final|last) notice(?! period)|unpaid|outstanding"
    r"|(?:upcoming|next) (?:invoice|bill)|\w*mahnung(?! vom)|zahlungserinnerung|unbezahlt\w*"
    r"|noch (?:nicht bezahlt|offen)|überfällig\w*|letzte aufforderung|zahlungsverzug|ausstehend\w*"
    r"|relance(?! clients?)|(?<!des )impayée?s?|en attente de paiement|[2-9]e rappel|échue?s?"
    r"|non réglée?s?|sollecito|scadut[ao]|vencid[ao]|impagad[ao]|openstaande?|aanmaning"
    r"|betalingsherinnering)(?!\w)",
    re.IGNORECASE,
)
_SETTLED = re.compile(r"\b(?:erledigt|geklärt|resolved|settled|réglée?)\b", re.IGNORECASE)
#: What says that a bill may not be one to be paid, or is a clerk's matter in any case.
_DISPUTED = re.compile(
    r"\b(?:dispute[sd]?|litige|rückfrage|template|preview|vorschau|aperçu|reject(?:ed|ion)|abgelehnt"
    r"|refusée|disregard|ungültig|cancel?led|voided|storniert|annulée?|annullat[ao]|anulad[ao]"
    r"|payment advice)\b",
    re.IGNORECASE,
)
#: What a bill that stands for another one says of that: "Ersatz, Rechnung 2026-0411 storniert".
_REPLACES = re.compile(r"\b(?:replac|ersatz|ersetzt|rempla|correct|korrigiert)", re.IGNORECASE)
#: What turns a bill's sums round, or may: what an agent is paid is a "Gutschrift", too.
_CREDITS = re.compile(
    r"\brefund(?! protection)"
    r"|storn(?:o|ierung)(?!\w*-?(?:kosten|gebühr|versicherung|schutz|pauschale))"
    r"|(?<!abzüglich )gutschrift|\bcredit (?:note|memo)|^avoir\b|\bavoir n"
    r"|(?<!assurance )(?<!garantie )\bremboursement|\brimborso|\breembolso|nota di credito"
    r"|nota de crédito|creditnota|terugbetaling",
    re.IGNORECASE,
)


def name_by_subject(
    subject: str, pages: Sequence[Page], found: Labelled[DocType]
) -> Labelled[DocType]:
    """The type of a mail's text without a title of its own, by the bill that the subject names.

    What nothing calls a bill, or holds until a day as an offer does, is hardly surely one: "this
    is what it would cost". Nor is what the subject disputes or calls cancelled.
    """
    text = _bare(subject)
    if found.value in INVOICE_TYPES and _is_disputed(text):
        return _doubt(found)
    if not pages or any(title.how in PLAINLY for title in find_titles(pages[0])):
        return found
    kind, called = bill_of(subject), _is_called_bill(subject)
    is_offer = found.value == "invoice" and holds_until(pages)
    if found.value in INVOICE_TYPES and (is_offer or not (called or _names_bill(pages))):
        return _doubt(found)
    credits = kind == "credit_note" or bool(_CREDITS.search(text))
    if credits and found.value in INVOICE_TYPES:
        # Its sums would change sides; the model was sure of what the text says.
        if found.value == "credit_note":
            return found
        if kind == "credit_note" and "gutschrift" not in subject.lower():
            return Labelled(value=kind, confidence=DOUBTFUL_TYPE)
        return _doubt(found)
    if kind is None:
        return found
    if found.value == kind:
        return Labelled(value=kind, confidence=max(found.confidence, _CONFIDENCE))
    if found.confidence < _GUESSED and found.value not in _PROSE:
        return Labelled(value=kind, confidence=_CONFIDENCE)
    return found


def _is_disputed(text: str) -> bool:
    """Whether a subject calls a bill void or disputed, and neither replaced nor settled."""
    settled = _REPLACES.search(text) or _SETTLED.search(text)
    return _DISPUTED.search(text) is not None and not settled


def _doubt(found: Labelled[DocType]) -> Labelled[DocType]:
    return Labelled(value=found.value, confidence=min(found.confidence, DOUBTFUL_TYPE))


def names_another(subject: str) -> bool:
    """Whether a subject names a kind that is no bill, or a bill that is not to be paid as it is."""
    text = _bare(subject)
    kinds = {title.kind for title in _titles_of(text)}
    is_other = bool(kinds) and kinds.isdisjoint(INVOICE_TYPES)
    return is_other or find_not_final([lay_out_rows([text])], "invoice") is not None


def names_order(subject: str) -> bool:
    """Whether a subject is about an order, which shops confirm by the bill at times."""
    kinds = {title.kind for title in _titles_of(_bare(subject))}
    return bool(kinds) and kinds <= _OF_ORDERS


def repeats_bill(subject: str) -> bool:
    """Whether a mail reminds of a bill, or says that its charge failed, and so repeats its sums.

    A colleague who passes a bill on may call it overdue.
    """
    text = _bare(subject)
    kinds = {title.kind for title in _titles_of(text)}
    if _NOT_CHARGED.search(text) and not _CHARGED.search(text):
        return kinds.isdisjoint(("receipt", "credit_note"))
    said = _ABOUT.search(_FROM.sub("", text)) and not _SETTLED.search(text)
    reminds = "payment_reminder" in kinds or (bool(said) and bill_of(subject) != "receipt")
    return reminds and not is_forwarded(subject)


def bill_of(subject: str) -> DocType | None:
    """The kind of bill that a subject plainly names: "Your receipt from Tarnwick, Inc. #2291"."""
    if not _is_told(subject):
        return None
    text = _TAG.sub("", _bare(subject))
    titles = [*_titles_of(text), *_titles_of(_FROM.sub("", text))]
    kinds = {title.kind for title in titles if title.how in PLAINLY}
    return kinds.pop() if len(kinds) == 1 and kinds <= INVOICE_TYPES else None


def _is_called_bill(subject: str) -> bool:
    """Whether one of the first words of a subject is what bills are called: "Your trip receipt"."""
    first = " ".join(_bare(subject).split()[:_FIRST_WORDS_N])
    return _is_told(subject) and _BILL.search(first) is not None


def _is_told(subject: str) -> bool:
    """Whether a subject tells of its own mail: none of an answer, nor a question about a bill."""
    return not is_reply(subject) and "?" not in subject


def _titles_of(text: str) -> list[Title]:
    return list(find_titles(lay_out_rows([text])))


def _names_bill(pages: Sequence[Page]) -> bool:
    """Whether a short text calls something a bill: "Invoice number", "Receipt from"."""
    short = (text for text in cell_texts(pages) if len(text.split()) <= _CAPTION_WORDS_N)
    return any(map(_BILL.search, short))


def _bare(subject: str) -> str:
    """The subject without marks and address: "Re: Your invoice 4711" is "invoice 4711"."""
    return _ADDRESSED.sub("", bare_subject(subject[:_SUBJECT_CHARS_N]))
