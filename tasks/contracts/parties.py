"""The parties of a contract: between whom it is made, or who is given a short name in it."""

import re
from collections.abc import Iterable, Sequence

from schemas.document import Page
from schemas.record import Field
from tasks.contracts.patterns import TITLE
from tasks.values.cells import find_rows
from tasks.values.legal_forms import FORMS

#: What is said of a party between its name and its short name.
_BEFORE_SHORT_NAME_N = 260
#: How far behind the first party the second is named.
_NEXT_PARTY_N = 700
#: What a name does not begin with, though capitals stand before it: "Lease The Acme Corp."
_BEFORE_NAME = re.compile(
    rf"^(?:.*(?:{TITLE.pattern})\w*\s+)?(?:(?:The|Die|Der|Das)\s+)?(?:Board of Directors of\s+)?",
    re.IGNORECASE,
)
#: A value, and where its words begin and end in the text.
Place = tuple[str, int, int]

#: A word of a name: capitals first, "d'Armelle" too; a full stop only behind abbreviations.
_WORD = (
    r"(?-i:(?:[dl]['’])?[A-Z0-9À-ÖØ-Þ&][\w&’'/¢\-]*"
    r"(?:(?<=\b\w)\.(?:\w ?\.)*|(?<=\b\w\w)\.|(?<=\b\w\w\w)\.|(?<=Corp)\.)?)"
)
_SMALL = (
    r"(?:&|and|und|et|of|the|de (?:la|los|las)|de|du|des|der|für|for|van(?: de[nr]?)?|von|mbH"
    r"|e\.K\.|copropriétaires|pensions?|prévoyance|à|aux?|di|del|dei|degli|dell[aeo]|dell['’]\w+)(?!\w)"
)
_FORMS = (
    rf"(?:(?-i:{FORMS}|Incorporated|INCORPORATED|SCI|P\.C|P\.?L\.?L\.?C)|Inc"
    r"|L\.?L\.?C|Ltd|Limited|GmbH|Corp|Corporation|Company|L\.?P|N\.A|Co|Bank)"
)
#: What a German firm of little capital bears behind its form.
_LITTLE = r"(?: \(haftungsbeschränkt\))?"
#: Where a firm of several is, before its form: "Halcyon Lifts (Northern) Limited".
_BRANCH = rf"\((?-i:[A-Z])[\w’'&-]*\)(?= (?:{_WORD} ){{0,2}}{_FORMS}\b)"
#: What bodies call themselves, with or without a capital.
_BODY = (
    r"(?:association|fondation|syndicat|commune|associazione|fondazione|comune|asociación|fundación"
    r"|comunidad|ayuntamiento|stichting|vereniging|gemeente) "
)
#: What a name has in quotes before its form: "Wohnungsgenossenschaft „Elbaue“ eG".
_QUOTED = rf"[„“”\"][\w ’'&-]{{2,30}}[“”\"](?= {_FORMS}\b)"
_PARTY = (
    rf"(?P<name>(?:{_BODY})?{_WORD}(?: (?:{_WORD}|{_SMALL}|{_BRANCH}|{_QUOTED}))*"
    rf"(?:,? (?!company (?:n|reg)){_FORMS}\b\.?)*{_LITTLE})"
)
_ARTICLE = (
    r"(?:(?:the|der|die|dem|le|la|(?:la |die |de )?(?:société|società|sociedad|empresa|ditta"
    rf"|vennootschap|Firma)|(?-i:il|lo|el|los|las|de|het)) |l['’](?={_BODY}))?"
)


def _between(leads: str) -> re.Pattern[str]:
    numbered = r"(?:\(?[1ai]\)?[.)]? )?"
    return re.compile(rf"\b(?:{leads})(?!\w)(?: ?:)? ?{_ARTICLE}{numbered}{_PARTY}", re.IGNORECASE)


def _second(joint: str) -> re.Pattern[str]:
    numbered = r"(?:\(?[2bi]{1,2}[.)]+ )?"
    return re.compile(rf"{joint}(?!\w)(?: ?:)? ?{_ARTICLE}{numbered}{_PARTY}", re.IGNORECASE)


#: Where a short word must stand to join two parties: behind the first, or behind a mark.
_APART = r"(?:^ ?|[,;:)\]”\"“»–—.] ?)"
#: What leads to the first party, and what joins the second to it.
_PAIRS = (
    (
        _between(
            r"by and (?:between|among)|between|among|PARTIES|zwischen"
            r"|entre(?: les (?:soussignée?s|parties))?,?"
        ),
        _second(rf"(?:(?:[,;)\]”\"“–—.] ?|\b)(?:and|und|et)|{_APART}y)"),
    ),
    (_between(r"(?:tra|fra)(?: (?:le parti|i sottoscritti))?"), _second(rf"{_APART}ed?")),
    (
        _between(r"tussen(?: (?:de )?ondergetekenden)?|(?:de )?ondergetekenden"),
        _second(rf"{_APART}en"),
    ),
    (_between("de una parte,?"), _second(r"\bde (?:la )?otra(?: parte)?,?")),
    (
        _between(r"entre(?: les (?:soussignée?s|parties))?,?"),
        _second(r"\bd['’]une part,?(?: et)?,?"),
    ),
)
#: "Acme Ltd and Beta", one name too much, or "Acme Inc. This", a sentence; "Acme GmbH und Co. KG"
#: is one.
_JOINED = re.compile(
    rf"(?P<first>.+? {FORMS}\b\.?)"
    rf"(?: (?:and|und|et) (?!Co\b)|(?<=\.) (?!{_FORMS}\b|[(&])).*"
)
#: Small words that go on with no name.
_LOOSE_END = re.compile(
    r"(?:,? (?:and|und|et|of|the|an?|de(?: l[ao]s?)?|der|des|du|for|für|di|del|dei|van|von))+$"
)
_NAME = re.compile(rf"(?<!\w){_PARTY}")
#: What a party is to the other, as the caption of its name: "Lessor | Acme Ltd".
_ROLE = re.compile(
    r"(?:^|\t)(?:Auftrag(?:geber|nehmer)|(?:Ver)?[Mm]ieter|(?:Ver)?[Pp]ächter|(?:Ver)?[Kk]äufer"
    r"|Arbeit(?:geber|nehmer)|Lizenz(?:geber|nehmer)|Dienstleister|Leasing(?:geber|nehmer)"
    r"|[Cc]lient|[Cc]ustomer|[Ss]upplier|[Cc]ontractor|[Cc]onsultant|[Ll]icens(?:or|ee)|[Ll]ess(?:or|ee)"
    r"|[Ll]andlord|[Tt]enant|[Oo]wner|[Hh]irer|[Ee]mploy(?:er|ee)|[Bb]uyer|[Ss]eller|[Pp]rovider"
    r"|Baill(?:eur|eresse)|Preneur|Preneuse|Loueur|Locataire|Prestataire|Fournisseur|Acheteur|Vendeur|Employeur|Salarié"
    r"|Fornitore|Cliente|Locatore|Conduttore|Committente|Appaltatore|Venditore|Acquirente"
    r"|Arrendador|Arrendatario|Prestador|Proveedor|Comprador|Vendedor|Contratista"
    r"|Opdracht(?:gever|nemer)|(?:Ver)?[Hh]uurder|Leverancier|Afnemer|Klant|Koper|Verkoper"
    r")(?:in|/in|e|a)?(?:\s?:\s|\t)"
)
#: A contract is made between so many, where more are named some are none.
_PARTIES_N = 2
#: "(the “Company”)" behind a party, "(nachfolgend „Mieter“)".
_DEFINED = re.compile(r"\([^()“\"„«]{0,70}?[“\"„«](?P<short>[^“”\"„«»]{2,40})[”\"“»][^()]{0,60}\)")
#: What such brackets name besides parties.
_NO_PARTY_DEFINED = re.compile(
    r"\b(?:agreements?|information|materials?|transactions?|dates?|services?|products?|business"
    r"|act|affiliates?|representatives?|plan|shares|(?:common )?stock|securities|committee|assets?"
    r"|effective time|inventions?|termination|exchange|board|subsidiar(?:y|ies)|funds?|state"
    r"|\w*vertrag|leistung(?:en)?|contrat|prestations?)$",
    re.IGNORECASE,
)
#: What may stand between a party and its short name: "Acme, Inc., a Delaware corporation, (the".
_BETWEEN_NAMES = re.compile(
    r"[,\s]*(?:(?:an?|eine?|une?|with|mit|having|located|whose|its|together|f/k/a|formerly|als"
    r"|ayant|dont|und ihre|con|avente|gevestigd)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
#: Where the address begins that follows a name in the next row.
_STREET = re.compile(
    r",? (?:\S*(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|damm|ufer)|\d{1,4},? (?:rue|avenue"
    r"|boulevard|place|chemin|route)\b.*?) \d{1,4} ?[a-z]?\b.*|,? \d{1,4},? (?:rue|avenue"
    r"|boulevard|place|chemin|route)\b.*",
    re.IGNORECASE,
)
#: A house number behind a firm's form: "Hanse-Lift GmbH Kaideich 17".
_BEHIND_FORM = re.compile(
    r"(?:(?<= GmbH)|(?<= (?:AG|KG|eG))|(?<= SAS))(?: [^\W\d][\w.-]*){1,3} \d{1,4} ?[a-z]?$"
)
#: Where a seat begins that is joined to a name: "Acme Ltd of Leeds", "The Trust of 9 High Street".
_SEAT = re.compile(
    r"(?:(?<= Ltd)|(?<= Limited)|(?<= (?:LLP|plc|LLC|DAC))|(?<= Inc)|(?<= Inc\.)) of .*"
    r"| of [0-9]{1,4}[A-Za-z]?,? (?:[A-Z]\S* ){1,3}?(?:Street|Road|Lane|Avenue|Way|Close|Drive"
    r"|Square|Place|Hill|Terrace|Gardens|Mews|Quay|Crescent|Parade)\b"
    rf"(?!.*\b{FORMS}\.?$).*"
)
#: The caption in the row below a firm's: "Acme Limited / Contract reference: 31".
_CAPTION_BELOW = re.compile(
    rf"(?P<firm>.* {_FORMS}\b\.?) (?:contract|agreement|reference|ref|dated?|version|vertrag\w*"
    r"|datum|contrat)$",
    re.IGNORECASE,
)
_TOWN = re.compile(r"\b\d{4,5} [A-ZÄÖÜÉ]\w+")
_COURTESY = re.compile(
    r"(?:Herrn?|Frau|Mrs?\.?|Ms\.?|Mme|Monsieur|Madame|Sig(?:\.ra|\.|nora?)|Doña|D\.ª|Dª"
    r"|(?:De )?[Hh]eer|Mevrouw) "
)
#: Before those who sign for a party: "vertreten durch Sabine Rohde und".
_REPRESENTED = re.compile(
    r"(?:vertreten durch|represented by|représentée?s? par|rappresentat[ao] da|representad[ao] por"
    r"|vertegenwoordigd door)[^–—;(),]*$",
    re.IGNORECASE,
)
#: Courtesy in French and Spanish, part of a name in English: "M. Night Films LLC", "Don Hale".
_SHORT_COURTESY = re.compile(r"(?:M\.|Don|D\.) ")
_ENGLISH = re.compile(r"\b(?:and|the|this|of)\b")
_BARE_FORM = re.compile(rf"{_FORMS}\.?", re.IGNORECASE)
_COMPANY = re.compile(rf"\b{_FORMS}\b\.?{_LITTLE}$", re.IGNORECASE)
#: Capitalised words that open a sentence about a party but name none.
_NO_PARTY = re.compile(
    r"(?:the|this|each|either|whereas|both|party|parties|company|employee|recipient|undersigned"
    r"|agreement|exhibit|section|article|it|you|your|we|its|such|any|all|den|dem|der|die"
    r"|den parteien|les|la|le)\b.{0,12}$|partita iva|codice fiscale",
    re.IGNORECASE,
)
#: What parties are to each other names none: "Buyer and the Company", "Affiliated Companies".
_ROLES_ONLY = re.compile(
    r"(?:(?:and|the|affiliated|buyer|seller|purchaser|company|companies|employer|employee|executive"
    r"|consultant|contractor|client|customer|supplier|licens(?:or|ee)|less(?:or|ee)|receiving"
    r"|disclosing|parent|parties)\b[ ,]*)+",
    re.IGNORECASE,
)
#: The same with articles that names begin with, too, where a legal form ends them: "El Paso Corp."
_NO_PERSON = re.compile(r"(?:il|lo|el|los|las|het|de)\b.{0,12}$", re.IGNORECASE)


def find_contract_parties(opening: str) -> list[Place]:
    """The two names of "between A … and B", else the firms that are given a short name."""
    named = _named_parties(opening)
    if len(named) > 1:
        return named
    free = [
        d for d in _defined_parties(opening) if all(d[2] <= n[1] or n[2] <= d[1] for n in named)
    ]
    return list({letters(place[0]): place for place in (*named, *free)}.values())


def find_in_cover(page: Page) -> list[tuple[str, tuple[int, ...]]]:
    """The two names that stand beside their roles in a table, each with its words on the page."""
    found = {}
    for row in find_rows(page):
        for role in _ROLE.finditer(row.text):
            match = _NAME.match(row.text, role.end())
            name = _name(match) if match else None
            if name is not None:
                found[letters(name[0])] = name[0], row.words_at(*name[1:])
    return [*found.values()] if len(found) == _PARTIES_N else []


def _named_parties(opening: str) -> list[Place]:
    alone: list[Place] = []
    for between, second in _PAIRS:
        for match in between.finditer(opening):
            first = _name(match)
            if first is None:
                continue
            rest = opening[first[2] : first[2] + _NEXT_PARTY_N]
            names = [n for n in map(_name, second.finditer(rest)) if n and n[0] != first[0]]
            # Who signs for the first is the second only where nobody else is.
            for name in sorted(names, key=lambda name: _is_representative(rest, name)):
                shift = first[2]
                return [first, (name[0], name[1] + shift, name[2] + shift)]
            if _COMPANY.search(first[0]):
                alone = alone or [first]
                break  # what comes later is no beginning
    return alone


def _is_representative(rest: str, name: Place) -> bool:
    """Whether a person is but the second of those who sign for the first party."""
    return not _COMPANY.search(name[0]) and bool(_REPRESENTED.search(rest[: name[1]]))


def _defined_parties(opening: str) -> Iterable[Place]:
    """Of "Acme, Inc., a Delaware corporation (the “Company”)" the firm before the bracket."""
    end = 0
    for bracket in _DEFINED.finditer(opening):
        start = max(end, bracket.start() - _BEFORE_SHORT_NAME_N)
        end = bracket.end()
        if _NO_PARTY_DEFINED.search(bracket["short"]):
            continue
        for match in _NAME.finditer(opening, start, bracket.start()):
            name = _name(match)
            if name is None or not _COMPANY.search(name[0]):
                continue
            firm = _BEFORE_NAME.sub("", name[0])
            skip_n = len(name[0]) - len(firm)
            if " " in firm and _BETWEEN_NAMES.fullmatch(opening, name[2], bracket.start()):
                yield firm, name[1] + skip_n, name[2]
                break


def _name(match: re.Match[str]) -> Place | None:
    text = _CAPTION_BELOW.sub(r"\g<firm>", _SEAT.sub("", match["name"]))
    if _TOWN.search(text):
        return None
    if not _COMPANY.search(text):
        text = _STREET.sub("", _BEHIND_FORM.sub("", text))
    if joined := _JOINED.fullmatch(text):
        text = joined["first"]
    trimmed = _LOOSE_END.sub("", text).rstrip(" ,")
    if (
        len(trimmed) < 3
        or _NO_PARTY.match(trimmed)
        or _ROLES_ONLY.fullmatch(trimmed)
        or (_names_nobody(trimmed) and not _COMPANY.search(trimmed))
        or not any(c.islower() or c.isupper() for c in trimmed)
    ):
        return None
    if " " not in trimmed and not re.search(r"[A-Z].*[A-Z]|GmbH|AG", trimmed):
        return None
    start = match.start("name")
    courtesy = _COURTESY.match(trimmed)
    if courtesy is None and not _ENGLISH.search(match.string):
        courtesy = _SHORT_COURTESY.match(trimmed)
    greeted_n = courtesy.end() if courtesy else 0
    name = trimmed[greeted_n:].rstrip(",").replace(" .", ".")
    return name, start + greeted_n, start + len(trimmed)


def _names_nobody(text: str) -> bool:
    """Whether what has no legal form begins as a sentence does, or is what is agreed."""
    return bool(_NO_PERSON.match(text) or TITLE.search(text))


def drop_pieces(parties: Sequence[Field]) -> Sequence[Field]:
    """Without tagged names that another ends with, "Foods Ltd" of "Alder Foods Ltd", or a form."""
    names = [letters(party.value) for party in parties]
    return [
        party
        for party, name in zip(parties, names, strict=True)
        if not _BARE_FORM.fullmatch(party.value)
        and not any(other != name and other.endswith(name) for other in names)
    ] or parties


def drop_scraps(parties: Sequence[Field]) -> Sequence[Field]:
    """Of many tagged names those that are whole, firms if there are any; all if none is whole."""
    whole = {
        letters(party.value): party
        for party in parties
        if not _NO_PARTY.match(party.value)
        and not _NO_PARTY_DEFINED.search(party.value)
        and sum(word[0].isupper() for word in party.value.split()) > 1
    }
    kept = [p for name, p in whole.items() if not any(name in o for o in whole if o != name)]
    firms = [party for party in kept if _COMPANY.search(party.value.rstrip(",."))]
    return firms or kept or parties


def are_more(tagged: Field | list[Field] | None, said: Sequence[Field]) -> bool:
    """Whether two are tagged, or what is said and others."""
    names = {letters(party.value) for party in tagged} if isinstance(tagged, list) else set()
    return len(names) == 2 or (len(names) > 1 and {letters(party.value) for party in said} < names)


def letters(text: str) -> str:
    """What is the same in two spellings of a name: "S.A.R.L." and "Sarl"."""
    return "".join(filter(str.isalpha, text.casefold()))
