"""Signed parts of a mail that wrap their content (S/MIME): opened in place, before it is read."""

import re
from email import message_from_bytes
from email.message import Message
from email.mime.application import MIMEApplication

from readers.mail_attachments import ENCRYPTED, ENCRYPTED_PART
from readers.signed import unwrap_envelope
from schemas.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument

ENVELOPES = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
#: Envelopes within envelopes: signed, encrypted and signed again is three.
MAX_DEPTH = 5
#: What is wrapped is a MIME entity if it begins with a header field.
_ENTITY = re.compile(rb"\s*(?:content-[a-z-]{2,40}|mime-version|from|subject)\s*:", re.IGNORECASE)
_BODY_HEADERS = ("content-type", "content-transfer-encoding", "content-disposition")

SIGNED_DAMAGED = (
    "The mail is signed in a form that wraps its text, and that wrapping is damaged. Open it in "
    "your mail program and save it, or its attachments, without the signature."
)


def is_entity(content: bytes) -> bool:
    """Whether the content of an envelope is a MIME entity rather than a file."""
    return _ENTITY.match(content) is not None


def open_envelopes(message: Message, problems: list[str], depth: int = 0) -> None:
    """Replaces each signed envelope by what it holds; an encrypted one becomes empty.

    What could not be opened is told in `problems`.
    """
    if message.get_content_type() in ENVELOPES:
        _open(message, problems, depth)
        return
    payload = message.get_payload()
    if isinstance(payload, list) and message.get_content_maintype() == "multipart":
        for part in payload:
            if isinstance(part, Message):
                open_envelopes(part, problems, depth)


def _open(part: Message, problems: list[str], depth: int) -> None:
    content = part.get_payload(decode=True)
    name = str(part.get_filename() or "")
    try:
        inner = unwrap_envelope(
            content if isinstance(content, bytes) and depth < MAX_DEPTH else b""
        )
    except EncryptedDocument:
        is_whole = "from" in part or part.get_content_disposition() != "attachment"
        problems.append(ENCRYPTED if is_whole else ENCRYPTED_PART)
        _replace(part, _empty())
        return
    except (DamagedDocument, DocumentTooLarge):
        # Cipher text that is damaged cannot be told from a damaged signature.
        says_signed = "signed" in str(part.get_param("smime-type", "")).lower()
        problems.append(SIGNED_DAMAGED if says_signed else ENCRYPTED)
        _replace(part, _empty())
        return
    if is_entity(inner):
        _replace(part, message_from_bytes(inner.lstrip()))
    else:  # a signed file, such as invoice.pdf.p7m
        _replace(part, _as_file(inner, re.sub(r"\.p7m$", "", name, flags=re.IGNORECASE)))
    open_envelopes(part, problems, depth + 1)


def _empty() -> Message:
    empty = Message()
    empty.set_type("text/plain")
    empty.set_payload("")
    return empty


def _as_file(content: bytes, name: str) -> Message:
    part = MIMEApplication(content)
    part.add_header("Content-Disposition", "attachment", filename=name or "signed")
    return part


def _replace(part: Message, by: Message) -> None:
    """Makes a part what another is, its other headers kept."""
    for header in _BODY_HEADERS:
        del part[header]
        for value in by.get_all(header, [])[:1]:
            part[header] = value
    part.set_payload(by.get_payload())
