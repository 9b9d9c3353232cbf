"""The note beside a file: what is wrong and what to do, for a person in a hurry."""

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill

from schemas.arrival import SavedDocument
from schemas.correction import WaitingDocument
from schemas.errors import LeftInMailbox
from schemas.record import Record
from schemas.vocabulary import AMOUNT_FIELDS, INVOICE_TYPES
from tasks.correction_form import compose_form, is_exact
from tasks.form_values import label_of
from tasks.named_note import ABOVE
from tasks.plain_text import as_sentence, one_line
from tasks.same_invoice import MAY_REPEAT
from tasks.text_bills import TEXT_NAME

_WIDTH = 78
_IF_ENTERED = "Is this bill entered already? Then put the file away and delete this note."

_FILL_IN = (
    "Correct below what differs from the paper: change what is wrong, enter what is missing, empty "
    "what is not printed. Put an x between the brackets, [x], and save this note. The file then "
    "goes on by itself."
)
_ANSWER = (
    "Is it true, what stands below? Then put an x between the brackets, [x], and save this note. "
    "The file then goes on by itself."
)

#: What a clerk compares with the paper, in this order.
_SHOWN = (
    "invoice_number", "document_number", "issue_date", "due_date", "seller_name", "buyer_name",
    "total_net", "total_tax", "total_gross", "iban",
)  # fmt: skip


def compose_note(
    name: str,
    saved: SavedDocument,
    record: Record | None,
    waiting: Sequence[WaitingDocument] = (),
) -> str | None:
    """The text for a file that needs a person, or None when nobody needs to do anything.

    Args:
        name: the file's name in the folder where the note lies.
        saved: outcome and reasons.
        record: what was read, to compare with the paper; None if not at hand.
        waiting: the file's documents, which can be corrected in the note.
    """
    form = ""
    if saved.outcome == "needs_review":
        form = compose_form(waiting)
        entered = _accepted_names(saved, waiting)
        parts = _review_note(name, saved, record, entered, has_form=bool(form))
    elif saved.outcome == "failed":
        parts = _failed_note(name, saved)
    elif saved.outcome == "duplicate":
        parts = _duplicate_note(name, saved)
    else:
        return None
    parts.append(f"{ABOVE} {saved.document_id[:12]}")
    if form:
        parts.append(form)
    return "\n\n".join(parts) + "\n"


def _review_note(
    name: str,
    saved: SavedDocument,
    record: Record | None,
    entered: Sequence[str],
    has_form: bool,
) -> list[str]:
    is_mail = record is not None and record.doc_type.value == "mail"
    goes_on = "What is accepted of it goes on, nothing else" if entered else "Nothing of it goes on"
    parts = [
        f"PLEASE CHECK: {name}",
        _paragraph(
            f"We read this file, but not everything in it is certain. {goes_on} before you have "
            "looked, and nothing is lost."
        ),
        "What to look at\n" + _list(_all_reasons(saved)),
    ]
    exact = record is not None and is_exact(record)
    shown_below = has_form and not is_mail and not exact
    if record is not None and not shown_below and (read := _what_we_read(record)):
        parts.append("What we read\n" + read)
    if entered:
        parts.append("Accepted already: do not enter it again\n" + _list(entered))
    if saved.first is not None and saved.first.path is not None:
        parts.append(f"The other file lies here\n  {saved.first.path}")
    by_hand = "enter by hand what is not accepted" if entered else "enter it by hand"
    right = "deal with it as usual" if is_mail else by_hand
    # Of any other paper it says that the file took the place of its first copy.
    is_bill = record is None or record.doc_type.value in INVOICE_TYPES
    repeats = is_bill and any(reason.code in MAY_REPEAT for reason in saved.reasons)
    question = "Is it right, and not entered yet?" if repeats else "Is it right?"
    if any(reason.code == "not_final" for reason in saved.reasons):
        question = "Is that not so, and the bill to be paid?"
    steps = (
        f"Open {name} and compare it with the points above.",
        *([_IF_ENTERED] if repeats else ()),
        *((_ANSWER if exact else _FILL_IN,) if has_form else ()),
        *(
            ()
            if has_form
            else (f"{question} Then {right}, put the file away and delete this note.",)
        ),
        f"Is {'the paper itself' if has_form else 'it'} wrong? Then ask the sender for a new one "
        "and drop that into the inbox.",
    )
    parts.append("What to do\n" + _list(steps, numbered=True))
    again = (
        "We know this very file already: dropped again while this one lies here, it is filed as a "
        "copy; later the new one waits here in its place."
    )
    if any(part.outcome == "failed" for part in saved.parts):
        again = (
            "If you think that what could not be read is fine, drop this very file into the inbox: "
            "we read it anew."
        )
    if not has_form:
        parts.append(_paragraph(again))
    return parts


def _failed_note(name: str, saved: SavedDocument) -> list[str]:
    again = (
        "When you have a file that opens, drop it into the inbox; then delete this file and "
        "this note. If you think that the file is fine, move it from here back into the inbox: "
        "we read it anew, and this note goes with it."
    )
    if any(reason.code == LeftInMailbox.code for reason in saved.reasons):
        again = (
            "This file has nothing but its headers. When you have dealt with the mail, or it has "
            "come whole as another file, delete this file and this note."
        )
    return [
        f"COULD NOT BE READ: {name}",
        "We know nothing of what it says, so nothing was entered.",
        "Why, and what helps\n" + _list(_all_reasons(saved)),
        _paragraph(again),
    ]


def _duplicate_note(name: str, saved: SavedDocument) -> list[str]:
    parts = [f"ALREADY HERE: {name}"]
    if saved.first is not None:
        arrived = saved.first.received_at.astimezone()
        story = f"The same document came on {arrived:%d.%m.%Y at %H:%M} as {saved.first.source}."
        parts.append(_paragraph(story))
        if saved.first.path is not None:
            parts.append(f"It lies here:\n  {saved.first.path}")
    done = "It was not entered a second time. You need not do anything."
    if saved.first is not None and saved.first.waits:
        done = (
            "The first copy still waits for review; it is not entered. Deal with that one as its "
            "note says. You need not do anything about this one."
        )
    parts.append(_paragraph(done))
    return parts


def _accepted_names(saved: SavedDocument, waiting: Sequence[WaitingDocument]) -> list[str]:
    """What of a file is in the system: it must not be entered by hand a second time."""
    stored = [(part.source, part.outcome, part.first_waits) for part in saved.parts]
    stored += [
        (document.record.source, document.record.outcome, document.earlier_waits)
        for document in waiting
        if document.record.parent_id or document.record.doc_type.value in INVOICE_TYPES
    ]
    names = [
        one_line(source.rsplit("/", 1)[-1])
        for source, outcome, first_waits in stored
        if outcome == "accepted" or (outcome == "duplicate" and not first_waits)
    ]
    return list(dict.fromkeys(names))


def _all_reasons(saved: SavedDocument) -> list[str]:
    texts = [as_sentence(reason.message) for reason in saved.reasons]
    for part in saved.parts:
        name = part.source.rsplit("/", 1)[-1]
        told = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for text in texts)
        if part.outcome in ("failed", "needs_review") and not told:
            where = "Text of the mail" if name == TEXT_NAME else f"Attachment {name}"
            texts += [f"{where}: {as_sentence(reason.message)}" for reason in part.reasons]
    return texts or ["The reason was not recorded; ask your operator to look at the log."]


def _what_we_read(record: Record) -> str:
    rows = [
        fill(f"  {label:<8}{value}", _WIDTH, subsequent_indent=" " * 10)
        for label, value in _mail_facts(record)
        if value
    ]
    for name in _SHOWN:
        if (field := record.field(name)) is not None:
            label, value = label_of(name, name), field.value
            if name in AMOUNT_FIELDS and (currency := record.field("currency")):
                value = f"{value} {currency.value}"
            rows.append(f"  {label:<8}{value}")
    return "\n".join(rows)


def _mail_facts(record: Record) -> Iterator[tuple[str, str]]:
    """Who wants what until when."""
    if (headers := record.headers) is not None:
        yield "From", headers.sender
        yield "Subject", headers.subject
        yield "Sent", f"{headers.sent_at.astimezone():%d.%m.%Y %H:%M %Z}" if headers.sent_at else ""
    if (mail := record.mail) is not None:
        yield "About", mail.category.value.replace("_", " ")
        yield "Reply", "yes" if mail.needs_reply.value else "no"
        if mail.deadline is not None:
            yield "Until", mail.deadline.date or mail.deadline.text
        yield "To do", mail.action or ""


def _list(texts: Iterable[str], numbered: bool = False) -> str:
    lines = []
    for number, text in enumerate(texts, start=1):
        mark = f"  {number}. " if numbered else "  - "
        lines.append(fill(text, _WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark)))
    return "\n".join(lines)


def _paragraph(text: str) -> str:
    return fill(text, _WIDTH)
