"""Days by which nobody has to do anything: of absences, beginnings, cases that may never come."""

import re

from tasks.mails.barred_days import MOVED
from tasks.mails.day_finder import FoundDay
from tasks.values.day_words import RELATIVE

#: What stands before a day until which somebody is away, or something may wait.
_UNTIL = (
    r"(?: (?:only|just|noch|encore|back|wieder))?"
    r"(?: (?:until|till|through|bis(?: zum| einschließlich)?|jusqu['’](?:à|au)|hasta(?: el)?"
    r"|fino a(?:l|lla)?|tot(?: en met)?))"
)
_AWAY = re.compile(
    r"\b(?:(?:out of (?:the )?office|away|(?:on|auf) (?:(?:annual|sick|parental) )?"
    r"(?:leave|holiday|vacation|dienstreise)|im (?:\w*urlaub|krankenstand)|in elternzeit|abwesend"
    r"|krankgeschrieben|nicht (?:im (?:haus|büro)|erreichbar)|absente?s?|en (?:congés?|vacances"
    r"|déplacement)|en congé [^\W\d_]+|en arrêt|de vacaciones|ausente|de baja|in ferie|assente"
    r"|in malattia|afwezig|(?:op|met) vakantie|met verlof)"
    rf"{_UNTIL}|(?:can|could|may) (?:easily |well |also )?wait(?: (?:until|till|for))?"
    r"|(?:peut|peuvent|pourra) attendre(?: (?:à|jusqu['’](?:à|au)))?"
    r"|pueden? esperar(?: (?:a|al|hasta(?: el)?))?|(?:può|possono) (?:aspettare|attendere)"
    r"(?: (?:a|fino a(?:l)?))?|(?:kan|kunnen) wachten tot)"
    r"(?: (?:the|le|el|il|de|on))?(?: [^\W\d_]{2,10},?)?\s+$",
    re.IGNORECASE,
)
_MAY_WAIT = re.compile(
    r"\b(?:kann|können|kan|kunnen) (?:(?!nicht\b|niet\b)[^\s,;:.!?]+ ){0,4}?(?:bis(?: zum)?"
    r"|tot)\s+$",
    re.IGNORECASE,
)
_WAIT_BEHIND = re.compile(r" (?:warten|wachten)\b", re.IGNORECASE)
#: From when on something is so.
_FROM = re.compile(
    r"\b(?:ab(?: dem)?|as of|(?:starting|beginning|effective)(?: on| from)?|with effect from"
    r"|à (?:partir|compter) (?:du|de)|a partir del?|a partire dal?(?:la)?|vanaf|met ingang van)"
    r"(?: (?:the|le|el|il|de))?(?: [^\W\d_]{2,10},)?\s+$",
    re.IGNORECASE,
)
#: What is booked for a day, which is that of the event: "le car réservé pour dimanche".
_BOOKED = re.compile(
    r"\b(?:booked|reserved|scheduled|planned|gebucht\w*|reserviert\w*|geplant\w*|angesetzt\w*"
    r"|réservée?s?|prévue?s?|programmée?s?|reservad[oa]s?|previst[oa]s?|prenotat[oaie]|previst[ie]"
    r"|geboekte?|gereserveerde?|geplande?) (?:for|für|pour|para|per|voor)"
    r"(?: (?:the|den|le|el|il))?(?: [^\W\d_]{2,10},?)?\s+$",
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
#: When money or goods should come to the reader.
_COMES = re.compile(
    r"\b(?:should|ought to) (?:reach you|arrive (?:with you|at your)|be (?:with you|credited"
    r"|(?:in|on) your account))\b"
    r"|\b(?:sollten?|dürften?) [^.;!?]{0,60}?\b(?:bei ihnen|auf ihrem konto)\b"
    r"|\bdevrai(?:en)?t (?:figurer|apparaître|arriver|être (?:créditée?s?|visibles?|chez vous))\b"
    r"|\bdebería[n]? (?:llegarle|figurar|aparecer)\b|\bdovrebbe(?:ro)? (?:arrivarle|comparire"
    r"|essere accreditat[oaie])\b",
    re.IGNORECASE,
)
#: Who has nothing to object, or did not do what a notice tells of, has nothing to do.
_OBJECTIONS = (
    r"(?:discrepanc(?:y|ies)|objections?|claims?|defects?|deviations?|shortages?|complaints?"
    r"|beanstandungen|reklamationen|unstimmigkeiten|abweichungen|mängel(?:rügen)?|einwände"
    r"|einwendungen|réclamations?|contestations?|anomalies?|réserves?|divergences?|discrepancia"
    r"|reclamación|incidencia|contestazion[ei]|reclam[oi]|discordanz[ae]|difformità|klacht(?:en)?"
    r"|afwijking(?:en)?|bezwa(?:ar|ren))\b"
)
_IN_CASE = re.compile(
    rf"(?:^|[.;:]\s+)\W*(?:any|etwaige|eventuelle|allfällige|toute|tout|d['’]éventuelles?"
    rf"|cualquier|eventuali|eventuale|eventuele) {_OBJECTIONS}"
    rf"|\b(?:report|notify|advise|inform)(?: (?:us|to us|me|of))* any {_OBJECTIONS}"
    r"|(?:^|[.;:]\s+)\W*(?:beanstandungen|reklamationen|unstimmigkeiten|abweichungen|mängelrügen)\b"
    r"|\bif you (?:do not|don['’]t|did not|didn['’]t) (?:recogni[sz]e|authori[sz]e|make|request"
    r"|initiate)\b"
    r"|\b(?:falls|wenn|sofern) (?:sie|du) (?:[^\s,;:.!?]+ ){0,6}?nicht (?:erkennen"
    r"|(?:veranlasst|angefordert|autorisiert|vorgenommen) haben)\b"
    r"|\bsi vous (?:ne reconnaissez pas|n['’]êtes pas à l['’]origine)\b|\bsi no reconoce\b"
    r"|\bse non riconosc[ei]\b|\bals u [^,;:.!?]{1,40} niet herkent\b",
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
#: What was done today by whoever it was: "the second instalment went over this afternoon".
_HAPPENED = re.compile(
    r"\b(?:went|came|arrived|left|happened|(?:was|were|has been|have been) (?:[^\W\d_]+ly )?"
    r"(?:sent|paid|posted|shipped|delivered|transferred|received|collected|signed|booked))"
    r"(?: (?:out|off|over|through|in|back|down|up|away|by|to|with|the|you|post|courier))*\s+$"
    r"|\b(?:ist|sind|wurden?) (?:[^\s,;:.!?]+ ){0,2}$|\b(?:est|sont) (?:bien )?(?:partie?s?"
    r"|arrivée?s?|parvenue?s?)\s+$",
    re.IGNORECASE,
)
#: What somebody else is doing today: "Kit's doing the model tonight".
_DOING = re.compile(
    r"\b[A-Z][^\W\d_]+(?:['’]s| is) (?i:(?!missing|waiting|needing|closing|ending|expiring"
    r"|expecting|asking)[^\W\d_]{2,}ing)\b[^,;:.!?]{0,30}\s+$"
)
_DONE_BEHIND = re.compile(
    r"(?: [^\s,;:.!?]+){0,4}? (?:eingegangen|angekommen|eingetroffen|(?:raus|weg|ab)gegangen"
    r"|rausgegangen|versandt|verschickt|überwiesen|bezahlt|geliefert|abgeholt|raus)\b",
    re.IGNORECASE,
)
_CHARS = 70
#: What makes the day behind it idle; the last does not for a week, in which something begins.
_BEFORE = (_AWAY, _ORDERS, _BOOKED, _FROM)


def is_idle(sentence: str, day: FoundDay) -> bool:
    """Whether nothing is to be done by a day that a sentence names."""
    start = max(0, day.start - _CHARS)
    before = _BEFORE[: -1 if day.kind == "span" else None]
    if any(leads.search(sentence, start, day.start) for leads in before):
        return True
    if _RANGE.search(sentence, start, day.start) and not MOVED.search(sentence):
        return True
    if _MAY_WAIT.search(sentence, start, day.start) and _WAIT_BEHIND.match(sentence, day.end):
        return True
    if any(one.search(sentence, 0, day.start) for one in (_IN_CASE, _COMES)):
        return True
    return _happened(sentence, day)


def _happened(sentence: str, day: FoundDay) -> bool:
    """Whether something was, or is, done today: "the money went over this afternoon"."""
    if RELATIVE.get(sentence[day.start : day.end].lower()) != 0:
        return False
    if _DOING.search(sentence, 0, day.start) and not sentence.rstrip().endswith("?"):
        return True
    found = _HAPPENED.search(sentence, max(0, day.start - _CHARS), day.start)
    if found is None:
        return False
    german = found[0].lower().startswith(("ist", "sind", "wurde"))
    return not german or bool(_DONE_BEHIND.match(sentence, day.end))
