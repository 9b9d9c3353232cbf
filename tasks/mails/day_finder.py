"""Every day that a text names, anywhere in it."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tasks.mails.day_phrases import Kind, resolve_day
from tasks.mails.later_days import is_next
from tasks.values.dates import DateOrder
from tasks.values.day_words import may_begin_day

#: Characters that a day's name may take.
_WINDOW_CHARS = 48
_START = re.compile(r"(?<![\w.,/:-])(?:([0-9])|([^\W\d_]+))")
#: Not a day's name: the Ninth Circuit, a percentage, an amount.
_NO_DAY = re.compile(
    r"\s*(?:%|€|\$|£|circuit|floor|grade|century|street|avenue|(?:eur|usd|gbp|kg|mm|cm|km)\b)",
    re.IGNORECASE,
)
#: Before "8.3", what makes that the number of something.
_NUMBERED = re.compile(
    r"(?:\b(?:versions?|sections?|chapters?|items?|clauses?|paragraphs?"
    r"|articles?|artikel|kapitel|abschnitt|ziffer|punkt|chapitre|versión|versione|versie"
    r"|sección|capítulo|sezione|capitolo|hoofdstuk)|§)\s?$",
    re.IGNORECASE,
)
#: Before a number without a stop behind it alone: "bis zum Release 12.12."
_UPDATE = re.compile(
    r"\b(?:release|update|mise à jour|actualización|aggiornamento)\s?$", re.IGNORECASE
)
#: Behind it, what makes it a German day all the same: "bis zum Release 12.12. um 12 Uhr".
_GERMAN_STOP = re.compile(r"(?:(?<=\.)|\.)\s+(?-i:[a-zäöü0-9])")
_BEFORE_CLOCK = (
    r"by|before|until|till|latest|no later than|bis|vor|avant|jusqu['’]à|antes de(?: las?)?|"
    r"entro(?: le)?|prima delle|vóór|voor|tegen"
)
_LEAD = (
    rf"(?:{_BEFORE_CLOCK})\s+(?:about |around |spätestens |the (?=[0-9]{{1,2}}[:.][0-9]{{2}}\b))?"
)
_CLOCK_LEAD = re.compile(_LEAD, re.IGNORECASE)
#: A time of the day that something is due by, whose day is not named: hour, minutes, what follows.
_CLOCK = re.compile(
    rf"(?<!\w)(?:{_LEAD}(?:([0-9]{{1,2}})"
    r"([:.h][0-9]{2})?\s?([ap]\.?m\b\.?|uhr|h|uur|heures|o['’]clock)?(?![\w/%€$£]|[.,:-][0-9]|"
    r"\s+[^\W\d_]{3,}\s+[0-9]{4})|noon|midday|midi|mittag|mezzogiorno|mediodía|lunch(?:time)?|"
    r"dinner|breakfast|midnight|mitternacht|minuit|close of (?:business|play)|close|feierabend)|"
    r"end of (?:the )?(?:business )?day|end of business|eod|cob|close of (?:business|play))(?!\w)",
    re.IGNORECASE,
)
#: Italian: "entro le 12" is noon, "avant le 12" a day.
_HOUR_AHEAD = re.compile(r"\bentro le $", re.IGNORECASE)
#: "She charges by the six minutes".
_BY_THE = re.compile(r"\bby the $", re.IGNORECASE)
_EARLY = 8  # nobody is at work before that hour
#: Nearer than so many characters to a named day, a time of day belongs to it.
_NEAR_CHARS = 28
_COUNTED = re.compile(
    r"\s*(?:of |years?|days?|weeks?|months?|people|units?|percent|items?|pieces?|pcs|x\b|and\b|"
    r"stück|tage|wochen|jours|giorni|días|dagen|to\b|or\b|[-–])",
    re.IGNORECASE,
)
#: Before "bis 18", what makes that the end of a range: "Zimmer 12 bis 18".
_RANGE = re.compile(r"(?<![0-9])([0-9]{1,2})\s+$")


class FoundDay(NamedTuple):
    """A day named in a text, and where (characters)."""

    day: date
    start: int
    end: int
    kind: Kind


def find_days(text: str, sent: datetime, order: DateOrder) -> list[FoundDay]:
    """All days that `text` (a sentence) names, in reading order."""
    named = list(_find_named(text, sent.date(), order))
    clocks = [
        clock
        for clock in _find_clocks(text, sent)
        if all(
            clock.start - day.end > _NEAR_CHARS or day.start - clock.end > _NEAR_CHARS
            for day in named
        )
    ]
    return sorted(named + clocks, key=lambda found: found.start)


def _find_named(text: str, sent: date, order: DateOrder) -> Iterator[FoundDay]:
    past = 0
    for match in _START.finditer(text):
        start = match.start()
        if start < past or (match[2] and not may_begin_day(match[2])):
            continue
        if text.startswith("24/7", start) or _HOUR_AHEAD.search(text, max(0, start - 7), start + 3):
            continue
        found = resolve_day(text[start : start + _WINDOW_CHARS], sent, order)
        if found is None or _NO_DAY.match(text, start + found.length):
            continue
        if found.kind == "numeric" and _is_number(text, start, start + found.length):
            continue
        if found.kind == "count" and _BY_THE.search(text, max(0, start - 8), start):
            continue
        past = start + found.length
        tomorrow = found.kind == "weekday" and found.day - sent == timedelta(days=1)
        later = timedelta(days=7 * (tomorrow and is_next(text, start, past)))
        yield FoundDay(found.day + later, start, past, found.kind)


def _is_number(text: str, start: int, end: int) -> bool:
    """Whether "8.3" numbers a version or a section, and is no day with its stops."""
    before = max(0, start - 16)
    if _UPDATE.search(text, before, start):
        return "." not in text[end - 1 : end + 1]
    return bool(_NUMBERED.search(text, before, start)) and not _GERMAN_STOP.match(text, end)


def _find_clocks(text: str, sent: datetime) -> Iterator[FoundDay]:
    for match in _CLOCK.finditer(text):
        hour = 24
        if match[1]:
            bare = not match[2] and not match[3]
            counted = not match[2] and _COUNTED.match(text, match.end())
            if counted or (bare and _ends_range(text, match)) or int(match[1]) > 24:
                continue
            hour = _hour(match[1], (match[2] or "") + (match[3] or "").lower())
        start = match.start(1) if match[1] else match.start() + _lead_chars(match[0])
        yield FoundDay(sent.date() + timedelta(days=hour <= sent.hour), start, match.end(), "clock")


def _ends_range(text: str, clock: re.Match[str]) -> bool:
    """Whether "bis 18" ends a range, as in "Zimmer 12 bis 18"."""
    begins = _RANGE.search(text, max(0, clock.start() - 8), clock.start())
    if begins is None or not clock[0].lower().startswith("bis"):
        return False
    return int(begins[1]) < int(clock[1])


def _hour(named: str, behind: str) -> int:
    """An hour of the day as it is meant: "3 pm" is 15, and so is a bare "3"; "3:30" is early."""
    hour = int(named)
    bare = not behind and 0 < hour < _EARLY and not named.startswith("0")
    return hour + 12 * (bare or ("p" in behind and hour < 12))


def _lead_chars(phrase: str) -> int:
    lead = _CLOCK_LEAD.match(phrase)
    return lead.end() if lead else 0
