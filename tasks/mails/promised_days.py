"""Days by which the sender himself does something, or needs time: nobody else's deadline."""

import re

from tasks.mails.day_finder import FoundDay

#: "I'll send you the list", "Sie erhalten die Lieferung", "vi risponderemo".
_PROMISE = re.compile(
    r"\b(?:i|we)(?:['’]ll| will| shall| am going to| are going to)(?: then| also| let)*"
    r" (?:send|get back|reply|answer|respond|deliver|ship|dispatch|pay|refund|transfer|provide"
    r"|forward|finish|complete|prepare|do|call|submit|return|come back|have it|be done|you (?:know"
    r"|have))\b"
    r"|\byou(?:['’]ll| will| shall) (?:receive|get|hear from|have (?:it|our|my|them))\b"
    r"|\b(?:(?:wir|ich) (?:werden? )?(?:überweis|zahl|bezahl|erstatt|meld|schick|send|liefer"
    r"|antwort|geb|bring|erledig)\w*|(?:überweis|zahl|bezahl|erstatt|meld|schick|send|liefer"
    r"|antwort|geb)en? (?:wir|ich)|(?:wir|ich) werden?"
    r"|(?:sie|du|ihr|dir) (?:erhalten|erhältst|erhaltet|bekommen|bekommst|bekommt|kriegst))\b"
    r"|\b(?:nous|je|j['’]|on)\s?(?:(?:vous|te|les?|la|lui|leur|y) |[tl]['’])*"
    r"(?:répond|enver|fer|rembourser|livrer|tiendr|recontacter|transmettr|paier|payer|régler"
    r"|verser|donner|rappeller|reviendr|expédier|communiquer|fournir|adresser|remettr)\w*r(?:ai|ons)\b"
    r"|\b(?:je|nous) (?:(?:vous|te) |t['’])(?:l['’]|les? |la )?(?:envoi|envoy|rappel|répond|livr"
    r"|rembours)\w+\b"
    r"|\b(?:vous|tu) (?:recevr|aur)(?:ez|as)\b"
    r"|\b(?:enviar|contestar|responder|reembolsar|devolver|pagar|mandar|entregar|remitir|abonar"
    r"|dar|har)(?:é|emos)\b"
    r"|\b(?:te|les?|os|se l[oa]s?) (?:l[oa]s? )?(?:envío|enviamos|mando|mandamos|contesto"
    r"|contestamos|respondo|devuelvo|devolvemos|pago|paso)\b"
    r"|\b(?:recibir|tendr)(?:ás|á|éis|án)\b"
    r"|\b(?:risponder|invier|mander|rimborser|consegner|spedir|far|dar|pagher|comunicher)(?:ò|emo)\b"
    r"|\b(?:ti|vi|le|gli(?:el[oa])?|[tv]e l[oa]) (?:mando|mandiamo|invio|inviamo|spedisco|spediamo"
    r"|rispondo|rispondiamo|rimborsiamo)\b"
    r"|\b(?:ricever|avr)(?:ai|à|ete|anno)\b"
    r"|\b(?:ik|wij|we) (?:(?:zal|zullen)\b|(?:stuur|antwoord|betaal|lever|meld|bezorg|geef)\b"
    r"|(?:sturen|antwoorden|betalen|leveren|melden|bezorgen|geven)\b)"
    r"|\b(?:stuur ik|sturen wij|(?:u|je|jij|jullie) (?:ontvangt|ontvangen|krijgt?|krijgen))\b",
    re.IGNORECASE,
)
#: What is asked for beside a promise, or for what it is made: "I'll send it, please sign it by …".
_ASKED = re.compile(
    r"\b(?:please|pls|kindly|you (?:need|must|have|can|may|should)|your (?:reply|answer|feedback)"
    r"|so that you|and you|once|when|as soon as|expect\w*|erwart\w*|sobald|dès que|zodra|quand"
    r"|cuando|quando|if|unless|provided|need|bitten?|wenn|falls|sofern|damit|müssen|brauch\w*|zur"
    r"|merci|veuillez|afin|pour que|si|besoin|à (?:signer|retourner|compléter|remplir|renvoyer)"
    r"|por favor|rogamos|ruego|para que|necesit\w+|prego|preghiamo|affinché|se|serv\w+|bisogno"
    r"|graag|gelieve|verzoek|zodat|als|indien|moet\w*|nodig|ausfüllen|unterschr\w+|sign"
    r"|fill|discounts?|rabatt|skonto|remise|descuento|sconto|korting|orders?|offers?)\b|[%;!]",
    re.IGNORECASE,
)
#: What one gets by a day is time for something of one's own: "You will have until 4 December".
_CHANCE = re.compile(
    r"\b(?:opportunity|chance|time|option|gelegenheit|möglichkeit|zeit|frist|délai|possibilité"
    r"|temps|plazo|tiempo|oportunidad|tempo|termine|possibilità|gelegenheid|tijd|mogelijkheid"
    r"|until|jusqu['’]\w+|hasta|fino|tot)\b",
    re.IGNORECASE,
)
_NEEDS_TIME = re.compile(
    r"\b(?:(?:i|we)(?:['’]ll| will| still| just)* need (?:some time |time )?until"
    r"|(?:il (?:me|nous) faut|j['’]ai besoin|nous avons besoin) (?:(?:encore|de|du) )*(?:temps )?"
    r"jusqu['’](?:à|au)|necesit(?:o|amos) (?:tiempo )?hasta|(?:ik|we|wij) heb(?:ben)? (?:nog )?"
    r"(?:de )?tijd nodig tot)(?: the| le| el)?\s+$",
    re.IGNORECASE,
)
_MOST_CHARS = 160


def is_promised(sentence: str, day: FoundDay) -> bool:
    """Whether it is the sender who will do, or needs, something by a day that a sentence names."""
    start = max(0, day.start - _MOST_CHARS)
    if _NEEDS_TIME.search(sentence, start, day.start):
        return True
    if sentence.rstrip().endswith("?"):
        return False
    promise = _PROMISE.search(sentence, start, day.start)
    if promise is None:
        return False
    between = sentence[promise.end() : day.start]
    return not _ASKED.search(between) and not _CHANCE.search(sentence)
