"""An Outlook message file (.msg) → the same MailMessage as any other mail."""

import struct
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import HeaderParser
from typing import Any

from olefile import OleFileIO
from oxmsg import Message as OutlookMessage
from oxmsg.domain import constants
from oxmsg.properties import Properties

from readers.html import html_to_text
from readers.mail import compose_mail, refuse_too_many_attachments
from readers.mail_attachments import as_document
from readers.mail_headers import decode_header_text, parse_addresses, read_header
from readers.mail_parts import points_elsewhere
from readers.mail_signs import find_signs
from readers.rtf import rtf_to_plain, unpack_rtf
from readers.shown_pictures import choose_shown
from readers.text import decode_text
from schemas.document import Attachment, MailMessage
from schemas.errors import DamagedDocument
from schemas.settings import Settings

#: What oxmsg and olefile raise on broken files.
_BROKEN = (
    OSError, ValueError, LookupError, TypeError, AttributeError, AssertionError, StopIteration,
    OverflowError, RecursionError, MemoryError, struct.error,
)  # fmt: skip

#: [MS-OXMSG] 2.2.2.1: the storage of a mail attached to a mail, and its shorter header.
_EMBEDDED_STORAGE = "__substg1.0_3701000D"
_EMBEDDED_HEADER_BYTES = 24
_MAX_DEPTH = 5
_CC = 2  # [MS-OXOMSG] PidTagRecipientType

BROKEN_RTF = "The mail's text (RTF) is damaged and cannot be read. Save the mail as .eml or PDF."


class _EmbeddedMessage(OutlookMessage):
    """A mail inside another: oxmsg knows only the header length of the outermost."""

    @property
    def properties(self) -> Any:
        return Properties(self._storage, _EMBEDDED_HEADER_BYTES)


def read_outlook(data: bytes, settings: Settings) -> MailMessage:
    """Reads an Outlook message; a mail inside it becomes an attachment in .eml form.

    Raises:
        DamagedDocument: the file is broken.
        DocumentTooLarge: more attachments than the settings allow.
    """
    try:
        _refuse_truncated(data)
        mail = _read_message(OutlookMessage.load(data), 0)
    except _BROKEN as error:
        raise DamagedDocument("The Outlook message is damaged and cannot be opened.") from error
    refuse_too_many_attachments(mail, settings)
    return mail


def _refuse_truncated(data: bytes) -> None:
    """Raises OSError where a stream is shorter than it says: olefile would hand it over so."""
    with OleFileIO(data) as container:
        for stream in container.listdir():
            if len(container.openstream(stream).read()) < container.get_size(stream):
                raise OSError("a stream is cut off")


def _read_message(message: Any, depth: int) -> MailMessage:
    properties = message.properties
    headers = HeaderParser().parsestr(
        properties.str_prop_value(constants.PID_TRANSPORT_MESSAGE_HEADERS) or ""
    )
    problems: list[str] = []
    markup = _read_html(message)
    attachments = [
        attachment
        for number, one in enumerate(message.attachments, start=1)
        if (attachment := _read_attachment(one, number, markup, depth)) is not None
    ]
    text = message.body or ""
    if markup and points_elsewhere(text.strip(), from_html := html_to_text(markup)):
        text = from_html
    if not text.strip() and (rtf := properties.binary_prop_value(constants.PID_RTF_COMPRESSED)):
        text = rtf_to_plain(unpack_rtf(rtf))
        if not text:
            problems.append(BROKEN_RTF)
    to, cc = _read_recipients(message)
    signs = find_signs(headers)
    return compose_mail(
        subject=decode_header_text(message.subject),
        body=text,
        markup=markup,
        problems=problems,
        message_id=decode_header_text(
            properties.str_prop_value(constants.PID_INTERNET_MESSAGE_ID) or ""
        )
        or None,
        in_reply_to=decode_header_text(
            properties.str_prop_value(constants.PID_IN_REPLY_TO_ID) or ""
        )
        or None,
        references=tuple(decode_header_text(read_header(headers, "references")).split()),
        sender=(*parse_addresses([message.sender or ""]), "")[0],
        to=to,
        cc=cc,
        date=_read_date(properties),
        attachments=choose_shown(attachments, signs),
        signs=signs,
    )


def _read_html(message: Any) -> str:
    """The HTML body; without a stated code page it is guessed, which oxmsg would not do."""
    properties = message.properties
    raw = properties.binary_prop_value(constants.PID_HTML)
    if not raw:
        return properties.str_prop_value(constants.PID_BODY_HTML) or ""
    if properties.int_prop_value(constants.PID_INTERNET_CODEPAGE) is None:
        return decode_text(raw)
    try:
        return decode_text(raw, properties.body_encoding)
    except LookupError:  # a code page oxmsg has no name for
        return decode_text(raw)


def _read_date(properties: Any) -> datetime | None:
    for pid in (constants.PID_CLIENT_SUBMIT_TIME, constants.PID_MESSAGE_DELIVERY_TIME):
        moment = properties.date_prop_value(pid)
        if isinstance(moment, datetime) and moment.year > 1980:  # 1601 stands for no date
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _read_recipients(message: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    to: list[str] = []
    cc: list[str] = []
    for recipient in message.recipients:
        name, address = recipient.name.strip(" '\""), recipient.email_address
        text = f"{name} <{address}>" if name and address and name != address else address or name
        kind = recipient.properties.int_prop_value(constants.PID_RECIPIENT_TYPE)
        (cc if kind == _CC else to).append(decode_header_text(text))
    return tuple(to), tuple(cc)


def _read_attachment(one: Any, number: int, markup: str, depth: int) -> Attachment | None:
    """The attachment as a document, or None if it is none."""
    properties = one.properties
    content_id = properties.str_prop_value(constants.PID_ATTACH_CONTENT_ID) or ""
    name = one.file_name or properties.str_prop_value(constants.PID_ATTACH_FILENAME) or ""
    embedded = next((s for s in one._storage.storages if s.name == _EMBEDDED_STORAGE), None)
    if embedded is not None and depth < _MAX_DEPTH:
        mail = _read_message(_EmbeddedMessage(embedded), depth + 1)
        return Attachment(
            name=(name or mail.subject or f"mail-{number}")[:200].removesuffix(".msg") + ".eml",
            media_type="message/rfc822",
            data=_to_eml(mail),
        )
    attachment = Attachment(
        name=name[:200] or f"attachment-{number}",
        media_type=one.mime_type or "application/octet-stream",
        data=one.file_bytes or b"",
    )
    return as_document(attachment, content_id, [markup])


def _to_eml(mail: MailMessage) -> bytes:
    """A mail written out in RFC 5322 form, so that it is read like any other."""
    message = EmailMessage()
    message["From"] = mail.sender
    message["To"] = ", ".join(mail.to)
    message["Subject"] = mail.subject
    if mail.date:
        message["Date"] = mail.date
    message.set_content(mail.body)
    for attachment in mail.attachments:
        if attachment.media_type == "message/rfc822":
            main, sub = "application", "octet-stream"
        else:
            main, _, sub = attachment.media_type.partition("/")
        message.add_attachment(
            attachment.data, maintype=main, subtype=sub or "octet-stream", filename=attachment.name
        )
    return message.as_bytes()
