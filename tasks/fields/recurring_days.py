"""What comes round on a day, or runs out on it, so that nothing is to be paid then.

"MOT due: 14/02/2027", "Nächste Inspektion fällig am 05.11.2027", "Prochaine révision : 12/2027".
"""

import re

_LONGEST = 80  # signs before a day
#: What is done again, without being paid for on the day that it is due.
_ENGLISH = (
    r"(?:(?:interim |full )?servic(?:e|ing)|mot(?: test)?|retest|(?:re)?inspection|check-?up"
    r"|(?:meter )?read(?:ing)?s?|vaccinations?|boosters?|jabs?|worming|(?:re)?calibration"
    r"|oil change|pat test(?:ing)?|loler)"
)
_GERMAN = (
    r"(?:hu|au|hu ?/ ?au|tüv|tüv ?/ ?hu|uvv|service|eichung|kehrung|ölwechsel"
    r"|(?:[a-zäöüß]+-?)?(?:inspektion|wartung|(?:über)?prüfung|untersuchung|ablesung|impfung"
    r"|kalibrierung))"
)
_FRENCH = (
    r"(?:contrôle technique|ct|révision|entretien|vidange|vaccin(?:ation)?|rappel|relevé"
    r"|visite technique|ramonage|vérification)"
)
_OTHERS = (
    r"(?:revisione|tagliando|manutenzione|lettura|vaccino|itv|revisión|mantenimiento|lectura"
    r"|vacuna|apk(?:-keuring)?|keuring|beurt|onderhoud|inspectie|meteropname)"
)
#: What runs out, and is mostly to be paid by the day on which it is due.
_RUNS_OUT = r"(?:certificate|licen[cs]e|policy|insurance|cover|warranty|contract|membership)"
_RUNS_OUT_ELSEWHERE = (
    r"(?:polizza|assicurazione|garanzia|contratto|seguro|póliza|garantía|contrato|verzekering"
    r"|polis|garantie)"
)
_MET = r"(?:visit|appointment|review|rendez-vous|rdv|visite|visita|cita|bezoek|afspraak)"
_WORDS = r"(?:[^\W\d]+ ){0,2}"
_COMES_ROUND = re.compile(
    r"(?<!\w)(?:"
    rf"(?:{_ENGLISH}|{_GERMAN})(?: (?:is|are|ist|wird))?(?: (?:next|again|wieder|erneut))?"
    r" (?:(?:falls )?due(?: again)?|fällig)(?: date)?(?: (?:on|by|before|am|bis|ab))?(?: zum)?"
    rf"|(?:{_ENGLISH}|{_RUNS_OUT}) (?:renewal|expir(?:y|es|ation))(?: date)?(?: on)?"
    r"|renew(?:s|al date)(?: on)?|due for (?:(?:its|a|your) )?(?:next )?"
    rf"{_ENGLISH}(?: on| by)?|échéance (?:de |du |d['’])?(?:la |l['’]|votre )?{_FRENCH}"
    rf"|{_FRENCH} à (?:faire|prévoir|renouveler)(?: avant)?(?: le)?"
    rf"|(?:scadenza|vencimiento) (?:(?:de|del|di|della|de la) |dell['’])?{_OTHERS}"
    rf"|(?:caducidad (?:(?:de|del|de la) )?|einddatum )(?:{_OTHERS}|{_RUNS_OUT_ELSEWHERE})"
    rf"|vervaldatum {_OTHERS}|(?:{_OTHERS}|{_RUNS_OUT_ELSEWHERE}) (?:vervalt|verloopt)(?: op)?"
    rf"|(?:nächste[rsn]? (?:{_WORDS}{_GERMAN}|besuch)"
    r"|(?:next|prochaine?|prossim[oa]|próxim[oa]|volgende)"
    rf" {_WORDS}(?:{_ENGLISH}|{_FRENCH}|{_OTHERS}|{_MET}))"
    r"(?: (?:due|date|fällig|avant|before|vor|prima|entro|antes|vóór|le|il|el|del|dem|am|op|on|by))"
    r"{0,2}"
    r")\s{0,2}:?\s{0,2}$",
    re.IGNORECASE,
)
#: What speaks of money: the day beside it is one to pay by, whatever is paid for.
_OF_MONEY = re.compile(
    r"(?<!\w)(?:pa(?:y|id)|(?:fee|total|rent|bill)s?(?!\w)|charge|amount|balance|cost|price|premium"
    r"|invoice|instal|debit|collect|settle|remit|take(?!\w)|rate(?!\w)|entgelt|betrag|preis|miete"
    r"|beitrag|rechnung|einzug|saldo|begleich|entricht|régl|règl|montant|prix|prime|cotisation"
    r"|factur|solde|frais|mensualité|acompte|verse|import[eo]|prezzo|premio|fattur|canone|rata"
    r"|precio|cuota|recibo|saldar|pag[ao]|carg|bedrag|prijs|premie|factuur|incass|afschr|schrij[fv])"
    r"|zahl(?:en|bar|ung)|überweis|abbuch|abgebucht|bezahl|kosten|gebühr|prämie|prél[eè]v|addebit"
    r"|cobr[aoe]|betal",
    re.IGNORECASE,
)


def comes_round(before: str) -> bool:
    """Whether the end of a text says that what follows is the day of something that comes round."""
    return bool(_COMES_ROUND.search(before[-_LONGEST:]))


def speaks_of_money(text: str) -> bool:
    """Whether a row says that something is paid: "Payment for service due by 30/06/2026"."""
    return bool(_OF_MONEY.search(text))
