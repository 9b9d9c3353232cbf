"""What the headers of a mail say of how it was sent (RFC 3834, RFC 2369, RFC 5321, RFC 6522).

And whether it carries an invitation whose guests are asked to answer (RFC 5546).
"""

import re
from collections.abc import Iterator
from email.message import Message

from readers.calendar_text import asks_guests
from readers.detect import CALENDAR
from readers.mail_headers import read_header
from schemas.document import MailSign

#: Precedence was never standardised; these are the values that mail programs write.
_PRECEDENCE: dict[str, MailSign] = {
    "auto_reply": "auto_reply",
    "bulk": "bulk",
    "junk": "bulk",
    "list": "list",
}
_AUTO_REPLY_HEADERS = ("x-autoreply", "x-autorespond", "x-auto-reply", "x-autoresponder")
_LIST_HEADERS = ("list-unsubscribe", "list-id", "list-post")


def find_signs(message: Message) -> tuple[MailSign, ...]:
    """The signs that stand in the headers, each once, in no order that matters."""
    return tuple(dict.fromkeys(_find(message)))


def _find(message: Message) -> Iterator[MailSign]:
    submitted = _first_word(read_header(message, "auto-submitted"))
    if submitted == "auto-replied":
        yield "auto_reply"
    elif submitted not in ("", "no"):
        yield "auto_generated"
    precedence = _PRECEDENCE.get(_first_word(read_header(message, "precedence")))
    if precedence:
        yield precedence
    if any(
        _first_word(read_header(message, name)) not in ("", "no") for name in _AUTO_REPLY_HEADERS
    ):
        yield "auto_reply"
    if any(read_header(message, name).strip() for name in _LIST_HEADERS):
        yield "list"
    if re.fullmatch(r"\s*<\s*>\s*", read_header(message, "return-path")):
        yield "no_return"
    if message.get_content_type() == "multipart/report":
        yield "report"
    if _invites(message):
        yield "invitation"


def _invites(part: Message) -> bool:
    """Whether a mail or a part of it, but no mail that is attached to it, asks guests to answer."""
    payload = part.get_payload()
    if isinstance(payload, list):
        apart = part.get_content_maintype() != "multipart"
        return not apart and any(_invites(one) for one in payload if isinstance(one, Message))
    if part.get_content_type() != CALENDAR:
        return False
    content = part.get_payload(decode=True)
    return isinstance(content, bytes) and asks_guests(content)


def _first_word(value: str) -> str:
    return re.split(r"[;,(\s]", value.strip().lower(), maxsplit=1)[0]
