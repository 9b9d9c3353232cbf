"""Bills that a mail says in its own text instead of attaching them.

Shops, hotels and services send their bills so. The text is then a document beside the mail, read as
a file of its own would be.
"""

from collections.abc import Iterable
from functools import partial

from readers.detect import HTML, TEXT
from readers.html import html_to_text
from readers.mail_attachments import count_amounts
from schemas.document import MailMessage
from schemas.record import Record
from schemas.vocabulary import INVOICE_TYPES
from tasks.read_parts import Part

#: What its record is called, after the mail's own name.
TEXT_NAME = "text of the mail"
_AMOUNTS_N = 2  # a bill's text has at least
_SURE_TYPE = 0.5
#: A bill says who sends it, under which number and how much it is; mails about one do, too.
_NEEDED = (("total_gross",), ("seller_name",), ("invoice_number", "document_number"))


def offer_text(mail: MailMessage) -> Part | None:
    """The text of a mail that names amounts, as the part that it would be if it were a bill.

    Its HTML, which has the tables that plain text lost, unless it quotes: an answer's reader knows
    what stands below it.
    """
    text = mail.new_text if mail.quotes else mail.body
    amounts_n = count_amounts(text)
    if amounts_n < _AMOUNTS_N:
        return None
    data, media_type = text.encode(errors="replace"), TEXT
    if not mail.quotes and count_amounts(html_to_text(mail.markup)) >= amounts_n:
        data = f'<html><meta charset="utf-8">{mail.markup}'.encode(errors="replace")
        media_type = HTML
    return Part(TEXT_NAME, partial(bytes, data), media_type, is_mail_text=True)


def is_bill(text: Record, attached: Iterable[Record]) -> bool:
    """Whether a mail's text, read as a document, is a bill that none of the attached ones is.

    It lists what it charges, where a mail about a bill only names it.
    """
    if text.doc_type.value not in INVOICE_TYPES or text.doc_type.confidence < _SURE_TYPE:
        return False
    if any(one.doc_type.value in INVOICE_TYPES for one in attached):
        return False
    charged = any("net_amount" in line for line in text.lines)
    return charged and all(any(name in text.fields for name in names) for names in _NEEDED)
