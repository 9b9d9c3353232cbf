"""A mail in RFC 5322 / MIME form (.eml) → its headers, its text and its attached documents.

Parsed with the standard library's `compat32` policy and our own decoding: the newer policy raises
many kinds of errors on the malformed headers that real mail programs write.
"""

from collections.abc import Sequence
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from typing import Any

from readers.mail_attachments import ENCRYPTED, find_parts
from readers.mail_envelopes import open_envelopes
from readers.mail_footers import cut_footers
from readers.mail_headers import decode_header_text, read_addresses, read_header, read_moment
from readers.mail_limits import refuse_hostile
from readers.mail_parts import read_body
from readers.mail_repair import mend_parts
from readers.mail_signs import find_signs
from readers.mail_text import PGP_MESSAGE, clean_body, find_new_text, strip_armour
from readers.shown_pictures import choose_shown
from readers.text import without_utf16
from schemas.document import MailMessage
from schemas.errors import DamagedDocument, DocumentTooLarge, MoreThanIsRead
from schemas.settings import Settings

#: More parts than any real mail has.
MAX_PARTS_N = 1_000
#: Longer bodies are logs or data; nobody reads on.
MAX_BODY_CHARS = 1_000_000


def read_mail(data: bytes, settings: Settings) -> MailMessage:
    """Reads a mail; attachments that are documents stand in `attachments`, undecoded.

    Raises:
        DamagedDocument: the bytes hold no header of a mail.
        DocumentTooLarge: more parts or attachments than the settings allow, or nested without end.
    """
    data = without_utf16(data)
    if data.startswith(b"From "):  # an mbox separator
        data = data.partition(b"\n")[2]
    refuse_hostile(data)
    try:
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
        _refuse_too_many_parts(message)
        signs = find_signs(message)
        problems: list[str] = []
        mend_parts(message, problems)
        open_envelopes(message, problems)
        parts = find_parts(message, problems)
        body = read_body(message)
        mail = compose_mail(
            subject=decode_header_text(read_header(message, "subject")),
            body=body if body.strip() else parts.text,
            markup=parts.markup,
            problems=problems,
            notes=parts.notes,
            message_id=decode_header_text(read_header(message, "message-id")) or None,
            in_reply_to=decode_header_text(read_header(message, "in-reply-to")) or None,
            references=tuple(decode_header_text(read_header(message, "references")).split()),
            sender=(*read_addresses(message, "from"), *read_addresses(message, "sender"), "")[0],
            # Mails exported from an Exchange archive name the people in these two.
            sender_name=decode_header_text(read_header(message, "x-from")),
            recipient_name=decode_header_text(read_header(message, "x-to")),
            to=read_addresses(message, "to"),
            cc=read_addresses(message, "cc"),
            date=read_moment(message),
            attachments=choose_shown(parts.attachments, signs),
            signs=signs,
        )
    except RecursionError as error:
        raise MoreThanIsRead("The mail holds mails in mails, deeper than is read.") from error
    except (MessageError, AssertionError) as error:
        raise DamagedDocument("The mail is damaged: its parts cannot be told apart.") from error
    refuse_too_many_attachments(mail, settings)
    return mail


def refuse_too_many_attachments(mail: MailMessage, settings: Settings) -> None:
    """Raises DocumentTooLarge for more attachments than the settings allow.

    Pictures in its text do not count: newsletters show many.
    """
    attached_n = sum(not one.shown for one in mail.attachments)
    if attached_n > settings.max_attachments_n:
        raise DocumentTooLarge(
            f"The mail has {attached_n} attachments; at most {settings.max_attachments_n} are read."
        )


def compose_mail(
    *,
    subject: str,
    body: str,
    problems: list[str],
    markup: str = "",
    notes: Sequence[str] = (),
    **headers: Any,
) -> MailMessage:
    """A MailMessage from decoded headers and the body as text, and the HTML it was sent in.

    `notes` are what other parts say in plain words, such as an invitation: they follow the body.
    """
    text = clean_body(body[:MAX_BODY_CHARS])
    more = "".join(f"\n\n{clean_body(note)}" for note in notes)
    if PGP_MESSAGE in text:
        problems.append(ENCRYPTED)
    text = strip_armour(text)
    answers = bool(headers.get("in_reply_to"))
    written = find_new_text(text, subject, answers, headers.get("to", ()))
    return MailMessage(
        subject=subject,
        body=(text + more).strip("\n"),
        new_text=(cut_footers(written) + more).strip("\n"),
        quotes=written != text,
        markup=markup[:MAX_BODY_CHARS],
        problems=tuple(dict.fromkeys(problems)),
        **headers,
    )


def _refuse_too_many_parts(message: Message) -> None:
    for number, _ in enumerate(message.walk()):
        if number > MAX_PARTS_N:
            raise MoreThanIsRead(f"The mail has more than {MAX_PARTS_N} parts.")
