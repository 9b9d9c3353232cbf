"""What a street looks like, and the houses, parts of sites and boxes at the post around it.

And what is not to be taken for one: a firm, a licence, an amount, what a firm says of itself.
"""

import re

from tasks.values.legal_forms import FORMS

#: A word that tells a street, or a box at the post.
STREET_WORD = re.compile(
    r"(?:^|\s|-)(?:rue|avenue|av\.?|boulevard|bd|place|chemin|allée|impasse|quai|cours|route"
    r"|square|za|zi"
    r"|le bourg|bp|cs|postfach|case postale|casella postale"
    r"|po box|p\.o\. box|postbus|box|apartado|via|viale|piazza|corso"
    r"|vicolo|strada"
    r"|calle|c/|plaza|paseo|avenida|avda\.?|camino|carretera|ctra\.?"
    r"|street|st\.?|road|rd\.?|lane|ave\.?|drive|way|unit"
    r"|suite|floor)"
    r"(?:\s|$|,)|(?:str(?:aße|asse|\.)|weg|platz|allee|gasse|ring|ufer|damm|straat|laan|plein"
    r"|kade|gracht)"
    r"(?:\s|$|,)",
    re.IGNORECASE,
)
_BOX = r"(?:p\.? ?o\.? ?box|postfach|postbus|apartado|case postale|casella postale|b\.?p\.?|cs)\s"
_LOCKBOX = re.compile(r"\b(?:dept\.?|department) #?[0-9]{3,6},|\block ?box\b", re.IGNORECASE)
_SITE = re.compile(
    r"(?:[^\d:]+, )?(?:plot|unit|lot|block|building|studio|suite|flat|halle|haus|tor|gebäude"
    r"|bâtiment|hangar|nave|capannone|loods)"
    r"\s(?:[0-9]|[A-Z]\b)|zone (?:industrielle|artisanale|commerciale|d['’]activités?)\b"
    r"|(?:ground|first|second|third|fourth|fifth"
    r"|[0-9]{1,2}(?:st|nd|rd|th)) floor(?:,|$)",
    re.IGNORECASE,
)
#: A part of a firm's or an owner's ground that goods are brought to, above its street.
_GROUND = re.compile(
    # A yard that builds ships and a branch behind a firm's name are a party's: "Cantiere Nautico".
    r"^c/o\s|^(?:cantiere(?! (?:naval|nautic|edil))|bouwplaats|(?:gemeente|bouw)werf|filiaal)(?!\w)"
    r"|^(?:pontoon [a-z0-9]|berth [0-9a-z]|cold store(?: [0-9a-z])?|day unit)(?!\w)"
    r"|\((?:site|chantier|baustelle)\)|(?<!\w)(?:entrance|(?:east|west|north|south) wing"
    r"|(?:test|main|central) kitchen|quai (?:n[°º] ?)?(?:[0-9]+|[a-z])|dock [0-9a-z]|tor [0-9]+"
    r"|gate [0-9]+|loading bay"
    r"|site office|goods[ -]in(?:wards?)?|magasin (?:central|général)|chantier"
    r"|wareneingang|zentrallager|magazzino|magazijn|almacén"
    r"|building [a-z0-9]|\w*werk (?:[0-9]+|i{1,3}v?)|neubau|bauhof|\w*eingang|baustelle \w+"
    r"|logistik(?:zentrum|center)|distribution cent(?:re|er)|résidence|groupe scolaire"
    r"|haus [0-9]+|bâtiment [a-z0-9]|nave [0-9]+|stabilimento)(?!\w)",
    re.IGNORECASE,
)
#: What follows the name of a site or a house: a word with a number, "Bay 7", "Voie 3 bis", "Tor
#: B", a number first, "12e étage", or a word that only parts of houses have. No district of a
#: sweep's, and no licence.
_PART = re.compile(
    r"(?:(?!\w*(?:bezirk|kreis|distri[ck]t|li[cz]en|agrément|certifica|zertifika|member|mitglied))"
    r"[^\W\d_]+\.? (?:n[°ºor]\.? ?|#)?)?[0-9]+(?:[-/–][0-9]+)? ?(?:[a-z]|bis|ter)?\W*$"
    r"|[^\W\d_]+\.? [a-z]\W*$|[0-9]"
    r"|.*(?<!\w)(?:bât(?:iment|\.)?|batiment|bureaux?|étage|etage|niveau|rez-de-chaussée|rdc|entrée"
    r"|escalier|porte|hangar|local|lot|aile|bloc|quai|appartement|appt?|stand|voie|cellule|dépôt"
    r"|gebäude|geb\.|\w*(?:haus|halle|hof|lager|trakt|eingang|geschoss|geschoß)|hall|[eodu]\.?g\.?"
    r"|stock|stiege|top|tor|aufgang|flügel|tür|zimmer|raum|büro|einheit|rampe|turm|block"
    r"|buildings?|bldg\.?|units?|suite|ste\.?|shed|bay|platform|terminal|gate|floor|level|rooms?"
    r"|office|door|dock|pier|berth|warehouse|wing|tower|studio|stall|plot|stand|hangar|module"
    r"|edificio|oficina|planta|piso|nave|puerta|escalera|bloque|módulo|muelle|scala|piano|interno"
    r"|ufficio|capannone|palazzina|gebouw|verdieping|kamer|hal|loods|ingang)(?!\w)",
    re.IGNORECASE,
)
#: Owners of flats, who go by their house: "Comunidad de Propietarios Calle Mayor 12".
FLAT_OWNERS = (
    r"(?:syndicat )?des copropriétaires|copropriété|communauté des copropriétaires"
    r"|vereniging van (?:mede-?)?eigenaars|condominio|comunidad de (?:propietarios|vecinos)"
)
#: They, in capitals, are no way, "WEG Sonnenhof 3", and no district is: "School District 28".
_OWNERS = re.compile(
    rf"(?:(?:ST)?WEG|VvE|(?i:{FLAT_OWNERS}|(?:wohnungs)?eigentümergemeinschaft))\s"
    r"|.*\b(?i:(?:school|fire|water|hospital|library|sanitary|utility) district"
    r"(?: (?:no\.?|number|#))?) ?[0-9]+$"
)
#: A centre that begins a line and is no building but a party: "Centre hospitalier de Rennes".
_NO_CENTRE = (
    r"(?!centre (?:hospitalier|communal|régional|départemental|médico|social|culturel|équestre"
    r"|universitaire|intercommunal)\b)"
)
#: What stands above a street: an estate, a building, a floor; British streets without a number.
_BUILDING = re.compile(
    rf"(?:^{_NO_CENTRE}|,\s)"
    r"(?:zac|za|zi|zone|parc|immeuble|bât(?:iment|\.)?|résidence|lieu-dit|pôle|centre"
    r"|gewerbepark|gewerbegebiet|industriegebiet|gebäude|halle|haus|polígono|edificio|nave|località"
    r"|zona|palazzo|gebouw|bedrijvenpark|unit|suite|floor|block|the old)\s"
    r"|\s(?:house|court|mill|maltings|farm|estate|park|yard|works|cent(?:er|re)|building|exchange"
    r"|lodge|hall|wharf|quay|causeway|close|crescent|terrace|gardens|row|hill|grove|walk|mews"
    r"|square|parade|parkway|approach|boulevard|blvd|floor|cottage|barn|manor|grange|rectory|dock|quarry"
    r"|stables|bungalow|offices?|showground|clubhouse|pavilion|chambers|towers?|stadium|arcade)"
    r"(?:$|,\s)",
    re.IGNORECASE,
)
#: A firm's name, though it may hold a street's word: "Camino Distribuciones S.A."
FIRM = re.compile(rf"[^0-9]*(?<!\w)(?:{FORMS}|e ?k|s\.à r\.l)\.?", re.IGNORECASE)
#: What a firm may do its work by.
_LICENCE = (
    r"\b(?:IPI|CPI|ORIAS|DVR|EORI|[Hh]abilitation|[Aa]grément) (?:n[°º] ?)?[0-9]"
    r"|[Ll]i[cz]en[zcs]e?\b(?: (?:n[or°]\.?|nr\.?))? ?[0-9]"
    r"|\b(?i:accredited|approved|licensed|agréée?|accréditée?|akkreditiert\w*)\b"
    r".* (?i:n[or°]\.?|nr\.?) ?[0-9]"
)
#: Amounts, capitals, what a firm is registered or regulated by, the mark of works that may sell
#: food all over Europe ("DE BW 01417 EG"), a firm that its number names ("9182-3304 Québec inc."),
#: an entry in a register ("RCS Nantes 382 917 466"), and a licence: "Gestion – IPI 507 118".
_NO_STREET = re.compile(
    r"\b[A-Z]{2}[ -](?:[A-Z]{1,2}[ -]?)?[0-9]{2,3}[0-9.]{2,8} ?(?:EG|CE|EU|EC|UE)\b"
    r"|[0-9]{7,}|^[0-9]{4}-[0-9]{4} [A-Z]\S+ (?i:inc|lt[dé]e?)\b|[€$£%]|[0-9][.,][0-9]{2}\b"
    r"|\b(?:au|de|sociale?|[Ss]hare) capital\b|\bcapital (?:de|social)\b"
    r"|(?:[Ss]tamm|[Gg]rund)kapital\b|^(?:R\.?C\.?S\.? [A-ZÀ-Þ]|SIRE[NT]\b).*[0-9]"
    r"|\b(?i:registered (?:society|charity|provider|company)|regulat(?:or|ed)\b).*[0-9]"
    rf"|{_LICENCE}"
)
#: What a firm says of itself, and where in its yard goods are to go: "since 1921", "Gate 2".
_SLOGAN = re.compile(
    r"\b(?:since|seit|depuis|sinds|desde|dal|established|est\.|gegr\.) (?:in )?[12][0-9]{3}\b"
    r"|(?:\wage|dienst|service|urgences?) 24 ?h(?:eures|ours|rs)?$"
    r"|\b24\s?h\s?/\s?24\b|\b24/7\b|\b7\s?[jd]\s?/\s?7\b"
    r"|^(?:store|shop|branch|filiale|magasin|gate|tor)\s?#?[0-9]+$",
    re.IGNORECASE,
)


def is_street(text: str) -> bool:
    """Whether a text is a street, or a house or an estate above one."""
    if _OWNERS.match(text):
        return False
    if not re.search(r"[^\W\d_]{2}", text) or _NO_STREET.search(text) or FIRM.fullmatch(text):
        return False
    if _SLOGAN.search(text) and not STREET_WORD.search(text):
        return False
    text = re.sub(r"^st\.? ", "", text, flags=re.IGNORECASE)  # a saint's
    if _BUILDING.search(text):
        return True
    return bool(STREET_WORD.search(text) or re.search(r"(?<!\w)[0-9]{1,5}[a-zA-Z]?(?!\w)", text))


def is_numbered_site(text: str) -> bool:
    """Whether a line is a part of a site or a house: "Plot 11-14, Fernbank Rise", "2nd Floor"."""
    return bool(_SITE.match(text))


def is_part_of_site(text: str) -> bool:
    """Whether what stands behind the name of a site is a part of it: "Shed 14", "12e étage"."""
    return bool(_PART.match(text))


def is_ground(text: str) -> bool:
    """Whether a line above a street is a part of a ground: "East Wing, Door 4", "Neubau Schule"."""
    return bool(_GROUND.search(text)) and not FIRM.fullmatch(text)


def is_building(text: str) -> bool:
    """Whether a text is the name of a house or an estate: "Gwash Works", "Unit 9"."""
    return bool(_BUILDING.search(text)) and not FIRM.fullmatch(text)


def is_licence(text: str) -> bool:
    """Whether a text is a licence with its number: "Habilitation 23-29-0088"."""
    return bool(re.match(_LICENCE, text))


def has_box(text: str) -> bool:
    """Whether an address is but a box at the post, or a bank's for cheques ("Dept. 4471, Erie")."""
    boxed = re.match(_BOX, text, re.IGNORECASE)
    return bool(boxed or _LOCKBOX.search(text))
