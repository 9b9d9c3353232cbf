"""The body of a mail: cleaned, and parted into what is new and what is quoted."""

import logging
import re

from mailparser_reply import EmailReplyParser

from readers.text import lay_out_rows, wrap_rows
from schemas.document import MailMessage, Page

LANGUAGES = ["en", "de", "fr", "es", "it", "nl"]
#: Longer bodies or lines are cut by our own rules alone: the library's patterns grow slow on them.
MAX_PARSED_CHARS, MAX_LINE_CHARS = 30_000, 1_000
#: Rows of a mail's page; more than anyone reads.
MAX_ROWS_N = 1_000

_SOFT_BREAK = re.compile(r"=\r?\n")
_HEX = re.compile(r"(?:=[0-9A-F]{2})+")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_REPLY = re.compile(r"\s*(re|aw|antw|sv|ré?f?|rif|res)\s*(\[\d+\])?\s*:", re.IGNORECASE)
_FORWARD = re.compile(r"\s*(fwd?|wg|tr|rv|i|doorst|enc)\s*:", re.IGNORECASE)
_FORWARDED = re.compile(
    r"^[-\s>*]*(begin )?(forwarded (by|message)|weitergeleitete nachricht|message transféré|"
    r"messaggio inoltrato|mensaje reenviado|doorgestuurd bericht)",
    re.IGNORECASE | re.MULTILINE,
)
_OLD_HEADER = re.compile(
    r"\s*(-{3,}\s*(original|ursprüngliche|message d.origine|mensaje original|messaggio "
    r"originale|oorspronkelijk)|_{10,}\s*$)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^-- ?$")

logger = logging.getLogger(__name__)


def clean_body(text: str) -> str:
    """Body text with one kind of line end, no invisible characters and no encoding debris."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    text = _INVISIBLE.sub("", text).replace("\x00", "")
    if len(re.findall(r"=[0-9A-F]{2}|=\n", text)) >= 3 and "=\n" in text:
        text = _decode_debris(text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def find_new_text(body: str, subject: str, is_reply: bool = False) -> str:
    """The part of a body that its sender wrote now; never empty where the body is not.

    Only a reply has text that its reader knows. A forwarded mail's point is what it forwards.

    Args:
        is_reply: the mail names the one it answers; else its subject tells.
    """
    if _FORWARD.match(subject) or not (is_reply or _REPLY.match(subject)):
        return body
    new = ""
    if len(body) <= MAX_PARSED_CHARS and max(map(len, body.split("\n"))) <= MAX_LINE_CHARS:
        new = _parse_reply(body)
    new = _cut_quotes(new or body).strip("\n")
    if not new or _FORWARDED.search(body[: 2 * len(new) + 200]):
        return body
    return new


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


def _parse_reply(body: str) -> str:
    try:
        return EmailReplyParser(languages=LANGUAGES).parse_reply(text=body) or ""
    except Exception as error:
        logger.info("reply parser failed: %s", type(error).__name__)
        return ""


def _cut_quotes(body: str) -> str:
    """Our own rule: drop quoted lines, stop at a signature or at the old message's header."""
    kept = []
    for line in body.split("\n"):
        if line.lstrip().startswith(">"):
            continue
        if _SIGNATURE.match(line) or _OLD_HEADER.match(line):
            break
        kept.append(line)
    return "\n".join(kept)


def _decode_debris(text: str) -> str:
    """Undoes quoted-printable that a mail program left in the text."""

    def decode(match: re.Match[str]) -> str:
        raw = bytes.fromhex(match[0].replace("=", ""))
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("cp1252", errors="replace")

    return _HEX.sub(decode, _SOFT_BREAK.sub("", text))
