"""The date by which a mail's reader must act, found by rule.

A deadline is a keyword ("by", "bis", "avant le", "within", …) followed by a day: a full date, a
date without a year, a weekday, "tomorrow", "end of March", "14 days"; resolved against the mail's
own Date. Of several the one that is asked for most plainly counts.
"""

import re
from collections.abc import Iterator
from datetime import date

from schemas.record import Deadline
from tasks.dates import DateOrder
from tasks.day_phrases import COUNT, resolve_day
from tasks.sentences import split_text

#: Words before a day that make it a deadline: those that say nothing else, plain ones, weak ones.
_STRONG = (
    "no later than|not later than|at the latest|latest(?: by)?|deadline(?: is| of)?:?|"
    "due(?: date)?(?: is| on| by)?|on or before|spätestens(?: bis| am)?(?: zum)?|"
    "bis spätestens(?: zum| am)?|frist(?: ist| bis)?:?|au plus tard(?: le)?|date limite ?:?|"
    "échéance(?: le| au)?|a más tardar(?: el)?|como muy tarde(?: el)?|fecha límite ?:?|"
    "entro e non oltre(?: il)?|al più tardi(?: il)?|non oltre(?: il)?|scadenza ?:?|"
    "uiterlijk(?: op| vóór)?|ten laatste(?: op)?|(?:expires?|expiring|expire|verfällt|läuft ab|"
    "scade|vence|verloopt)(?: on| le| am| il| el| op)?"
)
_PLAIN = (
    "by|before|prior to|bis(?: zum| einschließlich)*|vor dem|avant(?: le)?|d['’]ici(?: le| au| à)?|"
    "antes del?|antes el|entro(?: il| la| l['’])?|prima del|vóór|tegen"
)
_WEAK = (
    "until|till|jusqu['’]au|hasta el|fino al|tot(?: en met)?|voor|para el|pour le|per il|für|"
    "within(?: the next)?|innerhalb(?: von)?|binnen|sous|dans un délai de|en un plazo de"
)
_KEYWORD = re.compile(rf"(?<!\w)(?:({_STRONG})|({_PLAIN})|({_WEAK}))(?!\w)", re.IGNORECASE)

_ASKING = re.compile(
    r"\b(?:please|kindly|need|must|required?|have to|could you|can you|let (?:me|us) know|send|"
    r"reply|confirm|return|submit|bitte\w*|müssen|brauchen|benötigen|senden|bestätigen|merci|veuillez|"
    r"devez|faut|besoin|retourner|ruego|rogamos|necesitamos|deben?|enviar|prego|preghiamo|dovete|serve|"
    r"inviare|graag|gelieve|moeten|nodig|verzoek\w*|asap|urgent|dringend)\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\b(?:out of|away|off|absent|vacation|holiday|leave|closed|valid|open|available|urlaub|"
    r"abwesend|gültig|geschlossen|congé|absente?|valable|vacaciones|ferie|valid[ao]|vakantie|geldig)\b",
    re.IGNORECASE,
)
#: What may stand between the keyword and the day: articles, a time of day.
_CLOCK = (
    r"[0-9]{1,2}(?:[:.h][0-9]{2}\s?(?:[ap]\.?m\.?|uhr|h)?|\s?(?:[ap]\.?m\.?|uhr|h|uur|heures|noon))"
)
_LEAD = re.compile(
    r"^[\s:]*(?:(?:the|close of business|close of play|close|cob|eod|noon|midday|midnight|on|at|"
    r"this|next|coming|kommenden|nächsten|diesen|dem|den|der|am|zum|um|le|la|ce|el|este|il|lo|questo|de|"
    r"op|deze|aanstaande|of|mittag|midi|mezzogiorno|mediodía)\s+"
    rf"|{_CLOCK}(?:\s+[A-Z]{{2,3}}T)?,?\s+)*",
    re.IGNORECASE,
)


def find_deadline(text: str, sent: date, order: DateOrder) -> Deadline | None:
    """The plainest deadline in `text` that does not lie before the day it was sent, or None."""
    best: tuple[float, Deadline] | None = None
    for sentence in split_text(text):
        for score, found in _find_in_sentence(sentence, sent, order):
            if best is None or score > best[0]:
                best = score, found
    return best[1] if best else None


def _find_in_sentence(
    sentence: str, sent: date, order: DateOrder
) -> Iterator[tuple[float, Deadline]]:
    asks = bool(_ASKING.search(sentence))
    for match in _KEYWORD.finditer(sentence):
        start = match.end()
        window = sentence[start : start + 60]
        lead = _LEAD.match(window)
        # The lead may have swallowed a day's own words ("the end of …"): try without it too.
        for offset in dict.fromkeys(
            (lead.end() if lead else 0, len(window) - len(window.lstrip()))
        ):
            found = resolve_day(window[offset:], sent, order)
            if found is not None:
                break
        else:
            continue
        day, length = found
        if day < sent:
            continue
        if match[3] and _ABSENT.search(sentence):
            continue
        if match[3] and COUNT.match(sentence[start:].lstrip()) and not asks:
            continue  # "within 30 days" is often only a term of business
        if match[2] and match[2].lower() == "bis" and COUNT.match(sentence[start:].lstrip()):
            continue  # "bis 4 Wochen" says how long something takes
        score = 2.0 * bool(match[1]) + 1.0 * bool(match[2]) + 0.5 * asks
        phrase = sentence[match.start() : start + offset + length]
        yield score, Deadline(text=phrase.strip(), date=day.isoformat())
