"""The part of a note that a clerk fills in: what was read, to be corrected, and boxes to tick.

    [bill.pdf  7692c3ad3540]
    Kind:      invoice
    Number:    RE-2026-0412
    …
    Taxes, one a line: rate in percent | net | tax
      19 | 174.00 | 33.06
    Items, one a line: quantity | description | price of one | amount
      40 | Kopierpapier A4 | 4.35 | 174.00
    [ ] I compared all of this with the paper.

`tasks.read_form` reads it back.
"""

from collections.abc import Iterator, Sequence

from schemas.correction import WaitingDocument
from schemas.record import Record
from schemas.vocabulary import INVOICE_TYPES
from tasks.fields.caption_fields import own_number_field
from tasks.form_tables import TABLES, in_words
from tasks.form_values import FIELDS, label_of
from tasks.plain_text import one_line
from tasks.same_invoice import MAY_REPEAT
from tasks.validate import REQUIRED_FIELDS
from tasks.values.named_fields import as_list

#: What stands in the form of every bill, also where nothing was found of it.
_OF_BILLS = (
    "invoice_number", "issue_date", "due_date", "seller_name", "buyer_name", "iban", "total_net",
    "total_tax", "total_gross", "currency",
)  # fmt: skip
#: What comes first in a form; all else follows in the order of the vocabulary.
_FIRST = (
    "document_number", "title", "party", *_OF_BILLS, "amount_due", "effective_date",
    "expiration_date",
)  # fmt: skip
KIND = "Kind"
MAIL_LABELS = {"About": "category", "Reply": "needs_reply", "Urgency": "urgency",
               "Until": "deadline"}  # fmt: skip
COMPARED = "I compared all of this with the paper."
READ = "I have read this mail, and it is about this."
ACCOUNT = "The seller says that this account is right; I asked, not by what the paper prints."
OTHER_BILL = "This is another bill than "
INSTEAD_OF = "This file counts instead of "
#: How each sentence behind a box begins.
QUESTIONS = (COMPARED, READ, ACCOUNT, OTHER_BILL, INSTEAD_OF)
ACCOUNT_CODES = ("account_changed",)
#: Reasons which a person who has compared everything with the paper has seen to.
SEEN = ("category_unsure", "poor_scan", "page_without_text", "lines_missing")
#: Reasons that are gone once all values are sure, complete and fit each other.
_MENDED = ("field_missing", "field_unsure", "document_unsure", "doc_type_unsure", "check_failed")


def may_correct(document: WaitingDocument) -> bool:
    """Whether a note can settle why a document waits: not what must come anew, nor what is exact.

    Nor what may be a second copy of nobody knows what.
    """
    codes = set(document.codes)
    if codes.intersection(MAY_REPEAT) and document.earlier_id is None:
        return False
    answers = {*MAY_REPEAT, *ACCOUNT_CODES}
    settles = answers if is_exact(document.record) else {*answers, *SEEN, *_MENDED}
    return bool(codes) and settles.issuperset(codes)


def is_exact(record: Record) -> bool:
    """Whether the values are an e-invoice's own, which no clerk changes."""
    fields = [one for found in record.fields.values() for one in as_list(found)]
    return any(field.origin == "xml" for field in fields)


def compose_form(waiting: Sequence[WaitingDocument]) -> str:
    """One section for each document that a clerk can correct; "" where there is none."""
    sections = ("\n".join(_section(document)) for document in waiting if may_correct(document))
    return "\n\n".join(sections)


def _section(document: WaitingDocument) -> Iterator[str]:
    record = document.record
    yield heading(record)
    if record.mail is not None:
        shown = shown_mail(record)
        yield from _rows([(label, shown[name]) for label, name in MAIL_LABELS.items()])
    elif not is_exact(record):
        yield from _paper_rows(record)
    for question in questions(document):
        yield f"[ ] {question}"


def questions(document: WaitingDocument) -> list[str]:
    """The sentences that a clerk may tick, that everything was looked at first."""
    asked = []
    if document.record.mail is not None:
        asked.append(READ)
    elif not is_exact(document.record):
        asked.append(COMPARED)
    if set(MAY_REPEAT).intersection(document.codes):
        asked.append(other_bill(document))
        if document.earlier_waits:
            asked.append(instead_of(document))
    if set(ACCOUNT_CODES).intersection(document.codes):
        asked.append(ACCOUNT)
    return asked


def other_bill(document: WaitingDocument) -> str:
    """ "This is another bill than a.pdf." """
    return f"{OTHER_BILL}{_earlier_file(document)}."


def instead_of(document: WaitingDocument) -> str:
    """What a clerk says of the copy that he keeps of two that waited for each other."""
    return f"{INSTEAD_OF}{_earlier_file(document)}, which I put away and nobody has entered."


def _earlier_file(document: WaitingDocument) -> str:
    return one_line(document.earlier_name.rsplit("/", 1)[-1])


def _paper_rows(record: Record) -> Iterator[str]:
    own = own_number_field(record.doc_type.value)
    yield from _rows(
        [
            (KIND, record.doc_type.value.replace("_", " ")),
            *(
                (label_of(name, own), value)
                for name, values in shown_fields(record).items()
                for value in values or ("",)
            ),
        ]
    )
    for table in TABLES:
        columns = table.columns(record)
        rows = table.rows(record, columns)
        if rows or record.doc_type.value in table.doc_types:
            yield table.heading(columns)
            yield from (f"  {' | '.join(map(in_words, columns, row))}" for row in rows)


def heading(record: Record) -> str:
    """What begins a document's section: “[bill.pdf  7692c3ad3540]”."""
    name = one_line(record.source.rsplit("/", 1)[-1]).replace("[", "(").replace("]", ")")
    return f"[{name}  {record.document_id[:12]}]"


def shown_fields(record: Record) -> dict[str, tuple[str, ...]]:
    """The header values that the form shows, the most asked for first; () where none is."""
    doc_type = record.doc_type.value
    wanted = {*record.fields, *REQUIRED_FIELDS.get(doc_type, ())}
    if doc_type in INVOICE_TYPES:
        wanted |= set(_OF_BILLS)
    order = dict.fromkeys((*_FIRST, *FIELDS))
    names = [name for name in order if name in wanted]
    return {
        name: tuple(one_line(field.value) for field in as_list(record.fields.get(name)))
        for name in names
    }


def shown_mail(record: Record) -> dict[str, str]:
    """What the form shows of a mail."""
    mail = record.mail
    assert mail is not None
    until = (mail.deadline.date or mail.deadline.text) if mail.deadline else ""
    return {
        "category": mail.category.value,
        "needs_reply": "yes" if mail.needs_reply.value else "no",
        "urgency": mail.urgency.value,
        "deadline": one_line(until),
    }


def _rows(values: Sequence[tuple[str, str]]) -> Iterator[str]:
    """One row a value, their colons in one column."""
    width = max(len(label) for label, _ in values) + 1
    for label, value in values:
        yield f"{label + ':':<{width}} {value}".rstrip()
