"""The date by which a mail's reader must act, found by rule.

A deadline is a keyword ("by", "until", "bis", "avant le", …) followed by a day: a full date, a date
without a year, a weekday, or "today"/"tomorrow"; resolved against the mail's own Date.
"""

import re
from datetime import date, timedelta
from functools import cache

from babel.dates import get_day_names

from schemas.record import Deadline
from tasks.dates import DateOrder, find_dates, find_partial_dates

_KEYWORDS: dict[str, str] = {
    "en": r"by|until|till|before|no later than|not later than|at the latest by|"
    r"due(?: date)?(?: is| on| by)?|deadline(?: is| of|:)?|latest|prior to|"
    r"on or before|effective before",
    "de": r"bis(?: spätestens| zum| zum| am| einschließlich)*|spätestens(?: am| bis| zum)*|vor dem|"
    r"frist(?: ist| bis|:)?|fällig(?: am| zum)?",
    "fr": r"avant(?: le)?|d'ici(?: le| au| à)?|d’ici(?: le| au| à)?|au plus tard(?: le)?|"
    r"jusqu'au|jusqu’au|pour le|échéance(?: le| au|:)?|date limite(?: :|:)?",
    "es": r"antes del?|hasta el|a más tardar(?: el)?|como muy tarde(?: el)?|para el|"
    r"fecha límite(?: :|:)?",
    "it": r"entro(?: e non oltre)?(?: il| l'| la)?|prima del|al più tardi(?: il)?|"
    r"non oltre(?: il)?",
    "nl": r"uiterlijk(?: op)?|vóór|voor|tot(?: en met| uiterlijk)?|tegen|ten laatste(?: op)?",
}
_RELATIVE: dict[str, int] = {
    "today": 0, "tonight": 0, "this afternoon": 0, "end of day": 0, "close of business": 0,
    "eod": 0, "cob": 0, "tomorrow": 1, "heute": 0, "morgen": 1, "übermorgen": 2, "aujourd'hui": 0,
    "aujourd’hui": 0, "demain": 1, "ce soir": 0, "hoy": 0, "mañana": 1, "oggi": 0, "domani": 1,
    "stasera": 0, "vandaag": 0, "overmorgen": 2,
}  # fmt: skip
_AFTER = re.compile(
    r"^\s*(?:at the latest|latest|spätestens|au plus tard|a más tardar|al più tardi|uiterlijk)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^[\s:]*(?:(?:the|end of|close of business|cob|noon|on|kommenden|nächsten|diesen|dem|den|am|"
    r"zum|le|ce|el|il|la|l'|de|op|next|this|coming|vendredi|at)\s+|[0-9]{1,2}(?:[:.h][0-9]{2})?\s?"
    r"(?:am|pm|a\.m\.|p\.m\.|uhr|h|uur|heures)?\s*(?:on|am|le|el|il|op|,)\s+)*",
    re.IGNORECASE,
)
_END_OF = re.compile(
    r"\b(?:end of (?:the )?(?:week|month)|ende (?:der woche|des monats)|week's end)\b", re.I
)


@cache
def _weekdays() -> dict[str, int]:
    names: dict[str, int] = {}
    for locale in _KEYWORDS:
        for number, name in get_day_names("wide", locale=locale).items():
            names[str(name).lower()] = int(number)
    for number, name in get_day_names("abbreviated", locale="en").items():
        names[str(name).lower()] = int(number)
    return names


def find_deadline(text: str, language: str, sent: date, order: DateOrder) -> Deadline | None:
    """The first deadline in `text` that does not lie before the day it was sent, or None."""
    keywords = _KEYWORDS.get(language, "")
    patterns = "|".join(
        filter(None, [keywords, _KEYWORDS["en"] if language not in _KEYWORDS else ""])
    )
    for match in re.finditer(rf"(?<!\w)(?:{patterns})(?!\w)", text, re.IGNORECASE):
        start = match.end()
        window = re.split(r"[.!?]\s+[A-Z]|\n\s*\n", text[start : start + 60])[0]
        lead = _LEAD.match(window)
        offset = lead.end() if lead else 0
        found = _resolve(window[offset:], sent, order)
        if found is None:
            continue
        day, length = found
        if day < sent:
            continue
        end = start + offset + length
        after = _AFTER.match(text[end:])
        end += after.end() if after else 0
        return Deadline(text=" ".join(text[match.start() : end].split()), date=day.isoformat())
    return None


def _resolve(text: str, sent: date, order: DateOrder) -> tuple[date, int] | None:
    """The day that `text` begins with, and how many characters name it."""
    weekday = re.match(r"([^\W\d_]+)\.?,?\s*(?:the|den|dem|le|el|il)?\s*", text)
    skip = weekday.end() if weekday and weekday[1].lower() in _weekdays() else 0
    for found in find_dates(text, order)[:1]:
        if found.start <= max(skip, 2):
            return found.value, found.end
    for partial in find_partial_dates(text, order, sent)[:1]:
        if partial.start <= max(skip, 2):
            return partial.value, partial.end
    lowered = text.lower()
    for phrase, days in _RELATIVE.items():
        if re.match(rf"{re.escape(phrase)}(?!\w)", lowered):
            return sent + timedelta(days=days), len(phrase)
    if skip and weekday:
        number = _weekdays()[weekday[1].lower()]
        ahead = (number - sent.weekday()) % 7
        return sent + timedelta(days=ahead or 7), weekday.end(1)
    return None
