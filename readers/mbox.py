"""A mailbox file (mbox, RFC 4155) → its messages, each as the bytes of a mail."""

import re
from collections.abc import Iterator

#: A separator: a "From " line with a time and a year, at the start or after a blank line, and
#: before a header field. A sentence that begins with "From" is none.
_SEPARATOR = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))"
    rb"From [^\r\n]{0,300}[0-9]:[0-9]{2}[^\r\n]{0,20}[0-9]{4}[^\r\n]{0,20}\r?\n"
    rb"(?=>?[!-9;-~]{1,70}:|>From )"
)
#: "From" at the start of a line is written with ">" before it, by all kinds of mbox but one.
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def is_mailbox(data: bytes) -> bool:
    """Whether bytes hold several mails, one after the other; a single one is simply a mail."""
    if not data.startswith(b"From "):
        return False
    found = _SEPARATOR.finditer(data)
    return next(found, None) is not None and next(found, None) is not None


def split_mailbox(data: bytes) -> Iterator[bytes]:
    """The messages in their order, without the separators and the quoting that these cause."""
    starts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(data)]
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for (_, begin), end in zip(starts, ends, strict=True):
        message = data[begin:end].rstrip(b"\r\n")
        if message:
            yield _QUOTED_FROM.sub(rb"\1", message) + b"\n"
