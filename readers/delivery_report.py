"""A delivery report (RFC 3464) or read receipt (RFC 8098) → what became of which recipient."""

from collections.abc import Iterator, Sequence
from email.message import Message

from readers.mail_headers import decode_header_text

REPORTS = frozenset(
    ("message/delivery-status", "message/global-delivery-status",
     "message/disposition-notification")
)  # fmt: skip
#: More recipients than anyone reads about.
MAX_RECIPIENTS_N = 50

_ACTIONS = {
    "failed": "Not delivered to",
    "delayed": "Still not delivered to",
    "delivered": "Delivered to",
    "relayed": "Passed on to another system for",
    "expanded": "Passed on to the members of",
}


def describe_report(part: Message) -> str:
    """One row per recipient, as "Not delivered to: a@b.example (5.1.1: User unknown)"."""
    payload = part.get_payload()
    groups = payload if isinstance(payload, list) else [part]
    return "\n".join(list(_describe(groups))[:MAX_RECIPIENTS_N])


def _describe(groups: Sequence[object]) -> Iterator[str]:
    for group in groups:
        if not isinstance(group, Message):
            continue
        recipient = _value(group, "final-recipient") or _value(group, "original-recipient")
        action = _text(group, "action").lower()
        if disposition := _text(group, "disposition"):
            seen = "displayed" in disposition.lower()
            yield f"{'Read' if seen else 'Not read'} by: {recipient} ({disposition})"
        elif recipient and action:
            cause = ": ".join(
                filter(None, (_text(group, "status"), _value(group, "diagnostic-code")))
            )
            row = f"{_ACTIONS.get(action, action.capitalize())}: {recipient}"
            yield f"{row} ({cause})" if cause else row


def _value(group: Message, name: str) -> str:
    """A field's value without its type ("rfc822;", "smtp;")."""
    text = _text(group, name)
    return text.partition(";")[2].strip() or text


def _text(group: Message, name: str) -> str:
    return decode_header_text(str(group.get(name, "") or ""))
