"""The MIME parts of a mail: which text is its body, which parts are documents of their own."""

import base64
import binascii
import re
from collections.abc import Iterator
from email.message import Message

from readers.html import html_to_text
from readers.image import image_size
from readers.mail_headers import decode_header_text
from readers.text import decode_text
from schemas.document import Attachment

#: Pictures smaller than this on either side are logos, icons and tracking dots.
MIN_PICTURE_SIDE_PIXELS = 160
#: Shorter plain text beside HTML may be only "please view this mail as HTML".
MIN_PLAIN_CHARS = 80

#: Parts that belong to the machinery of mail, not to its content.
_MACHINERY = frozenset(
    (
        "text/calendar", "text/vcard", "text/x-vcard", "text/directory", "application/ics",
        "application/pkcs7-signature", "application/x-pkcs7-signature",
        "application/pgp-signature", "application/pgp-keys", "application/pgp-encrypted",
        "message/delivery-status", "message/disposition-notification", "text/rfc822-headers",
        "text/x-amp-html", "application/mac-binhex40",
    )
)  # fmt: skip
_MACHINERY_NAMES = (".ics", ".vcf", ".p7s", ".asc", ".sig")
_ENVELOPES = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))

ENCRYPTED = (
    "The mail is encrypted: its text and attachments cannot be read. Ask the sender for an "
    "unencrypted copy, or decrypt it in your mail program and drop its attachments here."
)
SIGNED_OPAQUE = (
    "The mail is signed in a form that wraps its text. Open it in your mail program and save it, "
    "or its attachments, without the signature."
)


def read_body(part: Message) -> str:
    """The text of a mail or a part of it, the best of its alternatives."""
    media_type = part.get_content_type()
    payload = part.get_payload()
    if not isinstance(payload, list):
        if not media_type.startswith("text/") or _is_attachment(part):
            return ""
        text = decode_part(part)
        return html_to_text(text) if media_type == "text/html" else text
    if media_type == "message/rfc822":
        return ""
    children = [child for child in payload if isinstance(child, Message)]
    if media_type == "multipart/alternative":
        return _choose_alternative(children)
    if media_type in ("multipart/related", "multipart/signed"):
        children = children[:1]
    texts: list[str] = []
    for text in map(read_body, children):
        if text.strip() and not any(_repeats(text, before) for before in texts):
            texts.append(text)
    return "\n\n".join(texts)


def _choose_alternative(children: list[Message]) -> str:
    """Plain text, unless it is only a note that the mail should be read as HTML."""
    plain = [c for c in children if c.get_content_type() == "text/plain"]
    text = "\n\n".join(read_body(child) for child in plain).strip()
    other = "\n\n".join(read_body(c) for c in children if c not in plain).strip()
    return other if len(text) < MIN_PLAIN_CHARS and len(other) > len(text) else text


def _repeats(text: str, before: str) -> bool:
    """Whether `text` says what `before` said, as when both forms are sent one after the other."""
    words = set(text.lower().split())
    return len(words & set(before.lower().split())) > 0.7 * len(words)


def decode_part(part: Message) -> str:
    """A text part's characters, by its charset or by a better guess."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = part.get_param("charset")
    return decode_text(content, charset if isinstance(charset, str) else None)


def find_attachments(message: Message, problems: list[str]) -> list[Attachment]:
    """The parts that are documents of their own; what hides others is told in `problems`.

    Pictures that the body shows in its text, logos and icons are none.
    """
    attachments: list[Attachment] = []
    markup: list[str] = []
    pictures: list[tuple[str, Attachment]] = []
    for part in _leaves(message):
        media_type = part.get_content_type()
        if media_type in _ENVELOPES:
            signed = "signed" in str(part.get_param("smime-type", "")).lower()
            problems.append(SIGNED_OPAQUE if signed else ENCRYPTED)
        elif media_type == "application/pgp-encrypted":
            problems.append(ENCRYPTED)
        elif _is_attachment(part):
            attachment = _read_attachment(part, len(attachments) + 1)
            attachments.append(attachment)
            if content_id := part.get("content-id"):
                pictures.append((str(content_id).strip("<> \t"), attachment))
        elif media_type == "text/html":
            markup.append(decode_part(part))
    if ENCRYPTED in problems or SIGNED_OPAQUE in problems:
        return []  # what is left is cipher text
    shown = [a for content_id, a in pictures if any(f"cid:{content_id}" in m for m in markup)]
    return [
        attachment
        for attachment in attachments
        if not any(attachment is one for one in shown) and is_document(attachment)
    ]


def _leaves(part: Message) -> Iterator[Message]:
    """All parts that are no containers; an attached mail is one part."""
    payload = part.get_payload()
    if part.get_content_type() == "message/rfc822" or not isinstance(payload, list):
        yield part
        return
    for child in payload:
        if isinstance(child, Message):
            yield from _leaves(child)


def _is_attachment(part: Message) -> bool:
    media_type = part.get_content_type()
    name = _part_name(part)
    if media_type in _MACHINERY or name.lower().endswith(_MACHINERY_NAMES):
        return False
    disposition = part.get_content_disposition()
    if disposition == "attachment":
        return True
    if media_type in ("text/plain", "text/html"):
        return bool(name) and disposition != "inline"
    return True


def _part_name(part: Message) -> str:
    try:
        raw = part.get_filename() or ""
    except (TypeError, ValueError, LookupError):
        raw = ""
    return re.split(r"[\\/]", decode_header_text(raw))[-1][:200]


def _read_attachment(part: Message, number: int) -> Attachment:
    media_type = part.get_content_type()
    name = _part_name(part)
    if media_type == "message/rfc822":
        data = _nested_mail(part)
        name = name or f"mail-{number}.eml"
    else:
        content = part.get_payload(decode=True)
        data = content if isinstance(content, bytes) else b""
        name = name or f"attachment-{number}"
    return Attachment(name=name, media_type=media_type, data=data)


def _nested_mail(part: Message) -> bytes:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(inner, Message):
        content = part.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""
    if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64":
        try:  # forbidden by RFC 2046, done all the same
            return base64.b64decode(str(inner.get_payload()))
        except (binascii.Error, ValueError):
            return b""
    try:
        return inner.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError):  # headers it cannot write again
        return b""


def is_document(attachment: Attachment) -> bool:
    """Whether an attachment may be a document: no signature, visiting card, logo or icon."""
    if attachment.media_type in _MACHINERY or attachment.name.lower().endswith(_MACHINERY_NAMES):
        return False
    if not attachment.media_type.startswith("image/"):
        return True
    width, height = image_size(attachment.data)
    return not 0 < min(width, height) < MIN_PICTURE_SIDE_PIXELS
