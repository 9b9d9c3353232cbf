"""How people name a day in running text → the date, seen from the day they wrote.

"Friday 9/5", "tomorrow", "end of March", "14 days", "the 12th"; in English, German, French,
Spanish, Italian and Dutch.
"""

import calendar
import re
from datetime import date, timedelta
from functools import cache

from babel.dates import get_day_names

from tasks.dates import DateOrder, find_dates, find_partial_dates, month_number

_RELATIVE: dict[str, int] = {
    "today": 0, "tonight": 0, "this afternoon": 0, "this evening": 0, "end of day": 0,
    "end of the day": 0, "end of business": 0, "eod": 0, "cob": 0, "tomorrow": 1, "heute": 0,
    "morgen": 1, "übermorgen": 2, "aujourd'hui": 0, "aujourd’hui": 0, "ce soir": 0, "demain": 1,
    "hoy": 0, "mañana": 1, "oggi": 0, "stasera": 0, "domani": 1, "vandaag": 0, "vanavond": 0,
    "overmorgen": 2,
}  # fmt: skip
_END_OF = re.compile(
    r"(?:the )?(?:end|ende|fin|final|fine|eind|einde)(?: of| de| der| des| del| della| van)?"
    r"(?: the| la| diese[rsmn]?| ce| cette| este| questo| deze)?\s+"
    r"(?:(next|nächsten?r?|prochaine?|volgende)\s+)?([^\W\d_]+)",
    re.IGNORECASE,
)
_WEEKEND = re.compile(
    r"(?:the |this |das |dem |le |ce |el |este |il |questo |het |dit )?(?:weekend|week-end|"
    r"wochenende|fin de semana|fine settimana)(?!\w)",
    re.IGNORECASE,
)
_WEEKS = frozenset({"week", "woche", "semaine", "semana", "settimana"})
_MONTHS = frozenset({"month", "monat", "monats", "mois", "mes", "mese", "maand"})
#: A span of time: number, whether working days, unit.
COUNT = re.compile(
    r"(?:the next )?([0-9]{1,3}|[^\W\d_]+)\s+(working |business )?"
    r"(days?|tagen?|werktagen|jours?(?: ouvrés)?|"
    r"días?(?: hábiles)?|giorni?(?: lavorativi)?|dagen|werkdagen|weeks?|wochen?|semaines?|semanas?|"
    r"settimane|weken|hours?|stunden|heures|horas|ore|uur)",
    re.IGNORECASE,
)
_WORDS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "five": 5, "seven": 7, "ten": 10, "fourteen": 14,
    "thirty": 30, "einer": 1, "zwei": 2, "drei": 3, "acht": 8, "zehn": 10, "vierzehn": 14,
    "deux": 2, "trois": 3, "huit": 8, "quinze": 15, "quince": 15, "tres": 3,
    "tre": 3, "dieci": 10, "twee": 2, "drie": 3, "tien": 10, "veertien": 14,
}  # fmt: skip
_SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thurs": 3, "fri": 4, "sat": 5,
}  # fmt: skip


@cache
def _weekdays() -> dict[str, int]:
    names = dict(_SHORT_WEEKDAYS)
    for locale in ("en", "de", "fr", "es", "it", "nl"):
        for number, name in get_day_names("wide", locale=locale).items():
            names[str(name).lower()] = int(number)
    return names


def resolve_day(text: str, sent: date, order: DateOrder) -> tuple[date, int] | None:
    """The day that `text` begins with, and how many characters name it."""
    weekday = re.match(
        r"([^\W\d_]+?)(?:abend|morgen|mittag|vormittag|nachmittag)?\.?(?!\w),?\s*\(?"
        r"(?:(?:evening|morning|afternoon|the|den|dem|le|el|il)\s+)?",
        text,
    )
    known = weekday is not None and weekday[1].lower() in _weekdays()
    skip = weekday.end() if weekday is not None and known else 0
    for found in (*find_dates(text, order)[:1], *find_partial_dates(text, order, sent)[:1]):
        if found.start <= max(skip, 2):
            return found.value, found.end
    lowered = text.lower()
    for phrase, days in _RELATIVE.items():
        if re.match(rf"{re.escape(phrase)}(?!\w)", lowered):
            return sent + timedelta(days=days), len(phrase)
    if known and weekday is not None:
        ahead = (_weekdays()[weekday[1].lower()] - sent.weekday()) % 7
        return sent + timedelta(days=ahead or 7), weekday.end(1)
    weekend = _WEEKEND.match(text)
    if weekend is not None:  # what is due by then is due on the last working day
        return sent + timedelta(days=(4 - sent.weekday()) % 7), weekend.end()
    return _resolve_end(text, sent) or _resolve_count(text, sent) or _resolve_ordinal(text, sent)


def _resolve_end(text: str, sent: date) -> tuple[date, int] | None:
    """ "end of March", "Ende der Woche": the last day, of a week its Friday."""
    match = _END_OF.match(text)
    if match is None:
        return None
    name = match[2].lower()
    if name in _WEEKS:
        friday = sent + timedelta(days=(4 - sent.weekday()) % 7)
        return friday + timedelta(days=7 * bool(match[1])), match.end()
    month = sent.month if name in _MONTHS else month_number(name)
    if not month:
        return None
    if name in _MONTHS and match[1]:
        month = month % 12 + 1
    year = sent.year + (month < sent.month)
    return date(year, month, calendar.monthrange(year, month)[1]), match.end()


def _resolve_count(text: str, sent: date) -> tuple[date, int] | None:
    """ "14 days", "deux semaines", "24 hours": that long after the mail was sent."""
    match = COUNT.match(text)
    if match is None:
        return None
    count = int(match[1]) if match[1].isdigit() else _WORDS.get(match[1].lower(), 0)
    unit = match[3].lower()
    if not count or count > 366:
        return None
    if match[2] or unit.startswith("werk") or "ouvr" in unit or "hábil" in unit or "lavor" in unit:
        day = sent
        while count:
            day += timedelta(days=1)
            count -= day.weekday() < 5
        return day, match.end()
    if unit.startswith(("hour", "stund", "heure", "hora", "ore", "uur")):
        return sent + timedelta(days=-(-count // 24) if count >= 24 else 0), match.end()
    weeks = unit.startswith(("week", "woche", "semain", "seman", "settim", "weken"))
    return sent + timedelta(days=count * (7 if weeks else 1)), match.end()


def _resolve_ordinal(text: str, sent: date) -> tuple[date, int] | None:
    """ "the 12th": the next such day of the month."""
    match = re.match(r"([0-9]{1,2})(?:st|nd|rd|th)\b", text)
    if match is None:
        return None
    for ahead in range(1, 62):
        day = sent + timedelta(days=ahead)
        if day.day == int(match[1]):
            return day, match.end()
    return None
