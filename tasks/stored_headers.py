"""A mail as read → the headers that are stored beside its record, and what makes two mails one."""

import hashlib
import re
from collections.abc import Sequence

from schemas.document import MailMessage
from schemas.record import MailHeaders

_MESSAGE_ID = re.compile(r"<[^<>\s]+>")


def read_headers(mail: MailMessage) -> MailHeaders:
    """The headers a clerk, and a search for a thread, need.

    The thread is named by the mail that began it: the first of References, else In-Reply-To, else
    the mail itself.
    """
    message_id = _first_id([mail.message_id])
    reply_to = _first_id([mail.in_reply_to])
    return MailHeaders(
        message_id=message_id,
        in_reply_to=reply_to,
        thread_id=_first_id([*mail.references, mail.in_reply_to, mail.message_id]),
        subject=mail.subject,
        sender=mail.sender,
        recipients=(*mail.to, *mail.cc),
        sent_at=mail.date,
        same_mail_key=_same_mail_key(message_id, mail),
    )


def _first_id(texts: Sequence[str | None]) -> str | None:
    """The first Message-ID in header values; a value without angle brackets is taken whole."""
    for text in filter(None, texts):
        found = _MESSAGE_ID.search(text)
        if found or text.strip():
            return found[0] if found else text.strip()
    return None


def _same_mail_key(message_id: str | None, mail: MailMessage) -> str | None:
    """Equal for two copies of a mail that came over different ways; None without a Message-ID.

    Received lines, mailing lists' headers and transfer encodings differ between copies; the
    Message-ID, the words and the attachments' bytes do not. Some programs give many mails one
    Message-ID, so it alone proves nothing.
    """
    if message_id is None:
        return None
    attached = sorted(hashlib.sha256(one.data).hexdigest() for one in mail.attachments)
    content = "\n".join((message_id, mail.subject, " ".join(mail.body.split()), *attached))
    return hashlib.sha256(content.encode("utf-8", errors="replace")).hexdigest()
