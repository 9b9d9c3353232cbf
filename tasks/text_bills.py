"""Bills that a mail says in its own text instead of attaching them.

Shops, hotels and services send their bills so. The text is then a document beside the mail, read as
a file of its own would be.
"""

import re
from collections.abc import Iterable, Set
from functools import partial

from readers.detect import HTML, TEXT
from readers.html import QUOTE_CLASSES, html_to_text
from readers.mail_attachments import BILL_AMOUNTS_N, count_amounts
from readers.mail_text import is_forwarded
from schemas.document import MailMessage, SourceDocument
from schemas.record import Field, Record
from schemas.vocabulary import INVOICE_TYPES
from tasks.kinds.receipts import NAMES_INVOICE
from tasks.kinds.subjects import DOUBTFUL_TYPE, bill_of, names_another, names_order, repeats_bill
from tasks.kinds.titles import PLAINLY, find_titles
from tasks.read_parts import Part
from tasks.values.cells import find_rows
from tasks.values.entities import is_inside

#: Its name behind the mail's own, in the record's `source`.
TEXT_NAME = "text of the mail"
#: A mail that tells of a bill is often read as one, and less surely than a bill.
_SURE_TYPE = 0.5
#: What a bill says, one of each: a receipt has a document number, and a till's slip has neither.
_NEEDED = (("total_gross",), ("invoice_number", "document_number"), ("seller_name",))
_SURE_BILL = 0.9  # a type from which a clerk may say whose bill it is
#: A sum of a bill stands at the end of a row of few words.
_SUM_WORDS_N = 10
_PROFORMA = re.compile(r"pro-?\s?forma", re.IGNORECASE)
_CURRENCY = re.compile(r"[A-Z]{3}|\W+|Fr\.?|kr", re.IGNORECASE)
_SIGNS = r"(?:[€$£]|\b(?:EUR|CHF|USD|GBP|Fr\.))"
_WHOLE = re.compile(rf"{_SIGNS}\s?\d[\d.,']{{0,12}}|(?<![\d.,'])\d[\d.,']{{0,12}}\s?{_SIGNS}")
#: How a mail program marks what it passes on.
_QUOTE_MARKS = re.compile(r"^(?:> ?)+", re.MULTILINE)
_QUOTED_ROW = re.compile(r"^>.*\n?", re.MULTILINE)
_QUOTE_CLASS = re.compile("|".join(QUOTE_CLASSES))
_QUOTE_TAG = re.compile(r"(</?)blockquote\b", re.IGNORECASE)


def offer_text(mail: MailMessage) -> Part | None:
    """The text of a mail that names amounts, as the part that it would be if it were a bill.

    Its HTML, which has the tables that plain text lost, unless it quotes: whoever gets an answer
    knows what it quotes. What is passed on is quoted, too, and is the point.
    """
    text = mail.new_text if mail.quotes else mail.body
    passes_on = is_forwarded(mail.subject)
    text = (_QUOTE_MARKS if passes_on else _QUOTED_ROW).sub("", text)
    least_n = max(BILL_AMOUNTS_N, _count_money(text))
    quotes = mail.quotes or (not passes_on and _QUOTE_TAG.search(mail.markup))
    if not quotes and _count_money(html_to_text(mail.markup)) >= least_n:
        markup = _QUOTE_CLASS.sub("", _QUOTE_TAG.sub(r"\1div", mail.markup))
        return _make_part(mail, f'<html><meta charset="utf-8">{markup}', HTML)
    if _count_money(text) < BILL_AMOUNTS_N:
        return None
    # The blank row is for texts that begin as mails do ("From: …"), or as other types of files.
    return _make_part(mail, " \n" + text, TEXT)


def _count_money(text: str) -> int:
    """How many amounts a text names, with decimals or with a currency: "770 €"."""
    return max(count_amounts(text), len(_WHOLE.findall(text)))


def _make_part(mail: MailMessage, text: str, media_type: str) -> Part:
    data = text.encode(errors="replace")
    return Part(TEXT_NAME, partial(bytes, data), media_type, text_of=mail)


def is_bill(text: Record, document: SourceDocument, attached: Iterable[Record]) -> bool:
    """Whether a mail's text, read as `document`, is a bill that none of the attached ones is.

    It lists what it charges or how its total is made, where a mail about a bill only names them.
    Where it has no title, the subject is its title: "Order confirmation 4711".
    """
    if text.doc_type.value not in INVOICE_TYPES or text.doc_type.confidence < _SURE_TYPE:
        return False
    if any(one.doc_type.value in INVOICE_TYPES for one in attached):
        return False
    needed = _NEEDED[:-1] if _is_surely_bill(text, document) else _NEEDED
    if not all(any(name in text.fields for name in names) for names in needed):
        return False
    is_doubtful = text.doc_type.confidence <= DOUBTFUL_TYPE
    if is_doubtful and any(reason.code == "field_missing" for reason in text.reasons):
        return False
    if _is_titled_otherwise(text, document):
        return False
    if any("net_amount" in line for line in text.lines):
        return True
    sums = [text.field(name) for name in ("total_gross", "total_net", "total_tax")]
    least_n = 1 if _has_own_title(document, {"alone"}) else 2
    return sum(one is not None and _ends_row(one, document) for one in sums) >= least_n


def _is_surely_bill(text: Record, document: SourceDocument) -> bool:
    """Whether model and subject both call it a bill: who sends it may be but his logo."""
    return text.doc_type.confidence >= _SURE_BILL and bill_of(_subject_of(document)) is not None


def _subject_of(document: SourceDocument) -> str:
    return document.text_of.subject if document.text_of else ""


def _ends_row(value: Field, document: SourceDocument) -> bool:
    """Whether a value stands at the end of a short row of its own."""
    if value.page is None or value.box is None:
        return False
    words = document.pages[value.page - 1].words
    rows = {word.row for word in words if is_inside(word.box, value.box)}
    beside = [word for word in words if word.row in rows]
    after = [word.text for word in beside if word.box[0] >= value.box[2]]
    return 0 < len(beside) <= _SUM_WORDS_N and all(map(_CURRENCY.fullmatch, after))


def _is_titled_otherwise(text: Record, document: SourceDocument) -> bool:
    """Whether the subject names what is no bill, and the text has no title of its own.

    A reminder and a charge that failed name the bill that they are about by its number.
    """
    subject = _subject_of(document)
    if repeats_bill(subject):
        return not _has_own_title(document, {"alone"})
    if not names_another(subject) or _has_own_title(document, PLAINLY):
        return False
    return not (names_order(subject) and _has_own_number(text, document))


def _has_own_title(document: SourceDocument, hows: Set[str]) -> bool:
    titles = find_titles(document.pages[0])
    return any(title.kind in INVOICE_TYPES and title.how in hows for title in titles)


def _has_own_number(text: Record, document: SourceDocument) -> bool:
    """Whether a caption names the number as that of a bill: "VAT invoice no. WK-018830"."""
    number = text.field("invoice_number")
    if number is None or number.page is None or number.box is None:
        return False
    page, box = document.pages[number.page - 1], number.box
    rows = (
        row for row in find_rows(page) if any(is_inside(page.words[w].box, box) for w in row.words)
    )
    texts = [cell.text for row in rows for cell in row.cells]
    return any(map(NAMES_INVOICE.match, texts)) and not any(map(_PROFORMA.search, texts))
