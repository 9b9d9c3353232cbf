"""How contracts word their terms, in English, German and French: patterns over running text."""

import re

from tasks.contract_words import MONTHS, NUMBERS, UNITS

_NUMBER = "|".join(NUMBERS)
#: "two (2) years", "24 months", "drei Monaten"
_SPAN = (
    rf"(?:(?:{_NUMBER})(?:[- ](?:{_NUMBER}))?(?: ?\(\d{{1,3}}\))?|\d{{1,3}}(?: ?\(\w+\))?)"
    rf"[ -](?:{'|'.join(UNITS)})\b"
)
#: A word of a name: capitals first; a full stop only behind abbreviations.
_WORD = (
    r"(?-i:[A-Z0-9ÄÖÜÉÈÀÂÇ&][\w&’'/¢\-]*"
    r"(?:(?<=\b\w)\.(?:\w\.)*|(?<=\b\w\w)\.|(?<=\b\w\w\w)\.|(?<=Corp)\.)?)"
)
_SMALL = r"(?:&|and|und|et|of|the|de|du|des|der|für|for|van|von|mbH|e\.K\.|copropriétaires)(?!\w)"
_FORMS = (
    r"Inc|L\.?L\.?C|Ltd|Limited|Incorporated|Corp|Corporation|Company|L\.?P|N\.A|S\.A|GmbH|AG|KG"
    r"|SARL|SAS|Co|Bank"
    r"|(?-i:eG|e\.V|UG|KGaA|OHG|GbR|SE|PLC|plc|S\.p\.A|S\.r\.l|B\.V|N\.V|V\.O\.F|SCI|EURL|SASU)"
)
#: Where a firm of several is, before its form: "Halcyon Lifts (Northern) Limited".
_BRANCH = rf"\((?-i:[A-Z])[\w’'&-]*\)(?= (?:{_WORD} ){{0,2}}(?:{_FORMS})\b)"
_NAME = rf"(?P<name>{_WORD}(?: (?:{_WORD}|{_SMALL}|{_BRANCH}))*(?:,? (?:{_FORMS})\b\.?)*)"
_ARTICLE = r"(?:(?:the|der|die|dem|la société|le|la) )?"

BETWEEN = re.compile(
    r"\b(?:by and (?:between|among)|between|among|zwischen"
    r"|entre(?: les (?:soussignée?s|parties))?(?: ?[,:])?|PARTIES)\b:? ?"
    rf"{_ARTICLE}(?:\(?[1ai]\)?[.)]? )?{_NAME}",
    re.IGNORECASE,
)
SECOND = re.compile(
    r"(?:[,;)\]”\"“–—.] ?|\b)(?:and|und|et)\b:? ?" rf"{_ARTICLE}(?:\(?[2bi]{{1,2}}[.)]+ )?{_NAME}",
    re.IGNORECASE,
)
NAME = re.compile(rf"(?<!\w){_NAME}")
#: "(the “Company”)" behind a party, "(nachfolgend „Mieter“)".
DEFINED = re.compile(r"\([^()“\"„«]{0,70}?[“\"„«](?P<short>[^“”\"„«»]{2,40})[”\"“»][^()]{0,60}\)")
#: What such brackets name besides parties.
NO_PARTY_DEFINED = re.compile(
    r"\b(?:agreements?|information|materials?|transactions?|dates?|services?|products?|business"
    r"|act|affiliates?|representatives?|plan|shares|(?:common )?stock|securities|committee|assets?"
    r"|effective time|inventions?|termination|exchange|board|subsidiar(?:y|ies)|funds?|state"
    r"|\w*vertrag|leistung(?:en)?|contrat|prestations?)$",
    re.IGNORECASE,
)
#: What may stand between a party and its short name: "Acme, Inc., a Delaware corporation, (the".
BETWEEN_NAMES = re.compile(
    r"[,\s]*(?:(?:an?|eine?|une?|with|mit|having|located|whose|its|together|f/k/a|formerly|als"
    r"|ayant|dont|und ihre)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
#: Where the address begins that follows a name in the next row.
STREET = re.compile(
    r",? (?:\S*(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|damm|ufer)|\d{1,4},? (?:rue|avenue"
    r"|boulevard|place|chemin|route)\b.*?) \d{1,4} ?[a-z]?\b.*|,? \d{1,4},? (?:rue|avenue"
    r"|boulevard|place|chemin|route)\b.*",
    re.IGNORECASE,
)
#: A house number behind a firm's form: "Hanse-Lift GmbH Kaideich 17".
BEHIND_FORM = re.compile(
    r"(?:(?<= GmbH)|(?<= (?:AG|KG|eG))|(?<= SAS))(?: [^\W\d][\w.-]*){1,3} \d{1,4} ?[a-z]?$"
)
#: Where a firm's seat begins that is joined to its name: "Acme Ltd of 9 High Street".
SEAT = re.compile(r"(?:(?<= Ltd)|(?<= Limited)|(?<= LLP)|(?<= plc)) of .*")
TOWN = re.compile(r"\b\d{4,5} [A-ZÄÖÜÉ]\w+")
COURTESY = re.compile(r"(?:Herrn?|Frau|Mrs?\.?|Ms\.?|Mme|Monsieur|Madame) ")
COMPANY = re.compile(rf"\b(?:{_FORMS})\b\.?$", re.IGNORECASE)
#: Capitalised words that open a sentence about a party but name none.
NO_PARTY = re.compile(
    r"(?:the|this|each|either|whereas|both|party|parties|company|employee|recipient|undersigned"
    r"|agreement|exhibit|section|article|it|you|your|we|its|such|any|all|den|dem|der|die"
    r"|den parteien|les|la|le)\b.{0,12}$",
    re.IGNORECASE,
)

_PLACE = r"(?-i:[A-Z]\w+)(?: (?:(?-i:[A-Z]\w+)|of|and))*"
#: Laws that are named by their people's adjective, which alone would name nothing.
_ADJECTIVE = "(?:English|Scots|Irish|German|French|Swiss|Austrian|Belgian|Dutch)"
LAW = re.compile(
    r"(?:governed|construed|interpreted|enforced|subject)\b.{0,160}?"
    r"\b(?:internal |substantive )?laws? of (?:the )?"
    rf"(?:(?:State|Commonwealth|Province|Republic|Kingdom) of )?(?:the )?(?P<law>{_PLACE})"
    rf"|laws? of (?:the )?(?:State|Commonwealth|Province) of (?P<law2>{_PLACE})"
    rf"|(?P<law3>(?-i:{_ADJECTIVE} law)) (?:(?:shall|will) (?:govern|apply)|governs|applies)\b"
    r"|(?P<law6>(?-i:[A-Z][a-z]+)) law (?:shall|will) (?:govern|apply)"
    r"|(?:gilt|unterliegt|findet)\b.{0,60}?(?P<law4>"
    r"(?:ausschließlich )?(?:deutsches|österreichisches|schweizerisches|schweizer) Recht"
    r"|(?:dem|das) Recht (?:der|des) [^,.;]{4,50})"
    r"|(?:régi|soumis|gouverné)\w*\b.{0,60}?(?P<law5>(?:au |par le |le )?droit [a-zéèç]+"
    r"|(?:par la |à la )?loi [a-zéèç]+|(?:aux |par les )?lois [^,.;]{4,50})",
    re.IGNORECASE,
)

_IN_SENTENCE = r"(?:[^.;]|\.(?=\d))"
#: A contract's own span: what ends so long after its date.
ENDS = re.compile(
    r"\b(?:terminat(?:es?|ing)|expires?|remain in (?:full )?(?:force|effect)"
    r"|in (?:full )?force and effect|continue|survive|be binding|lapse|cease)\b"
    rf"{_IN_SENTENCE}{{0,140}}? (?P<span>{_SPAN})’? ?(?:from|after|following) (?:the )?"
    r"(?:latest |last )?(?:effective|execution|date|receipt|disclosure|signing)",
    re.IGNORECASE,
)
#: What its term is said to be.
TERM = re.compile(
    r"\b(?:(?:initial )?term\b(?: of (?:this|the) \w+)?(?: \([^)]*\))?"
    r"(?: (?:of|is|shall be|will be|be|runs? for|continues? for)|:)(?: (?:a|an initial))?"
    r"(?: (?:period|term) of)?"
    r"|(?:remain|continue|be) in (?:full )?(?:force|effect)(?: and effect)? for (?:an? )?"
    r"(?:initial )?(?:(?:period|term) )?(?:of )?"
    r"|(?:Laufzeit|Vertragsdauer|Dauer|durée|période)\b[^.;]{0,40}?)"
    rf" ?(?P<span>{_SPAN})",
    re.IGNORECASE,
)
#: Spans in such a sentence, or behind such a word, are of something else than the contract.
NO_TERM = re.compile(
    r"compet|solicit|hire|notice|employ|payment|warrant|renewal|offer|option|Kündigung|Probezeit"
    r"|Garantie|Gewähr|préavis|essai|garantie",
    re.IGNORECASE,
)
NOTICE = re.compile(
    rf"(?P<span>{_SPAN})[’']?s?[’']?,? "
    r"(?:prior |advance |written |previous |vorheriger |schriftlicher )*(?:notice|notification)"
    r"|(?:notice(?: period)? of|Kündigungsfrist\b[^.;]{0,40}? ?(?:von|beträgt)"
    r"|mit einer Frist von"
    r"|préavis (?:de|d’|d')) ?(?:at least |not less than |mindestens |au moins )?"
    rf"(?P<span2>{_SPAN})",
    re.IGNORECASE,
)

EFFECTIVE = re.compile(
    r"\b(?:effective(?: date)?(?: \([^)]*\))?|dated|made|entered into|executed|as of"
    r"|with effect from|on this|this|geschlossen am|tritt am|mit Wirkung (?:zum|vom|ab)|ab dem"
    r"|Beginn:?|prend effet (?:le|au)|en vigueur le|à compter du|conclu le)\b[^.;]{0,60}?",
    re.IGNORECASE,
)
#: What says itself when a contract begins, not when it was made.
COMMENCES = re.compile(
    r"\b(?:(?:agreement|contract|lease|tenancy|term) (?:(?:shall|will) )?(?:takes? effect"
    r"|comes? into (?:force|effect)|commences?|becomes? effective|begins?)(?: on| from| as of)?"
    r"|(?:\w*vertrag|\w*verhältnis|vereinbarung|laufzeit|mietzeit) (?:beginnt|gilt|läuft"
    r"|tritt)(?: am| ab(?: dem)?| mit dem| mit Wirkung (?:vom|zum|ab))?"
    r"|(?:contrat|bail|convention|accord) (?:prend effet|entre en vigueur|débute|commence)"
    r"(?: le| au| à compter du)?|(?<!date )(?:effective|with effect) (?:as of|from|on))(?= )",
    re.IGNORECASE,
)
#: Days that begin no contract.
NO_BEGINNING = re.compile(r"(?:geboren am|geb\.(?: am)?|\*|born(?: on)?|née?(?: le)?) ?$", re.I)
#: How long a contract goes on each time it is not ended.
RENEWS = re.compile(
    r"\b(?:verlänger\w+|renew\w*|successive|extend\w*|recondui\w+|renouvel\w+|prolong\w+)\b"
    rf"[^.;]{{0,60}}? (?P<span>{_SPAN})",
    re.IGNORECASE,
)
EXPIRES = re.compile(
    r"\b(?:expires?|expiring|terminates? on|ends? on|until|through|endet am|befristet bis(?: zum)?"
    r"|läuft bis(?: zum)?|jusqu['’]au|expire le|prend fin le)\b[^.;]{0,40}?",
    re.IGNORECASE,
)
DATE = re.compile(
    rf"(?P<ordinal>\d{{1,2}})(?:st|nd|rd|th)? (?:day )?of (?P<month>{MONTHS}),? (?P<year>\d{{4}})"
    rf"|(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? ?\d{{4}}"
    rf"|\d{{1,2}}\.? ?(?:er )?(?:{MONTHS})\.?,? \d{{4}}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d",
    re.IGNORECASE,
)
#: The caption of its number is no title.
NUMBER = re.compile(
    r"\W*(?:(?:\w*vertrags?|contract|agreement)[- ]?(?:nummer|nr|number|no|ref)\b"
    r"|n[°o] (?:de |du )?contrat\b)",
    re.IGNORECASE,
)
#: A letter's subject is no title.
SUBJECT = re.compile(r"\W*(?:re|subject|betreff|betrifft|objet|concerne)\s?[:.]", re.IGNORECASE)
TITLE = re.compile(
    r"agreement|contract|vertrag|vereinbarung|contrat|convention|accord|\blease\b|covenant"
    r"|addendum|nachtrag|avenant",
    re.IGNORECASE,
)
