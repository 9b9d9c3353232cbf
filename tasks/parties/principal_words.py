"""How papers say for whom they are written, and where that one's name ends in a sentence."""

import re
from collections.abc import Sequence

from tasks.parties.name_forms import ends_with_form
from tasks.values.joining_words import JOINING
from tasks.values.person_words import MR

_NAMED = r"(?:im (?:fremden )?namen|namens|in vollmacht)"
_DE = rf"(?:{_NAMED}|im auftrage?|(?:für|auf) rechnung)"
_AND = r"(?: und |, | ?[&/] ?)"
_OF = r"(?:von|vom|der|des|unser(?:e[rs])?)"
_FR = r"(?:au nom(?: de)?|pour (?:le )?compte)"
_DU = r"(?:d(?:e|u|es)\b|d['’])"
#: What only someone says who bills for another.
_BILLS_FOR = re.compile(
    rf"(?:\b(?:{_NAMED}{_AND}{_DE}|{_DE}{_AND}{_NAMED}) {_OF}\b"
    rf"|(?<!\w)(?:for and|in the name(?: of)? and) on behalf of\b"
    rf"|\b{_FR} et {_FR} {_DU}"
    r"|\ben nombre y (?:representación|por cuenta) del?\b|\bin nome e per conto d\w*['’]?"
    r"|\bin naam (?:van )?en voor rekening van\b)",
    re.IGNORECASE,
)
_ROLE = (
    r"(?:\w*eigentümer|vermieter|verpächter|veranstalter|\w*künstler|einlieferer|verkäufer)\w{0,5}"
    r"|landlords?|lessors?|owners?|freeholders?|artists?|vendors?|sellers?|consignors?"
    r"|bailleur|bailleresse|propriétaires?|artiste|vendeur|vendeuse|mandante?"
)
#: What others say, too, but of an owner or an artist only their agents.
_ACTS_FOR = re.compile(
    rf"\b(?:{_DE} {_OF}|(?:on behalf of|as agents? for) (?:(?:the|our|your) )?|{_FR} {_DU})"
    rf"\s?(?={_ROLE})",
    re.IGNORECASE,
)
#: Captions of whoever an agent bills for.
_CAPTION = re.compile(
    r"(?:(?:ihre? |your |votre )?(?:(?:vermieter|eigentümer|verpächter|rechnungssteller|künstler)"
    r"(?:in)?|leistender unternehmer|landlord|lessor|owner|freeholder|bailleur|propriétaire)"
    r"(?: (?:und|and|et|&) [^\W\d_]+)?) ?:(?=\s|$)",
    re.IGNORECASE,
)
#: One that also says whose bill it is: "Landlord (supplier):".
_SUPPLYING = re.compile(
    rf"(?:{_ROLE}) \((?:supplier|seller|lieferant|leistender unternehmer|fournisseur|prestataire"
    r"|fornitore|proveedor)\) ?:(?=\s|$)",
    re.IGNORECASE,
)
#: In the name of whoever bills for others as a trade.
_AGENT = re.compile(
    r"verwalt|vermitt|agent|agence|immobili|makler|lettings|gérance|gestion\b|administrateur"
    r"|\b(?:property|block|estate|artists?) manage",
    re.IGNORECASE,
)
#: What an agent bills for itself, naming the owner.
_OWN_FEE = re.compile(
    r"provision(?!s? (?:pour|sur)\b)|courtage|honoraires|verwalt\w*(?:gebühr|vergütung|honorar)"
    r"|(?:letting|management|finder.?s) fee",
    re.IGNORECASE,
)
#: Before such words, if anything: others may work on behalf of whoever pays them.
_BILLS = re.compile(
    r"rechnung|rechnen|faktur|factur|invoice|gutschrift|honorar|\bdemand|\bbill|\bagents?\b|raised"
    r"|issued|ausgestellt|erstellt|\bémis|\bétabli|agissant",
    re.IGNORECASE,
)
#: Behind them: a tax that a host collects for its town, what was done for whoever pays.
_COLLECTED = re.compile(
    r"\b(?:erhoben|vereinnahmt|abgeführt|eingezogen|verauslagt|ausgeführt|collected|perçue?)\b",
    re.IGNORECASE,
)
#: Between such words and the name.
_SKIPPED = re.compile(
    rf"(?:{_ROLE}|:|–|-|der|die|des|dem|den|von|vom|unser\w*|the|our|your|l[ae]|du|de|des|notre|votre"
    rf"|firma|fa\.|mm?e?\.?|{MR}\.?)[,:]?",
    re.IGNORECASE,
)
_SELLER = re.compile(
    r"verkäufer|vend(?:eu|o)r|seller|fournisseur|supplier|lieferant", re.IGNORECASE
)
#: A firm's town amid its name: "Wharfside (Bristol) Management Ltd".
_PLACE = re.compile(r"\([A-ZÀ-Þ][^()]*\)")
#: What a name may hold in small letters, and what ends it.
_JOINS = re.compile(rf"{JOINING}|\+|u\.|d['’].*|les?|am|im|an|in")
_ENDS = re.compile(
    r"c/o|vertreten|represented|représentée?|hier|wir|we|nous|ich|ihnen|you|vous|is|wird|werden"
    r"|sein\w*|ihren?|his|her|their|(?-i:son|sa|ses)|leurs?|über|vom|dated|steuer(?!berat)\w*"
    r"|st\.?-?nr\W*|ust\W?\w*|tva|vat|siret|[(–—|·•-].*|\d{4,}.*",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?:\w|dr|prof|dipl|ing|med|mag|st|co|cie|\w+\..*)\.", re.IGNORECASE)
_LOWER_N = 2  # words of a name without a capital, one behind the other: "Fondation de prévoyance"


def find_words_for(text: str, *, by_agent: bool) -> tuple[int, int] | None:
    """Where a text says that it bills for another whose name stands behind; None if nowhere.

    Args:
        by_agent: whether the one who writes is an agent by trade.
    """
    match = _BILLS_FOR.search(text) or _SUPPLYING.match(text)
    if match is None and by_agent:
        match = _CAPTION.match(text) or _ACTS_FOR.search(text)
    if match is None:
        return None
    before, behind = text[: match.start()], text[match.end() :]
    if (before and not _BILLS.search(before)) or _COLLECTED.search(behind):
        return None
    return match.span()


def is_caption_for(text: str) -> bool:
    """Whether words are such a caption: without a name behind it, it may have a number."""
    return _CAPTION.match(text) is not None


def is_agent(text: str) -> bool:
    """Whether a name, or the row it stands in, says that its trade is to act for others."""
    return _AGENT.search(text) is not None


def bills_itself(texts: Sequence[str]) -> bool:
    """Whether a paper's rows name what an agent earns."""
    return any(_OWN_FEE.search(text) for text in texts)


def is_seller(text: str) -> bool:
    """Whether words call whom they speak of the seller, which other words then name."""
    return _SELLER.search(text) is not None


def skip_to_name(texts: Sequence[str]) -> int:
    """How many words stand before a name: "des Eigentümers, Herrn"."""
    return next((n for n, text in enumerate(texts) if not _SKIPPED.fullmatch(text)), len(texts))


def name_length(texts: Sequence[str]) -> int:
    """How many words from the first on are a name; 0 if they begin none."""
    if not texts or not texts[0][0].isupper() or _ENDS.fullmatch(texts[0]):
        return 0
    length = lower_n = 0
    for at, text in enumerate(texts):
        place = bool(_PLACE.fullmatch(text))
        lower_n = lower_n + 1 if text[0].islower() else 0
        if lower_n > _LOWER_N or (_ENDS.fullmatch(text) and not place):
            break
        if lower_n == 0 and not place and not _JOINS.fullmatch(text):
            length = at + 1
        formed = at > 0 and ends_with_form(texts[: at + 1])
        if formed and not (texts[at + 1 :] and _goes_on(texts[at + 1])):
            return at + 1
        if _is_end(text, texts[at + 1 : at + 2]):
            break
    return length


def _is_end(text: str, behind: Sequence[str]) -> bool:
    """Whether a mark behind a word ends the name; not before its legal form: "Hahn Media, Inc.".

    Behind a comma "AG" is the German court that keeps the register: "Hahn eG, AG Tostedt".
    """
    if text.endswith(","):
        return not ends_with_form(behind) or behind[0] == "AG"
    return text.endswith((";", ":")) or (text.endswith(".") and not _SHORT.fullmatch(text))


def _goes_on(text: str) -> bool:
    """Whether a legal form goes on with a word: "GmbH & Co. KG"."""
    return text in ("&", "und", "and", "+") or ends_with_form([text])
