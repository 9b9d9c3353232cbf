"""The parts of a mail that are documents of their own, and those that say something in passing."""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from email.message import Message

from readers.calendar_text import describe_calendar
from readers.delivery_report import REPORTS, describe_report
from readers.html import html_to_text
from readers.image import image_size
from readers.mail_headers import decode_header_text
from readers.mail_machinery import CALENDARS, is_machinery
from readers.text import decode_text
from readers.tnef import SIGNATURE, read_tnef
from schemas.document import Attachment, Contract
from schemas.errors import DamagedDocument

#: Pictures smaller than this on either side are logos, icons and tracking dots.
MIN_PICTURE_SIDE_PIXELS = 160
#: A picture of a paper is larger, and much wider than high are only banners and logos.
_LEAST_PAPER_SIDES_PIXELS = (300, 600)
_MOST_WIDTH = 1.6

#: The mail that a report is about.
_BROUGHT_BACK = frozenset(("message/rfc822", "message/global"))
#: What mail programs name the text that follows an attachment, its sender's or a list's.
_SCRAP = re.compile(r"ATT[0-9]{5,7}\.(?:txt|html?)", re.IGNORECASE)
#: A bill that a mail program named so has amounts.
_AMOUNT = re.compile(r"(?<![\d.,])\d[\d.,']{0,12}[.,]\d\d(?![\d.,]*\d)")
BILL_AMOUNTS_N = 2

ENCRYPTED = (
    "The mail is encrypted: its text and attachments cannot be read. Ask the sender for an "
    "unencrypted copy, or decrypt it in your mail program and drop its attachments here."
)
ENCRYPTED_PART = (
    "An attachment of the mail is encrypted and cannot be read. Ask the sender for an unencrypted "
    "copy, or decrypt it in your mail program and drop it here."
)
PARTIAL = (
    "The mail is one piece of a longer one that was cut into pieces on its way. Ask the sender to "
    "send it again as a whole."
)
TOO_DEEP = (
    "An attachment of the mail holds mails in mails, deeper than is read. Open it in your mail "
    "program and drop what you need here."
)


class MailParts(Contract):
    """`notes` are invitations and delivery reports in plain words, `text` a winmail.dat's body.

    `markup`: the HTML of the mail's body where it stands in one part; else none.
    """

    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = ()
    text: str = ""
    markup: str = ""


def find_parts(message: Message, problems: list[str]) -> MailParts:
    """What a mail carries beside its text; what hides documents is told in `problems`.

    Pictures that the body shows in its text are documents only where they may be papers, logos and
    icons never; but where the mail has no text, the picture may be all that it says.
    """
    found: list[tuple[Attachment, str]] = []  # with its Content-ID
    markup: list[str] = []
    notes: list[str] = []
    outlook_texts: list[str] = []
    plain_n = 0
    for part in _leaves(message):
        media_type = part.get_content_type()
        if media_type in ("application/pgp-encrypted", "multipart/encrypted"):
            problems.append(ENCRYPTED)
        elif media_type == "message/partial":
            problems.append(PARTIAL)
        elif media_type in REPORTS:
            notes.append(describe_report(part))
        elif media_type in CALENDARS or _part_name(part).lower().endswith(".ics"):
            notes.append(describe_calendar(_content(part), stated_charset(part)))
        elif is_attachment(part):
            try:
                outlook_texts.append(_take_attachment(part, found))
            except RecursionError:
                problems.append(TOO_DEEP)
        elif media_type == "text/html":
            markup.append(decode_part(part))
        elif media_type == "text/plain":
            plain_n += len(decode_part(part).strip())
    has_pictures = any(content_id for _, content_id in found)
    has_text = plain_n > 0 or (has_pictures and any(html_to_text(one) for one in markup))
    return MailParts(
        attachments=tuple(
            kept
            for attachment, content_id in found
            if (kept := as_document(attachment, content_id, markup if has_text else ()))
        ),
        notes=tuple(dict.fromkeys(filter(None, notes))),
        text="\n\n".join(filter(str.strip, outlook_texts)),
        markup=markup[0] if len(markup) == 1 else "",
    )


def _take_attachment(part: Message, found: list[tuple[Attachment, str]]) -> str:
    """Adds a part to what was found, or what its winmail.dat holds, whose text it gives back."""
    attachment = _read_attachment(part, len(found) + 1)
    if opened := _open_tnef(attachment):
        found.extend((one, "") for one in opened.attachments)
        return opened.text
    found.append((attachment, str(part.get("content-id", "")).strip("<> \t")))
    return ""


def _open_tnef(attachment: Attachment) -> MailParts | None:
    """What a winmail.dat holds; a broken one stays the attachment that it is."""
    if not attachment.data.startswith(SIGNATURE):
        return None
    try:
        content = read_tnef(attachment.data)
    except DamagedDocument:
        return None
    return MailParts(attachments=content.attachments, text=content.text)


def as_document(
    attachment: Attachment, content_id: str, markup: Sequence[str]
) -> Attachment | None:
    """The attachment where it may be a document, marked where the body shows it in its text.

    A bill is pasted into a mail as a tall picture; a banner below its text is a wide one.
    """
    if not is_document(attachment):
        return None
    if not _is_shown(attachment, content_id, markup):
        return attachment
    width, height = sides = image_size(attachment.data)
    least, most = _LEAST_PAPER_SIDES_PIXELS
    is_large = min(sides) >= least and max(sides) >= most
    may_be_paper = is_large and width <= _MOST_WIDTH * height
    return attachment.model_copy(update={"shown": True}) if may_be_paper else None


def _is_shown(attachment: Attachment, content_id: str, markup: Sequence[str]) -> bool:
    """Whether an attachment is a picture that the body shows in its text.

    Some programs show whole PDFs so: these are documents all the same.
    """
    if not content_id or image_size(attachment.data) == (0, 0):
        return False
    reference = re.compile(rf"cid:{re.escape(content_id)}(?![\w.@$+-])")
    return any(reference.search(one) for one in markup)


def _leaves(part: Message) -> Iterator[Message]:
    """All parts that are no containers; an attached mail is one part, so is a report.

    The mail that a report brings back was sent by whoever gets the report: it is none of them,
    unless a person adds it to a letter of his own.
    """
    media_type = part.get_content_type()
    payload = part.get_payload()
    whole = part.get_content_maintype() == "message" or media_type == "multipart/encrypted"
    if whole or not isinstance(payload, list):
        yield part
        return
    children = [child for child in payload if isinstance(child, Message)]
    is_report = media_type == "multipart/report" and any(
        child.get_content_type() in REPORTS for child in children
    )
    for child in children:
        if not is_report or child.get_content_type() not in _BROUGHT_BACK:
            yield from _leaves(child)


def is_attachment(part: Message) -> bool:
    """Whether a part is a file rather than text of the body or machinery.

    "ATT00001.txt" is text that a mail program made a file of, unless it is a bill.
    """
    media_type = part.get_content_type()
    name = _part_name(part)
    if is_machinery(media_type, name):
        return False
    disposition = part.get_content_disposition()
    if media_type not in ("text/plain", "text/html"):
        return True
    if _SCRAP.fullmatch(name) and not _is_bill(part):
        return False
    return disposition == "attachment" or (bool(name) and disposition != "inline")


def _is_bill(part: Message) -> bool:
    """Whether a text part has amounts, as bills do and the words beside them do not."""
    text = decode_part(part)
    text = html_to_text(text) if part.get_content_type() == "text/html" else text
    return count_amounts(text) >= BILL_AMOUNTS_N


def count_amounts(text: str) -> int:
    """How many amounts of money with two decimals a text names."""
    return len(_AMOUNT.findall(text))


def decode_part(part: Message) -> str:
    """A text part's characters, by its charset or by a better guess."""
    return decode_text(_content(part), stated_charset(part))


def stated_charset(part: Message) -> str | None:
    """The charset that a part says it is in."""
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else None


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _part_name(part: Message) -> str:
    try:
        raw = part.get_filename() or ""
    except (TypeError, ValueError, LookupError):
        raw = ""
    return re.split(r"[\\/]", decode_header_text(raw))[-1][:200]


def _read_attachment(part: Message, number: int) -> Attachment:
    media_type = part.get_content_type()
    name = _part_name(part)
    if part.get_content_maintype() == "message":
        data = _nested_mail(part)
        name = name or f"mail-{number}.eml"
    else:
        data = _content(part)
        name = name or f"attachment-{number}"
    return Attachment(name=name, media_type=media_type, data=data)


def _nested_mail(part: Message) -> bytes:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(inner, Message):
        return _content(part)
    if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64":
        try:  # forbidden by RFC 2046, done all the same
            return base64.b64decode(str(inner.get_payload()))
        except (binascii.Error, ValueError):
            return b""
    try:
        return inner.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError):
        return b""  # headers it cannot write again


def is_document(attachment: Attachment) -> bool:
    """Whether an attachment may be a document: no signature, visiting card, logo or icon."""
    if is_machinery(attachment.media_type, attachment.name):
        return False
    if not attachment.media_type.startswith("image/"):
        return True
    width, height = image_size(attachment.data)
    return not 0 < min(width, height) < MIN_PICTURE_SIDE_PIXELS
