"""A mail in RFC 5322 / MIME form (.eml) → its headers, its text and its attached documents.

Parsed with the standard library's `compat32` policy and our own decoding: the newer policy raises
many kinds of errors on the malformed headers that real mail programs write.
"""

from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from typing import Any

from readers.mail_headers import decode_header_text, parse_date, read_addresses, read_header
from readers.mail_parts import ENCRYPTED, find_attachments, read_body
from readers.mail_text import clean_body, find_new_text
from schemas.document import MailMessage
from schemas.errors import DamagedDocument, DocumentTooLarge
from schemas.settings import Settings

#: More parts than any real mail has.
MAX_PARTS_N = 1_000


def read_mail(data: bytes, settings: Settings) -> MailMessage:
    """Reads a mail; attachments that are documents stand in `attachments`, undecoded.

    Raises:
        DamagedDocument: the bytes hold no header of a mail, or are nested without end.
        DocumentTooLarge: more parts or attachments than the settings allow.
    """
    if data.startswith(b"From "):  # an mbox separator
        data = data.partition(b"\n")[2]
    try:
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
        _refuse_too_many_parts(message)
        problems: list[str] = []
        attachments = find_attachments(message, problems)
        mail = compose_mail(
            subject=decode_header_text(read_header(message, "subject")),
            body=read_body(message),
            problems=problems,
            message_id=decode_header_text(read_header(message, "message-id")) or None,
            in_reply_to=decode_header_text(read_header(message, "in-reply-to")) or None,
            references=tuple(decode_header_text(read_header(message, "references")).split()),
            sender=(*read_addresses(message, "from"), *read_addresses(message, "sender"), "")[0],
            to=read_addresses(message, "to"),
            cc=read_addresses(message, "cc"),
            date=parse_date(read_header(message, "date")),
            attachments=tuple(attachments),
        )
    except (RecursionError, MessageError, AssertionError) as error:
        raise DamagedDocument("The mail is damaged: its parts cannot be told apart.") from error
    if len(mail.attachments) > settings.max_attachments_n:
        raise DocumentTooLarge(
            f"The mail has {len(mail.attachments)} attachments; at most "
            f"{settings.max_attachments_n} are read."
        )
    return mail


def compose_mail(*, subject: str, body: str, problems: list[str], **headers: Any) -> MailMessage:
    """A MailMessage from decoded headers and the body as text."""
    text = clean_body(body)
    if "-----BEGIN PGP MESSAGE-----" in text:
        problems.append(ENCRYPTED)
    return MailMessage(
        subject=subject,
        body=text,
        new_text=find_new_text(text, subject, bool(headers.get("in_reply_to"))),
        problems=tuple(dict.fromkeys(problems)),
        **headers,
    )


def _refuse_too_many_parts(message: Message) -> None:
    for number, _ in enumerate(message.walk()):
        if number > MAX_PARTS_N:
            raise DocumentTooLarge(f"The mail has more than {MAX_PARTS_N} parts.")
