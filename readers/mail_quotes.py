"""What a reply repeats of the mail that it answers: rows that programs marked, and whole mails."""

import re
from collections.abc import Sequence

#: How programs call the mail that is answered, in their mark above it.
OLD = (
    r"(?:original|ursprüngliche|message d.origine|mensaje original|messaggio originale"
    r"|oorspronkelijk)"
)
_OLD_MARK = re.compile(rf"-{{3,}}\s*{OLD}", re.IGNORECASE)
_LINE_MARK = re.compile(r"_{10,}")
#: What parts a sender's card off (RFC 3676).
SIGNATURE = re.compile(r"-- ?")
#: What rows of a mail's header begin with, and which of it they tell.
_HEADER_ROW = re.compile(
    r"[* ]*(?:(?P<sender>from|von|de|da|van)|(?P<to>to|an|à|para|a|aan|pour|per)"
    r"|(?P<cc>b?cc|kopie|copie|copia)"
    r"|(?P<sent>(?:sent|date|gesendet|datum|envoyé|enviado|fecha|inviato|data|verzonden)"
    r"(?: (?:am|le|el|il|op))?)"
    r"|(?P<subject>subject|betreff|thema|objet|asunto|oggetto|onderwerp))[* ]*:",
    re.IGNORECASE,
)
#: When a mail was sent, to the minute: no form asks for that.
_SENT = re.compile(
    r"[* ]*(?:sent|gesendet|envoyé|enviado|inviato|verzonden)\b.{,99}\b[0-9]{1,2}[:h.][0-9]{2}\b",
    re.IGNORECASE,
)
#: Who wrote the rows below, as mail programs tell it: "Le mer. 11 mars à 10:00, Ann a écrit :".
_WROTE = re.compile(
    r"(?:.*\W)?(?:wrote|writes|schrieb|schreibt|a écrit|escribió|ha scritto|schreef)\b.*:",
    re.IGNORECASE,
)
_WROTE_START = re.compile(r"(?:on|am|le|el|il|op)\b.*\d", re.IGNORECASE)
#: A time or an address: what a program knows of a mail, and people who tell of one leave out.
_EXACT = re.compile(r"\b\d{1,2}[:h]\d\d|\S@\S", re.IGNORECASE)
#: Words that answer, in however few of them: "Hi Tom yes go ahead!".
_ANSWER = (
    r"\b(?:thanks?|thx|yes|no|not|ok|okay|agreed|approved|confirmed|done|great|perfect|noted|danke"
    r"|ja|nein|nicht|passt|gerne?|klar|einverstanden|merci|oui|non|pas|d['’]accord|parfait|gracias"
    r"|sí|vale|perfecto|de acuerdo|grazie|sì|perfetto|va bene|nee|niet|akkoord|prima|bedankt)\b"
)
#: All of a row that only greets: "Hallo Herr Berg,".
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|hallo|guten (?:tag|morgen)|moin|liebe[rs]?|sehr geehrte[rs]?|bonjour"
    r"|bonsoir|chère?|madame|monsieur|hola|estimad[oa]s?|buen[oa]s \w+|buongiorno|ciao|gentile"
    r"|egregio|beste|geachte|goedemorgen|goedendag|dag|hoi)"
    rf"(?!.*{_ANSWER})"
    r"(?: (?:all|team|there|everyone|everybody|zusammen|und|and|or|et|y|e|o|en|of|von|van|de"
    r"|à tous|a todos|a tutti|allemaal|allen|(?-i:[^\W\d_a-zß-ÿ][\w.'’-]*))){0,5}[,.:!]?",
    re.IGNORECASE,
)
#: Rows of a header, of who wrote, and characters that are looked at of one.
_HEADER_ROWS_N, _WROTE_ROWS_N, _ROW_CHARS = 8, 3, 300
#: Rows of a header with names, one below the other: "To: Ann Lee; Bob Roe;".
_NAMES_ROWS_N = 40
#: Quoted rows so long may have been wrapped, their rest without a mark, and go on in the next.
_LONG_ROW_CHARS = 60
_WRAPPED = re.compile(r".*[a-zß-ÿ,]")
_REST = re.compile(rf"(?!.*{_ANSWER})[a-zß-ÿ][^0-9]*[^0-9.?!:]", re.IGNORECASE)
_GOES_ON = re.compile(r"> ?[a-zß-ÿ]")


def cut_known(body: str) -> str:
    """Without quoted rows, and what they say of themselves; empty where all are.

    What stands below marked rows is the sender's: he answers there. A whole mail without marks
    ends the text, unless nothing but a greeting stands above.
    """
    rows = [row.strip() for row in body.split("\n")]
    new = _keep_new(rows, ends=True)
    return new if new and not _GREETING.fullmatch(new) else _keep_new(rows, ends=False)


def _keep_new(rows: Sequence[str], *, ends: bool) -> str:
    """The rows that are no quotes. ends: a signature ends them, or a whole mail without marks."""
    kept: list[str] = []
    at = 0
    while at < len(rows) and not (ends and SIGNATURE.fullmatch(rows[at])):
        if rows[at].startswith(">"):
            at += 2 if _is_rest(rows, at + 1) else 1
            continue
        end = _end_of_header(rows, at)
        is_marked = end > at and _next_row(rows, end).startswith(">")
        if end > at and ends and not is_marked:
            break
        if not is_marked:
            end = at + 1
            kept.append(rows[at])
        at = end
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _is_rest(rows: Sequence[str], at: int) -> bool:
    """Whether a row amid quoted ones is only the end of the long one above it.

    "next week" below "> … where the goods are to be brought" is, where "> and when" goes on; an
    answer stands above another question.
    """
    above, rest, below, *_ = [*rows[at - 1 : at + 2], "", ""]
    wrapped = len(above) >= _LONG_ROW_CHARS and _WRAPPED.fullmatch(above) and rest[:1].islower()
    return bool(wrapped and _REST.fullmatch(rest) and _GOES_ON.match(below))


def _end_of_header(rows: Sequence[str], at: int) -> int:
    """The row behind those that say whose words follow; `at` where none do."""
    row = rows[at][:_ROW_CHARS]
    if _OLD_MARK.match(row):
        return at + 1
    if _LINE_MARK.fullmatch(row):
        return at + 1 if _tells(_next_row(rows, at + 1)) == "sender" else at
    return _end_of_old_header(rows, at) if _tells(row) else _end_of_wrote(rows, at)


def _end_of_old_header(rows: Sequence[str], at: int) -> int:
    """The row behind a mail's header, at its subject; `at` where a journey or a form is told.

    A header knows who wrote when, or an address, or has a row for copies as old programs print.
    """
    end = _end_of_rows(rows, at)
    told = {_tells(row[:_ROW_CHARS]) for row in rows[at:end]}
    located = "@" in " ".join(rows[at:end]) and len(told - {""}) > 1
    timed = "sent" in told and ("subject" in told or any(map(_SENT.match, rows[at:end])))
    is_sure = told >= {"to", "cc", "subject"} or ("sender" in told and (timed or located))
    return end if is_sure else at


def _end_of_rows(rows: Sequence[str], at: int) -> int:
    """The row behind those that a header may have, up to its subject."""
    told: set[str] = set()
    end, left = at, _HEADER_ROWS_N
    while end < min(len(rows), at + _NAMES_ROWS_N) and left and "subject" not in told:
        if not rows[end] and "cc" not in told:
            break
        told.add(_tells(rows[end][:_ROW_CHARS]))
        left -= not rows[end].endswith((";", ","))
        end += 1
    return end


def _tells(row: str) -> str:
    """What a row of a header tells: of "Enviado el: martes" it is "sent"; "" of any other row."""
    key = _HEADER_ROW.match(row)
    return (key and key.lastgroup) or ""


def _end_of_wrote(rows: Sequence[str], at: int) -> int:
    """The row behind "On 4 March 2026 Ann wrote:", which may be wrapped.

    Where no marked rows follow, the sender himself may tell what others wrote on a day.
    """
    for end in range(at + 1, at + 1 + _WROTE_ROWS_N):
        whole = " ".join(rows[at:end])
        starts = _WROTE_START.match(whole[:_ROW_CHARS])
        if whole.endswith(":") and len(whole) <= _ROW_CHARS and _WROTE.fullmatch(whole):
            by_program = starts and _EXACT.search(whole)
            return end if by_program or _next_row(rows, end).startswith(">") else at
        if end >= len(rows) or not rows[end] or not starts:
            break
    return at


def _next_row(rows: Sequence[str], at: int) -> str:
    return next(filter(None, rows[at : at + _HEADER_ROWS_N]), "")
