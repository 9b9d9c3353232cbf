"""How contracts word their terms, in six languages: patterns over running text."""

import re

from tasks.contracts.words import MONTHS, UNITS
from tasks.values.number_names import NUMBERS

_NUMBER = "|".join(NUMBERS)
#: "two (2) years", "24 months", "drei Monaten"
_SPAN = (
    rf"(?:(?:{_NUMBER})(?:[- ](?:{_NUMBER}))?(?: ?\(\d{{1,3}}\))?|\d{{1,3}}(?: ?\(\w+\))?)"
    rf"[ -](?:{'|'.join(UNITS)})\b"
)
_PLACE = r"(?-i:[A-Z]\w+)(?: (?:(?-i:[A-Z]\w+)|of|and))*"
#: Laws that are named by their people's adjective, which alone would name nothing.
_ADJECTIVE = "(?:English|Scots|Scottish|Irish|German|French|Swiss|Austrian|Belgian|Dutch)"
_DROIT = r"(?:droit|loi) (?:français|belge|suisse|luxembourgeois|monégasque|allemand)e?"
_DIRITTO = r"(?:legge|leggi|diritto) (?:italian|svizzer|frances|tedesc|spagnol|belg|austriac)[aeio]"
_DERECHO = (
    r"(?:ley|leyes|legislación|derecho) (?:español|frances|francés|aleman|alemán|suiz)\w{0,2}"
)
_REGT = "(?-i:Nederlands|Belgisch|Duits|Frans|Engels|Luxemburgs) recht"
#: Each group holds a law; the first that is found counts.
LAW = re.compile(
    r"(?:governed|construed|interpreted|enforced|subject)\b.{0,160}?"
    r"\b(?:internal |substantive )?laws? of (?:the )?"
    rf"(?:(?:State|Commonwealth|Province|Republic|Kingdom) of )?(?:the )?({_PLACE})"
    rf"|laws? of (?:the )?(?:State|Commonwealth|Province) of ({_PLACE})"
    rf"|((?-i:{_ADJECTIVE} law)) (?:(?:shall|will) (?:govern|apply)|governs|applies)\b"
    r"|(?:(?:governed|construed|interpreted)\b[^.;]{0,80}?|subject(?: only| exclusively)? to)"
    rf" ((?-i:{_ADJECTIVE} law))\b"
    r"|((?-i:[A-Z][a-z]+)) law (?:shall|will) (?:govern|apply)"
    r"|(?:gilt|unterliegt|findet)\b.{0,60}?("
    r"(?:ausschließlich )?(?:deutsche|österreichische|schweizerische)[sm] Recht"
    r"|(?:ausschließlich )?schweizer Recht"
    r"|(?:dem|das) Recht (?:der|des) [^,.;]{4,50})"
    r"|(?:régi|soumis|gouverné)\w*\b.{0,60}?((?:au |par le |le )?droit [a-zéèç]+"
    r"|(?:par la |à la )?loi [a-zéèç]+|(?:aux |par les )?lois [^,.;]{4,50})"
    rf"|({_DROIT}) (?:est|sera) (?:seule? )?applicable|({_DROIT}) s['’]applique"
    r"|(?:regolat|disciplinat|soggett|rett|governat|interpretat|assoggettat|applica)\w*\b"
    rf".{{0,60}}?\b({_DIRITTO})\b"
    r"|(?:rige|regirá|regido|regula|someti|somete|sujet|interpreta|aplica)\w*\b"
    rf".{{0,60}}?\b({_DERECHO})\b"
    rf"|\b({_REGT}) (?:is )?(?:uitsluitend )?van toepassing|beheerst door (?:het )?({_REGT})"
    rf"|\bis (?:uitsluitend )?({_REGT}) van toepassing",
    re.IGNORECASE,
)
#: How a sentence goes on behind the law that it names.
BEHIND_LAW = re.compile(
    r" (?:Anwendung|anzuwenden|anwendbar|maßgebend|unter|mit|sowie|ohne|ausschließlich"
    r"|applies|apply|shall|governs?|van toepassing|est applicable|à l['’]exclusion"
    r"|con esclusione)\b.*$"
)

_IN_SENTENCE = r"(?:[^.;]|\.(?=\d))"
#: A contract's own span: what ends so long after its date.
ENDS = re.compile(
    r"\b(?:terminat(?:es?|ing)|expires?|remain in (?:full )?(?:force|effect)"
    r"|(?:agreement|contract|undertaking) is valid|in (?:full )?force and effect|continue|survive"
    r"|be binding|lapse|cease)\b"
    rf"{_IN_SENTENCE}{{0,180}}? (?P<span>{_SPAN})’? ?(?:from|after|following) (?:the )?"
    r"(?:latest |last )?(?:effective|execution|date|receipt|disclosure|signing)",
    re.IGNORECASE,
)
#: The years that an anniversary counts.
ORDINALS = {
    word: years
    for years, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
         "tenth"),
        1,
    )
}  # fmt: skip
#: The same by its anniversary: "shall terminate on the second anniversary of the date hereof".
ANNIVERSARY = re.compile(
    r"\b(?:terminat(?:es?|ing)|expires?|continue|(?:in|with) (?:full )?(?:force|effect))\b"
    rf"{_IN_SENTENCE}{{0,120}}? the (?P<years>{'|'.join(ORDINALS)})(?: \(\d+\w*\))? anniversary of"
    r" (?:the |this )(?:date (?:hereof|of (?:this|the) (?:agreement|contract|lease|letter)|first"
    r"|set)|effective|agreement|execution)",
    re.IGNORECASE,
)
#: In the sentence of an anniversary: what ends then is not the contract.
OF_OTHERS = re.compile(
    r"\b(?:grant|deliver|complet|covenant|prices?\b|fees?\b|may terminate|standstill)",
    re.IGNORECASE,
)
#: What its term is said to be.
TERM = re.compile(
    r"\b(?:(?:initial )?term\b(?: of (?:this|the) \w+)?(?: \([^)]*\))?"
    r"(?: (?:of|is|shall be|will be|be|runs? for|continues? for)|:)(?: (?:a|an initial))?"
    r"(?: (?:period|term) of)?"
    r"|(?:remain|continue|be) in (?:full )?(?:force|effect)(?: and effect)? for (?:an? )?"
    r"(?:initial )?(?:(?:period|term) )?(?:of )?"
    r"|shall continue for an? (?:fixed|initial) (?:period|term) of"
    r"|(?:this|the) (?:agreement|contract|lease|licen[cs]e) shall (?:commence|begin|start)\b"
    r"[^;]{0,160}? shall continue for a (?:period|term) of"
    r"|for a (?:fixed )?(?:period|term) of(?= [^.;]{4,30} (?:beginning|commencing|starting)"
    r" (?:on|from|as of|with|at) (?:[\w,]* ){0,3}(?:commencement|start|effective|\d))"
    r"|(?:\w*laufzeit|Vertragsdauer|Dauer|Mietzeit|Pachtzeit|durée|période|durata|duración|looptijd"
    r"|duur)\b[^.;]{0,40}?|vigencia\b[^;]{0,60}?(?:plazo|período|periodo) de)"
    rf" ?(?P<span>{_SPAN})",
    re.IGNORECASE,
)
#: Spans in such a sentence, or behind such a word, are of something else than the contract.
NO_TERM = re.compile(
    r"compet|solicit|hire|notice|employ|payment|warrant|renewal|offer|option|Kündigung|Probezeit"
    r"|Garantie|Gewähr|préavis|essai|preavviso|disdetta|\bprova|garanzia|rinnov|preaviso|prueba"
    r"|garantía|prórroga|prorrog|opzeg|proeftijd|verleng",
    re.IGNORECASE,
)
#: What stands between the word for a notice and its length.
_AT_LEAST = (
    r" ?(?:at least |not less than |mindestens |au moins |minimum |almeno |al menos |como mínimo"
    r"|ten minste |minimaal )?"
)
NOTICE = re.compile(
    rf"(?P<span>{_SPAN})[’']?s?[’']?,? (?:"
    r"(?:prior |advance |written |previous |vorheriger |schriftlicher )*(?:notice|notification)"
    r"|di (?:preavviso|anticipo)|de (?:preaviso|antelación|préavis))"
    rf"|\b(?:aviser|prévenir|notifi|congé|résili)[^.;]{{0,60}} (?P<span3>{_SPAN}) à l['’]avance"
    r"|(?:notice(?: period)? of|notice period:?|Kündigungsfrist\b[^.;]{0,40}? ?(?:von|beträgt)"
    r"|Kündigungsfrist:?|mit einer Frist von"
    r"|préavis (?:de|d’|d')|préavis(?: de \w+)?:?"
    r"|preavviso(?: scritto| minimo)?(?: di| non inferiore a|:)?|preavviso di \w+"
    r"|(?:preaviso|antelación)(?: mínim[oa]| escrito| por escrito)*(?: de|:)?"
    r"|opzegtermijn(?: van|:| bedraagt)?"
    rf"){_AT_LEAST}(?P<span2>{_SPAN})",
    re.IGNORECASE,
)
#: A notice while either side may still try the other, not the contract's.
ON_TRIAL = re.compile(
    r"(?P<after>\b(?:nach|ablauf|ende|after|following|end|expiry|completion|après|issue|fin|dopo"
    r"|termine|superato|tras|después|transcurrido|superado|na|afloop|einde)\b[^.;,]{0,20}?)?"
    r"(?:Probezeit|probation\w*(?: period)?"
    r"|période d['’]essai|periodo di prova|per[ií]odo de prueba|proeftijd)\b[^.;]*$",
    re.IGNORECASE,
)
#: A notice for the case that an event outside anybody's power goes on.
OF_EVENT = re.compile(
    r"(?:force majeure|höhere[rn]? Gewalt|forza maggiore|fuerza mayor|overmacht"
    r"|\bevents? (?:continues?|lasts?|persists?))\b[^.;]*$",
    re.IGNORECASE,
)

EFFECTIVE = re.compile(
    r"\b(?:effective(?: date)?(?: \([^)]*\))?|dated|made|entered into|executed|as of"
    r"|with effect from|on this|this|geschlossen am|tritt am|mit Wirkung (?:zum|vom|ab)|ab dem"
    r"|(?:Vertrags)?Beginn:?|prend effet (?:le|au)|en vigueur le|à compter du|conclu le"
    r"|date d['’]effet|decorrenza|stipulato il|a decorrere dal|fecha de inicio|celebrado el"
    r"|a partir del|ingangsdatum|met ingang van|ingaande(?: op| per)?)\b[^.;]{0,60}?",
    re.IGNORECASE,
)
#: Before a day's caption: what it is the day of, if not of the contract.
_NOT_OWN = "".join(
    rf"(?<!{word} )"
    for word in ("project", "rent", "work", "works", "service", "services", "insurance",
                 "certificate", "card", "policy")
)  # fmt: skip
#: What says itself when a contract begins, not when it was made.
COMMENCES = re.compile(
    r"\b(?:(?:agreement|contract|lease|tenancy|term) (?:(?:shall|will) )?(?:takes? effect"
    r"|comes? into (?:force|effect)|commences?|becomes? effective|begins?)(?: on| from| as of)?"
    r"|(?:\w*vertrag|\w*verhältnis|vereinbarung|laufzeit|mietzeit) (?:beginnt|gilt|läuft"
    r"|tritt)(?: am| ab(?: dem)?| mit dem| mit Wirkung (?:vom|zum|ab))?"
    r"|(?:contrat|bail|convention|accord) (?:prend effet|entre en vigueur|débute|commence)"
    r"(?: le| au| à compter du)?"
    r"|(?:contratto|accordo|locazione|incarico|durata)\b[^.;]{0,30}? (?:decorre(?:rà)?"
    r"|ha (?:decorrenza|effetto|inizio)|entra in vigore|avrà (?:decorrenza|effetto|inizio))"
    r"(?: a (?:partire|decorrere))?(?: dal| il)?|con (?:decorrenza|effetto) dal"
    r"|(?:entra(?:rá)? en vigor|surt(?:e|irá) efectos?|vigencia|comenzará|comienza|comenzando)"
    r"(?: a partir del| desde el| el)(?: día)?"
    r"|(?:overeenkomst|contract|huur|arbeidsovereenkomst) (?:gaat in|vangt aan|treedt in werking"
    r"|begint|gaat van start)(?: op| per| met ingang van)?"
    r"|(?:takes? effect|comes? into (?:force|effect)) (?:on|from|as of)"
    r"|(?<!date )(?:effective|with effect) (?:as of|from|on)"
    rf"|{_NOT_OWN}(?:commencement|start) date:?|(?:vertrags|miet|pacht|nutzungs)beginn:?"
    r"|date (?:de prise )?d['’]effet(?: du (?:bail|contrat))?:?)(?= )",
    re.IGNORECASE,
)
#: Days that begin no contract.
NO_BEGINNING = re.compile(r"(?:geboren am|geb\.(?: am)?|\*|born(?: on)?|née?(?: le)?) ?$", re.I)
#: Before a day, that something ends on it.
TILL = re.compile(
    r"\b(?:bis(?: zum)?|Ablauf des|until|till|through|jusqu['’]au|fino al|hasta el"
    r"|tot(?: en met)?) ?$",
    re.IGNORECASE,
)
#: How long a contract goes on each time it is not ended.
RENEWS = re.compile(
    r"\b(?:verlänger\w+|renew\w*|successive|extend\w*|recondui\w+|renouvel\w+|prolong\w+"
    r"|rinnov\w+|prorog\w+|prorrog\w+|renov\w+|prórroga\w*|verleng\w*|verlängerungs\w+)\b"
    rf"[^.;]{{0,60}}? (?P<span>{_SPAN})",
    re.IGNORECASE,
)
EXPIRES = re.compile(
    r"\b(?:expires?|expiring|terminates? on|ends? on|until|through|endet am|befristet bis(?: zum)?"
    r"|läuft bis(?: zum)?|jusqu['’]au|expire le|prend fin le|se terminer le"
    r"|scade il|scadenza(?: il)?|fino al|termina il|finaliza(?:rá|ndo)? el|hasta el|vence(?:rá)? el"
    rf"|terminará el|eindigt op|einddatum|tot en met|{_NOT_OWN}(?:expiry|expiration|end) date"
    r"|(?:vertrags|miet|pacht|nutzungs)ende|date (?:de fin|d['’]expiration))\b[^.;]{0,40}?",
    re.IGNORECASE,
)
DATE = re.compile(
    rf"(?P<ordinal>\d{{1,2}})(?:st|nd|rd|th)? (?:day )?of (?P<month>{MONTHS}),? (?P<year>\d{{4}})"
    rf"|(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?(?: ?,)? ?\d{{4}}"
    rf"|\d{{1,2}}[.°º]? ?(?:er |de )?(?:{MONTHS})\.?,? (?:de |del )?\d{{4}}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d",
    re.IGNORECASE,
)
#: Where a day stands that is defined as a contract's first: "May 4, 2026 (the "Effective Date")".
DEFINED = re.compile(
    rf"(?<!dated )(?<!of )(?=(?:{DATE.pattern}),? \((?:the )?\W?Effective Date\W?\))", re.IGNORECASE
)
#: The caption of its number is no title.
NUMBER = re.compile(
    r"\W*(?:(?:\w*vertrags?|contract|agreement)[- ]?(?:nummer|nr|number|no|ref)\b"
    r"|n[°o] (?:de |du )?contrat\b|(?:contratto|contrato) n\W|n\.? (?:di |de )?contrat[to]o\b)",
    re.IGNORECASE,
)
#: A letter's subject is no title.
SUBJECT = re.compile(
    r"\W*(?:re|subject|betreff|betrifft|objet|concerne|oggetto|asunto|betreft|onderwerp)\s?[:.]",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"agreement|contract|vertrag|vereinbarung|contrat|convention|accord|\blease\b|covenant"
    r"|addendum|nachtrag|avenant|\bbail\b|acuerdo|convenio|overeenkomst",
    re.IGNORECASE,
)
