"""The day to which a term is moved: "The deadline has been extended to 11 December"."""

import re

from tasks.mails.barred_days import MOVED
from tasks.mails.day_finder import FoundDay

_TERM = re.compile(
    r"\b(?:deadline|due date|closing date|cut-off date|(?:abgabe|einsende|einreichungs|liefer"
    r"|zahlungs)\w*termin|\w*frist|date limite|délai|échéance|fecha límite|plazo|vencimiento"
    r"|scadenza|termine|termijn|uiterste datum)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|new|jetzt|nun|neue?r?|désormais|maintenant|nouvelle|nouveau|ahora|nuev[oa]|ora"
    r"|nuov[oa]|nu|nieuwe)\b",
    re.IGNORECASE,
)
#: What leads to the new day, where a term that was moved, or is new, is named before it; a strong
#: word for `tasks.mails.deadline_features`, as its own are.
_LEADS = re.compile(
    r"\b(?P<strong>(?P<is>is|ist|lautet|est|es|è)(?: [^\W\d_]{2,10})?(?: the| der| le| el| il)?"
    r"|(?:to|until|till|auf|bis|au|jusqu['’]au|al|hasta|fino al|tot|naar)"
    r"(?: the| zum| den| dem| el| en met)?)\s+$",
    re.IGNORECASE,
)
_LEAD_CHARS, _TERM_CHARS = 30, 160


def find_new_term(sentence: str, day: FoundDay) -> re.Match[str] | None:
    """The words that lead to a day, where a term is moved to it or said to be that day now.

    "Die Frist wurde auf den 11. Dezember verlängert": "auf den"; not "Der Vertrag wurde bis …".
    """
    leads = _LEADS.search(sentence, max(0, day.start - _LEAD_CHARS), day.start)
    begins = max(0, day.start - _TERM_CHARS)
    if leads is None or not _TERM.search(sentence, begins, leads.start()):
        return None
    moved = _NOW.search(sentence, begins, day.start) if leads["is"] else MOVED.search(sentence)
    return leads if moved else None
