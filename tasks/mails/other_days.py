"""Days that a mail names and that are nobody's deadline, whatever word stands before them."""

import re

from tasks.mails.asked_words import ASKED
from tasks.mails.barred_days import is_barred
from tasks.mails.day_finder import FoundDay
from tasks.mails.idle_days import is_idle
from tasks.mails.moved_days import find_new_term
from tasks.mails.order_troubles import CAME
from tasks.mails.promised_days import is_promised
from tasks.values.day_words import RELATIVE

#: What leads to today, where a sentence says how things stand: "bis heute", "a día de hoy".
_UNTIL = re.compile(
    r"\b(?:bis(?: zum)?|tot(?: op| en met)?|hasta(?: el día de)?|(?P<now>al? día de)|a|ad|fino ad?"
    r"|jusqu['’](?:à|au)|à|until|till|up to|as of|by|per)\s+$",
    re.IGNORECASE,
)
_NOW = re.compile(r"a día de hoy\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:kein\w*|nicht\w*|noch immer|geen|niet\w*|no|not|nothing|sin|nada|pas|aucune?"
    r"|rien|non|nessun\w*|nulla)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:!?]")
_FREE = re.compile(r"\b(?:(?<!feel )free|kosten(?:frei|los)\w*|gratuit\w*|gratis)\b", re.IGNORECASE)
_CANCELLING = re.compile(r"\b(?:cancel\w*|storn\w+|annul\w+|disd\w+|anul\w+)\b", re.IGNORECASE)
#: Who cancels, or has cancelled, for all that this costs nothing.
_CANCELS = re.compile(
    r"\b(?:storniere|annulliere|annuleer|annulleer|(?:cancel|annuler?|cancelar|anular|annullare"
    r"|disdire) (?:la |il )?(?:my|our|ma|mon|notre|mi|nuestra|mia|mio|nostra)"
    r"|(?:has|have|had) (?:been )?cancell?ed|(?:wurde|ist) [^.,;]{0,40}storniert)\b",
    re.IGNORECASE,
)
_BOOKED = re.compile(
    r"\b(?:confirm\w*|conferm\w*|bestätig\w*|bevestig\w*|book\w*|buchung\w*|reserv\w*|réserv\w*"
    r"|prenot\w*|boeking\w*)\b",
    re.IGNORECASE,
)
#: By when one may ask, which nobody has to: "Questions by 22 April, please".
_QUESTIONS = re.compile(
    r"(?:^|[.;:!?]\s+)\W*(?:(?:for|any|further|other|all|bei|für|weitere|mögliche|pour|toutes? vos"
    r"|vos|para|sus|per|eventuali|voor|eventuele) ){0,2}(?:questions|queries|clarifications"
    r"|(?:rück|bieter)?fragen|preguntas|dudas|consultas|domande|quesiti|chiarimenti|vragen)\b"
    r"(?! (?:[0-9]|of|des|du|d[ei]l?|van)\b)[^.;:!?]{0,60}$",
    re.IGNORECASE,
)
#: Questions that the reader has to answer: "Questions must be answered by 22 April".
_ANSWERED = re.compile(
    r"\b(?:(?<!will be )answered|due|beantworten|beantwoorden|répondre|responder|contestar"
    r"|rispondere)\b",
    re.IGNORECASE,
)
_DONE = r"(?:\w*ge\w{2,}(?:[td]|en)|(?:be|er|ver|ent|ont)\w{2,}(?:[td]|en)|\w{2,}(?:é|és|ée|ées"
_DONE += r"|ado|ido|ato|uto|ito|sto|tto|reçu|lu|vu|mis|pris|fait|écrit|hecho|visto|escrito))"
_HAVE = (
    r"(?:habe?|haben|j['’]ai|nous avons|on a|he|hemos|ho|abbiamo|ik heb|heb ik|hebben)"
    r"(?: (?:ich|wir|wij|we))?"
)
#: A character of what was done, in which no other clause tells what is due: "that it ends today".
_THERE = r"(?:(?!\b(?:is|due|ends?|that|que|che|dass|dat|closes?|expires?)\b)[^,;:.!?])"
#: Before today and behind it, what its writer did then: "I rang today", "habe ich heute bezahlt".
_DID = re.compile(
    r"\b(?:i|we)(?:['’](?:ve|d)| have| had)?(?: just| also| already)* (?:rang|called|phoned|tried"
    r"|spoke|wrote|emailed|went|came|got|received|saw|noticed|found|opened|sent|paid|signed|posted"
    rf"|shipped|checked|met|heard|unpacked|discovered)\b{_THERE}{{0,40}}$"
    rf"|\b{_HAVE} (?:[^\s,;:.!?]+ ){{0,2}}?{_DONE}\b{_THERE}{{0,40}}$",
    re.IGNORECASE,
)
_HAS = re.compile(rf"\b{_HAVE} (?:[^\s,;:.!?]+ ){{0,2}}$", re.IGNORECASE)
_BEHIND = re.compile(rf"(?: [^\s,;:.!?]+){{0,5}}? {_DONE}\b", re.IGNORECASE)
#: What was agreed before and is not asked now: "Domani sì, come d'accordo".
_AGREED = re.compile(
    r"\b(?:as (?:agreed|discussed)|wie (?:besprochen|vereinbart|abgemacht)|comme (?:convenu|prévu)"
    r"|como (?:acordamos|quedamos|acordado)|come (?:d['’]accordo|concordato)|zoals (?:afgesproken"
    r"|besproken))\b",
    re.IGNORECASE,
)
_YES = re.compile(r",? (?:yes|ja|oui|sí|sì)\b", re.IGNORECASE)
#: What is due on a day by whoever writes: "La spedizione è prevista per il 18 novembre".
_DELIVERY = re.compile(
    r"\b(?:spedizion\w*|consegn\w*|arriv\w*|entregas?|envíos?|llegada|livraisons?|expédition"
    r"|\w*lieferung\w*|versand|delivery|shipping|shipment|levering|verzending)\b[^,;:?!]*"
    r"\b(?:previst[ao]s?|prévue?s?|estimad[ao]s?|estimat[ao]|estimée?s?|programad[ao]s?"
    r"|voraussichtlich\w*|estimated|expected|scheduled|verwacht\w*|gepland\w*|geplant\w*)\s+"
    r"(?:per il|per|para el|pour le|for|on|am|für den|voor|op)\s+(?:[^\W\d_]+,?\s+)?$",
    re.IGNORECASE,
)
#: What was promised, or is free, till or on a day: "He gave me 34 until Christmas".
_GIVEN = re.compile(
    r"\b(?:gave|quoted|guaranteed|promised|zugesagt|versprochen|gab|donné|garanti|accordé|dio|dieron"
    r"|prometi\w+|dat[oi]|promess\w|gegeven|beloofd|toegezegd)\b"
    r"[^,;:!?0-9]{0,30}[0-9][^,;:!?]{0,20}"
    r"\b(?:until|till|bis(?: zum)?|jusqu['’](?:à|au)|hasta(?: el)?|fino al?|tot)\s+$"
    r"|\b(?:libres?|frei|free|liber[oi]|vrij|available|disponibles?|disponibil[ei]|verfügbar)"
    r"(?: (?:on|am|le|el|il|op))?\s+$",
    re.IGNORECASE,
)
#: A day of what is cancelled: "Nous devons annuler la tournée de demain jeudi".
_CANCELLED = re.compile(
    rf"{_CANCELLING.pattern}[^,;:.!?]{{0,60}}\b(?:of|vom|de|du|del|di|van)\s+"
    r"(?:[^\W\d_]+ )?$",
    re.IGNORECASE,
)
#: To which something is moved: "Können wir ihn auf Donnerstag verschieben?".
_MOVES = (
    r"(?:reschedule|rebook|postpone|verschieben|verlegen|umbuchen|replacer|reprogrammer|reporter"
    r"|déplacer|décaler|aplazar|reprogramar|rimandare|verplaatsen|verzetten|verschuiven)"
)
_NAMED = frozenset({"date", "partial", "numeric", "weekday"})
_MOVED_TO = re.compile(
    rf"\b{_MOVES}\b(?: (?!(?:by|before|until|bis|vor|avant|antes|entro|prima|voor|vóór)\b)"
    r"[^\s,;:.!?]+){0,5}\s+$|\b(?:move|shift) [^,;:.!?]{1,40} to\s+$",
    re.IGNORECASE,
)
_MOVED_BEHIND = re.compile(rf"(?: [^\s,;:.!?]+){{0,3}} {_MOVES}\b", re.IGNORECASE)
_MOVES_TO = re.compile(r"\b(?:auf|op|naar)(?: den| de)?\s+$", re.IGNORECASE)
#: What leads from goods that came to a day ahead all the same: "They came and we pay by Friday".
_DUE = re.compile(
    r"\b(?:by|before|until|till|for|due|bis|vor|für|avant|pour|d['’]ici|jusqu\w*|antes|para|hasta"
    r"|entro|prima|per|voor|tegen|tot|uiterlijk|next|nächste\w*|kommende\w*|and|und|et|y|e|en"
    r"|is|ends?|expires?|closes?|payable|that|que|che|dass|dat)\b|[,;:.!?]",
    re.IGNORECASE,
)


def is_other_day(sentence: str, day: FoundDay) -> bool:
    """Whether a day that a sentence names is none by which anything is to be done."""
    return (
        _says_how_it_stands(sentence, day)
        or (offers_free_cancelling(sentence) and not ASKED.search(sentence))
        or bool(_DELIVERY.search(sentence[: day.start]))
        or bool(_QUESTIONS.search(sentence[: day.start]) and not _ANSWERED.search(sentence))
        or _is_of_something(sentence, day)
        or _tells_of(sentence, day)
        or is_barred(sentence, day)
        or is_promised(sentence, day)
        or is_idle(sentence, day)
    )


def _is_of_something(sentence: str, day: FoundDay) -> bool:
    """Whether a price or a place is had till a day, or something came, or is moved, to it.

    "Nos palettes sont arrivées vendredi", and not "Sie kamen, bitte zahlen Sie bis Freitag".
    """
    before = sentence[: day.start]
    if _GIVEN.search(before) or (day.kind in _NAMED and _is_moved_to(sentence, day)):
        return True
    if sentence.rstrip().endswith("?") or ASKED.search(sentence):
        return False
    if day.kind in {"weekday", "relative"} and _CANCELLED.search(before):
        return True
    came = CAME.search(before) if day.kind == "weekday" else None
    return bool(came and not _DUE.search(before, came.end()))


def _is_moved_to(sentence: str, day: FoundDay) -> bool:
    """Whether a visit, and no term, is to be moved to the day."""
    if find_new_term(sentence, day):
        return False
    before = sentence[: day.start]
    behind = _MOVES_TO.search(before) and _MOVED_BEHIND.match(sentence, day.end)
    return bool(behind or _MOVED_TO.search(before))


def _tells_of(sentence: str, day: FoundDay) -> bool:
    """Whether a sentence says what was done today, or that a day is agreed, and asks for nothing.

    "I rang today, same lad, same answer", "Domani sì, come d'accordo".
    """
    if sentence.rstrip().endswith("?") or ASKED.search(sentence):
        return False
    if _YES.match(sentence, day.end) and _AGREED.search(sentence):
        return True
    if RELATIVE.get(sentence[day.start : day.end].lower()) != 0:
        return False
    before = sentence[: day.start]
    return bool(_DID.search(before) or (_HAS.search(before) and _BEHIND.match(sentence, day.end)))


def offers_free_cancelling(text: str) -> bool:
    """Whether a sentence says that something may be cancelled: "Kostenfreie Stornierung bis …"."""
    return bool(_FREE.search(text) and _CANCELLING.search(text))


def confirms_what_may_be_cancelled(sentences: list[str]) -> bool:
    """Whether a mail confirms a booking, and says that it may be cancelled for nothing."""
    booked = any(_BOOKED.search(one) for one in sentences)
    return booked and any(map(offers_free_cancelling, sentences))


def cancels(subject: str, sentences: list[str]) -> bool:
    """Whether a mail cancels all the same: "Stornierung 4711", "Hiermit storniere ich"."""
    named = _CANCELLING.search(subject) and not _FREE.search(subject)
    return bool(named) or any(map(_CANCELS.search, sentences))


def _says_how_it_stands(sentence: str, day: FoundDay) -> bool:
    """ "Bis heute habe ich keine Antwort", and not "Bitte antworten Sie bis heute 17 Uhr".

    What another clause says counts not: "Ich warte bis heute Abend, sonst geht es nicht".
    """
    if _NOW.match(sentence, day.start):
        return True
    if RELATIVE.get(sentence[day.start : day.end].lower()) != 0:
        return False
    until = _UNTIL.search(sentence, max(0, day.start - 20), day.start)
    if until is None:
        return False
    if until["now"]:
        return True
    begins = [end.end() for end in _CLAUSE_END.finditer(sentence, 0, day.start)]
    ends = _CLAUSE_END.search(sentence, day.end)
    clause = sentence[begins[-1] if begins else 0 : ends.start() if ends else None]
    return bool(_NOT.search(clause) and not ASKED.search(clause))
