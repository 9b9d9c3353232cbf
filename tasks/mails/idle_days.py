"""Days by which nobody has to do anything: of absences, beginnings, events."""

import re

from tasks.mails.asked_words import ASKED
from tasks.mails.barred_days import MOVED
from tasks.mails.day_finder import FoundDay
from tasks.mails.done_today import is_done_today
from tasks.mails.idle_cases import comes_then, is_in_case

#: What stands before a day until which somebody is away, or something may wait.
_UNTIL = (
    r"(?: (?:only|just|noch|encore|back|wieder))?"
    r"(?: (?:until|till|through|bis(?: zum| einschließlich)?|jusqu['’](?:à|au)|hasta(?: el)?"
    r"|fino a(?:l|lla)?|tot(?: en met)?))"
)
_AWAY = re.compile(
    r"\b(?:out of (?:the )?office|away|(?:on|auf) (?:(?:annual|sick|parental) )?"
    r"(?:leave|holiday|vacation|dienstreise)|im (?:\w*urlaub|krankenstand)|in elternzeit|abwesend"
    r"|krankgeschrieben|nicht (?:im (?:haus|büro)|erreichbar)|absente?s?|en (?:congés?|vacances"
    r"|déplacement)|en congé [^\W\d_]+|en arrêt|de vacaciones|ausente|de baja|in ferie|assente"
    r"|in malattia|afwezig|(?:op|met) vakantie|met verlof)"
    rf"{_UNTIL}(?: (?:the|le|el|il|de|on))?(?: [^\W\d_]{{2,10}},?)?\s+$",
    re.IGNORECASE,
)
#: What else there is may wait; "It can wait until Friday" names the term of what was asked for.
_OTHERS = (
    r"\b(?:else|others?|rest|ander(?:e[nrs]?|s)|übrigen?|weiteren?|autres?|reste|otr[oa]s?|resto"
    r"|demás|altr[oaie]|overige)\b[^.;:!?]*"
)
_MAY_WAIT = re.compile(
    rf"{_OTHERS}\b(?:(?:can|could|may) (?:easily |well |also )?wait(?: (?:until|till|for))?"
    r"|(?:peut|peuvent|pourra) attendre(?: (?:à|jusqu['’](?:à|au)))?"
    r"|pueden? esperar(?: (?:a|al|hasta(?: el)?))?|(?:può|possono) (?:aspettare|attendere)"
    r"(?: (?:a|fino a(?:l)?))?|(?:kan|kunnen) wachten tot)"
    r"(?: (?:the|le|el|il|de|on))?(?: [^\W\d_]{2,10},?)?\s+$",
    re.IGNORECASE,
)
_MAY = re.compile(
    rf"{_OTHERS}\b(?:kann|können|kan|kunnen) (?:(?!nicht\b|niet\b)[^\s,;:.!?]+ ){{0,4}}?"
    r"(?:bis(?: zum)?|tot)\s+$",
    re.IGNORECASE,
)
_WAIT_BEHIND = re.compile(r" (?:warten|wachten)\b", re.IGNORECASE)
#: Who is asked to pay from a day on has that day's term.
_PAYS = re.compile(
    r"\b(?:überweis\w*|(?:be)?zahl\w*|pay|paye[rz]|verse[rz]|pagar|pague|paghi|pagare|betaal\w*"
    r"|betalen)\b",
    re.IGNORECASE,
)
#: From when on something is so.
_FROM = re.compile(
    r"\b(?:ab(?: dem)?|as of|(?:starting|beginning|effective)(?: on| from)?|with effect from"
    r"|à (?:partir|compter) (?:du|de)|a partir del?|a partire dal?(?:la)?|vanaf|met ingang van)"
    r"(?: (?:the|le|el|il|de))?(?: [^\W\d_]{2,10},)?\s+$",
    re.IGNORECASE,
)
_TO_THE = r" (?:for|für|pour|para|per|voor)(?: (?:the|den|le|el|il))?(?: [^\W\d_]{2,10},?)?\s+$"
#: What is booked for a day, which is that of the event: "le car réservé pour dimanche".
_BOOKED = re.compile(
    r"\b(?:booked|reserved|gebucht\w*|reserviert\w*|réservée?s?|reservad[oa]s?|prenotat[oaie]"
    rf"|geboekte?|gereserveerde?){_TO_THE}",
    re.IGNORECASE,
)
#: What is planned for a day, be it an event or what somebody is to do.
_PLANNED = re.compile(
    r"\b(?:scheduled|planned|(?:ein)?geplant\w*|angesetzt\w*|prévue?s?|programmée?s?|previst[oaie]s?"
    rf"|geplande?|gepland){_TO_THE}",
    re.IGNORECASE,
)
#: What is done by a term, not at an event.
_DUE = re.compile(
    r"\b(?:deadline|due|\w*termine?|\w*frist|délai|date limite|échéance|plazo|fecha límite"
    r"|vencimiento|scadenza|termijn|submission|payment|return|remise|dépôt|paiement|règlement|envoi"
    r"|presenta(?:zione|ción)|entrega|pago|consegna|pagamento|invio|\w*abgabe|\w*zahlung"
    r"|einreichung|inlevering|indiening|betaling)\b",
    re.IGNORECASE,
)
#: From one hour to another, and from a day to another: "19.03., 22:00 Uhr bis Freitag".
_RANGE = re.compile(
    r"[0-9]{1,2}[.:h][0-9]{2}(?: ?(?:uhr|h|uur|[ap]\.?m\.?))? (?:bis(?: zum)?|to|until|till|through"
    r"|au|jusqu['’]au|al|hasta el|fino al|tot(?: en met)?)\s+$"
    r"|\bfrom [^,;:.!?]{1,30} (?:to|through|thru)\s+$|\bdu [^,;:.!?]{1,20} au\s+$"
    r"|\bdal [^,;:.!?]{1,20} al\s+$|\bdel [^,;:.!?]{1,20} al\s+$",
    re.IGNORECASE,
)
#: Before a day, till when orders have a price or come in time: nobody has to order.
_ORDERS = re.compile(
    r"(?:^|[.;:]\s+)\W*(?:(?:all|any|for|alle|für|les|pour les|toutes les|los|gli|voor) )*"
    r"(?:orders|bestellungen|aufträge|commandes|pedidos|ordini|bestellingen)"
    r"(?:,? die| we receive|(?: that are)? (?:received|placed|reçues|passées|recibidos|ricevuti"
    r"|pervenuti|ontvangen))(?: on or)? (?:by|before|until|bis(?: zum)?|vor(?: dem)?|avant(?: le)?"
    r"|jusqu['’]au|antes del?|hasta(?: el)?|entro(?: il)?|vóór|voor)\s+$",
    re.IGNORECASE,
)
_CHARS = 70
#: What makes the day behind it idle.
_BEFORE = (_AWAY, _ORDERS, _MAY_WAIT)


def is_idle(sentence: str, day: FoundDay) -> bool:
    """Whether nothing is to be done by a day that a sentence names."""
    start = max(0, day.start - _CHARS)
    if any(leads.search(sentence, start, day.start) for leads in _BEFORE):
        return True
    if _RANGE.search(sentence, start, day.start) and not MOVED.search(sentence):
        return True
    if _MAY.search(sentence, start, day.start) and _WAIT_BEHIND.match(sentence, day.end):
        return True
    return (
        _is_booked(sentence, day)
        or _begins(sentence, day)
        or is_in_case(sentence, day)
        or comes_then(sentence, day)
        or is_done_today(sentence, day)
    )


def _begins(sentence: str, day: FoundDay) -> bool:
    """Whether something is so from a day on; a week is one in which it begins."""
    start = max(0, day.start - _CHARS)
    if day.kind == "span" or not _FROM.search(sentence, start, day.start):
        return False
    before = sentence[: day.start]
    return not (_PAYS.search(before) and ASKED.search(before))


def _is_booked(sentence: str, day: FoundDay) -> bool:
    """Whether a day is that of an event, and nothing is to be handed in or paid then."""
    start, before = max(0, day.start - _CHARS), sentence[: day.start]
    if _DUE.search(before):
        return False
    if _BOOKED.search(sentence, start, day.start):
        return True
    return bool(_PLANNED.search(sentence, start, day.start)) and not ASKED.search(before)
