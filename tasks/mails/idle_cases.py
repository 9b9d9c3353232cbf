"""Days for cases that may never come: claims over goods, payments that nobody knows of.

"Beanstandungen bitte innerhalb von 5 Tagen", and not "Abweichungen bitte bis Freitag erläutern".
"""

import re

from tasks.mails.asked_words import ASKED
from tasks.mails.day_finder import FoundDay

_OBJECTIONS = (
    r"(?:discrepanc(?:y|ies)|objections?|claims?|defects?|deviations?|shortages?|complaints?"
    r"|beanstandungen|reklamationen|unstimmigkeiten|abweichungen|mängel(?:rügen)?|einwände"
    r"|einwendungen|réclamations?|contestations?|anomalies?|réserves?|divergences?|discrepancia"
    r"|reclamación|incidencia|contestazion[ei]|reclam[oi]|discordanz[ae]|difformità|klacht(?:en)?"
    r"|afwijking(?:en)?|bezwa(?:ar|ren))\b"
)
#: How whoever finds something lets know.
_NOTIFY = (
    r"(?:must|should|has to|have to|shall|muss|müssen|sind|doi(?:t|vent)|deben?|deve|devono"
    r"|moet(?:en)?|dien(?:t|en))\b[^,;:.!?]{0,60}?\b(?:notified|reported|raised|gemeldet|angezeigt"
    r"|mitgeteilt|anzuzeigen|mitzuteilen|zu melden|nous parvenir|signalée?s?|formulée?s?"
    r"|adressée?s?|(?:comunicar|notificar)se|comunicat[oaie]|segnalat[oaie]|gemeld)\b"
    r"(?! (?:to (?!us\b|me\b)|an (?!uns\b|mich\b)))"
)
_ANY = re.compile(
    rf"(?:^|[.;:]\s+)\W*(?:any|etwaige|eventuelle|allfällige|toute|tout|d['’]éventuelles?"
    rf"|cualquier|eventuali|eventuale|eventuele) {_OBJECTIONS}(?P<told> {_NOTIFY}"
    rf"|[^.;!?]{{0,60}}? (?:{_NOTIFY}|innerhalb|binnen|within|sous|dans))?"
    rf"|\b(?:report|notify|advise|inform)(?: (?:us|to us|me|of))* any {_OBJECTIONS}",
    re.IGNORECASE,
)
#: "Beanstandungen bitte innerhalb von 5 Tagen": from whoever finds something to object.
_BARE = re.compile(
    r"(?:^|[.;:]\s+)\W*(?:beanstandungen|reklamationen|unstimmigkeiten|abweichungen|mängelrügen)"
    r"(?= (?:bitte|sind|müssen|können|werden|nur|innerhalb|binnen)\b)",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:innerhalb|binnen)\b", re.IGNORECASE)
_OBJECTS = re.compile(
    r"\b(?:beanstandungen|reklamationen|mängelrügen)\b.*\b(?:melden|anzeigen|mitteilen|anzuzeigen"
    r"|mitzuteilen|geltend)\b",
    re.IGNORECASE,
)
#: What may be found wanting, and which a reader gets.
_GOODS = re.compile(
    r"\b(?:goods|deliver(?:y|ies)|shipment|consignment|parcels?|statement|receipt|arrival"
    r"|ware|\w*lieferung|sendung|wareneingang|erhalt|kontoauszug\w*|saldo\w*|livraison"
    r"|marchandises?|réception|relevé|colis|entrega|mercancía|recepción|extracto|consegna|merce"
    r"|ricevimento|estratto|levering|goederen|ontvangst|zending|rekeningoverzicht)\b",
    re.IGNORECASE,
)
#: What is to be done with claims that there are.
_WORK = re.compile(
    r"\b(?:submit(?:ted)?|correct(?:ed)?|corrigée?s?|traitée?s?|resolved?|settled?|clarif\w+"
    r"|handled?|answer(?:ed)?|process(?:ed)?|closed?|fix(?:ed)?|forward(?:ed)?|explain(?:ed)?)\b"
    r"|(?-i:\bbitte\b(?:[^.;!?]|(?<=[0-9])\.)* (?!melden|anzeigen|mitteilen|rügen)[a-zäöüß]{2,}en"
    r"(?=\s*(?:[.,;!]|und\b|$)))",
    re.IGNORECASE,
)
#: What becomes of it else.
_OTHERWISE = re.compile(
    r"\b(?:otherwise|or else|thereafter|after that|sonst|ansonsten|andernfalls|danach|sinon)\b",
    re.IGNORECASE,
)
#: A notice of something that the reader may not have done himself, to the end of the clause.
_NOT_MINE = re.compile(
    r"\b(?:if you (?:do not|don['’]t|did not|didn['’]t) (?:recogni[sz]e|authori[sz]e)\b"
    r"|if you (?:did not|didn['’]t) (?:make|request|initiate) th(?:is|ese)\b"
    r"|(?:falls|wenn|sofern) (?:sie|du) (?:(?!noch\b|bisher\b)[^\s,;:.!?]+ ){0,6}?nicht erkennen\b"
    r"|(?:falls|wenn|sofern) (?:sie|du) diese[nrs]? (?:(?!noch\b|bisher\b)[^\s,;:.!?]+ ){1,4}?nicht"
    r" (?:selbst )?(?:veranlasst|angefordert|autorisiert|vorgenommen) haben\b"
    r"|si vous (?:ne reconnaissez pas|n['’]êtes pas à l['’]origine)\b|si no reconoce\b"
    r"|se non riconosc[ei]\b|als u [^,;:.!?]{1,40} niet herkent\b)[^,;:.!?]*[,;:–-]",
    re.IGNORECASE,
)
#: What else is asked in a reminder.
_PAYS = re.compile(
    r"\b(?:überweis\w*|zahl(?:en|t)|begleich\w*|nachhol\w*|nachzuholen|do so|pay|settle|transfer"
    r"|réglez|payez|pague|paghi|betaal\w*)\b|\bholen sie\b",
    re.IGNORECASE,
)
#: When money or goods should come to the reader, to the day itself.
_COMES = re.compile(
    r"\b(?:(?:should|ought to) (?:reach you|arrive (?:with you|at your)|be (?:with you|credited"
    r"|(?:in|on) your account))"
    r"|(?:sollten?|dürften?) [^.,;!?]{0,60}?\b(?:bei ihnen|auf ihrem konto)"
    r"|devrai(?:en)?t (?:figurer|apparaître|arriver|être (?:créditée?s?|visibles?|chez vous))"
    r"|debería[n]? (?:llegarle|figurar|aparecer)|dovrebbe(?:ro)? (?:arrivarle|comparire"
    r"|essere accreditat[oaie]))\b(?P<between>[^,;:.!?]*)$",
    re.IGNORECASE,
)
_SHOULD = re.compile(r"\b(?:sollten?|dürften?) [^.,;:!?]{0,60}$", re.IGNORECASE)
_THERE = re.compile(r"[^.,;:!?]{0,30}\b(?:bei ihnen|auf ihrem konto)\b", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|und|et|y|e|en)\b", re.IGNORECASE)


def is_in_case(sentence: str, day: FoundDay) -> bool:
    """Whether a day is named for who has something to object, or knows nothing of a payment."""
    mine = _NOT_MINE.search(sentence, 0, day.start)
    if mine is not None:
        return not _PAYS.search(sentence, mine.end())
    asked = _OTHERWISE.split(sentence)[0]
    if _WORK.search(asked) or sentence.rstrip().endswith("?"):
        return False
    # Who objects has some days for it; by a date somebody has to report.
    if day.kind != "count" and not _GOODS.search(sentence):
        return False
    if _ANY.search(sentence, 0, day.start):
        found = _ANY.search(sentence)
        return bool((found and found["told"]) or _GOODS.search(sentence))
    bare = _BARE.search(sentence, 0, day.start)
    return bool(bare) and any(one.search(sentence) for one in (_WITHIN, _OBJECTS, _GOODS))


def comes_then(sentence: str, day: FoundDay) -> bool:
    """Whether money or goods should come to the reader by a day: "… should reach you on Friday".

    No day behind that: "It should reach you tomorrow, please return it by Friday".
    """
    comes = _COMES.search(sentence, 0, day.start)
    if comes is not None:
        between = comes["between"]
        return not (_AND.search(between) or ASKED.search(between))
    should = _SHOULD.search(sentence, 0, day.start)
    return should is not None and bool(_THERE.match(sentence, day.end))
