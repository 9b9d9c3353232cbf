"""Words around a day that tell whether it is the reader's deadline, in six languages."""

import re

#: Words before a day that make it a deadline: those that say nothing else, plain ones, weak ones.
_STRONG = (
    "no later than|not later than|at the latest|latest(?: by)?|deadline(?: is| of)?:?|"
    "due(?: date)?(?: is| on| by)?:?|on or before|rsvp(?: by)?|"
    "spätestens(?: bis| am)?(?: zum)?|bis spätestens(?: zum| am)?|frist(?: ist| bis)?:?|"
    "au plus tard(?: le)?|date limite ?:?|échéance(?: le| au)?|a más tardar(?: el)?|"
    "como muy tarde(?: el)?|fecha límite ?:?|entro e non oltre(?: il)?|al più tardi(?: il)?|"
    "non oltre(?: il)?|scadenza ?:?|uiterlijk(?: op| vóór)?|ten laatste(?: op)?|"
    "(?:expires?|expiring|expire|verfällt|läuft ab|scade|vence|verloopt)"
    "(?: on| le| am| il| el| op)?"
)
_PLAIN = (
    "by|before|prior to|bis(?: zum| einschließlich)*|vor dem|avant(?: le)?|d['’]ici(?: le| au| à)?|"
    "antes del?|antes el|entro(?: il| la| l['’])?|prima del|vóór|tegen"
)
_WEAK = (
    "until|till|jusqu['’]au|hasta el|fino al|tot(?: en met)?|voor|para el|pour le|per il|für|"
    "within(?: the next)?|innerhalb(?: von)?|binnen|sous|dans un délai de|en un plazo de"
)
KEYWORD = re.compile(
    rf"(?<!\w)(?:(?P<strong>{_STRONG})|(?P<plain>{_PLAIN})|(?P<weak>{_WEAK}))(?!\w)",
    re.IGNORECASE,
)
#: "in three business days", "dans les 15 jours": who asks and counts those sets a term.
TERM = re.compile(
    r"(?<!\w)(?P<weak>in(?= (?:the next )?[^ ]+ (?:(?:business|working) days?"
    r"|werktagen|arbeitstagen|werkdagen))|dans les)(?= )",
    re.IGNORECASE,
)
TERM_CHARS = len("dans les ")
#: Who says what will be done asks for nothing: "Ihre Anfrage wird in 3 Werktagen bearbeitet".
FUTURE = re.compile(
    r"\b(?:wird|werden|wordt|worden|will|ships?|sera|seront)\b|['’]ll\b", re.IGNORECASE
)
NEEDS = re.compile(
    r"\b(?:need|require|expect|brauchen?|benötigen?|erwarten?|besoin|attendons|nodig|verwachten)\b",
    re.IGNORECASE,
)
_CLOCK = (
    r"[0-9]{1,2}(?:[:.h][0-9]{2}\s?(?:[ap]\.?m\.?|uhr|h)?|\s?(?:[ap]\.?m\.?|uhr|h|uur|heures|noon))"
)
#: What may stand between the keyword and the day: articles, a time of day.
BETWEEN = re.compile(
    r"[\s:,(]*(?:(?:the|close of business|close of play|close|cob|eod|noon|midday|midnight|on|at|"
    r"end of (?:the )?(?:business )?day|end of business|"
    r"this|next|coming|about|around|kommenden|nächsten|diesen|dem|den|der|am|zum|um|le|la|ce|el|"
    r"este|il|lo|questo|de|op|deze|aanstaande|of|mittag|midi|mezzogiorno|mediodía)[\s,]+"
    rf"|{_CLOCK}(?:\s+[A-Z]{{2,3}}T)?,?\s+)*",
    re.IGNORECASE,
)
#: A time of the day behind a named one: "heute bis 16 Uhr", "hoy antes de las 16 h".
CLOCK_BEHIND = re.compile(
    rf"[\s,]*(?<!\w)(?P<plain>(?:{_PLAIN}|vor|voor|antes de las?|entro le|prima delle))\s+"
    rf"(?:{_CLOCK}|[0-9]{{1,2}}(?![\w:]|\.[0-9])|noon|midday|mittag|midi|mezzogiorno|mediodía)",
    re.IGNORECASE,
)
ASKING = re.compile(
    r"\b(?:please|pls|plz|kindly|need|must|required?|have to|could you|can you|let (?:me|us) know|"
    r"(?:can|could|may) (?:i|we) (?:have|get)|necesito|mi serv(?:e|ono)|"
    r"send|reply|confirm|return|submit|bitte\w*|müssen|brauchen|benötigen|senden|bestätigen|merci|"
    r"veuillez|devez|faut|besoin|retourner|ruego|rogamos|necesitamos|deben?|enviar|prego|preghiamo|"
    r"dovete|serve|inviare|graag|gelieve|moeten|nodig|verzoek\w*|asap|urgent|dringend)\b"
    r"|\b(?:kannst du|könn(?:t ihr|test du|ten sie|en sie)|p(?:eux|ourrais)[- ]tu"
    r"|can (?:it|this|that|they) be|kann (?:das|es|man)|peut-on|se pu(?:ede|ò)"
    r"|kan (?:dat|dit|het|men)|pou(?:vez|rriez)[- ]vous|puedes"
    r"|podrías|podéis|puoi|potresti|kun je|kunt u|kunnen jullie)\b"
    r"(?=.*\?\s*$)",
    re.IGNORECASE,
)
ABSENT = re.compile(
    r"\b(?:out of|away|off|absent|vacation|holiday|leave|closed|valid|open|available|urlaub|"
    r"abwesend|gültig|geschlossen|congé|absente?|valable|vacaciones|ferie|valid[ao]|vakantie|geldig)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:was|were|had|did|ago|last|received|sent|paid|ordered|met|since|wurde|war|hatten?|haben|"
    r"letzte\w*|seit|vom|était|avons|avez|dernier|depuis|hemos|pasado|desde|abbiamo|scors[oa]|"
    r"hebben|was|sinds|vorige)\b",
    re.IGNORECASE,
)
WRITER = re.compile(
    r"\b(?:i|i['’]ll|i['’]m|we|we['’]ll|our|my|ich|wir|unser\w*|je|j['’]|nous|notre|nuestr[oa]|"
    r"vamos|noi|nostr[oa]|ik|wij|we|ons|onze)\b",
    re.IGNORECASE,
)
READER = re.compile(
    r"\b(?:you|your|sie|ihr\w*|du|dir|euch|vous|votre|vos|tu|usted|ustedes|su|lei|voi|vostr[oa]|"
    r"u|uw|je|jullie)\b",
    re.IGNORECASE,
)
MEETING = re.compile(
    r"\b(?:meet\w*|call|conference|hearing|appointment|lunch|visit|termin|treffen|besprechung|"
    r"réunion|rendez-vous|reunión|riunione|incontro|vergadering|afspraak)\b",
    re.IGNORECASE,
)
TIME = re.compile(r"\s*,?\s*(?:at|um|à|a las|alle|om|@)?\s*" + _CLOCK, re.IGNORECASE)
#: Rows above a mail inside a mail.
HEADER = re.compile(
    r"(?<!\w)(?:from|sent|date|to|cc|subject|von|gesendet|datum|betreff|de|envoyé|objet|enviado|"
    r"asunto|da|inviato|oggetto|verzonden|onderwerp)\s?:|forwarded by|original message|"
    r"weitergeleitet|message transféré",
    re.IGNORECASE,
)
