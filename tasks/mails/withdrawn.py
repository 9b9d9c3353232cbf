"""Mails whose matter is over for their reader: called off, told only, fetched or paid meanwhile."""

import re
from collections.abc import Sequence

from schemas.document import MailMessage
from schemas.understanding import Sentence
from slm.mail_input import read_above
from tasks.mails.actions import is_request

#: How a subject begins that calls off what stands behind: "Never mind -- RE: HELP - need it by 10".
_CALLED_OFF = re.compile(
    r"\s*(?:(?:re|aw|rv|r|antw|fwd?|wg|tr)\s*:\s*)*\W*"
    r"(?:never ?mind|false alarm|no longer needed|all sorted|problem solved"
    r"|(?:please )?(?:disregard|ignore) (?:my|the) (?:last|previous|earlier)"
    r"|(?:hat sich )?(?:schon |bereits )?erledigt|fehlalarm|entwarnung|nicht mehr nötig"
    r"|fausse alerte|laisse[rz]? tomber|plus besoin|problème résolu|c['’]est réglé"
    r"|falsa alarma|ya está (?:resuelto|solucionado)|olvídal[oa]|falso allarme|già risolto"
    r"|lascia(?:te)? (?:perdere|stare)|loos alarm|al opgelost|laat maar|niet meer nodig)\b",
    re.IGNORECASE,
)
#: How somebody begins who only tells what he passes on.
_TELLS_ONLY = re.compile(
    r"\W*(?:(?:fyi|for (?:your )?information)(?:,? only)?|(?:only|just) (?:fyi|for information)"
    r"|(?:nur )?zur (?:kenntnis(?:nahme)?|info(?:rmation)?)|(?:juste )?pour (?:ton |votre |ta )?"
    r"info(?:rmation)?(?: (?:seulement|uniquement))?|(?:solo )?para (?:tu|su|vuestra)"
    r" (?:información|conocimiento)|(?:solo )?per (?:tua |sua |vostra )?(?:conoscenza|informazione)"
    r"|ter (?:info(?:rmatie)?|kennisname))\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
#: What makes it more than told: "FYI and action", "FYI - your thoughts?".
_MORE = re.compile(
    r"\b(?:and (?:action|handling|review|comment|approval)|und (?:weiteren? |zur )?(?:veranlassung"
    r"|bearbeitung|erledigung|rückmeldung|stellungnahme)|et (?:suite|action|retour)|need\w*|should"
    r"|must|have to|has to|let(?:['’]s| me| us)|make sure|thoughts|comments?|sollte\w*|müss\w+|muss"
    r"|kümmer\w*|devr\w+|faut|doi\w+|debe\w*|dev[eo]\w*|moet\w*)\b|\?",
    re.IGNORECASE,
)
#: What somebody else sees to, or never touched the reader, by the words behind that.
_SEEN_TO = re.compile(
    r"\b(?:only|nur|seulement|uniquement|solo|alleen)\b"
    r"|\b(?:is|are|['’]s|['’]re) (?:already )?(?:writing|doing|handling|dealing with|taking care of"
    r"|drafting|preparing|filing) (?:it|ours|this|that|them)\b|\b(?:we|i|they) never\b"
    r"|\b(?:has|have|was|were|is|are) already\b|\bdoes(?: not|n['’]t) (?:affect|concern) us\b"
    r"|\b(?:wir|ich|uns) [^.;!?]{0,30}\bnie\b|\b(?:betrifft|betreffen) uns nicht\b"
    r"|\bnicht betroffen\b|\b(?:kümmert|kümmern) sich\b"
    r"|\b(?:haben?|hat|ist|sind) (?:bereits|schon)\b"
    r"|\b(?:ont|a|avons|est|sont) déjà\b|\bne nous concerne pas\b|\bs['’]en (?:occupe|charge)\b"
    r"|\brien à faire\b|\b(?:ya (?:ha|han|está)|se ocupa|se ne occupa|(?:ha|hanno|è) già"
    r"|regelt (?:het|dit)|is al)\b",
    re.IGNORECASE,
)
_WORDS_N = 40
#: What is taken from the reader's account by itself.
_WORDS = r"(?:[^.;!?]|(?<=[0-9])\.){2,90}"
_TAKEN = re.compile(
    rf"\byou (?:already )?pay by direct debit\b"
    rf"|\b(?:we|we['’]ll|we will)(?: automatically)? (?:collect|debit|take|charge) (?:it|this|the"
    rf"|your|[£€$])[^.;!?]{{0,50}}\b(?:on|from|by direct debit|automatically)\b"
    rf"|\bwill be (?:collected|debited|taken) (?:automatically |by direct debit )*(?:on|from)\b"
    rf"|\b(?:wir )?(?:buchen|ziehen) (?:wir )?{_WORDS} (?:ab|ein)\b|\b(?:wird|werden) (?:wir )?"
    rf"{_WORDS} (?:abgebucht|eingezogen|einziehen|abbuchen)\b"
    rf"|\b(?:sera|seront) prélevée?s?\b|\bnous (?:prélèverons|prélevons)\b"
    rf"|\b(?:será|se) (?:cargad[oa]|cargará)\b|\bsarà addebitat[oa]\b"
    rf"|\b(?:wordt|worden) {_WORDS} (?:afgeschreven|geïncasseerd)\b",
    re.IGNORECASE,
)
#: What it takes from the reader all the same.
_NOT_TAKEN = re.compile(
    r"\b(?:fail\w*|return\w*|rejected|unless|update|insufficient|bounced|rücklast\w*|zurückgegeben"
    r"|geplatzt|fehlgeschlagen|deckung|rejet\w*|rejeté\w*|échou\w*|impayé\w*|devuelt\w*|insolut\w*"
    r"|gestorneerd|mislukt)\b",
    re.IGNORECASE,
)
#: Who answers a reminder by having paid.
_PAID = re.compile(
    r"\b(?:[€£$]|eur|euros?|gbp|usd|chf)\s?(?:(?:was|were|has been|have been|is|are) )?"
    r"[^.;!?]{0,40}\b(?:(?:was|were|has been|have been) (?:paid|sent|transferred|wired)|went out)\b"
    r"|\b(?:ist|sind|ging|gingen|haben wir|habe ich|wurden?)"
    r" (?:soeben|gerade|heute|gestern|eben)\b"
    r"[^.;!?]{0,50}\b(?:raus|überwiesen|angewiesen|rausgegangen|bezahlt)\b"
    r"|\b(?:paid|sent|transferred|wired) (?:it |the (?:money|amount|balance) )?(?:just now|today"
    r"|this (?:morning|afternoon))\b"
    r"|\b(?:virement|règlement|paiement) (?:est |a été |vient d['’]être )?(?:parti|effectué|émis"
    r"|passé|fait)\b|\b(?:je viens de|nous venons de) (?:régler|payer|virer)\b"
    r"|\b(?:acabo|acabamos) de (?:pagar|transferir)\b"
    r"|\b(?:abbiamo|ho) appena (?:pagato|bonificato)\b"
    r"|\b(?:heb|hebben) (?:zojuist|net|vandaag) [^.;!?]{0,30}(?:betaald|overgemaakt)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\s*(?:re|aw|antw|sv|rép|r)\s?:", re.IGNORECASE)
_REMINDER = re.compile(
    r"\b(?:remind\w*|overdue|outstanding|statement|\w*erinnerung|mahnung"
    r"|offene? (?:posten|rechnung)|relance|rappel|impayée?s?|recordatorio|sollecito"
    r"|herinnering|aanmaning)\b",
    re.IGNORECASE,
)


#: Who wants no answer; nobody is asked for anything by it.
_NO_REPLY = re.compile(
    r"\b(?:don['’]t|do not) (?:trouble|bother) (?:to (?:reply|answer|write back)|replying"
    r"|answering)|\b(?:(?:keine|nicht die) mühe|nicht die mühe),? (?:[^\s,;:.!?]+ )?zu antworten"
    r"|\bne (?:prenez|prends) pas la peine de (?:me |nous )?répondre"
    r"|\bno (?:se moleste|te molestes) en (?:responder|contestar)"
    r"|\bnon (?:si|ti) disturb\w+ a rispondere|\b(?:doe|doet u) geen moeite om te antwoorden",
    re.IGNORECASE,
)
#: A row that quotes, or leads to what is quoted.
_QUOTED = re.compile(
    r"^\s*>|\b(?:schrieb|wrote|a écrit|escribió|ha scritto|schreef)\b.{0,60}:\s*$"
    r"|\bschrieb [^.;!?]{2,60}:\s*$",
    re.IGNORECASE,
)


def is_over(message: MailMessage, own: Sequence[Sentence]) -> bool:
    """Whether a mail says that its matter is over, and asks for nothing."""
    told = _above_quote(own)
    if any(is_request(one) for one in told if not _NO_REPLY.search(one.text)):
        return False
    return (
        bool(_CALLED_OFF.match(message.subject))
        or any(_NO_REPLY.search(one.text) for one in told)
        or _only_tells(read_above(message))
        or _has_paid(message, told)
    )


def is_taken(own: Sequence[Sentence]) -> bool:
    """Whether what is due is taken from the reader's account by itself."""
    taken = any(_TAKEN.search(one.text) for one in own)
    return taken and not any(_NOT_TAKEN.search(one.text) for one in own)


def _above_quote(own: Sequence[Sentence]) -> Sequence[Sentence]:
    """The sentences above the first row that quotes, or says that a quote follows."""
    end = next((at for at, one in enumerate(own) if _QUOTED.search(one.text)), len(own))
    return own[:end]


def _only_tells(above: str) -> bool:
    """ "FYI only, Ron's group is writing ours.", but not "FYI - we need to answer this"."""
    found = _TELLS_ONLY.match(above)
    if found is None or len(above.split()) > _WORDS_N or _MORE.search(found["rest"]):
        return False
    return bool(_SEEN_TO.search(above))


def _has_paid(message: MailMessage, own: Sequence[Sentence]) -> bool:
    """Whether an answer to a reminder says that the money is on its way."""
    if not _ANSWER.match(message.subject) or not _REMINDER.search(message.subject):
        return False
    return any(_PAID.search(one.text) for one in own)
