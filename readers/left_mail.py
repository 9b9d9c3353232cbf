"""A mail that is too large to be fetched: what comes in its stead, and how that is known again.

The file has the mail's own headers, so that a mail program shows from whom it is and when it came.
Before them stands a line of ours, as mail servers put theirs; a sender who writes one himself gets
no further than into failed, with a note.
"""

import re
from email.parser import BytesHeaderParser

from readers.mail_headers import decode_header_text, read_header
from schemas.errors import LeftInMailbox

#: Of the headers; far more than most mails have.
HEADERS_BYTES = 20_000
_MARK = "X-Mailroom-Left-In-Mailbox"
#: What describes a body that is not here; a mail program would hide ours behind it.
_OF_BODY = re.compile(rb"^content-[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*", re.I | re.M)
_STANDS_FOR = re.compile(rf"{_MARK}: (\d+) bytes in ([^\r\n]+)\r?\n".encode())


def stand_in(headers: bytes, size_bytes: int, place: str) -> bytes:
    """What is filed for a mail that stays where it is; the same of the same mail.

    >>> stand_in(b"Subject: Plans\\r\\n\\r\\n", 62_000_000, "INBOX of post@firma.example")[:66]
    b'X-Mailroom-Left-In-Mailbox: 62000000 bytes in INBOX of post@firma.'
    """
    told = (
        f"This mail has {size_bytes / 1e6:.1f} MB, which is more than Mailroom may read. Only its\n"
        f"headers were fetched; the whole mail lies untouched in {place}.\n"
    )
    mark = f"{_MARK}: {size_bytes} bytes in {place}\nContent-Type: text/plain; charset=utf-8\n"
    kept = _OF_BODY.sub(b"", headers.rstrip() + b"\n")
    return b"".join((mark.encode(), kept, b"\n", told.encode()))


def refuse_stand_in(data: bytes) -> None:
    """Tells of a file that stands for a mail which was not fetched.

    Raises:
        LeftInMailbox: how large the mail is, what it is called and where it lies.
    """
    if (found := _STANDS_FOR.match(data)) is None:
        return
    headers = BytesHeaderParser().parsebytes(data)
    subject = decode_header_text(read_header(headers, "subject")) or "(no subject)"
    raise LeftInMailbox(
        f"The mail “{subject}” has {int(found[1]) / 1e6:.1f} MB, more than may be read. Only its "
        f"headers were fetched; the whole mail stays in {found[2].decode(errors='replace')}."
    )
