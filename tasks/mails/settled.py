"""Whether the sender of a mail that is passed on says that he has dealt with it."""

import re
from collections.abc import Sequence

from schemas.understanding import Sentence
from tasks.mails.actions import seems_asked

_SETTLED = re.compile(
    r"\b(?:i|we)(?:['’]ve| have)?(?: already| just)* (?:answered|replied|responded|accepted"
    r"|declined|paid|signed|confirmed|settled|handled|dealt with|taken care of|took care of)\b"
    r"|\b(?:(?:is|was|has|have|been|are|already) )+(?:done|dealt with|settled|taken care of"
    r"|answered|handled|sorted)\b"
    r"|\b(?:ist|sind|hat sich|wurde|schon|bereits) (?:schon |bereits |längst )?(?:erledigt"
    r"|beantwortet|bezahlt)\b"
    r"|\b(?:haben? (?:ich|wir)|(?:ich|wir) haben?) (?:[^\W\d_]+ ){0,4}(?:angenommen|beantwortet"
    r"|geantwortet|erledigt|bezahlt|bestätigt|abgelehnt|unterschrieben)\b"
    r"|\b(?:j['’]ai|nous avons|(?:c['’]|est) ?(?:est)?) ?(?:déjà |bien |y )*(?:répondu|accepté|payé"
    r"|réglé|confirmé|refusé|signé|fait)\b"
    r"|\b(?:ya |lo |la |le )*(?:he|hemos) (?:respondido|contestado|aceptado|pagado|confirmado"
    r"|rechazado|firmado|resuelto)\b|\bya está (?:hecho|resuelto|contestado|pagado)\b"
    r"|\b(?:ho|abbiamo) già (?:risposto|accettato|pagato|confermato|rifiutato|firmato|fatto)\b"
    r"|\b(?:è|già) (?:già )?(?:fatto|risolto|sistemato)\b"
    r"|\b(?:heb(?: ik)?|hebben(?: we| wij)?) (?:[^\W\d_]+ ){0,3}(?:beantwoord|geantwoord"
    r"|geaccepteerd|betaald|bevestigd|afgewezen|ondertekend|afgehandeld)\b"
    r"|\bis (?:al |reeds |inmiddels )*(?:afgehandeld|geregeld|gedaan|beantwoord)\b",
    re.IGNORECASE,
)
#: "Nur zur Information", "Solo para tu información".
_FYI = re.compile(
    r"^\W*(?:nur|only|just|seulement|solo|alleen) (?:zur?|for|pour|para|per|ter)\b", re.IGNORECASE
)
#: What leaves something to be done, or says that it is not.
_OPEN = re.compile(
    r"\b(?:not|if|once|when|only|partly|except|rest|but|nicht|wenn|sobald|nur|teil\w*|außer|aber"
    r"|pas|si|quand|seulement|sauf|mais|no|cuando|solo|salvo|pero|non|se|quando|tranne|ma|niet"
    r"|als|zodra|alleen|behalve|maar|todo|offen|need\w*"
    # What is left for the reader.
    r"|your turn|yours|over to you|für (?:dich|euch|sie)|(?:du bist|sie sind) dran|à (?:toi|vous)"
    r"|à (?:ton|votre) tour|(?:te|le) toca|tocca a|jij|aan (?:jou|u)|second"
    r"|zweite\w*)\b|n['’]t\b|\?",
    re.IGNORECASE,
)
#: Who has more to say than that has more to do as well.
_WORDS_N = 30


def is_settled(above: str, own: Sequence[Sentence]) -> bool:
    """Whether what stands above a mail that is passed on ends the matter, and asks for nothing.

    "FYI, I answered this yesterday", but not "I have accepted, please send them the order".
    """
    words = above.split()
    text = " ".join(words)
    if len(words) > _WORDS_N or _OPEN.search(_FYI.sub("", text)):
        return False
    return bool(_SETTLED.search(text)) and not any(map(seems_asked, own))
