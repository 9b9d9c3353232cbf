"""The day to which a term is moved: "The deadline has been extended to 11 December".

And that on which it, or a discount, ends: "Morgen verfällt das Skonto".
"""

import re

from tasks.mails.barred_days import MOVED
from tasks.mails.day_finder import FoundDay
from tasks.mails.due_days import find_due
from tasks.mails.later_days import find_given

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
    r"\b(?P<strong>(?P<is>[^\W\d_]+(?<!termin) ?:|is|ist|lautet|est|es|è)(?: [^\W\d_]{2,10})?"
    r"(?: the| der| le| el| il)?"
    r"|(?:to|until|till|auf|bis|au|jusqu['’]au|al|hasta|fino al|tot|naar)"
    r"(?: the| zum| den| dem| el| en met)?)\s+$",
    re.IGNORECASE,
)
_LIMIT = (
    r"(?:(?:the|our|das|die|unser|unsere|le|notre|el|nuestro|lo|il|nostro|de|het|onze) |l['’])?"
    r"(?:skonto|(?:zahlungs|einspruchs|abgabe)?frist|(?:early[- ]payment |cash )?discount|deadline"
    r"|escompte|délai|descuento|plazo|sconto|termine|(?:betalings)?korting|termijn)\b"
)
#: Behind a day, that a term or a discount ends then: "Tomorrow the discount expires".
_ENDS = re.compile(
    r"\s+(?P<strong>(?:verfällt|endet|expire|vence|caduca|scade|verloopt|vervalt) (?:uns )?"
    rf"{_LIMIT}|läuft (?:uns )?{_LIMIT}[^,;:.!?]{{0,30}}? (?:ab|aus)\b"
    rf"|{_LIMIT} (?:expires|ends|lapses|runs out))",
    re.IGNORECASE,
)
_LEAD_CHARS, _TERM_CHARS = 30, 160


def find_new_term(sentence: str, day: FoundDay) -> re.Match[str] | None:
    """The words beside a day, where a term is moved to it, said to be that day now, or ends then.

    "Die Frist wurde auf den 11. Dezember verlängert": "auf den"; not "Der Vertrag wurde bis …".
    """
    ends = _ENDS.match(sentence, day.end)
    given = ends or find_given(sentence, day.start) or find_due(sentence, day)
    if given is not None:
        return given
    leads = _LEADS.search(sentence, max(0, day.start - _LEAD_CHARS), day.start)
    begins = max(0, day.start - _TERM_CHARS)
    if leads is None or not _TERM.search(sentence, begins, leads.end()):
        return None
    moved = _NOW.search(sentence, begins, day.start) if leads["is"] else MOVED.search(sentence)
    return leads if moved else None
