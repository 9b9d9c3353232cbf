"""What the value that a caption names looks like: a number, a date, an account, a sign."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tasks.fields.caption_words import GROUPED, HOUR, is_caption
from tasks.parties.registers import REGISTERED
from tasks.values.cells import Cell, Row, find_nearest
from tasks.values.dates import DateOrder, find_dates
from tasks.values.identifiers import BIC_FORM, IBAN_FORM, VAT_COUNTRIES
from tasks.values.notation import AMOUNT

#: Captions whose value is a date.
DATES = frozenset(
    {
        "issue_date", "print_date", "due_date", "delivery_date", "no_date", "sailing_date",
        "other_date",
    }
)  # fmt: skip
#: Before the groups of an amount, or of a number that is of no paper.
_NO_SIGN = r"EUR|USD|GBP|CHF|SEK|NOK|DKK|TEL|FAX|VAT|UST|TVA|IVA|BTW|HR[AB]|RCS|KVK|BLZ|NIF|CIF"
_NUMBER = re.compile(
    rf"(?:(?!{_NO_SIGN})[A-Z]{{2,4}} )?"
    rf"{GROUPED}(?=\t|$| [|·•](?: |$)| – [^\W\d]| (?:du|vom|of|dated|del|van) )"
    # A journal's sign before the year and the number in it: "V1 2026-0417".
    r"|[A-Z]{1,2}[0-9] 20[0-9]{2}[-/][0-9]{3,6}(?=\t|$| (?:du|vom|of|dated|del|van) )"
    r"|(?:[A-Z]{1,3}-)?[0-9]{2,3}(?: [0-9]{3})(?=\t|$)"
    r"|[A-Z]{1,3}[ -][0-9]{3,6} [0-9]{3,6}(?:/[0-9]{2})?"
    r"(?=\t|$| (?:du|vom|of|dated|del|van) )"
    # Letters apart: "CN 4711"; a single one before a long number, or a year's: "R 26/0188".
    r"|(?:(?!EUR|USD|GBP|CHF)[A-ZÄÖÜ]{2,4} (?=[0-9])|[A-Z] (?=[0-9]{4}|[0-9]{2}[/-][0-9]{3}))?"
    r"(?=\S*[0-9])[^\W_][\w./+-]*"
    r"(?: / [0-9]{2,6}(?![\w./,-]))?"
)
#: An order goes by its revision, too, which the buyer prints behind the number: "LK-20 REV 3".
_ORDERED = re.compile(rf"(?:{_NUMBER.pattern})(?: (?i:rev)\.? ?[0-9]{{1,2}}(?=\t|$))?")
#: A person, a sign, a number: whatever stands in the cell.
_TEXT = re.compile(r"[^\W_][^\t:|]{0,40}(?= \||\t|$)")
_REFERENCE = re.compile(r"(?=[^\t|]*[0-9])[^\W_][^\t:|]{0,40}(?= \||\t|$)")
#: One that is parted at the row's end, of which a caption knows but the beginning: "10442 /".
_GOES_ON = re.compile(r"[^\t|]* [/+&] ?")
_IBAN = re.compile(rf"{IBAN_FORM}(?!\w)")
_BIC = re.compile(rf"{BIC_FORM}(?!\w)")
#: How the value of a caption looks, where it is neither a date nor a number.
PATTERNS = {
    "iban": _IBAN,
    "bic": _BIC,
    "buyer_vat_id": re.compile(
        rf"(?:{VAT_COUNTRIES})[ -]?(?:[A-Z0-9]?[0-9]{{7,11}}(?:B[0-9]{{2}})?(?!\w)"
        r"|[A-Z]?[0-9]{1,4}(?:[. ][0-9]{2,4}){2,4}(?:\.?B[0-9]{2})?(?![. ]?\w))"
        r"|[0-9]{11}(?!\w)|(?:[A-Z]-?[0-9]{7}[0-9A-Z]|[0-9]{8}-?[A-Z])(?!\w)"
    ),
    "seller_registration_id": REGISTERED,
    "buyer_reference": _TEXT,
    "payment_reference": _REFERENCE,
}
#: What stands between a value and the next caption, such a caption, and what a number is for.
_NEXT = re.compile(r"\s?[,;·•]\s")
_CAPTION_WORDS_N = 3
_NUMBER_KEY = re.compile(r"[^\W\d_]{3,}-?(?:nummer|nr\.|number) \S*[0-9]", re.IGNORECASE)
_REMARKED = re.compile(r"(\S*[0-9]\S*) \([^()]*\)")
#: A number and the day of its paper, with or without a year: "BC 77 du 22-04".
_OF_DAY = re.compile(
    r"(.*[0-9]\S*) (?:du|vom|of|dated|del|van) [0-3]?[0-9][./-][01]?[0-9](?:[./-](?:[0-9]{2,4})?)?",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\s*(?:vom|of|dated|du|van|del|d\.?d\.?|[/,·•–-])\s*(?:(?=[0-9]|[^\W\d_]{3,9}\.? [0-9])|$)",
    re.IGNORECASE,
)
#: A day of the week, short or not: "Di", "lundi".
_WEEKDAY = (
    r"(?i:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)"
)
#: A calendar week, which at times stands before its day: "KW 41 / 09.10.2026".
_WEEK = re.compile(
    r"(?:(?:kw|week|wk|semaine|sem|settimana|semana)\.? ?[0-9]{1,2}(?:/20[0-9]{2})?"
    r" ?[/,·–-] ?)",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(rf"{_WEEKDAY}[.,]*|{_WEEK.pattern}", re.IGNORECASE)
#: What is done or held on a day, and no town: "Wartung Heizung, am 12.10.2025".
_ON_DAY = (
    r"(?i:[^,:\t]*(?:ung(?:en)?|ratur(?:en)?|tion(?:en)?|montage|konzert|einsatz|besuch|termin"
    r"|seminar|kurs|fahrt|feier|fest|abend|dienst|arbeit(?:en)?|zeit|reise|flug|auftritt|auftrag"
    r"|spiel|tausch|service|check|workshop)\b[^,:\t]*, am )"
)
#: The town where a paper was written, before its date; no day of the week, no ship. Short words
#: within it may be small: "Stow on the Wold".
TOWN = re.compile(
    rf"(?!{_WEEKDAY}\.?,)(?!M/?[VS]\.? |SS )(?!{_ON_DAY})"
    r"[A-ZÀ-Þ][^\W\d_]+(?:[ '’-](?:[A-ZÀ-Þ][^\W\d_]*|[^\W\d_]{1,4})(?![^\W\d_])){0,3}"
    r",(?: (?:den|am|le|the|il|lì|a))?"
)


#: The caption itself, which a payment slip beside a receipt prints twice.
_CAPTION_AGAIN = re.compile(r"(?:r[eé]f[eé]ren(?:ces?|z|cia|tie)|riferimento)\W*", re.IGNORECASE)


class Value(NamedTuple):
    """A value in one spelling, to tell whether two agree, and the words that print it."""

    text: str
    words: tuple[int, ...]


def value_at(row: Row, start: int, name: str, order: DateOrder) -> Value | None:
    """The value of the field's kind that begins at `start` in the row's text."""
    if name in DATES:
        town = TOWN.match(row.text, start) if name == "issue_date" else None
        start = town.end() if town else start
        week = _WEEK.match(row.text, start)
        start = week.end() if week else start
        for date in find_dates(row.text, order):
            if start <= date.start <= start + 4 and not re.search(
                "[0-9]", row.text[start : date.start]
            ):
                return Value(str(date.value), row.words_at(date.start, date.end))
        return None
    pattern = _ORDERED if name == "po_number" else PATTERNS.get(name, _NUMBER)
    match = pattern.match(row.text, start)
    if match is None or is_caption(match.group()) or _CAPTION_AGAIN.fullmatch(match.group()):
        return None
    if pattern is _REFERENCE and _GOES_ON.fullmatch(row.text, match.start()):
        return None
    text = _own_text(match.group()).rstrip(".,:-/ ")
    if pattern in (_NUMBER, _ORDERED) and (find_dates(text, order) or AMOUNT.fullmatch(text)):
        return None
    value = re.sub(r"[^0-9A-Z]", "", text.upper())
    return Value(value, row.words_at(match.start(), match.start() + len(text)))


def _own_text(text: str) -> str:
    """A value without what says something else behind it: "11-3/Wie, Kd.-Nr. 417", "77 (Bau)"."""
    for mark in _NEXT.finditer(text):
        words = text[mark.end() :].split()
        ends = range(1, min(len(words), _CAPTION_WORDS_N + 1))
        if _NUMBER_KEY.match(text, mark.end()) or any(
            is_caption(" ".join(words[:n])) for n in ends
        ):
            return text[: mark.start()]
    remarked = _REMARKED.fullmatch(text) or _OF_DAY.fullmatch(text)
    return remarked[1] if remarked else text


def fills_cell(row: Row, cell: Cell, value: Value) -> bool:
    """Whether a value is all that a cell says, but for a date behind it, or its week before."""
    end = max(b for _, b, word in row.spans if word in value.words)
    before_n = len(cell.words) - len(value.words)
    before = " ".join(cell.text.split()[:before_n])
    if cell.words[before_n:] == value.words and _BEFORE_DATE.fullmatch(before):
        return True
    more = _DATED.match(row.text, end) or HOUR.match(row.text, end)
    return len(value.words) == len(cell.words) or bool(more)


def date_behind(rows: Sequence[Row], at: int, value: Value, order: DateOrder) -> Value | None:
    """The date of "Rechnung Nr. 4711 vom 05.06.2018", which may stand in the next row."""
    row = rows[at]
    end = max((b for _, b, word in row.spans if word in value.words), default=len(row.text))
    dated = _DATED.match(row.text, end)
    if dated is None:
        return None
    if dated.end() < len(row.text):
        return value_at(row, dated.end(), "issue_date", order)
    if at + 1 == len(rows):
        return None
    cell = next((c for c in row.cells if value.words[-1] in c.words), row.cells[0])
    under = find_nearest(rows[at + 1 : at + 2], cell)  # of the same column
    start = under[0].start_of(under[1]) if under else 0
    return value_at(rows[at + 1], start, "issue_date", order)
