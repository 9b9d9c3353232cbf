"""A mail as the mail encoder reads it: subject, kind of sender, then what is new in the body.

What a mail passes on stands behind a mark of its own: who forwards a question need not ask one.
"""

import re
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
#: Header rows of a forwarded mail, and the lines around them: no part of what is said.
_HEADER_ROW = re.compile(
    r"^[\s>|*]*(-{2,}.*-{2,}|_{5,}|={5,}|\*{5,}|(from|to|cc|bcc|sent|date|sent by|von|an|"
    r"gesendet|datum|de|à|envoyé|para|enviado|fecha|da|a|inviato|data|aan|verzonden)\s?:.*|"
    r".{0,60}@\S+ on \d.*|\d\d/\d\d/\d{2,4} \d\d:\d\d( [AP]M)?)\s*$",
    re.IGNORECASE,
)
_FORWARD_ROW = re.compile(r"^[\s>*]*-{3,}[\s-]*\w")
_SUBJECT_ROW = re.compile(
    r"^[\s>|*]*(subject|betreff|objet|asunto|oggetto|onderwerp)\s?:\s*", re.IGNORECASE
)


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

    The first row of headers, addresses or dashes becomes `PASSED_ON`, the others are left out.
    """
    body = (mail.new_text or mail.body)[:_BODY_CHARS]
    rows: list[str] = []
    for row in body.split("\n"):
        if _HEADER_ROW.match(row) or _FORWARD_ROW.match(row) or _holds_addresses_only(row):
            rows += [PASSED_ON] * (PASSED_ON not in rows)
        else:
            rows.append(_SUBJECT_ROW.sub("", row).strip(" >|*\t"))
    words = " ".join(" ".join(rows).split()).removesuffix(PASSED_ON).rstrip()
    words = re.sub(r"[-_=*~.]{4,}", " ", words)
    return f"query: {mail.subject.strip()} | {_kind_of_sender(mail)} | {words}"


def _kind_of_sender(mail: MailMessage) -> str:
    if _MACHINE.search(mail.sender.partition("@")[0]):
        return "automatic"
    domain = mail.sender.rpartition("@")[2].lower()
    inside = any(domain and to.lower().endswith("@" + domain) for to in mail.to)
    return "colleague" if inside else "external"


def _holds_addresses_only(row: str) -> bool:
    """A row of people and addresses, as old mail programs print above a forwarded mail."""
    if "@" not in row and row.count("/") < 2:
        return False
    return not re.search(r"\b[a-zà-ÿ]{2,}\b", re.sub(r"\S*[@/]\S*", " ", row))
