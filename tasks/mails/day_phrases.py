"""How people name a day in running text → the date, seen from the day they wrote.

"Friday 9/5", "tomorrow", "end of March", "mid-March", "this week", "14 days", "the 12th"; in
English, German, French, Spanish, Italian and Dutch.
"""

import calendar
import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from tasks.mails.later_days import IN_A_WEEK, count_months
from tasks.values.dates import DateOrder, find_dates, find_partial_dates, month_number
from tasks.values.day_words import (
    COUNTS,
    END_SHORT,
    FEASTS,
    PERIODS,
    QUARTER_ENDS,
    QUARTERS,
    RELATIVE,
    weekday_number,
)

Kind = Literal[
    "date", "partial", "numeric", "relative", "weekday", "weekend", "end", "mid", "span", "count",
    "feast", "ordinal", "clock",
]  # fmt: skip

_END_OF = re.compile(
    r"(?:the )?(?:end|close|ende|fin|final(?:es)?|fine|eind|einde)"
    r"(?: of| der| des| del| della| du| de| van)?"
    r"(?: the| this| la| de| diese[rsmn]?| ce| cette| este| esta| questo| questa| deze)?\s+"
    r"(?:(next|nächsten?r?|prochaine?|volgende)\s+)?([QT][1-4](?!\w)|[^\W\d_]+)"
    r"(?:,?\s+(20[0-9]{2})(?!\w))?",
    re.IGNORECASE,
)
_MIDDLE_OF = re.compile(
    r"(?:(?:the )?middle of(?: the)?|mid|mitte(?: de[rs])?|mi|mediados de|milieu de|metà(?: di)?"
    r"|half|midden|medio)[\s-]+"
    r"(?:(next|nächsten?r?|kommenden?r?|volgende)\s+)?([^\W\d_]+)",
    re.IGNORECASE,
)
_WEEKEND = re.compile(
    r"(?:the |this |das |dem |le |ce |el |este |il |questo |het |dit )?(?:weekend|week-end|"
    r"wochenende|fin de semana|fine settimana)(?!\w)",
    re.IGNORECASE,
)
#: A stretch of time, due on its last working day: "this week", "im Laufe des Januars", "week 42".
_SPAN = re.compile(
    r"(?:(?P<next>next|nächsten?r?|kommenden?r?|volgende)\s+(?:week|woche)|"
    r"(?P<this>this|diese[rsnm]?|cette|esta|questa|deze|later this|"
    r"laufe?(?: de[rs](?: diese[rs])?)?)\s+(?:week|woche|semaine|semana|settimana)|"
    r"(?P<within>(?:entro|dans) la (?:settimana|semaine)(?! d| pro| su[ic]| entrante))|"
    r"(?P<prochaine>(?:la )?(?:semaine prochaine|semana que viene|próxima semana|"
    r"settimana prossima|prossima settimana))|"
    r"(?:week|kw|woche|semaine|semana|settimana)\s?(?P<number>[0-9]{1,2})|"
    r"(?:this|diese[nm]|ce|este|questo|deze)\s+(?P<month>month|monat|mois|mes|mese|maand)|"
    r"(?:still in|later in|sometime in|laufe?(?: de[rs])?|courant|noch im)\s+(?P<name>[^\W\d_]+))"
    r"(?!\w)",
    re.IGNORECASE,
)
_WEEKS = frozenset({"week", "woche", "semaine", "semana", "settimana"})
_MONTHS = frozenset({"month", "monat", "monats", "mois", "mes", "mese", "maand"})
_YEARS = frozenset({"year", "jahr", "jahres", "année", "año", "anno", "jaar"})
#: A span of time: number ("three (3)" as well), whether working days, unit.
COUNT = re.compile(
    r"(?:the next )?([0-9]{1,3}|[^\W\d_]+)(?: \([0-9]{1,3}\))?\s+"
    r"(working |business |clear |calendar |prochaine?s |próxim[oa]s |prossim[ie] )?"
    r"(days?|tagen?|werktagen|arbeitstagen|jours?(?: ouvrés| francs)?|"
    r"días?(?: hábiles| laborables)?|giorni?(?: lavorativi)?|dagen|werkdagen|weeks?|wochen?|"
    r"semaines?|semanas?|settimane|weken|hours?|hrs?|stunden|heures|horas|ore|uur|"
    r"minutes?|mins?|minuten|minutos|minuti)(?![\w-])",
    re.IGNORECASE,
)
#: The same in one word; "une quinzaine de pièces" counts none.
_PERIOD = re.compile(rf"({'|'.join(PERIODS)})(?!\w| d[e'’](?! jours))", re.IGNORECASE)
#: The day from which weeks are counted: "a week from Friday".
_COUNTED_FROM = re.compile(r"\s+from\s+(today|tomorrow|[^\W\d_]+day)\b", re.IGNORECASE)
#: A day of the month: "the 12th", "zum 15.", "avant le 15", "entro il 20"; not "le 15 rue", "zum 3.
#: Mal", "den 15. Mai".
_ORDINAL = re.compile(
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)\b"
    r"|(?:le|il|del|dem|den|zum) ([0-9]{1,2})(?=\.?\s*$|\.?[,;:!?)](?!\s*[0-9])"
    r"|\.(?=\s*[(–]|\s(?-i:[a-zß-ÿ]))"
    r"| (?:du mois|del mes|del mese|prochain|inclus|dernier délai|svp|s['’]|(?:au )?matin"
    r"|(?:à )?midi|au soir)))",
    re.IGNORECASE,
)
_DAY_WORD = re.compile(r"([^\W\d_]+(?:['’]s)?)\.?(?!\w)")
#: A two-digit year further away than this is none.
_FAR_DAYS_N = 800
#: What may stand between a weekday and the date it belongs to.
_AFTER_WEEKDAY = re.compile(
    r",?\s*\(?(?:(?:evening|morning|afternoon|the|den|dem|le|el|il)\s+)?", re.IGNORECASE
)
#: Behind a weekday: that of the week after this one.
_NEXT_WEEK = re.compile(
    r"\s+(?:of |in |(?:der|in der) )?(?:next week|(?:nächste|kommende)[rn]? woche"
    r"|(?:de )?la semaine prochaine|de la (?:próxima semana|semana que viene)"
    r"|della (?:prossima settimana|settimana prossima)|(?:van )?volgende week)\b",
    re.IGNORECASE,
)


class DayName(NamedTuple):
    """A day that a text names at its beginning: in `length` characters, in which manner."""

    day: date
    length: int
    kind: Kind


def resolve_day(text: str, sent: date, order: DateOrder) -> DayName | None:
    """The day that `text` begins with, if it begins with one."""
    word = _DAY_WORD.match(text)
    weekday = weekday_number(word[1]) if word else None
    gap = _AFTER_WEEKDAY.match(text, word.end()) if word and weekday is not None else None
    skip = max(gap.end() if gap else 0, 2)
    full = [one for one in find_dates(text, order)[:1] if one.start <= skip]
    partial = [one for one in find_partial_dates(text, order, sent)[:1] if one.start <= skip]
    if full and not (partial and abs((full[0].value - sent).days) > _FAR_DAYS_N):
        return DayName(full[0].value, full[0].end, "date")
    if partial:  # "3 Dec 12 noon", "October 18-19" hold no year
        name = text[: partial[0].end]
        if "/" in name:  # whose full stop is the sentence's
            name = name.rstrip(".")
        kind: Kind = "partial" if any(map(str.isalpha, name)) else "numeric"
        return DayName(partial[0].value, len(name), kind)
    lowered = text.lower()
    for phrase, days in RELATIVE.items():
        if lowered.startswith(phrase) and not lowered[len(phrase) :][:1].isalpha():
            return DayName(sent + timedelta(days=days), len(phrase), "relative")
    if word and weekday is not None:
        return _resolve_weekday(text, word.end(1), weekday, sent)
    weekend = _WEEKEND.match(text)
    if weekend is not None:  # what is due by then is due on the last working day
        return DayName(_friday(sent), weekend.end(), "weekend")
    for resolve in (
        _resolve_end, _resolve_middle, _resolve_span, _resolve_feast, _resolve_count,
        _resolve_ordinal,
    ):  # fmt: skip
        found = resolve(text, sent)
        if found is not None:
            return found
    return None


def _resolve_weekday(text: str, end: int, weekday: int, sent: date) -> DayName:
    """ "Friday": the next one after the day of sending; "Friday next week": that week's.

    "Friday week" is a week behind the next one.
    """
    ahead = weekday - sent.weekday()
    next_week = _NEXT_WEEK.match(text, end)
    if next_week is not None:
        return DayName(sent + timedelta(days=ahead + 7), next_week.end(), "weekday")
    in_a_week = IN_A_WEEK.match(text, end)
    if in_a_week is not None:
        return DayName(sent + timedelta(days=(ahead % 7 or 7) + 7), in_a_week.end(), "weekday")
    return DayName(sent + timedelta(days=ahead % 7 or 7), end, "weekday")


def _friday(sent: date) -> date:
    return sent + timedelta(days=(4 - sent.weekday()) % 7)


def _wednesday(sent: date) -> date:
    return sent + timedelta(days=(2 - sent.weekday()) % 7)


def _month_end(sent: date, month: int) -> date:
    year = sent.year + (month < sent.month)
    return date(year, month, calendar.monthrange(year, month)[1])


def _resolve_end(text: str, sent: date) -> DayName | None:
    """ "end of March 2027", "Ende der Woche": the last day, of a week its Friday."""
    short = END_SHORT.get(text[:3].lower()) if not text[3:4].isalpha() else None
    if short is not None:
        return DayName(_friday(sent) if short == "week" else _month_end(sent, sent.month), 3, "end")
    match = _END_OF.match(text)
    if match is None:
        return None
    name = match[2].lower()
    if name in _WEEKS:
        return DayName(_friday(sent) + timedelta(days=7 * bool(match[1])), match.end(), "end")
    if name in _YEARS:
        year = int(match[3] or sent.year + bool(match[1]))
        return DayName(date(year, 12, 31), match.end(), "end")
    month = sent.month if name in _MONTHS else month_number(name)
    if name in QUARTERS:
        month = _quarter_month(sent, later=bool(match[1]))
    if name[1:].isdecimal():  # "Q1", in French "T1"
        month = 3 * int(name[1:])
    if not month:
        return None
    if name in _MONTHS and match[1]:
        month = month % 12 + 1
    first = date(int(match[3]), 1, 1) if match[3] else sent
    return DayName(_month_end(first, month), match.end(), "end")


def _quarter_month(sent: date, *, later: bool = False) -> int:
    """The last month of a day's quarter, or of the one behind it."""
    last = -(-sent.month // 3) * 3
    return last % 12 + 3 if later else last


def _resolve_middle(text: str, sent: date) -> DayName | None:
    """ "mid-March", "Mitte März": the fifteenth."""
    match = _MIDDLE_OF.match(text)
    if match is None:
        return None
    name = match[2].lower()
    if name in _WEEKS:
        wednesday = _friday(sent) + timedelta(days=5) if match[1] else _wednesday(sent)
        return DayName(wednesday, match.end(), "mid")
    month = sent.month if name in _MONTHS else month_number(name)
    if not month:
        return None
    if name in _MONTHS and match[1]:
        month = month % 12 + 1
    return DayName(_month_end(sent, month).replace(day=15), match.end(), "mid")


def _resolve_span(text: str, sent: date) -> DayName | None:
    """ "this week", "next week", "week 42", "still in March": the last working day, or the last."""
    match = _SPAN.match(text)
    if match is None:
        return None
    if match["number"]:
        try:
            friday = date.fromisocalendar(sent.year, int(match["number"]), 5)
        except ValueError:
            return None
        return DayName(friday, match.end(), "span") if friday >= sent else None
    if match["month"] or match["name"]:
        name = (match["name"] or "").lower()
        month = sent.month if match["month"] else month_number(name) or month_number(name[:-1])
        return DayName(_month_end(sent, month), match.end(), "span") if month else None
    later = 7 * bool(match["next"] or match["prochaine"])
    return DayName(_friday(sent) + timedelta(days=later), match.end(), "span")


def _resolve_feast(text: str, sent: date) -> DayName | None:
    """ "Christmas", "year-end": the last day before it, or of it."""
    lowered = text.lower()
    for name, (month, number) in FEASTS.items():
        if lowered.startswith(name) and not lowered[len(name) :][:1].isalpha():
            last = _month_end(sent, month or sent.month)
            return DayName(last.replace(day=min(number, last.day)), len(name), "feast")
    for name in QUARTER_ENDS:
        if lowered.startswith(name) and not lowered[len(name) :][:1].isalpha():
            return DayName(_month_end(sent, _quarter_month(sent)), len(name), "feast")
    return None


def _resolve_count(text: str, sent: date) -> DayName | None:
    """ "14 days", "deux semaines", "24 hours", "huitaine": that long after the mail was sent."""
    period = _PERIOD.match(text)
    if period is not None:
        days = PERIODS[period[1].lower()]
        return DayName(sent + timedelta(days=days), period.end(), "count")
    months = count_months(text, sent)
    if months is not None:
        return DayName(*months, "count")
    match = COUNT.match(text)
    if match is None:
        return None
    count = int(match[1]) if match[1].isdecimal() else COUNTS.get(match[1].lower(), 0)
    unit = match[3].lower()
    if not count or count > 366:
        return None
    working = (match[2] or "").strip().lower() in {"working", "business"}
    if working or re.search(r"^werk|^arbeit|ouvr|hábil|labor|lavor", unit):
        day = sent
        while count:
            day += timedelta(days=1)
            count -= day.weekday() < 5
        return DayName(day, match.end(), "count")
    if unit.startswith(("hour", "hr", "stund", "heure", "hora", "ore", "uur")):
        days = -(-count // 24) if count >= 24 else 0
        return DayName(sent + timedelta(days=days), match.end(), "count")
    if unit.startswith("min"):
        return DayName(sent, match.end(), "count")
    weeks = unit.startswith(("week", "woche", "semain", "seman", "settim", "weken"))
    start, end = _counted_from(text, match.end(), sent) if weeks else (sent, match.end())
    return DayName(start + timedelta(days=count * (7 if weeks else 1)), end, "count")


def _counted_from(text: str, end: int, sent: date) -> tuple[date, int]:
    """The day from which weeks that end there are counted, and where its name ends."""
    named = _COUNTED_FROM.match(text, end)
    word = named[1].lower() if named else ""
    weekday = weekday_number(word)
    if named is None or (weekday is None and word not in RELATIVE):
        return sent, end
    days = RELATIVE[word] if weekday is None else (weekday - sent.weekday()) % 7 or 7
    return sent + timedelta(days=days), named.end()


def _resolve_ordinal(text: str, sent: date) -> DayName | None:
    """ "the 12th", "zum 15.": the next such day of the month."""
    match = _ORDINAL.match(text)
    if match is None:
        return None
    for ahead in range(1, 62):
        day = sent + timedelta(days=ahead)
        if day.day == int(match[1] or match[2]):
            return DayName(day, match.end(), "ordinal")
    return None
