"""What comes round on a day, or runs out on it, so that nothing is to be paid then.

"MOT due: 14/02/2027", "Nächste Inspektion fällig am 05.11.2027", "Prochaine révision : 12/2027".
"""

import re

_LONGEST = 80  # signs before a day
#: What is due again without being paid for then, or runs out.
_ENGLISH = (
    r"(?:servic(?:e|es|ing)|mot(?: test)?|(?:re)?test(?:ing)?|(?:re)?inspection|check(?:-?up)?"
    r"|visit|appointment|(?:meter )?readings?|delivery|renewal|vaccinations?|boosters?|jabs?"
    r"|worming|treatment|review|maintenance|(?:re)?calibration|certificate|licen[cs]e|policy"
    r"|insurance|cover|warranty|contract|oil change|refill|pat|loler)"
)
_GERMAN = (
    r"(?:hu|au|hu ?/ ?au|tüv|tüv ?/ ?hu|uvv|service|eichung|kehrung|ölwechsel"
    r"|(?:[a-zäöüß]+-?)?(?:inspektion|wartung|(?:über)?prüfung|untersuchung|ablesung|impfung"
    r"|kontrolle|verlängerung|kalibrierung))"
)
_FRENCH = (
    r"(?:contrôle technique|ct|révision|entretien|vidange|vaccin(?:ation)?|rappel|relevé|visite"
    r"|assurance|contrat|garantie|maintenance|ramonage|vérification|livraison)"
)
_OTHERS = (
    r"(?:revisione|tagliando|polizza|assicurazione|garanzia|bollo|contratto|manutenzione|lettura"
    r"|vaccino|itv|revisión|seguro|póliza|garantía|contrato|mantenimiento|lectura|vacuna"
    r"|apk(?:-keuring)?|keuring|beurt|onderhoud|verzekering|polis|garantie|inspectie|meteropname)"
)
#: What is paid again: "Nächste Rate", "next payment".
_PAID = (
    r"pa(?:y|id)|instal|debit|collect|due date|bill|invoice|statement|charge|fee|premium|zahl|rate"
    r"|abschl[aä]g|abbuchung|einzug|fälligkeit|rechnung|beitrag|miete|prämie|gebühr|échéance"
    r"|prélèvement|paiement|règlement|facture|mensualité|acompte|loyer|cotisation|rata|pagament"
    r"|scadenz|fattura|pago|cuota|vencimiento|factura|cargo|recibo|termijn|betal|incasso|factuur"
    r"|vervaldatum|working|business|werktag|arbeitstag|ouvr|days?$|tage?$"
)
_COMES_ROUND = re.compile(
    r"(?<!\w)(?:"
    rf"(?:{_ENGLISH}|{_GERMAN})(?: (?:is|are|ist|wird))?(?: (?:next|again|wieder|erneut))?"
    r" (?:(?:falls )?due(?: again)?|fällig)(?: date)?(?: (?:on|by|before|am|bis|ab))?(?: zum)?"
    rf"|{_ENGLISH} (?:renewal|expir(?:y|es|ation))(?: date)?(?: on)?|renew(?:s|al date)(?: on)?"
    rf"|due for (?:(?:its|a|your) )?(?:next )?{_ENGLISH}(?: on| by)?"
    rf"|échéance (?:de |du |d['’])?(?:la |l['’]|votre )?{_FRENCH}"
    rf"|{_FRENCH} à (?:faire|prévoir|renouveler)(?: avant)?(?: le)?"
    rf"|(?:scadenza|vencimiento|caducidad) (?:(?:de|del|di|della|de la) |dell['’])?{_OTHERS}"
    rf"|(?:verval|eind)datum {_OTHERS}|{_OTHERS} (?:vervalt|verloopt)(?: op)?"
    r"|(?:next|nächste[rsn]?|prochaine?|prossim[oa]|próxim[oa]|volgende)"
    rf" (?![^\t]*(?:{_PAID}))[^\t:0-9]{{2,40}}"
    r")\s{0,2}:?\s{0,2}$",
    re.IGNORECASE,
)


def comes_round(before: str) -> bool:
    """Whether the end of a text says that what follows is the day of something that comes round."""
    return bool(_COMES_ROUND.search(before[-_LONGEST:]))
