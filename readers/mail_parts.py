"""The body of a mail: the text parts that a reader would see, the better of two alternatives."""

from email.message import Message

from readers.html import html_to_text
from readers.mail_attachments import decode_part, is_attachment

#: Shorter plain text beside HTML may be only "please view this mail as HTML".
MIN_PLAIN_CHARS = 80
#: Texts beyond so many are not compared with those before: a mail has few.
MAX_COMPARED_N = 20
_NO_TEXT = frozenset(("message/rfc822", "multipart/encrypted"))


def read_body(part: Message) -> str:
    """The text of a mail or a part of it, the best of its alternatives."""
    media_type = part.get_content_type()
    payload = part.get_payload()
    if not isinstance(payload, list):
        if media_type not in ("text/plain", "text/html") or is_attachment(part):
            return ""
        text = decode_part(part)
        return html_to_text(text) if media_type == "text/html" else text
    if media_type in _NO_TEXT:
        return ""
    children = [child for child in payload if isinstance(child, Message)]
    if media_type == "multipart/alternative":
        return _choose_alternative(children)
    if media_type in ("multipart/related", "multipart/signed"):
        # The rest are pictures that the first shows, or its signature.
        return next(filter(str.strip, map(read_body, children)), "")
    texts: list[str] = []
    known: list[frozenset[str]] = []
    for text in filter(str.strip, map(read_body, children)):
        words = frozenset(text.lower().split())
        if any(_repeats(words, before) for before in known):
            continue
        texts.append(text)
        if len(known) < MAX_COMPARED_N:
            known.append(words)
    return "\n\n".join(texts)


def _choose_alternative(children: list[Message]) -> str:
    """Plain text, unless it is only a note that the mail should be read as HTML."""
    plain = [c for c in children if c.get_content_type() == "text/plain"]
    text = "\n\n".join(read_body(child) for child in plain).strip()
    other = "\n\n".join(read_body(c) for c in children if c not in plain).strip()
    return other if len(text) < MIN_PLAIN_CHARS and len(other) > len(text) else text


def _repeats(words: frozenset[str], before: frozenset[str]) -> bool:
    """Whether a text says what another said, as when both forms are sent one after the other."""
    return len(words & before) > 0.7 * len(words)
