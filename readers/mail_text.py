"""The body of a mail: cleaned, and parted into what is new and what is quoted."""

import re
from collections.abc import Sequence, Set

from readers.invisible import drop_invisible
from readers.mail_quotes import OLD, cut_known
from readers.text import lay_out_rows, wrap_rows
from schemas.document import MailMessage, Page

PGP_MESSAGE = "-----BEGIN PGP MESSAGE-----"
#: What OpenPGP writes around a text that it signs, and in place of one that it hides (RFC 9580).
_SIGNED = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:\w+: .*\n)*+", re.MULTILINE)
_ARMOUR = re.compile(
    r"^-----BEGIN PGP (MESSAGE|SIGNATURE|PUBLIC KEY BLOCK)-----(?:\n|\Z)"
    r"(?:(?:(?!-----).*\n)*+-----END PGP \1-----$\n*"
    # cut off before its end
    r"|(?:\w+: .*\n)*+\n?(?:[A-Za-z0-9+/=]+(?:\n|\Z))*+)",
    re.MULTILINE,
)
#: Rows of a mail's page; more than anyone reads, and a few seconds for the models.
MAX_ROWS_N = 300

_SOFT_BREAK = re.compile(r"=\r?\n")
_HEX = re.compile(r"(?:=[0-9A-F]{2})+")
#: What stands for a picture in a text without them.
_PICTURE = re.compile(r"\[(?:cid|image):[^\[\]\n]{1,200}\]")
#: What is no control character but a dash or a quote of Windows-1252, read as Latin-1.
_MISREAD = {
    code: sign for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", "ignore"))
}
_REPLY = re.compile(r"\s*(re|aw|antw|sv|ré?f?|rif|res)\s*(\[\d+\])?\s*:", re.IGNORECASE)
_FORWARD = re.compile(r"\s*(fwd?|wg|tr|rv|i|doorst|enc)\s*:", re.IGNORECASE)
_MARKS = re.compile(rf"(?:{_REPLY.pattern}|{_FORWARD.pattern})*+\s*", re.IGNORECASE)
_FORWARDED = re.compile(
    r"^[->* \t]*(begin )?(forwarded (by|message)|weitergeleitete nachricht|message transféré|"
    r"messaggio inoltrato|mensaje reenviado|doorgestuurd bericht)",
    re.IGNORECASE | re.MULTILINE,
)
#: How old mail programs quote in full: a name, a time in its row or below, then who got it and why.
_TO_ROW = re.compile(r"\s*(to|an|pour|à|para|per|a|aan)\s?:", re.IGNORECASE)
_SUBJECT_ROW = re.compile(
    r"\s*(subject|betreff|thema|objet|asunto|oggetto|onderwerp)\s?:", re.IGNORECASE
)
_ENDS_IN_TIME = re.compile(
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? +\d{1,2}:\d\d(:\d\d)?( ?[ap]m)?\s*$", re.IGNORECASE
)
_TO_ROW_ON = re.compile(rf"^{_TO_ROW.pattern}", re.IGNORECASE | re.MULTILINE)
#: How Outlook quotes in full.
_ORIGINAL = re.compile(
    rf"^[> \t]*-{{3,}}[^\S\n]*{OLD}[^\n]*\n[\s>*]*(?:from|von|de|da|van)\s?:(?P<author>[^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_NAME_PART = re.compile(r"[^\W\d_]+")
_SURNAME_CHARS_N, _AUTHOR_ROWS_N, _MARK_ROWS_N = 3, 8, 2
#: Rows from who got it to why (names fill many); rows above that hold the time; rows of names.
_TO_SUBJECT_N, _TIME_ABOVE_N, _NAMES_ABOVE_N, _NAME_CHARS = 60, 6, 6, 60


def clean_body(text: str) -> str:
    """Body text with one kind of line end, no invisible characters and no encoding debris.

    Nor with what mail programs write for a picture: "[cid:image001.png@01DC5A77]".
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    text = text.translate(_MISREAD)
    text = _PICTURE.sub("", drop_invisible(text)).replace("\x00", "")
    if len(re.findall(r"=[0-9A-F]{2}|=\n", text)) >= 3 and "=\n" in text:
        text = _decode_debris(text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def strip_armour(text: str) -> str:
    """Without what OpenPGP writes around a text that it signs, and in place of one that it hides.

    A row that begins with a dash has "- " before it in a signed text.
    """
    plain, signed_n = _SIGNED.subn("", text)
    if signed_n:
        plain = re.sub(r"^- (?=-)", "", plain, flags=re.MULTILINE)
    return _ARMOUR.sub("", plain).strip("\n")


def find_new_text(body: str, subject: str, is_reply: bool = False, to: Sequence[str] = ()) -> str:
    """The part of a body that its sender wrote now; never empty where the body is not.

    Only a reply has text that its reader knows. A forwarded mail's point is what it forwards, if
    whoever gets it did not write it.

    Args:
        is_reply: the mail names the one it answers; else its subject tells.
        to: who gets it, addresses with or without names.
    """
    written = _cut_full_quote(body)
    if (above := _above_known(body, written, to)) is not None:
        return above or body
    if _FORWARD.match(subject) or not (is_reply or _REPLY.match(subject)):
        return body
    new = cut_known(written)
    # What stands below a header may be passed on by whom it names: that is old, too.
    reach = 2 * len(new) + 200
    return body if not new or _FORWARDED.search(written[:reach]) else new


def is_forwarded(subject: str) -> bool:
    """Whether a subject says that its mail passes another on."""
    return _FORWARD.match(subject) is not None


def holds_forwarded(body: str) -> bool:
    """Whether a mail program says in a body that what follows is another's mail."""
    return _FORWARDED.search(body) is not None


def is_reply(subject: str) -> bool:
    """Whether a subject says that its mail answers another."""
    return _REPLY.match(subject) is not None


def bare_subject(subject: str) -> str:
    """The subject without what mail programs put before it: "AW: Fwd: Bill" is "Bill"."""
    return _MARKS.sub("", subject, count=1)


def lay_out_mail(mail: MailMessage) -> Page:
    """The mail as one page: its header rows, a blank row, then what is new in the body."""
    rows = [
        f"From: {mail.sender}",
        f"To: {', '.join(mail.to)}",
        f"Date: {mail.date:%Y-%m-%d %H:%M}" if mail.date else "",
        f"Subject: {mail.subject}",
        "",
        *mail.new_text.split("\n"),
    ]
    laid = []
    for row in wrap_rows(rows):
        laid.append(row)
        if len(laid) == MAX_ROWS_N:
            break
    return lay_out_rows(laid, stretch=0)  # as the models of mails were trained


def _cut_full_quote(body: str) -> str:
    """Up to a header without marks; it has all of a time, a row of receivers and a subject."""
    rows = body.split("\n")
    for number, row in enumerate(rows):
        if not _TO_ROW.match(row):
            continue
        below = rows[number + 1 : number + 1 + _TO_SUBJECT_N]
        above = range(number - 1, max(-1, number - 1 - _TIME_ABOVE_N), -1)
        timed = next((at for at in above if _ENDS_IN_TIME.search(rows[at])), None)
        if timed is not None and any(map(_SUBJECT_ROW.match, below)):
            return "\n".join(rows[: _find_header_start(rows, timed)])
    return body


def _above_known(body: str, written: str, to: Sequence[str]) -> str | None:
    """What stands above a quoted mail whose author now gets it; None where none such is quoted.

    `written`: the body up to a whole quote, as `_cut_full_quote` finds it.
    """
    mark = _ORIGINAL.search(written)
    if mark is not None:
        written, author = written[: mark.start()], mark["author"]
    elif len(written) < len(body):
        author = "\n".join(body[len(written) :].strip("\n").split("\n")[:_AUTHOR_ROWS_N])
        author = _TO_ROW_ON.split(author)[0]
    else:
        return None
    if not to or not _is_named(to[0], {*_NAME_PART.findall(author.lower())}):
        return None
    forwarded = _FORWARDED.search(written)
    if forwarded and written[forwarded.start() :].strip().count("\n") < _MARK_ROWS_N:
        written = written[: forwarded.start()]
    # Where another mail stands between, its words are not the reader's.
    whole = "".join(cut_known(written).split()) == "".join(written.split())
    return written.strip("\n") if whole and not _FORWARDED.search(written) else None


def _is_named(address: str, words: Set[str]) -> bool:
    """Whether all parts of an address's name, two or more, are among the words."""
    parts = _NAME_PART.findall(address.rpartition("<")[2].partition("@")[0].lower())
    return len(parts) > 1 and len(parts[-1]) >= _SURNAME_CHARS_N and words >= {*parts}


def _find_header_start(rows: list[str], timed: int) -> int:
    """The first of the rows of names above the one with the time."""
    start = timed
    for at in range(timed - 1, max(-1, timed - 1 - _NAMES_ABOVE_N), -1):
        name = rows[at].strip()
        if not name or len(name) > _NAME_CHARS or name[-1] in ".?!,;:-":
            break
        start = at
    return start


def _decode_debris(text: str) -> str:
    """Undoes quoted-printable that a mail program left in the text."""

    def decode(match: re.Match[str]) -> str:
        raw = bytes.fromhex(match[0].replace("=", ""))
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("cp1252", errors="replace")

    return _HEX.sub(decode, _SOFT_BREAK.sub("", text))
