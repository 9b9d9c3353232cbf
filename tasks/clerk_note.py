"""The note beside a file: what is wrong and what to do, for a person in a hurry."""

from collections.abc import Iterable
from textwrap import fill

from schemas.arrival import SavedDocument
from schemas.record import Reason, Record

_WIDTH = 78

#: What a clerk compares with the paper, in this order.
_SHOWN = {
    "invoice_number": "Number",
    "document_number": "Number",
    "issue_date": "Date",
    "due_date": "Due",
    "seller_name": "From",
    "buyer_name": "To",
    "total_net": "Net",
    "total_tax": "Tax",
    "total_gross": "Total",
    "iban": "IBAN",
}


def compose_note(name: str, saved: SavedDocument, record: Record | None) -> str | None:
    """The text for a file that needs a person, or None when nobody needs to do anything.

    Args:
        name: the file's name in the folder where the note lies.
        saved: outcome and reasons.
        record: what was read, to compare with the paper; None if not at hand.
    """
    if saved.outcome == "needs_review":
        parts = _review_note(name, saved, record)
    elif saved.outcome == "failed":
        parts = _failed_note(name, saved)
    elif saved.outcome == "duplicate":
        parts = _duplicate_note(name, saved)
    else:
        return None
    return (
        "\n\n".join([*parts, f"For questions, name this number: {saved.document_id[:12]}"]) + "\n"
    )


def _review_note(name: str, saved: SavedDocument, record: Record | None) -> list[str]:
    parts = [
        f"PLEASE CHECK: {name}",
        _paragraph("We have read this document but are not sure of everything. Nothing is lost."),
        "What to look at\n" + _list(_all_reasons(saved)),
    ]
    if record is not None and (read := _what_we_read(record)):
        parts.append("What we read\n" + read)
    parts.append(
        "What to do\n"
        + _list(
            (
                "Open the file and compare it with the points above.",
                "If the document itself is wrong, ask the sender for a new one and drop that into "
                "the inbox.",
                "If the document is right, book it by hand, then file it away and delete this "
                "note.",
            ),
            numbered=True,
        )
    )
    return parts


def _failed_note(name: str, saved: SavedDocument) -> list[str]:
    return [
        f"COULD NOT BE READ: {name}",
        _paragraph("We could not read this file, so nothing of it was booked."),
        "Why, and what to do\n" + _list(_all_reasons(saved)),
        _paragraph(
            "Once that is done, drop the file into the inbox again. This note goes away by itself "
            "when you move the file out of this folder."
        ),
    ]


def _duplicate_note(name: str, saved: SavedDocument) -> list[str]:
    parts = [f"ALREADY HERE: {name}"]
    if saved.first is not None:
        arrived = saved.first.received_at.astimezone()
        parts.append(
            _paragraph(
                f"The same document came on {arrived:%d %B %Y at %H:%M} as {saved.first.source}."
            )
        )
        if saved.first.path is not None:
            parts.append(f"It lies here:\n  {saved.first.path}")
    parts.append(_paragraph("It was not booked a second time. You need not do anything."))
    return parts


def _all_reasons(saved: SavedDocument) -> list[str]:
    own = [_sentence(reason) for reason in saved.reasons]
    for part in saved.parts:
        if part.outcome in ("failed", "needs_review"):
            name = part.source.rsplit("/", 1)[-1]
            own += [f"Attachment {name}: {_sentence(reason)}" for reason in part.reasons]
    return own or ["The reason was not recorded; ask your operator to look at the log."]


def _sentence(reason: Reason) -> str:
    text = " ".join(reason.message.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _what_we_read(record: Record) -> str:
    rows = []
    for name, label in _SHOWN.items():
        if (field := record.field(name)) is not None:
            value = field.value
            if label in ("Net", "Tax", "Total") and (currency := record.field("currency")):
                value = f"{value} {currency.value}"
            rows.append(f"  {label:<8}{value}")
    return "\n".join(rows)


def _list(texts: Iterable[str], numbered: bool = False) -> str:
    lines = []
    for number, text in enumerate(texts, start=1):
        mark = f"  {number}. " if numbered else "  - "
        lines.append(fill(text, _WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark)))
    return "\n".join(lines)


def _paragraph(text: str) -> str:
    return fill(text, _WIDTH)
