"""What a mail's sender says that he will do himself, which is nobody's task.

"Wir überweisen den Betrag bis zum 15.12.", "Te envío la lista el viernes", "Riceverete l'offerta".
"""

import re

from tasks.values.dates import month_number
from tasks.values.day_words import RELATIVE, weekday_number

#: Between who does it and the verb: some words of the same clause.
_FEW = r"(?: [^\s,;:.!?]+){0,9}?"
_DOES_DE = (
    r"(?:(?:über|zu)?(?:senden?|sende|weisen|weise)|(?:zu)?schick(?:en?)?|erstatten?|liefern|liefere"
    r"|zahlen?|bezahlen?|informieren?|übermitteln?|antworten?"
    r"|meld(?:en?)? (?:wir |ich )?(?:uns|mich)|geb(?:en?)?|bring(?:en?)?|erledig(?:en?)?)"
)
_TO_DO_DE = (
    r"(?:(?:zu)?(?:senden|schicken)|überweisen|erstatten|liefern|(?:be)?zahlen|informieren"
    r"|übermitteln|melden|nachreichen|zukommen|(?:be)?antworten|geben|bringen|erledigen|lassen)"
)
_DOES_NL = (
    r"(?:stuur|sturen|zend|zenden|betaal|betalen|lever|leveren|bel|bellen|stort|storten|bezorg"
    r"|bezorgen|informeer|informeren|antwoord|antwoorden|melden?(?= (?:me|mij|ons)\b)"
    r"|meld(?= (?:me|mij)\b)|geef|geven)"
)
_TO_DO_NL = (
    r"(?:(?:toe)?(?:sturen|zenden)|betalen|overmaken|leveren|bellen|weten|informeren|opnemen"
    r"|(?:be)?antwoorden|bezorgen|melden|geven|doen)"
)
#: What sender or reader will do or get, by the form of the verb. It is no duty ("tendrá que",
#: "avrete da", "vous aurez à"), and nothing that nobody gets ("no further reminder").
_FUTURE = (
    r"\b(?:i|we)(?:['’]ll| will| shall| am going to| are going to)(?: then| also| let)*"
    r" (?:send|get back|reply|answer|respond|deliver|ship|dispatch|pay|refund|transfer|provide"
    r"|forward|finish|complete|prepare|do|call|submit|return|come back|have it|be done|you (?:know"
    r"|have))\b"
    r"|\byou(?:['’]ll| will| shall) (?:receive|get|hear from|have (?:it|our|my|them))\b(?! no\b)"
    rf"|\b(?:wir werden|ich werde|werden wir|werde ich)\b[^,;:!?]* {_TO_DO_DE}\b"
    r"|\b(?:nous|je|j['’]|on)\s?(?:(?:vous|te|les?|la|lui|leur|y) |[tl]['’])*(?:répond|enver|fer"
    r"|rembourse|livre|tiend|(?:re)?contacte|transmett|paie|paye|règle|régle|verse|donne|rappelle"
    r"|reviend|expédie|communique|fourni|adresse|remett)r?r(?:ons|ai)\b"
    r"|\b(?:vous recevrez|tu recevras|(?:vous aurez|tu auras)(?! (?:bien |encore )*à\b))"
    r"|(?<!\bno )\b(?:(?:envi|mand|pag|abon|reembols|entreg|llam|inform|contact|ingres|contest|d)ar"
    r"|(?:respond|devolv)er|(?:transfer|remit)ir|har)(?:é|emos)\b"
    r"|(?<!\bno )\b(?:recibir(?:á[ns]?|éis)|tendr(?:á[ns]?|éis)(?! que\b))\b"
    r"|(?<!\bnon )\b(?:(?:invi|mand|pagh|rimbors|consegn|vers|chiam|inform|contatt|rispond|trasmett"
    r"|comunich)er|(?:sped|forn)ir|[fd]ar)(?:ò|emo)\b"
    r"|(?<!\bnon )\b(?:ricever|avr)(?:ai|à|ete|anno)\b(?! da\b)"
    r"|\b(?:ik zal|(?:wij|we) zullen|zal ik|zullen (?:wij|we))\b[^,;:!?]*"
    rf" {_TO_DO_NL}\b"
)
#: What will be done by nobody who is named: whoever it is, the reader gets it.
_PASSIVE = (
    r"\bwill be (?:paid|sent|shipped|delivered|transferred|refunded|credited|issued)\b"
    r"|\b(?:wird|werden)\b[^,;:!?]* (?:bezahlt|überwiesen|erstattet|geliefert|versandt|verschickt"
    r"|gutgeschrieben|zugesandt)\b"
    r"|\bsera (?:payée?|versée?|remboursée?|livrée?|envoyée?|réglée?|créditée?)\b"
    r"|\bserán? (?:pagad|abonad|enviad|entregad|reembolsad|ingresad)[ao]s?\b"
    r"|\bsar(?:à|anno) (?:pagat|inviat|consegnat|rimborsat|versat|accreditat|spedit)[aoei]\b"
    r"|\b(?:wordt|worden)\b[^,;:!?]* (?:betaald|overgemaakt|geleverd|verzonden|teruggestort)\b"
)
#: What is done now, or on a day that is named beside it. "Je vous rappelle" calls back on a day
#: alone: "je vous rappelle que …" reminds.
_PRESENT = (
    rf"\b(?:wir|ich){_FEW} {_DOES_DE}\b|\b{_DOES_DE} (?:wir|ich)\b"
    # The verb, beside who owes; not "Ihre Schulden".
    r"|\b(?:(?:wir|ich) (?-i:schulden?)|(?-i:schulden?) (?:wir|ich))\b"
    r"|\b(?:sie|ihr|du|dir) (?:erhalten|bekommen|erhaltet|bekommt|erhältst|bekommst|kriegst)\b"
    r"(?! kein)|\b(?:erhalten|bekommen) sie\b(?! kein)"
    r"|\b(?:nous|je|j['’])(?: (?:vous|te|le|la|les|lui|leur|en)| [tl]['’])* ?"
    r"(?:envoyons|envoie|remboursons|rembourse|versons|livrons|livre|payons|réglons|transmettons"
    r"|transmets|répond(?:s|ons)|rappel(?:le|ons)(?= (?:demain|avant|d['’]ici|dans|sous|cette|au"
    r"|en fin|(?:lun|mar|mercre|jeu|vendre|same)di)\b))\b"
    r"|\b(?:te|le|les|os|se l[oa]s?) (?:l[oa]s? )?(?:envío|mando|remito|paso|enviamos|mandamos"
    r"|remitimos|contest(?:o|amos)|respondo|devuelvo|devolvemos|pago)\b"
    r"|\b(?:ti|le|vi|gliel[oaei]|gli|[tv]e l[oaie]) (?:mando|invio|giro|mandiamo|inviamo|trasmetto"
    r"|trasmettiamo|spedisco|spediamo|rispond(?:o|iamo)|rimborsiamo)\b"
    rf"|\b(?:ik|wij|we) {_DOES_NL}\b|\b{_DOES_NL} (?:ik|wij|we)\b"
    r"|\b(?:u|je|jij|jullie) (?:ontvangt|krijgt?|ontvangen|krijgen)\b(?! geen)"
    r"|\bontvangt u\b(?! geen)"
)
#: "We need until Friday", "il nous faut jusqu'à vendredi".
NEEDS_TIME = (
    r"\b(?:(?:i|we)(?:['’]ll| will| still| just)* need (?:some time |time )?until"
    r"|(?:il (?:me|nous) faut|j['’]ai besoin|nous avons besoin) (?:(?:encore|de|du) )*(?:temps )?"
    r"jusqu['’](?:à|au)|necesit(?:o|amos) (?:tiempo )?hasta|(?:ik|we|wij) heb(?:ben)? (?:nog )?"
    r"(?:de )?tijd nodig tot)\b"
)
_SURELY = re.compile(f"{_FUTURE}|{_PASSIVE}|{NEEDS_TIME}", re.IGNORECASE)
_NOW = re.compile(_PRESENT, re.IGNORECASE)
#: What a person who is named does or gets.
PROMISE = re.compile(f"{_FUTURE}|{_PRESENT}", re.IGNORECASE)
#: Behind a promise, what begins another clause, or says what the reader is to do with what he
#: gets: "the contract, to be returned", "il contratto da firmare", "und benötigen Ihre IBAN".
ANOTHER_MATTER = re.compile(
    r"[,;:](?!\d)|\s[–—-]\s"
    r"|\b(?:which|that|and|but|und|oder|aber|que|qui|et|mais|y|pero|che|e|ma|maar"
    r"|en(?= (?:moet|wil|verwacht|heb|graag|vra|verzoek|dien|geef|stuur|laat|uw?\b|zien|mis)))\b"
    r"|\b(?:à|pour|da|per|para|por) [^\W\d_]+(?:[aei]r|re|[aei]rl[oaei]s?)\b"
    r"|\b(?:zu|te|terug te) [^\W\d_]+en\b|\bto (?:be|sign|return|pay|fill|complete)\b"
    r"|\b(?:zur|ter|for(?: your)?|pour(?: votre| la)?|para (?:su|la)|per la(?: sua| vostra)?)"
    r" (?:unter\w+|rück\w+|freigabe|prüfung|zahlung|bestätigung|ondertekening|goedkeuring|betaling"
    r"|controle|signature|approval|review|payment|retour|accord|validation|firma|aprobación"
    r"|approvazione)\b"
    r"|\b(?:need\w*|benötig\w*|brauch\w*|necesit\w*|besoin|nodig|fehl(?:en|t)|manqu\w+|missing"
    r"|must|deber\w+|debe[ns]?|devez|dov(?:rete|rà|ete)|deve|m[uü]ss\w*|moet\w*|zahlbar|erbitt\w+"
    r"|by you|von ihnen|durch sie|par vous|por usted(?:es)?|da (?:lei|voi)|door u"
    r"|by the (?:tenant|buyer|customer))\b",
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
    r"|nicht|keine?[nrms]?|nie|never|not|won['’]t|can['’]?t|cannot|ne|pas|aucune?|no(?! later)|non"
    r"|niet|geen|nooit|nunca|jamais|mai"  # what is denied is no promise, nor is a fine
    r"|penalty|pénalité\w*|amende|multa|sanción|sanzione|boete|strafe|bußgeld"
    r"|attached|enclosed|anbei|hiermit|beigefügt\w*|anhang|anlage|ci-joint\w*|pièce jointe"
    r"|adjunt[oa]s?|allegat[oaei]|bijgevoegd\w*|bijlage|hierbij|zahlbar|fällig|payable)\b",
    re.IGNORECASE,
)


def promises(text: str) -> bool:
    """Whether a sentence says what its writer will do, or what its reader will get, and no more.

    "Ich schicke Dir die Liste bis Freitag", but not "Ich schicke Dir meine Bewerbung", nor "Wir
    liefern nächste Woche, sobald Sie zahlen", nor "Wir erstatten ihn und benötigen Ihre IBAN".
    """
    if "?" in text or _UNLESS.search(text):
        return False
    found = _SURELY.search(text) or (_NOW.search(text) if _names_time(text) else None)
    return found is not None and not ANOTHER_MATTER.search(text, found.end())


def _names_time(text: str) -> bool:
    return bool(_TERM.search(text)) or any(map(_is_day, _WORD.findall(text)))


def _is_day(word: str) -> bool:
    known = word.lower() in RELATIVE or bool(month_number(word.lower()))
    return known or weekday_number(word) is not None
