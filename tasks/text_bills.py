"""Bills that a mail says in its own text instead of attaching them.

Shops, hotels and services send their bills so. The text is then a document beside the mail, read as
a file of its own would be.
"""

import re
from collections.abc import Iterable
from functools import partial
from html import escape

from readers.detect import HTML, TEXT
from readers.html import html_to_text
from readers.mail_attachments import BILL_AMOUNTS_N, count_amounts
from readers.mail_text import bare_subject, is_forwarded
from readers.text import lay_out_rows
from schemas.document import MailMessage, Page, SourceDocument
from schemas.record import Field, Record
from schemas.vocabulary import INVOICE_TYPES, DocType
from tasks.kinds.titles import find_titles
from tasks.not_final import find_not_final
from tasks.read_parts import Part
from tasks.values.entities import is_inside
from tasks.values.your_words import YOUR

#: What its record is called, after the mail's own name.
TEXT_NAME = "text of the mail"
_SURE_TYPE = 0.5
#: A bill says who sends it, under which number and how much it is; mails about one do, too.
_NEEDED = (("total_gross",), ("seller_name",), ("invoice_number", "document_number"))
#: A sum of a bill stands at the end of a row of few words.
_SUM_WORDS_N = 8
_BILL = (
    r"\b(?:invoice|bill|receipt|credit note|[^\W\d_]*rechnung|quittung|gutschrift|facture|reçu"
    r"|avoir|fattura|ricevuta|factura|recibo|factuur)\b"
)
_HERE = (
    r"\b(?:attached|enclosed|anbei|im anhang|beigefügt[^\W\d_]*|ci-jointe?s?|en pièce jointe"
    r"|(?:in )?allegat[oa]|adjunt[oa]|bijgevoegd|in de bijlage)\b(?! (?:to|zu)\b)"
)
#: In one sentence: "Attached is our invoice 4711", "Die Rechnung finden Sie im Anhang".
_ATTACHED = re.compile(
    rf"{_HERE}[^.!?]{{0,40}}?{_BILL}|{_BILL}[^.!?]{{0,40}}?{_HERE}", re.IGNORECASE
)
_CURRENCY = re.compile(r"[A-Z]{3}|\W+|Fr\.?|kr", re.IGNORECASE)
#: How a mail program marks what it passes on.
_QUOTE_MARKS = re.compile(r"^(?:> ?)+", re.MULTILINE)
_QUOTED_ROW = re.compile(r"^>.*\n?", re.MULTILINE)
_QUOTE_TAG = re.compile(r"(</?)blockquote\b", re.IGNORECASE)
#: How a title names a kind that is none in passing: "Bill to: Oakfield Ltd" begins like one.
_PLAINLY = frozenset({"alone", "numbered"})
_ADDRESSED = re.compile(rf"^{YOUR}\s+", re.IGNORECASE)
#: What became of a charge: "Your payment of $96.00 was declined", "Abbuchung fehlgeschlagen".
_NOT_CHARGED = re.compile(
    r"\b(?:payment|charge|card|direct debit)\b.{0,40}\b(?:declined|failed|unsuccessful|rejected)\b"
    r"|\b(?:declined|failed|unsuccessful|rejected) (?:payment|charge|direct debit)\b"
    r"|\b(?:zahlung|abbuchung|lastschrift|kartenzahlung|karte)\b.{0,40}"
    r"\b(?:fehlgeschlagen|abgelehnt|gescheitert|zurückgegeben|nicht möglich)\b"
    r"|\b(?:paiement|prélèvement|carte)\b.{0,40}\b(?:refusée?|échoué|rejetée?)\b"
    r"|\béchec (?:du|de|d['’]un) (?:\w+ )?(?:paiement|prélèvement)\b"
    r"|\b(?:pago|cargo|tarjeta)\b.{0,40}\b(?:rechazad[oa]|fallido)\b"
    r"|\b(?:pagamento|addebito|carta)\b.{0,40}\b(?:rifiutat[oa]|fallito|non riuscito)\b"
    r"|\b(?:betaling|incasso|afschrijving)\b.{0,40}\b(?:mislukt|geweigerd)\b",
    re.IGNORECASE,
)


def offer_text(mail: MailMessage) -> Part | None:
    """The text of a mail that names amounts, as the part that it would be if it were a bill.

    Its HTML, which has the tables that plain text lost, unless it quotes: whoever gets an answer
    knows what it quotes. What is passed on is quoted, too, and is the point. The subject stands
    above it as a title does, unless it names what is no bill.
    """
    text = mail.new_text if mail.quotes else mail.body
    passes_on = is_forwarded(mail.subject)
    title = "" if _names_another(mail.subject) else _bare_title(mail.subject)
    text = (_QUOTE_MARKS if passes_on else _QUOTED_ROW).sub("", text)
    least_n = max(BILL_AMOUNTS_N, count_amounts(text))
    quotes = mail.quotes or (not passes_on and _QUOTE_TAG.search(mail.markup))
    if not quotes and count_amounts(html_to_text(mail.markup)) >= least_n:
        markup = _QUOTE_TAG.sub(r"\1div", mail.markup)
        heading = f"<h1>{escape(title)}</h1>" if title else ""
        return _make_part(f'<html><meta charset="utf-8">{heading}{markup}', HTML)
    if count_amounts(text) < BILL_AMOUNTS_N:
        return None
    # The blank row is for texts that begin as mails do ("From: …"), or as other types of files.
    return _make_part(f" \n{title}\n\n{text}", TEXT)


def _make_part(text: str, media_type: str) -> Part:
    data = text.encode(errors="replace")
    return Part(TEXT_NAME, partial(bytes, data), media_type, is_mail_text=True)


def is_bill(
    text: Record, document: SourceDocument, attached: Iterable[Record], subject: str
) -> bool:
    """Whether a mail's text, read as `document`, is a bill that none of the attached ones is.

    It lists what it charges or how its total is made, where a mail about a bill only names them.
    Where it has no title, the subject is its title: "Order confirmation 4711".
    """
    if text.doc_type.value not in INVOICE_TYPES or text.doc_type.confidence < _SURE_TYPE:
        return False
    if any(one.doc_type.value in INVOICE_TYPES for one in attached):
        return False
    if not all(any(name in text.fields for name in names) for names in _NEEDED):
        return False
    if _is_titled_otherwise(document, subject) or _says_attached(document):
        return False
    if any("net_amount" in line for line in text.lines):
        return True
    sums = [text.field(name) for name in ("total_gross", "total_net", "total_tax")]
    return sum(one is not None and _ends_row(one, document) for one in sums) > 1


def _ends_row(value: Field, document: SourceDocument) -> bool:
    """Whether a value stands at the end of a short row of its own."""
    if value.page is None or value.box is None:
        return False
    words = document.pages[value.page - 1].words
    rows = {word.row for word in words if is_inside(word.box, value.box)}
    beside = [word for word in words if word.row in rows]
    after = [word.text for word in beside if word.box[0] >= value.box[2]]
    return 0 < len(beside) <= _SUM_WORDS_N and all(map(_CURRENCY.fullmatch, after))


def _is_titled_otherwise(document: SourceDocument, subject: str) -> bool:
    """Whether the subject names what is no bill, and the text has no title of its own.

    A reminder and a charge that failed name the bill that they are about by its number.
    """
    if not _names_another(subject):
        return False
    hows = {"alone"} if _is_about_bill(subject) else _PLAINLY
    own = (title for title in find_titles(document.pages[0]) if title.how in hows)
    return not any(title.kind in INVOICE_TYPES for title in own)


def _says_attached(document: SourceDocument) -> bool:
    """Whether the text says that the bill is attached, and repeats its sums: "Anbei die Rechnung".

    Such a file may be unreadable, or lost on the way.
    """
    text = " ".join(row for page in document.pages for row in page.row_texts())
    return _ATTACHED.search(text) is not None


def _names_another(subject: str) -> bool:
    """Whether a subject names a kind that is no bill, or a bill that is not to be paid as it is."""
    kinds = _kinds_of(subject)
    is_other = bool(kinds) and kinds.isdisjoint(INVOICE_TYPES)
    is_void = find_not_final([_lay_out(subject)], "invoice") is not None
    return is_other or is_void or _is_about_bill(subject)


def _is_about_bill(subject: str) -> bool:
    return "payment_reminder" in _kinds_of(subject) or bool(_NOT_CHARGED.search(subject))


def _kinds_of(subject: str) -> set[DocType]:
    return {title.kind for title in find_titles(_lay_out(subject))}


def _lay_out(subject: str) -> Page:
    return lay_out_rows([_bare_title(subject)])


def _bare_title(subject: str) -> str:
    """The subject without marks and address: "Re: Your invoice 4711" is "invoice 4711"."""
    return _ADDRESSED.sub("", bare_subject(subject))
