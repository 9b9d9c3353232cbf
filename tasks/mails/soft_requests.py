"""Requests that hardly sound so: what of the reader's is missing, what has time until he has.

"Mir fehlen von dir noch zwei Belege", "Call her if you get a minute"; not "Uns fehlt noch ein Teil
vom Lieferanten", nor "Wenn ihr Zeit habt, kommt vorbei".
"""

import re

_MISSING = re.compile(
    r"\b(?:mir|uns) fehl(?:t|en) (?:(?P<you_de>von (?:dir|ihnen|euch)) |leider |aber |jedoch )*"
    r"noch\b(?P<rest_de>[^.;:!?]*)"
    r"|\bil (?:me|nous) manque (?:encore|toujours)\b(?P<rest_fr>[^.;:!?]*)"
    r"|\b(?:me|nos) faltan? (?:aún|todavía)\b(?P<rest_es>[^.;:!?]*)"
    r"|\b(?:mi|ci) manca(?:no)? ancora\b(?P<rest_it>[^.;:!?]*)"
    r"|\b(?:ik mis|(?:wij|we) missen) nog\b(?P<rest_nl>[^.;:!?]*)"
    r"|\b(?:i|we) (?:still|only|just) need\b(?P<rest_en>[^.;:!?]*)"
    r"|\ball (?:i|we) need(?: now| from you| is| left){0,2} is\b(?P<all>[^.;:!?]*)",
    re.IGNORECASE,
)
#: That it is the reader's.
_YOURS = re.compile(
    r"^ (?:your|ihre?n?|deine?n?|eure?n?|(?:votre|vos|ton|ta|tes)|(?:su|sus|tu|tus|vuestr[oa]s?)"
    r"|(?:il |la |i |le )?(?:su[oa]|sue|suoi|tu[oa]|tue|tuoi|vostr[oaei])|uw|je|jouw|jullie)\b"
    r"|\b(?:from you|von (?:ihnen|dir|euch)|de (?:votre|ta) part|de su parte|da (?:lei|te|voi)"
    r"|van (?:u|je|jullie))\b",
    re.IGNORECASE,
)
#: What nobody can be asked for, and what others have to send.
_NOT_YOURS = re.compile(
    r"\b(?:patience|understanding|few|days?|weeks?|hours?|time|weather|suppliers?|driver"
    r"|head office|management|geduld|verständnis|zeit|tage?|lieferant\w*|hersteller\w*"
    r"|geschäftsleitung|fournisseurs?|proveedor\w*|fornitor\w+|leverancier\w*)\b",
    re.IGNORECASE,
)
#: For what somebody has time, politely: "when you have a minute", "quand vous aurez une minute".
_MINUTE = re.compile(
    r"\b(?:if|when|once) you (?:get|have|find) (?:a|an?other) (?:free |spare |quick )?"
    r"(?:minute|moment|min|sec|second|chance)\b"
    r"|\b(?:quand|dès que) (?:vous (?:aurez|avez)|tu (?:auras|as)) (?:une minute|un moment"
    r"|un instant|cinq minutes|deux minutes)\b"
    r"|\b(?:wenn|sobald) (?:du|sie|ihr) (?:(?:mal|kurz|gerade|einmal|eine?n?) ){0,3}"
    r"(?:minute|moment) (?:hast|haben|habt|findest|finden)\b"
    r"|\bcuando (?:teng(?:a|as)) un (?:momento|minuto)\b"
    r"|\bquando (?:h(?:a|ai)|avr(?:à|ai)|trov[ai]) un (?:attimo|momento|minuto)\b"
    r"|\b(?:als|wanneer) (?:je|u|jij) (?:even |een |eens )*(?:minuutje|momentje) (?:hebt|heeft)\b",
    re.IGNORECASE,
)
#: The same of time, of which who is invited has some as well.
_TIME = re.compile(
    r"\b(?:if|when|once) you (?:get|have|find) (?:some|the) time\b"
    r"|\b(?:quand|dès que|si) (?:vous (?:aurez|avez)|tu (?:auras|as)) le temps\b"
    r"|\b(?:wenn|sobald) (?:du|sie|ihr) (?:(?:mal|kurz|gerade|etwas) ){0,3}(?:zeit|luft)"
    r" (?:hast|haben|habt|findest|finden)\b"
    r"|\bcuando (?:teng(?:a|as)|pued(?:a|as)) (?:un (?:rato|hueco)|tiempo)\b"
    r"|\bquando (?:h(?:a|ai)|avr(?:à|ai)|trov[ai]) tempo\b"
    r"|\b(?:als|wanneer) (?:je|u|jij) (?:even )?tijd (?:hebt|heeft)\b",
    re.IGNORECASE,
)
#: What the reader is to do then.
_ORDER = re.compile(
    r"\b(?:send|check|sign|call|ring|phone|email|mail|tell|confirm|answer|reply|return|forward"
    r"|approve|review|update|fix|correct|change|schick\w*|prüf\w*|unterschreib\w*|ruf\w*|sag\w*"
    r"|bestätig\w*|antwort\w*|korrigier\w*|änder\w*|envoie[rz]?|envoyez|vérifie[rz]?|signe[rz]?"
    r"|appel(?:le|ez)|rappel(?:le|ez)|dis|dites|confirme[rz]?|réponde?[zs]|corrige[rz]?"
    r"|envía\w*|manda\w*|revis[ae]\w*|firm[aei]\w*|llám[ae]\w*|llama\w*|dime|díga\w+|confirm[ae]\w*"
    r"|respond[ae]\w*|corri[gj]\w+|invia\w*|controll\w+|chiama\w*|dimmi|rispondi\w*|correggi\w*"
    r"|stuur|bel|teken|zeg|bevestig|antwoord)\b"
    # What is wrong is to be put right.
    r"|\b(?:wrong|incorrect|stimmt nicht|falsch|n['’]est pas (?:bon|juste|correcte?)|sbagliat\w+"
    r"|incorrect[oa]|klopt niet)\b",
    re.IGNORECASE,
)
#: To what a reader is invited, or what he may look at.
_INVITES = re.compile(
    r"\b(?:come (?:by|over|round|along|and see)|visit|stop by|drop (?:by|in)|join|enjoy"
    r"|try|watch|listen|pick (?:it|them)? ?up|collect|(?:have|take) a look|read|fyi|vorbei\w*"
    r"|besuch\w*|abhol\w*|abzuholen|genie\w+|probier\w*|entdeck\w*|essaye[rz]|découvr\w+|schau\w*|komm\w*|passe[rz]?|vene[rz]|venir|viens|pásate|pase|ven|vengan?"
    r"|visit\w+|passi|passa|vieni|venga|loop|kom|langs|bezoek)\b",
    re.IGNORECASE,
)


def asks_for_missing(text: str) -> bool:
    """Whether a sentence says what is missing still, and that it is the reader's."""
    found = _MISSING.search(text)
    if found is None:
        return False
    rest = next((part for name, part in found.groupdict().items() if part and name != "you_de"), "")
    if _NOT_YOURS.search(rest):
        return False
    return bool(found["all"] is not None or found["you_de"] or _YOURS.search(rest))


def asks_in_good_time(text: str) -> bool:
    """Whether a sentence asks for something once its reader has time; no invitation."""
    if _INVITES.search(text):
        return False
    minute = _MINUTE.search(text)
    return bool(minute or (_TIME.search(text) and _ORDER.search(text)))
