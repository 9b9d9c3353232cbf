"""What a mail's sender says that he will do himself, which is nobody's task.

"Wir überweisen den Betrag bis zum 15.12.", "Te envío la lista el viernes", "Riceverete l'offerta".
"""

import re

from tasks.values.dates import month_number
from tasks.values.day_words import RELATIVE, weekday_number

#: Between who does it and the verb: some words of the same clause.
_FEW = r"(?: [^\s,;:.!?]+){0,9}?"
_SENDS_DE = (
    r"(?:(?:über|zu)?(?:senden?|sende|weisen|weise)|(?:zu)?schicken?|erstatten?|liefern|liefere"
    r"|zahlen?|bezahlen?|informieren?|übermitteln?|antworten?|melden? (?:wir |ich )?(?:uns|mich))"
)
_SENDS_NL = (
    r"(?:stuur|sturen|zend|zenden|betaal|betalen|lever|leveren|bel|bellen|stort|storten|bezorg"
    r"|bezorgen|informeer|informeren|antwoord|antwoorden)"
)
#: What is said of a time to come by its form; English but for what is said without a person,
#: models know.
_FUTURE = re.compile(
    r"\bwill be (?:paid|sent|shipped|delivered|transferred|refunded|credited|issued)\b"
    r"|\b(?:i|we) need until\b"
    r"|\b(?:wir werden|ich werde|werden wir|werde ich)\b[^,;:!?]* (?:(?:zu)?(?:senden|schicken)"
    r"|überweisen|erstatten|liefern|(?:be)?zahlen|informieren|übermitteln|melden|nachreichen"
    r"|zukommen|antworten)\b"
    r"|\b(?:wird|werden)\b[^,;:!?]* (?:bezahlt|überwiesen|erstattet|geliefert|versandt|verschickt"
    r"|gutgeschrieben|zugesandt)\b"
    r"|\b(?:enver|rembourse|verse|livre|paie|paye|règle|transmett|répond|reviend|rappelle|contacte"
    r"|fourni|adresse)r(?:ons|ai)\b"
    r"|\b(?:vous recevrez|tu recevras)\b"
    r"|\bsera (?:payée?|versée?|remboursée?|livrée?|envoyée?|réglée?|créditée?)\b"
    r"|\b(?:(?:envi|mand|pag|abon|reembols|entreg|llam|inform|contact|ingres|contest)ar"
    r"|(?:respond|devolv)er|(?:transfer|remit)ir)(?:é|emos)\b"
    r"|\brecibir(?:á[ns]?|éis)\b"
    r"|\bserán? (?:pagad|abonad|enviad|entregad|reembolsad|ingresad)[ao]s?\b"
    r"|\b(?:invi|mand|pagh|rimbors|consegn|vers|chiam|inform|contatt|rispond|trasmett)er(?:ò|emo)\b"
    r"|\bforn(?:irò|iremo)\b|\bricever(?:ai|à|ete|anno)\b"
    r"|\bsar(?:à|anno) (?:pagat|inviat|consegnat|rimborsat|versat|accreditat|spedit)[aoei]\b"
    r"|\b(?:ik zal|(?:wij|we) zullen|zal ik|zullen (?:wij|we))\b[^,;:!?]* (?:(?:toe)?(?:sturen"
    r"|zenden)|betalen|overmaken|leveren|bellen|weten|informeren|opnemen|antwoorden)\b"
    r"|\b(?:wordt|worden)\b[^,;:!?]* (?:betaald|overgemaakt|geleverd|verzonden|teruggestort)\b",
    re.IGNORECASE,
)
#: What is done now, or on a day that is named beside it.
_PRESENT = re.compile(
    rf"\b(?:wir|ich){_FEW} {_SENDS_DE}\b|\b{_SENDS_DE} (?:wir|ich)\b"
    r"|\b(?:sie|ihr|du) (?:erhalten|bekommen|erhaltet|bekommt|erhältst|bekommst)\b"
    r"|\b(?:erhalten|bekommen) sie\b"
    r"|\b(?:nous|je|j['’])(?: (?:vous|te|le|la|les|lui|leur|en))* ?"
    r"(?:envoyons|envoie|remboursons|versons|livrons|payons|réglons|transmettons|transmets)\b"
    r"|\b(?:te|le|les|os|se l[oa]s?) (?:envío|mando|remito|paso|enviamos|mandamos|remitimos)\b"
    r"|\b(?:ti|le|vi|gliel[oaei]|[tv]e l[oaie]) (?:mando|invio|giro|mandiamo|inviamo|trasmetto"
    r"|trasmettiamo)\b"
    rf"|\b(?:ik|wij|we) {_SENDS_NL}\b|\b{_SENDS_NL} (?:ik|wij|we)\b"
    r"|\b(?:u|je|jullie) (?:ontvangt|krijgt|ontvangen|krijgen)\b|\bontvangt u\b",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"\b(?:bis|nächste[nr]?|innerhalb|in kürze|d['’]ici|avant|sous|prochaine?s?|antes|próxim[ao]s?"
    r"|dentro de|entro|prossim[aoie]|vóór|binnen|uiterlijk|komende|volgende|spoedig)\b"
    r"|\b\d{1,2}[./]\d{1,2}\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
#: What makes it no promise: a condition that the reader is to meet, a threat, a paper that comes
#: with the mail and is to be signed or paid.
_UNLESS = re.compile(
    r"\b(?:if|unless|once|as soon as|otherwise|without|wenn|falls|sofern|sobald|nachdem|sonst"
    r"|andernfalls|ohne|erst|si|sinon|sans|dès|faute|à défaut|sin|cuando|en cuanto|de lo contrario"
    r"|se|senza|quando|appena|altrimenti|in mancanza|als|indien|zodra|anders|zonder|nadat"
    r"|mahn\w*|inkasso\w*|anwalt\w*|avocat|abogado|avvocato|advocaat|incasso\w*"
    r"|attached|enclosed|anbei|hiermit|beigefügt\w*|anhang|anlage|ci-joint\w*|pièce jointe"
    r"|adjunt[oa]s?|allegat[oaei]|bijgevoegd\w*|bijlage|hierbij|zahlbar|fällig|payable)\b",
    re.IGNORECASE,
)


def promises(text: str) -> bool:
    """Whether a sentence says what its writer will do, or what its reader will get.

    "Ich schicke Dir die Liste bis Freitag", but not "Ich schicke Dir meine Bewerbung", nor "Wir
    liefern nächste Woche, sobald Sie zahlen", nor "Sinon, nous transmettrons le dossier".
    """
    if "?" in text or _UNLESS.search(text):
        return False
    return bool(_FUTURE.search(text) or (_PRESENT.search(text) and _names_time(text)))


def _names_time(text: str) -> bool:
    return bool(_TERM.search(text)) or any(map(_is_day, _WORD.findall(text)))


def _is_day(word: str) -> bool:
    known = word.lower() in RELATIVE or bool(month_number(word.lower()))
    return known or weekday_number(word) is not None
