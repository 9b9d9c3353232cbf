"""Days by which the sender himself does something, or needs time: nobody else's deadline."""

import re

from tasks.mails.day_finder import FoundDay
from tasks.mails.promises import ANOTHER_MATTER, NEEDS_TIME, PROMISE

#: What is asked for beside a promise, or for what it is made: "I'll send it, please sign it by …".
_ASKED = re.compile(
    r"\b(?:please|pls|kindly|you (?:need|must|have|can|may|should)|your (?:reply|answer|feedback)"
    r"|so that you|and you|once|when|as soon as|expect\w*|erwart\w*|sobald|dès que|zodra|quand"
    r"|cuando|quando|if|unless|provided|need|bitten?|wenn|falls|sofern|damit|müssen|brauch\w*|zur"
    r"|merci|veuillez|afin|pour que|si|besoin|à (?:signer|retourner|compléter|remplir|renvoyer)"
    r"|por favor|rogamos|ruego|para que|necesit\w+|prego|preghiamo|affinché|se|serv\w+|bisogno"
    r"|graag|gelieve|verzoek|zodat|als|indien|moet\w*|nodig|ausfüllen|unterschr\w+|sign"
    r"|fill|discounts?|rabatt|skonto|remise|descuento|sconto|korting|orders?|offers?)\b|[%;!]",
    re.IGNORECASE,
)
#: What one gets by a day is time for something of one's own: "You will have until 4 December".
_CHANCE = re.compile(
    r"\b(?:opportunity|chance|time|option|gelegenheit|möglichkeit|zeit|frist|délai|possibilité"
    r"|temps|plazo|tiempo|oportunidad|tempo|termine|possibilità|gelegenheid|tijd|mogelijkheid"
    r"|until|jusqu['’]\w+|hasta|fino|tot)\b",
    re.IGNORECASE,
)
_NEEDS_TIME = re.compile(rf"{NEEDS_TIME}(?: the| le| el)?\s+$", re.IGNORECASE)
_MOST_CHARS = 160


def is_promised(sentence: str, day: FoundDay) -> bool:
    """Whether it is the sender who will do, or needs, something by a day that a sentence names.

    The day stands in the promise's own clause: "We will send the contract by Friday", but not "We
    will send the contract, to be returned by Friday".
    """
    start = max(0, day.start - _MOST_CHARS)
    if _NEEDS_TIME.search(sentence, start, day.start):
        return True
    if sentence.rstrip().endswith("?") or _CHANCE.search(sentence):
        return False
    promise = PROMISE.search(sentence, start)
    if promise is None or promise.start() > day.start:
        return False
    # "Wir werden bis Freitag liefern": the day stands within the promise.
    within = promise.end() > day.start
    between = sentence[promise.start() if within else promise.end() : day.start]
    return not _ASKED.search(between) and not ANOTHER_MATTER.search(between)
