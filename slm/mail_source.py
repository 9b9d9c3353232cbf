"""A mail → the short plain text that the summariser reads: who, to whom, about what, and the body.

What no summary needs is left out: addresses, header rows of mails inside the mail, ruling lines,
long links. Training and run time share this module, so the model always meets the same form.
"""

import re

from schemas.document import MailMessage

#: More of a body than the model is ever given.
MAX_BODY_CHARS = 6_000

_ADDRESS = re.compile(r"(?<!\s)\s*[<\[(](?:mailto:)?[^<>\s\])@]*+@[^<>\])]*+[>\])]|mailto:\S+")
_LINK = re.compile(r"<?(?:https?://|www\.)\S{24,}")
_RULE = re.compile(r"^(?:\d\d:\d\d [AP]M)?[\s\-_=*~#+.|•–—]*$")
_FORWARD_ROW = re.compile(
    r"^[-\s_*]*(?:forwarded (?:by|message)|original message|begin forwarded|"
    r"ursprüngliche nachricht|"
    r"weitergeleitete nachricht|message (?:transféré|d.origine)|mensaje (?:original|reenviado)|"
    r"messaggio (?:originale|inoltrato)|oorspronkelijk bericht|doorgestuurd bericht)",
    re.IGNORECASE,
)
_INNER_SENDER = re.compile(r"^(?:(?:from|von|de|da|van)\s?:\s*)+(?=\S)", re.IGNORECASE)
_INNER_HEADER = re.compile(
    r"^(?:to|cc|bcc|sent|date|sent by|importance|reply-to|an|kopie|gesendet|datum|à|envoyé|para|"
    r"enviado|fecha|inviato|data|aan|verzonden|a)\s?:",
    re.IGNORECASE,
)
_NOTES_SENDER = re.compile(
    r"^(?:From:\s*)*(.{3,60}?)\s+(?:on )?\d\d/\d\d/\d{2,4} \d\d:\d\d(?::\d\d)? [AP]M(?=\s|$)"
)
_MOMENT = re.compile(r"^\d\d?/\d\d?/\d{2,4} \d\d?:\d\d(?::\d\d)?(?: [AP]M)?$")
#: Lotus Notes names: "Steven J Kean/NA/Enron@Enron".
_NOTES_PATH = re.compile(r"(?<=\w)(?:/[\w &-]+)*(?:/[A-Z]\w*@\w+|@[A-Z]{3}\w*)")
_INITIAL = re.compile(r"(?<=\w) [A-Z]\.?(?= \w)|(?<=\w) [A-Z]\.?$")
_SPACE = re.compile(r"\s+")


def build_source(mail: MailMessage) -> str:
    """The text the summariser reads, not yet cut to length."""
    sender = find_name(mail.sender_name or mail.sender)
    recipient = find_first_name(mail)
    subject = _SPACE.sub(" ", mail.subject).strip()
    body = tidy_body(mail.new_text or mail.body)
    quoted = tidy_body(_find_quoted(mail))
    answered = f"\nAnswers: {quoted}" if quoted else ""
    return f"From: {sender}\nTo: {recipient}\nSubject: {subject}\n\n{body}{answered}"


def _find_quoted(mail: MailMessage) -> str:
    """What a reply quotes: without it, nobody knows what a "yes, fine" is about."""
    if not mail.new_text:
        return ""
    new = set(mail.new_text.split("\n"))
    return "\n".join(line for line in mail.body.split("\n") if line not in new)


def find_name(address: str) -> str:
    """A person's or company's name in an address: "Kean, Steven J. <sk@x.example>" → "Steven Kean".

    Without a display name, the part before the @ where it reads like a name ("steven.kean@…").
    """
    name = re.sub(r"[<\[(].*", "", address).strip(" \"'")
    if not name or "@" in name:
        name = _name_of_box(address)
    elif name.count(",") == 1 and not re.search(r"\d|\b(?:inc|llc|ltd|gmbh|co)\b", name, re.I):
        last, first = (part.strip() for part in name.split(","))
        name = f"{first} {last}" if first and last else name
    return _INITIAL.sub("", _SPACE.sub(" ", name)).strip()


def says_that_mail_follows(row: str) -> bool:
    """Whether a row is but the mark above a mail inside the mail: "-- Original Message --"."""
    return bool(_FORWARD_ROW.match(row))


def find_first_name(mail: MailMessage) -> str:
    """The name of who a mail is to, of the first of several; empty where nobody is named."""
    return find_name(_first(mail.recipient_name) or next(iter(mail.to), ""))


def _first(names: str) -> str:
    """The first of a list of names; a comma may also part last name and first."""
    if "<" in names:
        return names.partition(">")[0]
    return names.partition(",")[0]


def _name_of_box(address: str) -> str:
    found = re.search(r"([^\s<>@\"']+)@", address)
    if not found:
        return ""
    parts = [part for part in re.split(r"[._]+", found[1]) if part]
    if len(parts) >= 2 and all(part.isalpha() for part in parts):
        return " ".join(part.capitalize() for part in parts if len(part) > 1)
    return found[1]


def tidy_body(body: str) -> str:
    """The body in paragraphs of one line each, without what only mail programs read."""
    lines: list[str] = []
    in_header = False
    for raw in body[:MAX_BODY_CHARS].replace("\r", "").split("\n"):
        line = raw.lstrip("> \t").rstrip()
        if _INNER_HEADER.match(line) or _FORWARD_ROW.match(line):
            in_header = True
        elif line.lower().startswith("subject:"):
            in_header = False
        elif (sender := _tidy_sender(line)) is not None:
            in_header = True
            lines.append(sender)
        elif _RULE.match(line) or _MOMENT.match(line):
            in_header = in_header and bool(line)
            lines.append("")
        elif not (in_header and re.search(r"\w@\w|\w/\w+/", line)):
            lines.append(_NOTES_PATH.sub("", _LINK.sub("", _ADDRESS.sub("", line))))
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines))
    joined = (_SPACE.sub(" ", paragraph).strip() for paragraph in paragraphs)
    return "\n".join(paragraph for paragraph in joined if paragraph)


def _tidy_sender(line: str) -> str | None:
    """The row that names the writer of a mail inside the mail, or None for any other line."""
    if found := _NOTES_SENDER.match(_NOTES_PATH.sub("", line)):
        return f"\nFrom: {find_name(found[1])}\n"
    if found := _INNER_SENDER.match(line):
        return f"\nFrom: {find_name(_NOTES_PATH.sub('', line[found.end() :]))}\n"
    return None
