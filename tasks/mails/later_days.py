"""Days that are counted on from a mail's: "Friday week", "a month from the date of this mail"."""

import calendar
import re
from datetime import date

from tasks.values.day_words import COUNTS

#: Behind a weekday: that of the week behind the next one.
IN_A_WEEK = re.compile(
    r"\s+(?:week(?!\s*(?:[0-9]|commencing|beginning|ending|end|number|no\b))|in (?:einer woche"
    r"|acht tagen)|en huit|over een week)\b",
    re.IGNORECASE,
)
#: Beside a weekday that is tomorrow, which would be called so: "next Thursday", "jeudi prochain".
_NEXT = re.compile(r"\b(?:next|nächste[nr]?|volgende|próximo|prossim[oa])\s+$", re.IGNORECASE)
_NEXT_BEHIND = re.compile(r"\s+(?:prochain|próximo|prossim[oa])\b", re.IGNORECASE)
_LEAD_CHARS = 12
#: Months that are counted from the mail that names them.
_MONTHS = re.compile(
    r"([0-9]{1,2}|[^\W\d_]+) (?:months?|monate?n?|monats?|mois|mes(?:es)?|mes[ei]|maand(?:en)?)"
    r" (?P<from>(?:of|from|after|ab|nach|seit|à (?:compter|partir|dater) d(?:e|u)|suivant"
    r"|a (?:partir|contar) de|desde|dal(?:la)?|a (?:decorrere|partire) dal(?:la)?|vanaf|na|op)\b"
    r"[^.;,!?]{0,34}?\b(?:this|dies\w{1,2}|présente?|cette|ce|est[ae]|presente|quest[ao]|deze|dit))"
    r"(?!\w)",
    re.IGNORECASE,
)
#: Before a term that is counted so, who has it: "Vous disposez d'un mois à compter de …".
_GIVEN = re.compile(
    r"\b(?P<strong>(?:you have|(?:sie|ihnen) (?:haben|bleib(?:t|en))|vous (?:avez|disposez)"
    r"|disponen?|tienen?|avete|u (?:heeft|hebt))(?: (?:de|di|d['’]))?(?: up to)?"
    r"|within|innerhalb(?: von)?|binnen|dans(?: un délai d['’e])?|entro|en(?: el plazo de)?)\s*$",
    re.IGNORECASE,
)


def is_next(text: str, start: int, end: int) -> bool:
    """Whether a weekday that stands there is called the next one: "next Thursday"."""
    before = _NEXT.search(text, max(0, start - _LEAD_CHARS), start)
    return bool(before or _NEXT_BEHIND.match(text, end))


def count_months(text: str, sent: date) -> tuple[date, int] | None:
    """The day that so many months from the mail's are, and how many characters name it.

    "one month of the date of this email"; not "three months", which anything may have.
    """
    found = _MONTHS.match(text)
    if found is None:
        return None
    count = int(found[1]) if found[1].isdecimal() else COUNTS.get(found[1].lower(), 0)
    if not count:
        return None
    years, month = divmod(sent.month - 1 + count, 12)
    year = sent.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(sent.day, last)), found.end()


def find_given(sentence: str, start: int) -> re.Match[str] | None:
    """Who is given the months that stand there from the mail on: "Vous disposez d'"."""
    return _GIVEN.search(sentence, 0, start) if _MONTHS.match(sentence, start) else None
