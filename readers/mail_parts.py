"""The body of a mail: the text parts that a reader would see, the better of two alternatives."""

import re
from email.message import Message

from readers.html import html_to_text
from readers.mail_attachments import decode_part, is_attachment

#: Shorter plain text beside HTML may be only "please view this mail as HTML".
MIN_PLAIN_CHARS = 80
#: So is a text of up to so many, a third of the HTML, that names HTML or where to look instead.
_MOST_NOTE_CHARS, _NOTE_SHARE = 400, 3
_LOOK_ELSEWHERE = re.compile(
    r"\bhtml\b|\b(?:view|read|open|see) (?:it|this|the|your)\b.{0,40}\b(?:online|browser)"
    r"|\bim browser\b|\bonline ansehen|\ben ligne\b|\bdans (?:votre|un) navigateur"
    r"|\bnel browser\b|\ben (?:el|su|tu) navegador\b|\bin (?:de|uw|je) browser\b",
    re.IGNORECASE | re.DOTALL,
)
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
    return other if points_elsewhere(text, other) else text


def points_elsewhere(text: str, other: str) -> bool:
    """Whether a mail's plain text is only a note that its HTML, `other`, should be read instead."""
    if len(text) < MIN_PLAIN_CHARS:
        return len(other) > len(text)
    is_short = len(text) <= min(_MOST_NOTE_CHARS, len(other) // _NOTE_SHARE)
    return is_short and _LOOK_ELSEWHERE.search(text) is not None


def _repeats(words: frozenset[str], before: frozenset[str]) -> bool:
    """Whether a text says what another said, as when both forms are sent one after the other."""
    return len(words & before) > 0.7 * len(words)
