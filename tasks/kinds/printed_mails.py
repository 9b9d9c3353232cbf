"""Mails as a program prints them, which begin with who wrote to whom, and when."""

import re
from collections.abc import Sequence

from schemas.document import Page
from tasks.values.cells import find_rows

#: How many rows a printed mail needs to come to its sender, reader, time and subject.
_MAIL_ROWS_N = 14
_ADDRESS = r"[^\s@<>]+@[^\s@<>]+"
_SENDER = re.compile(
    rf"\W*(?:(?:von|from|de|da|van)\s?:.*{_ADDRESS}|[^:]{{2,60}}<{_ADDRESS}>)", re.I
)
_NAMED_SENDER = re.compile(r"\W*(?:von|from|de|da|van)\s?:\s*\S", re.IGNORECASE)
_READER = re.compile(r"\W*(?:an|to|à|a|para|aan)\s?:\s*\S", re.IGNORECASE)
_SENT = re.compile(r"\W*(?:gesendet|sent|envoyé|enviado|inviato|verzonden)\b[^:]{0,6}:", re.I)
_DATED = re.compile(r"\W*(?:date|datum|fecha|data)\s?:|.*\b\d{1,2} ?[:h] ?\d\d\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\W*(?:betreff|subject|objet|asunto|oggetto|onderwerp)\s?:", re.IGNORECASE)
_FAX = re.compile(r"\W*(?:tele)?fax\b", re.IGNORECASE)


def is_printed_mail(pages: Sequence[Page]) -> bool:
    """Whether the first rows name sender, reader and time as a mail program prints them.

    A memo or a fax names its sender, too, but by no address, and nobody sent it at an hour.
    """
    rows = [row.text.replace("\t", " ") for row in find_rows(pages[0])[:_MAIL_ROWS_N]]

    def has(pattern: re.Pattern[str]) -> bool:
        return any(map(pattern.match, rows))

    if has(_FAX) or not has(_READER):
        return False
    if has(_SENDER):
        return has(_SENT) or has(_DATED) or has(_SUBJECT)
    return has(_NAMED_SENDER) and has(_SENT) and has(_SUBJECT)
