"""A mail as the mail encoder reads it: subject, kind of sender, then what is new in the body.

What a mail passes on stands behind a mark of its own: who forwards a question need not ask one.
"""

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from schemas.document import MailMessage

#: Stands where the header of a mail inside the mail was.
PASSED_ON = "||"
#: Characters of the body that can matter: more than the encoder's tokens ever hold.
_BODY_CHARS = 4_000
_MACHINE = re.compile(
    r"(no|do.?not|ne|keine?).{0,3}(reply|repondre|antwort)|noreply|mailer.?daemon|postmaster|"
    r"notif|alert|system|robot|automat|newsletter|bounce|daemon",
    re.IGNORECASE,
)
#: What stands below a country for its firms, schools or offices.
_SECOND_LEVEL = frozenset({"co", "com", "ac", "edu", "gov", "org", "net"})
#: A row that says that a mail follows; its end may be wrapped: "… on 05/04/2001", "03:08 PM ----".
_MARK_ROW = re.compile(
    r"^[\s>|*]*-{2,}.*-{2,}\s*$|^[\s>|*]*(?:-{3,}[\s-]*|begin )"
    r"(?:forwarded|original|begin|weitergeleitet|ursprüngl|message|messaggio|mensaje|doorgestuurd|"
    r"oorspronkelijk)",
    re.IGNORECASE,
)
_MARK_END = re.compile(r"^\s*(?:\d\d?:\d\d)?\s*(?:[AP]M)?[\s-]*$", re.IGNORECASE)
#: A line that is drawn, not written.
_RULE_ROW = re.compile(r"^[\s>|*]*[-_=*~.]{3,}[\s|]*$")
#: What rows of a mail's header begin with, and which of it they tell.
_HEADER_KEYS = {
    "from": r"from|von|de|da|van",
    "to": r"to|an|à|para|a|aan",
    "cc": r"b?cc|kopie|copie",
    "date": r"sent(?: by)?|date|gesendet|datum|envoyé|enviado|fecha|inviato|data|verzonden",
    "subject": r"subject|betreff|thema|objet|asunto|oggetto|onderwerp",
    "technical": r"received|message-id|mime-version|content-type|x-[\w-]+|in-reply-to|references",
}
_HEADER_ROW = re.compile(
    r"^[\s>|*]*(?:" + "|".join(f"(?P<{k}>{words})" for k, words in _HEADER_KEYS.items()) + r")\s?:",
    re.IGNORECASE,
)
#: Who wrote it, and when, or when alone.
_TIMED_ROW = re.compile(
    r"^.{0,80}@\S+ on \d"
    r"|^(?:.{0,80}\s|[>|*]*)\d\d?[/.]\d\d?[/.]\d{2,4},? +\d\d?:\d\d.{0,12}$",
    re.IGNORECASE,
)
_NOTES_ADDRESS = re.compile(r"\S+@\S+|\w+(?:/[^\W\d_]+){2,}\S*")
_SUBJECT_KEY = re.compile(rf"^[\s>|*]*(?:{_HEADER_KEYS['subject']})\s?:\s*", re.IGNORECASE)
#: Rows of one header, its receivers' names and blank rows included; rows of no key amid it.
_HEADER_ROWS_N, _STRANGE_ROWS_N = 60, 2


class MailText(NamedTuple):
    """The parts of a mail's text. own: the sender's words above what he passes on, if he does."""

    subject: str
    kind: str
    own: str
    passes_on: bool
    passed_on: str


def part_mail_text(text: str) -> MailText:
    """The parts of what `write_mail_text` wrote, in any case of letters."""
    subject, _, rest = text.removeprefix("query:").partition(" | ")
    kind, _, body = rest.partition(" | ")
    own, mark, passed_on = body.partition(PASSED_ON)
    return MailText(subject, kind, own, bool(mark), passed_on)


def write_mail_text(mail: MailMessage) -> str:
    """One line of text: subject | kind of sender | body.

    What says that a mail follows, or its header, becomes `PASSED_ON` where it first stands, and is
    left out below.
    """
    body = (mail.new_text or mail.body)[:_BODY_CHARS]
    rows: list[str] = []
    given = body.split("\n")
    at = 0
    while at < len(given):
        end = _end_of_mark(given, at)
        end = _end_of_header(given, end)
        if end > at:
            rows += [PASSED_ON] * (PASSED_ON not in rows)
        elif not _RULE_ROW.match(given[at]):
            rows.append(_SUBJECT_KEY.sub("", given[at]).strip(" >|*\t"))
        at = max(end, at + 1)
    words = " ".join(" ".join(rows).split()).removesuffix(PASSED_ON).rstrip()
    words = re.sub(r"[-_=*~.]{4,}", " ", words)
    return f"query: {mail.subject.strip()} | {_kind_of_sender(mail)} | {words}"


def _end_of_mark(rows: Sequence[str], at: int) -> int:
    """The row behind one that says that a mail follows; `at` where none does."""
    if _RULE_ROW.match(rows[at]) or not _MARK_ROW.match(rows[at]):
        return at
    wrapped = at + 1 < len(rows) and rows[at + 1].strip() and _MARK_END.match(rows[at + 1])
    return at + 2 if wrapped else at + 1


def _end_of_header(rows: Sequence[str], at: int) -> int:
    """The row of the subject, or the first behind a mail's header; `at` where none begins there.

    A header tells two things of a mail at least: a lone date or receiver belongs to the text.
    """
    told: set[str] = set()
    end, strange_n = at, 0
    for number in range(at, min(len(rows), at + _HEADER_ROWS_N)):
        row = rows[number]
        key = _HEADER_ROW.match(row)
        if key and key.lastgroup == "subject":
            told.add("subject")
            end = number
            break
        if key and key.lastgroup:
            told.add(key.lastgroup if key.lastgroup != "technical" else f"{key[0].strip().lower()}")
        elif _TIMED_ROW.match(row):
            told.add("date")
        elif row.strip() and not _holds_addresses_only(row) and not _goes_on(row, told):
            strange_n += 1
            if strange_n > _STRANGE_ROWS_N or not told:
                break
            continue
        elif not row.strip():
            continue
        end, strange_n = number + 1, 0
    return end if len(told) > 1 else at


def _goes_on(row: str, told: Set[str]) -> bool:
    """Whether a row goes on with the receivers, or a technical row, above."""
    return bool(told) and ("@" in row or "<" in row or row[:1].isspace())


def _kind_of_sender(mail: MailMessage) -> str:
    if _MACHINE.search(mail.sender.partition("@")[0]):
        return "automatic"
    house = _house_of(mail.sender)
    inside_n = sum(bool(house) and _house_of(to) == house for to in mail.to)
    return "colleague" if 2 * inside_n > len(mail.to) else "external"


def _house_of(address: str) -> str:
    """The domain that a house registers, in lower case: of "a@mail.acme.co.uk" "acme.co.uk"."""
    labels = address.rpartition("@")[2].strip(" <>'\"").lower().split(".")
    return ".".join(labels[-3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -2 :])


def _holds_addresses_only(row: str) -> bool:
    """A row of people and addresses, as old mail programs print above a forwarded mail."""
    rest, found = _NOTES_ADDRESS.subn(" ", row)
    return bool(found) and not re.search(r"\b[a-zà-ÿ]{2,}\b", rest)
