"""A mail as the mail encoder reads it: subject, kind of sender, then what is new in the body.

What a mail passes on stands behind a mark of its own: who forwards a question need not ask one.
"""

import re
from collections.abc import Sequence
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
#: What stands below a country for its firms, schools or offices ("example" for any of them), and
#: hosts below which each house has its own domain.
_SECOND_LEVEL = frozenset(
    {"ac", "asso", "co", "com", "edu", "go", "gob", "gov", "gouv", "gv", "ltd", "me", "ne", "net",
     "nhs", "or", "org", "plc", "sch"}
)  # fmt: skip
_HOSTS = frozenset({"onmicrosoft.com", "uk.com", "github.io"})
#: A row that says that a mail follows; its end may be wrapped: "… on 05/04/2001", "03:08 PM ----".
_MARK_ROW = re.compile(
    r"^[\s>|*]*(?:-{2,}[\s-]*(?:begin )?|begin (?=forwarded)|anfang der |début du |inizio del )"
    r"(?:forwarded|original|weitergeleitet|ursprüngl|message|nachricht|messaggio|mensaje|mail"
    r"|doorgestuurd|oorspronkelijk|bericht|transf|transmis|inoltrat|reenviad)",
    re.IGNORECASE,
)
_MARK_END = re.compile(r"^\s*(?:\d\d?:\d\d)?(?: ?[AP]M)?[ -]*$", re.IGNORECASE)
#: A line that is drawn, not written.
_RULE_ROW = re.compile(r"^[\s>|*]*[-_=*~.]{3,}(?: +[-_=*~.]{2,})*[\s|]*$")
#: What rows of a mail's header begin with, and which of it they tell.
_HEADER_KEYS = {
    "from": r"from|von|de|da|van",
    "to": r"to|an|à|para|a|aan",
    "cc": r"b?cc|kopie|copie",
    "date": r"sent(?: by)?|date|gesendet|datum|envoyé|enviado|fecha|inviato|data|verzonden",
    "subject": r"subject|betreff|thema|objet|asunto|oggetto|onderwerp",
    "id": r"message-id",
    "technical": r"received|mime-version|content-type|x-[\w-]+|in-reply-to|references",
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
_ADDRESS = re.compile(r"\S+@\S+|\w+(?:/[^\W\d_]+){2,}\S*")
_SUBJECT_KEY = re.compile(rf"^[\s>|*]*(?:{_HEADER_KEYS['subject']})\s?:\s*", re.IGNORECASE)
#: Of a header: who is named in it, one of whom there has to be.
_PEOPLE = frozenset({"from", "to", "cc", "id"})
#: Rows without a key above the first one, and amid it; characters that are looked at of a row.
_ABOVE_ROWS_N, _STRANGE_ROWS_N, _ROW_CHARS = 12, 2, 300


class MailText(NamedTuple):
    """The parts of a mail's text. own: the sender's words above what he passes on, if he does."""

    subject: str
    kind: str
    own: str
    passes_on: bool
    passed_on: str


def join_parts(subject: str, kind: str, words: str) -> str:
    """The text of a mail by its parts, as model and clauses know it."""
    return f"query: {subject} | {kind} | {words}"


def part_mail_text(text: str) -> MailText:
    """The parts of what `write_mail_text` wrote, in any case of letters."""
    subject, _, rest = text.removeprefix("query:").partition(" | ")
    kind, _, body = rest.partition(" | ")
    own, mark, passed_on = body.partition(PASSED_ON)
    return MailText(subject, kind, own, bool(mark), passed_on)


def write_mail_text(mail: MailMessage) -> str:
    """One line of text: subject | kind of sender | body.

    What says that a mail follows, or its header, becomes `PASSED_ON` where it first stands, and is
    left out below; a header's subject stays.
    """
    words = " ".join(" ".join(_read_rows(mail)).split()).removesuffix(PASSED_ON).rstrip()
    words = re.sub(r"[-_=*~.]{4,}", " ", words)
    subject = mail.subject.strip().replace("|", "/")
    return join_parts(subject, _kind_of_sender(mail), words)


def read_above(mail: MailMessage) -> str:
    """The sender's own rows above a mail that he passes on; "" where he passes none on.

    Of "Please pay by Friday.", a blank row, "From: Dale …" the first row.
    """
    rows = _read_rows(mail)
    return "\n".join(rows[: rows.index(PASSED_ON)]).strip() if PASSED_ON in rows else ""


def _read_rows(mail: MailMessage) -> list[str]:
    """The body's rows, with `PASSED_ON` for the first mark or header of a mail inside."""
    given = (mail.new_text or mail.body)[:_BODY_CHARS].split("\n")
    rows: list[str] = []
    at = 0
    while at < len(given):
        mark_end = _end_of_mark(given, at)
        end, subject = _read_header(given, mark_end, marked=mark_end > at)
        if end > at:
            rows += [PASSED_ON] * (PASSED_ON not in rows)
            rows.append(_bare(subject))
        elif not _RULE_ROW.match(given[at][:_ROW_CHARS]):
            rows.append(_bare(given[at]))
        at = max(end, at + 1)
    return rows


def _bare(row: str) -> str:
    """A row without a subject's key, marks at its ends, and the bars that part our own text."""
    return _SUBJECT_KEY.sub("", row).strip(" >|*\t").replace("|", "/")


def _end_of_mark(rows: Sequence[str], at: int) -> int:
    """The row behind one that says that a mail follows; `at` where none does."""
    row = rows[at][:_ROW_CHARS]
    if _RULE_ROW.match(row) or not _MARK_ROW.match(row):
        return at
    wrapped = at + 1 < len(rows) and rows[at + 1].strip() and _MARK_END.match(rows[at + 1])
    return at + 2 if wrapped else at + 1


def _read_header(rows: Sequence[str], at: int, *, marked: bool) -> tuple[int, str]:
    """The row behind the header of a mail that begins here, and its subject; `at` without one.

    A header names people, and a subject or an address: a lone date or receiver, or the days of a
    journey from one place to another, belong to the text. Behind a mark one row is enough.
    """
    if not marked and not rows[at].strip():
        return at, ""
    header = _Header(at)
    for number in range(at, len(rows)):
        if not header.takes(number, rows[number]):
            break
    return (header.end, header.subject) if header.is_sure(marked) else (at, "")


class _Header:
    """What rows that may be a mail's header tell, one after the other."""

    def __init__(self, at: int) -> None:
        self.end, self.subject = at, ""
        self._at = at
        self._told: set[str] = set()
        self._last = ""  # the key of the last row with one
        self._located = self._gap = False  # an address; rows left blank behind the last one taken
        self._strange_n = 0

    def takes(self, number: int, whole: str) -> bool:
        """Whether the header may go on with a row, or behind it."""
        row = whole[:_ROW_CHARS]
        if not row.strip():
            self._gap = self.end > self._at
            return not ("subject" in self._told and len(self._told) > 1)
        key = _key_of(row)
        if self._is_over(key):
            return False
        if key:
            self.subject = whole if key == "subject" else self.subject
            self._told.add(key)
            self._last = key
        elif not self._last and _TIMED_ROW.match(row):
            self._told.add("date")
        elif not _holds_addresses_only(row) and not (self._told and _goes_on(row)):
            return self._bears_strange_row()
        if not self._last and number - self._at > _ABOVE_ROWS_N:
            return False
        self._located = self._located or "@" in row or "/" in row
        self.end, self._strange_n, self._gap = number + 1, 0, False
        return True

    def is_sure(self, marked: bool) -> bool:
        """Whether the rows are a header; `marked`: behind a row that says that a mail follows."""
        told = self._told
        named = told & _PEOPLE and len(told) > 1 and ("subject" in told or self._located)
        return bool(told and (marked or named))

    def _is_over(self, key: str) -> bool:
        """Whether a row with such a key, or "", is behind the header, or begins another."""
        if key == "from" and self.end > self._at and not self._last:
            self._told.clear()  # what stands above it is text, and the header begins here
            return True
        ended = self._gap or ("subject" in self._told and self._last not in ("to", "cc"))
        return ended and not key

    def _bears_strange_row(self) -> bool:
        """Whether one more row that no header has may stand amid this one."""
        self._strange_n += 1
        begun = self._told & _PEOPLE or (self._told and not self._last)
        return bool(begun) and self._strange_n <= _STRANGE_ROWS_N


def _key_of(row: str) -> str:
    """What a row of a header tells, by its key; "" without one. Each technical one counts alone."""
    key = _HEADER_ROW.match(row)
    if key is None or key.lastgroup is None:
        return ""
    return key.lastgroup if key.lastgroup != "technical" else key[0].strip(" >|*\t:").lower()


def _goes_on(row: str) -> bool:
    """Whether a row goes on with the receivers, or a technical row, above."""
    return "@" in row or "<" in row or row[:1].isspace()


def _kind_of_sender(mail: MailMessage) -> str:
    if _MACHINE.search(mail.sender.partition("@")[0]):
        return "automatic"
    house = _house_of(mail.sender)
    inside_n = sum(bool(house) and _house_of(to) == house for to in mail.to)
    return "colleague" if 2 * inside_n > len(mail.to) else "external"


def _house_of(address: str) -> str:
    """The domain that a house registers, in lower case: of "a@mail.acme.co.uk" "acme.co.uk"."""
    domain = address.rpartition("@")[2].strip(" <>'\"").rstrip(".").lower()
    labels = domain.split(".")
    of_country = len(labels[-1]) == 2 or labels[-1] == "example"
    second = of_country and labels[-2:-1] and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if second or ".".join(labels[-2:]) in _HOSTS else -2 :])


def _holds_addresses_only(row: str) -> bool:
    """A row of people and addresses, as old mail programs print above a forwarded mail."""
    rest, found = _ADDRESS.subn(" ", row)
    return bool(found) and not re.search(r"\b[a-zà-ÿ]{2,}\b", rest)
