"""What a line of an address block is: a street, a place, a country, or none of it."""

import re
from collections.abc import Sequence
from typing import Literal

from tasks.parties.address_streets import FIRM, STREET_WORD, is_street
from tasks.parties.name_forms import ends_with_form
from tasks.values.caches import kept_by_text
from tasks.values.currency import STATE_NAMES
from tasks.values.person_words import ATTENTION, MR
from tasks.values.tax_words import TAX_WORDS

LineKind = Literal["place", "street", "country", "whole", "person", "other", "text"]
ADDRESS_KINDS: tuple[LineKind, ...] = ("street", "whole", "place")

_CITY = r"[^\W\d_][^\t:0-9]{1,40}"
_OF_ISLES = r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}|[A-Z][0-9][0-9W] [A-Z0-9]{4}"
#: A British, Irish or Canadian postcode, alone on its line below the town.
_POSTCODE = re.compile(rf"{_OF_ISLES}|[A-Z][0-9][A-Z] [0-9][A-Z][0-9]", re.IGNORECASE)
_PAPER = (
    r"(?:.* )?(?i:order|invoice|note|quote|rechnung|gutschrift|bestellung|auftrag|angebot"
    r"|lieferschein|facture|commande|devis|fattura|factura|factuur|account|supplier|vendor|customer"
    r"|client|statement|no\.?|nr\.?|n[°º])"
)
#: The number of a paper is no state with its ZIP code, "Invoice HI 66120", nor a postcode of six
#: digits: "Statement No. 217734".
_NO_PAPER, _NO_NUMBER = rf"(?!{_PAPER} [A-Z]{{2}} )", rf"(?!{_PAPER} [0-9]{{6}}$)"
#: What stands before six digits that are a box's at the post and no postcode: "Postfach 700133".
_NO_BOX = r"(?!post(?:fach|bus|box)\b|p\.? ?o\.? ?box\b|apartado\b|(?:case|casella) postale\b)"
#: No French box at the post: "ZA de la Gare – BP 40118".
_STATE = rf"(?:(?!BP|CS)[A-Z]{{2}}|(?-i:{STATE_NAMES}|{STATE_NAMES.upper()}))"
#: Nor is what a shop or a site is called, with its number: "Store Washington 10422".
_NO_SITE = (
    r"(?!(?i:store|shop|branch|depot|site|hotel|school|filiale|markt|haus|projekt|project|objekt"
    rf"|baustelle|magasin|chantier|client|kunde)\b[^,]* (?i:{STATE_NAMES}),? [0-9])"
)
_IN_AMERICA = rf"{_NO_PAPER}{_NO_SITE}{_CITY},? {_STATE},? [0-9]{{5}}(?:-[0-9]{{4}})?"
#: One word before a comma may else be a street: "Pickering, ON L1V 6W9".
_IN_CANADA = (
    rf"{_CITY.replace('0-9', '0-9,')},? (?:AB|BC|MB|N[BLSTU]|ON|PE|QC|SK|YT),? "
    r"[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]"
)
_AMERICAN_PLACE = re.compile(rf"{_IN_AMERICA}|{_IN_CANADA}")
#: A postcode with its town, as the countries write it: "1000 Lausanne 12" in Switzerland,
#: "81-350 Gdynia" in Poland.
_PLACE = re.compile(
    rf"(?:[A-Z]{{1,3}}[ -])?(?:[0-9]{{4}} ?[A-Z]{{2}}|[0-9]{{4,5}}"
    rf"|[0-9]{{3}} [0-9]{{2}})[ ,]+{_CITY}"
    r"(?: cedex(?: [0-9]{1,2})?| \([A-Z]{2}\))?"
    rf"|{_CITY}[ ,]+(?:[A-Z]{{1,2}}[0-9][0-9A-Z]?|[A-Z][0-9]{{2}}|[A-Z][0-9]W) ?[0-9][A-Z]{{2}}"
    r"|[0-9]{2}-[0-9]{3} (?!.*\b(?:street|st|road|rd|avenue|ave|drive|dr|lane|ln|blvd|way)\b)"
    rf"{_CITY}"
    r"|(?:CH-)?[1-9][0-9]{3} (?!\S*(?:str|weg|gasse|platz))[^\W\d_]{3,20} [0-9]{1,2}"
    rf"|{_IN_AMERICA}"
    rf"|{_CITY}[ ,]+[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]"
    rf"|{_CITY}(?: [0-9]{{1,2}})? [A-Z][0-9][0-9W] [A-Z0-9]{{4}}"
    rf"|{_NO_BOX}{_NO_NUMBER}{_CITY} [0-9]{{6}}"
    rf"|{_CITY},? (?-i:NSW,? [12][0-9]{{3}}|ACT,? [02][0-9]{{3}}|VIC,? [38][0-9]{{3}}"
    r"|QLD,? [49][0-9]{3}"
    r"|SA,? 5[0-9]{3}|WA,? 6[0-9]{3}|TAS,? 7[0-9]{3}|NT,? 0[89][0-9]{2})",
    re.IGNORECASE,
)
#: Years are left to dates.
_SOUTHERN_PLACE = re.compile(
    r"(?!(?i:order|invoice|rechnung|kunden?|konto|telefon|phone|ext|extension|apt|building|account)\b)"
    rf"(?-i:[A-Z]){_CITY} (?!19|20)[0-9]{{4}}"
)
_SOUTHERN_BOX = re.compile(r"(?:private bag|rd|p\.? ?o\.? box) [0-9]+", re.IGNORECASE)
_COUNTY_WORDS = (
    r"co(?:unty|\.)? (?:antrim|armagh|carlow|cavan|clare|cork|derry|donegal|down"
    r"|dublin|fermanagh|galway|kerry|kildare|kilkenny|laois|leitrim|limerick|longford|louth|mayo|meath"
    r"|monaghan|offaly|roscommon|sligo|tipperary|tyrone|waterford|westmeath|wexford|wicklow)"
)
#: An Irish county alone, or behind its town: the place of an address without an Eircode.
_IRISH_COUNTY = re.compile(
    rf"(?:{_CITY}, )?{_COUNTY_WORDS}",
    re.IGNORECASE,
)
_OF_IRISH_COUNTY = re.compile(rf"\b{_COUNTY_WORDS}\b", re.IGNORECASE)
#: A house number before its street, which looks like a postcode: "1180 route de Thonon".
_NUMBERED_STREET = re.compile(
    r"[0-9]{4},? (?:bis,? |ter,? )?(?:rue|route|chemin|avenue|boulevard|allée|impasse|quai)\s.*"
    r"|[0-9]{4,5} [^,]*[^\W\d_] (?:street|road|lane|avenue|drive|boulevard|highway|parkway"
    r"|terrace|trail|circle|turnpike|pike"
    r"|crescent|court|way|(?:st|ave|blvd|dr|rd|ln|hwy|pkwy)\.?)(?: (?:[ns][ew]?|[ew])\.?)?",
    re.IGNORECASE,
)
_COUNTRY = re.compile(
    r"germany|deutschland|allemagne|alemania|germania|duitsland|france|frankreich|francia|frankrijk"
    r"|austria|österreich|autriche|oostenrijk|switzerland|schweiz|suisse|suiza|svizzera|zwitserland"
    r"|italy|italien|italie|italia|italië|spain|spanien|espagne|españa|spagna|spanje"
    r"|(?:the )?netherlands|niederlande|pays-bas|países bajos|paesi bassi|nederland"
    r"|belgi(?:um|en|que|ca|ë|o)|bélgica|belgio|luxemb(?:o?urg|urgo)|lussemburgo|irland"
    r"|irlande|tunisi(?:a|e|en)|morocco|maroc|marokko|algeria|algérie|algerien|turkey|türkei|turquie"
    r"|irlanda|ierland|(?:the )?united kingdom|great britain|england"
    r"|(?:northern )?ireland|scotland|wales|vereinigtes königreich"
    r"|royaume-uni|reino unido|regno unito|verenigd koninkrijk|u\.?k\.?|u\.?s\.?a\.?|united states"
    r"(?: of america)?|usa|canada|kanada|poland|polen|pologne|denmark|dänemark|sweden|schweden"
    r"|suède|finland|finnland|finlande|hungary|ungarn|hongrie|romania|rumänien|roumanie"
    r"|de|at|ch|fr|be|nl|lu|li|it|es|gb|ie|us|dk|se|pl|cz|pt"
    r"|großbritannien|grande-bretagne|gran bretaña|gran bretagna|groot-brittannië"
    r"|vereinigte staaten(?: von amerika)?|états-unis(?: d['’]amérique)?|estados unidos"
    r"|stati uniti|verenigde staten|new zealand|neuseeland|south africa|südafrika|china|japan"
    r"|india|indien|greece|griechenland|grèce|slovakia|slowakei|slovenia|slowenien|croatia|kroatien"
    r"|norway|norwegen|portugal|czech republic|tschechien|liechtenstein|singapore|australia"
    # India's states stand below a town and its postcode, where others have their country.
    r"|andhra pradesh|arunachal pradesh|assam|bihar|chhattisgarh|goa|gujarat|haryana"
    r"|himachal pradesh|jharkhand|karnataka|kerala|madhya pradesh|maharashtra|manipur|meghalaya"
    r"|mizoram|nagaland|odisha|orissa|punjab|rajasthan|sikkim|tamil ?nadu|telangana|tripura"
    r"|uttar pradesh|uttarakhand|west bengal",
    re.IGNORECASE,
)
#: A country right behind a postcode: "BA2 4EZ UK".
_BARE_COUNTRY = re.compile(r" (?:U\.?K\.?|U\.?S\.?A\.?|United Kingdom|United States)$")
#: What heads the papers of French communes.
STATE = r"république française|liberté\W+égalité\W+fraternité"
_PERSON = re.compile(
    rf"(?:chez (?:m|{MR})\.?|{ATTENTION}|c/o|inh\.?|inhaber(?:in)?|{MR}\.?|m\.(?! [A-Z]\. )"
    r"|abteilung|business office|dept\.?|department|service|accounts? payable"
    r"|purchas(?:ing|e ledger)|procurement"
    r"|shared services?|finance (?:department|team)|kreditorenbuchhaltung|buchhaltung|einkauf"
    r"|rechnungs(?:prüfung|eingang)|comptabilité|contabilidad|administración|ufficio acquisti"
    r"|crediteurenadministratie|inkoop"
    r"|the (?:company )?(?:secretary|treasurer|manager|directors?))(?:\s|:|$).*",
    re.IGNORECASE,
)
_ATTENTION = re.compile(ATTENTION, re.IGNORECASE)
#: Who pays what a party has bought.
_PAYING_OFFICE = re.compile(
    r"(?:the )?(?:accounts? payable|(?:purchase|bought) ledger)(?: (?:dep(?:artmen)?t\.?|team))?"
    r"|kreditorenbuchhaltung|(?:service )?comptabilité fournisseurs|contabilità fornitori"
    r"|cuentas (?:por|a) pagar|crediteurenadministratie",
    re.IGNORECASE,
)
_CARE_OF = re.compile(rf"c/o\s(?!(?:{_PAYING_OFFICE.pattern})$)", re.IGNORECASE)
#: Where what follows an address on its line may begin.
_CONTACT = re.compile(
    r"\s[·|•—–-](?=\s)|\s(?:/ )?(?=(?:tel|tél|ph(?=\.?:? ?[0-9(+][0-9 ()-]{5})"
    r"|t[eé]l[eé](?:ph|f)[\wó]+|fon|phone|fax|mobile?|natel|e-?mail|www)\b"
    # A caption of one word: of "Amtsgericht Hanau:" the first may be the town's second.
    r"|\S+@|\+?[0-9(][0-9 ()/-]{7,}$"
    r"|(?:c\.? ?f\.?|cod(?:ice|\.) fisc(?:ale|\.)) (?:e |/ ?)?p(?:art(?:ita)?)?\.? ?iva\b"
    r"|(?:[\w-]+(?:nummer|n[ro]\.?|datum|zeichen)|siren|siret|p\.? ?iva|tva|btw|kvk|nif|cif): )",
    re.IGNORECASE,
)
#: What no address ends with.
_NO_END = re.compile(r"\b(?:tel|tél|fon|phone|fax|mobil|natel)\S*$", re.IGNORECASE)
#: A house number before a comma: "23, rue du Commerce".
_HOUSE_NUMBER = re.compile(r"(?:(?<=^)|(?<=[·|•—–,-] ))([0-9]{1,4}[a-zA-Z]?), (?=[^\W\d_])")
#: A unit on an estate, named by its block: "B-404, Sahyadri Estate".
_UNIT = re.compile(r"[A-Z]-[0-9]{1,4}[A-Z]?")
#: A day, which ends what is said before a street.
_DAY = re.compile(r"\b[0-9]{1,2}[./-][0-9]{1,2}[./-](?:20)?[0-9]{2}$")
#: The register of a firm, whose number looks like a postcode: "HRB 1877 Amtsgericht Amberg".
_REGISTER = re.compile(r"(?:hr[ab]|fn|gnr|vr|rcs|rc|pr|cro|crn)[ -]?[0-9]", re.IGNORECASE)
_TITLE = rf"(?:{MR}|m|dr|prof)"
#: A person or a couple with their form of address: "Dr and Mrs H. Lloyd", "M. et Mme Roux".
_TITLED = re.compile(
    rf"(?:{_TITLE}\.? )?(?:(?:and|&|und|et|e|y|en) )?{_TITLE}\.? [^\d:]+", re.IGNORECASE
)
#: An Irish address of a townland and its village, behind a person or not: "Mr. P. Considine,
#: Drumumna, Tulla, Co. Clare".
_TOWNLAND = r"[A-ZÀ-Þ][^\W\d_]+(?: [A-ZÀ-Þ][^\W\d_]+)?, "
_IRISH_WHOLE = re.compile(
    rf"(?P<name>(?i:{_TITLE})\. [^\d:,]+, )?{_TOWNLAND}{_TOWNLAND}(?i:{_COUNTY_WORDS})"
)
#: A county, which never stands without its town: "Co. Wexford, Y21 W6C3".
_COUNTY = re.compile(r"co\.? [^\W\d_]+\b.*", re.IGNORECASE)
_BRITISH = re.compile(rf"(?:.*[ ,])?(?:{_OF_ISLES})", re.IGNORECASE)
#: Lines in an address block that belong to no address.
_OTHER = re.compile(
    r".*@.*|.*(?:www\.|https?:).*|.*\+[0-9]{2}.*|.*\bIBAN\b.*|.*\bBIC\b.*"
    r"|(?:tel|fon|phone|téléphone|tél|fax|mobil|e-?mail|web|internet|uid|nif|cif"
    rf"|(?:n° ?|p\.? ?|partita )?{TAX_WORDS}|siret|siren|rcs|kvk|company|reg|hrb|hra|st\.-nr"
    r"|amtsgericht|toque|kunden|customer|client|date|datum|bank|banque)\b.*[0-9].*"
    r"|(?:abn|acn|uen|ein)\W{0,3}[0-9].*",
    re.IGNORECASE,
)
#: A firm's number behind its name, which is no house's: "Currawong Pty Ltd ABN 15 674 120 983".
_FIRM_NUMBER = re.compile(r"\b(?:ABN|ACN)\W{0,3}[0-9]")
#: Where a person works, and no house.
_INSTITUTION = re.compile(
    r"\b(?:academy|university|school|college|hospital|church|council|association|trust|society)$",
    re.IGNORECASE,
)
#: Between a firm and its street in a sentence: "con sede in Piazza della Vittoria 3".
_SEATED = re.compile(
    r"(?:(?:con|avente) sede (?:legale )?(?:in|a)|con domicilio (?:social )?en|mit (?:dem )?Sitz in"
    r"|(?:ayant son|dont le) siège(?: social)?(?: est)?(?: situé)?(?: (?:à|au))?"
    r"|gevestigd (?:te|aan)|(?:with|having) its registered office at)\s",
    re.IGNORECASE,
)
_KEY = re.compile(r"[^\W\d_][^:]{1,40}:(?:\s|$).*")


@kept_by_text
def kind_of_line(text: str) -> LineKind:
    """What a line is in an address block; "whole" has street and place on one line."""
    text = text.strip(" ,;·|")
    has_street = STREET_WORD.search(text) and not (
        _ATTENTION.match(text) and not re.search(r"[0-9]", text)  # "z. Hd. Frau Döring"
    )
    if _PERSON.fullmatch(text) and not has_street and not FIRM.fullmatch(text):
        return "whole" if _is_whole(text) else "person"
    if _KEY.fullmatch(text) or (_OTHER.fullmatch(text) and not _PLACE.fullmatch(text)):
        return "other"
    if _COUNTRY.fullmatch(text):
        return "country"
    if is_american_place(text):
        return "place"  # before its state and ZIP code look like a street's number
    if _is_whole(text):
        return "whole"
    if _is_place(text) or _POSTCODE.fullmatch(text) or _IRISH_COUNTY.fullmatch(text):
        return "place"
    return "street" if is_street(text) and not _FIRM_NUMBER.search(text) else "text"


def _is_whole(text: str) -> bool:
    """Whether a line has a street, and behind it its place."""
    joined = _HOUSE_NUMBER.sub(r"\1 ", text)
    parts = [part.strip() for part in re.split(r"\s[·|•*—–-]\s|,\s", joined)]
    if len(parts) < 2 or not any(is_street(part) for part in parts[:-1]):
        return bool(_IRISH_WHOLE.fullmatch(text))
    last = parts[-2] if len(parts) > 2 and _COUNTRY.fullmatch(parts[-1]) else parts[-1]
    told = _is_place(last) or _IRISH_COUNTY.fullmatch(last)
    return bool(told) or (len(parts) > 2 and _is_place(", ".join(parts[-2:])))


def _is_place(text: str) -> bool:
    """Whether a line is a postcode with its town, in either order."""
    if _NUMBERED_STREET.fullmatch(text) or _REGISTER.match(text):
        return False
    return bool(_PLACE.fullmatch(text) or _PLACE.fullmatch(_without_country(text)))


def _without_country(text: str) -> str:
    """A line without the country behind its place: "Bath BA2 4EZ, UK", "Fresno, CA 93650 USA"."""
    head, mark, last = text.rpartition(",")
    if mark and _COUNTRY.fullmatch(last.strip()):
        return head
    return _BARE_COUNTRY.sub("", text)


def before_contact(text: str) -> str:
    """A line that holds an address whole, without the phone, register or caption behind it."""
    for mark in _CONTACT.finditer(text):
        rest = re.split(r"\s[·|•—–-]\s", text[mark.end() :].strip())[0]
        head = text[: mark.start()]
        if _COUNTRY.fullmatch(rest) or _NO_END.search(head) or kind_of_line(head) != "whole":
            continue
        return head
    return text


def is_for_attention(text: str) -> bool:
    """Whether a line names the person whom a letter is for: only its receiver's block has one."""
    return bool(_ATTENTION.match(text))


def is_paying_office(text: str) -> bool:
    """Whether a line is the office that pays bills, below its firm's name: "Accounts Payable"."""
    return bool(_PAYING_OFFICE.fullmatch(text))


def is_care_of(text: str) -> bool:
    """Whether a line says at whose address a party is reached: "c/o Muster Verwaltungs AG"."""
    return bool(_CARE_OF.match(text))


def is_of_county(text: str) -> bool:
    """Whether a place is but a county with its postcode: its town stands in the line above."""
    return bool(_COUNTY.fullmatch(text))


def is_irish_county(text: str) -> bool:
    """Whether a line is an Irish county, which ends an address unless an Eircode follows."""
    return bool(_IRISH_COUNTY.fullmatch(text.strip(" ,;·|")))


def is_house_name(text: str, above: str, place: str, *, seen: bool = False) -> bool:
    """Whether a line is the name of a British house: below a person's name, above the street.

    Args:
        seen: whether the model sees it in the address; then a firm may be named above it.
    """
    british = bool(_BRITISH.fullmatch(place.strip(" ,;·|")))
    named = FIRM.fullmatch(text) or _INSTITUTION.search(text) or "&" in text
    house = kind_of_line(text) == "text" and not named
    if is_titled(above) and above.split()[-1] in text.split():
        return False  # "Pritchard Roofing" below "Mr G Pritchard"
    return british and house and (is_titled(above) or (seen and bool(FIRM.fullmatch(above))))


def is_townland(text: str, address: str) -> bool:
    """Whether a line may be a townland or a terrace above an Irish town: "Clonroad Beg"."""
    irish = bool(_OF_IRISH_COUNTY.search(address))
    bare = kind_of_line(text) in ("text", "street") and not FIRM.fullmatch(text)
    return irish and bare and "&" not in text


def is_postcode(text: str) -> bool:
    """Whether a line is a British, Irish or Canadian postcode alone, below its town."""
    return bool(_POSTCODE.fullmatch(text.strip(" ,;·|")))


def is_titled(text: str) -> bool:
    """Whether a line is a person or a couple with their form of address."""
    return bool(_TITLED.fullmatch(text))


def is_american_place(text: str) -> bool:
    """Whether a line is a town with state and ZIP code, or province and postcode.

    The country may stand behind it.
    """
    return bool(_AMERICAN_PLACE.fullmatch(_without_country(text.strip(" ,;·|"))))


def may_be_southern_place(text: str) -> bool:
    """Whether a line may be a town of New Zealand or South Africa: "Geraldine 7956".

    As a street with its number looks no other, what stands above it must tell.
    """
    return bool(_SOUTHERN_PLACE.fullmatch(text.strip(" ,"))) and not STREET_WORD.search(text)


def is_above_southern_place(text: str) -> bool:
    """Whether a line is a street with its number, or a box at the post."""
    numbered = any(c.isdigit() for c in text) and STREET_WORD.search(text)
    return bool(numbered or _SOUTHERN_BOX.match(text)) and kind_of_line(text) == "street"


def first_street(words: Sequence[str]) -> int:
    """Where the address begins in the words of a line that holds it whole.

    That is behind the name, and behind a caption: "Registered office: Quay House, Exeter". A firm
    may stand before its street without a mark: "Acme (Tilbury) Ltd Unit 9, Fort Road".
    """
    if irish := _IRISH_WHOLE.fullmatch(" ".join(words)):
        return len((irish["name"] or "").split())
    start = _first_part(words)
    if seated := _SEATED.match(" ".join(words[start:])):
        start += seated.group().count(" ")
    keys = (at + 1 for at in range(start, len(words) - 1) if words[at].endswith(":"))
    return max(keys, default=start)


def _first_part(words: Sequence[str]) -> int:
    """The first word of the part of a line that is a street; 0 if none is."""
    start = 0
    for at in range(len(words) - 1):
        if not re.search(r"[,·|•*—–-]$", words[at]):
            continue
        part = re.split(r"[,·|•*—–]|\s-\s", " ".join(words[start : at + 1]).strip(" ,·|•*—–-"))[0]
        if part.isdecimal() or _UNIT.fullmatch(part):  # "23, rue du Commerce"
            continue
        # "Livré le 26/11/2024 – Avenue des Cerfs 12, 1410 Waterloo"
        if is_street(part) and not (_is_numbered_firm(part) or _DAY.search(part)):
            return start + _firm_words_n(part.split())
        start = at + 1
    return start if start < len(words) - 1 and is_street(" ".join(words[start:])) else 0


def _is_numbered_firm(part: str) -> bool:
    """Whether a firm has a number in its name and is no street: "Kontor 31 Bürobedarf GmbH"."""
    formed = ends_with_form(part.split()) and not part[0].isdigit()
    return formed and not STREET_WORD.search(part)  # "Suite 3, Harbor Avenue SE"


def _firm_words_n(words: Sequence[str]) -> int:
    """How many words before a street are a firm with its legal form; 0 where none is."""
    ends = (
        end
        for end in range(2, len(words))
        if ends_with_form(words[:end]) and is_street(" ".join(words[end:]))
    )
    return next(ends, 0)
