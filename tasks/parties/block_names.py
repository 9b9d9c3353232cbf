"""Whose name stands above an address, and where it says more than the model's.

The line above a party's address names it, though the model may know only a part of it there ("B.V."
of "Hoekstra B.V."), the sign of the shop ("ACME"), or have the two parties' names crosswise.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from schemas.document import Page
from schemas.prediction import Tags, WordTag
from tasks.fields.claims import Claim
from tasks.parties.address_lines import is_for_attention, is_titled
from tasks.parties.address_streets import FLAT_OWNERS
from tasks.parties.headed_blocks import LETTERS
from tasks.parties.name_drops import begins_with_monogram
from tasks.parties.name_forms import ends_with_form, is_form
from tasks.parties.name_words import behind_number
from tasks.values.entities import DIVIDERS, probability
from tasks.values.title_words import BARE_TITLE
from tasks.values.type_size import height_of

_HARDLY = 0.05  # mean probability of words that the model sees no name in
_SEEN = 0.5  # of words that it sees one in
_HALF = 0.1  # probability of a word that may be half of one
_SURE = 0.8  # from which the model's own name of a party is left alone
_LARGER = 1.3  # than the type below it: a letterhead
_OTHERS = {"seller": "buyer_name", "buyer": "seller_name"}
#: What a name may have more than the model saw: words and "&", no code, no mark.
_MORE = re.compile(r"(?:[dl]['’])?[^\W\d_][^\W\d_'’.-]*|[&+]", re.IGNORECASE)

#: What a name does not begin with.
_GOES_ON = re.compile(
    r"(?:&|\+|et|und|and|y|of|du|des|de la|de l['’]|d['’]|del|della|dei)(?:\s|(?<=['’]))"
    r"|\(haftungsbeschränkt\)",
    re.IGNORECASE,
)
#: Owners and heirs who share something, which names them.
OWNERS = re.compile(
    r"(?:die )?(?:(?:stockwerk|wohnungs|mit)?eigentümer|erben)gemeinschaft|(?:ST)?WEG"
    rf"|{FLAT_OWNERS}|indivision",
    re.IGNORECASE,
)
#: Letters that are no word, and so stand for one or more.
_SIGN = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,4}")
_CONTACT_ROWS_N = 2  # from a firm to the person there, with a department between
#: What is no person, though it has no legal form.
_ORGANISATION = re.compile(
    r"\b(?:fondation|stiftung|foundation|verein|verband|association|société|society|trust|council"
    r"|gemeinde|commune|mairie|stadt|ville|city of|county of|kreis|amt|ministère|universität"
    r"|université|university|schule|school|école|lycée|collège|kita|kinder\w+|klinik|clinique"
    r"|clinic|spital|hôpital|hospital|praxis|institut|museum|musée|theater|théâtre|kirche|paroisse"
    r"|church|hotel|hôtel|restaurant|syndicat|centre|zentrum)",
    re.IGNORECASE,
)
#: A town or county, of which the lines below name an office.
_AUTHORITY = re.compile(
    r"(?:stadt|gemeinde|landkreis|ville de|commune de|comune di|gemeente"
    r"|(?:city|town|borough|county) of)(?: (?-i:[A-ZÀ-Þ])[\w.'-]*){1,2}",
    re.IGNORECASE,
)
#: What parts a name from what stands beside it in its line.
_DIVIDERS = DIVIDERS | {"–", "—"}
#: What a line says of a firm behind its name.
_SMALL_PRINT = re.compile(
    r"\b(?:capital|siège|(?:haupt|firmen)?sitz|sede|zetel|(?:head|registered) office)\b"
    r"|\b(?:RCS|SIRE[NT]|TVA|HR[AB]|USt|UID|VAT|KvK|BTW)\b|[0-9]{5}",
    re.IGNORECASE,
)
#: The end of the sentence before a name, no short word's: "relevé par Enedis Réseaux. Volt SA".
_SENTENCE_END = re.compile(r"[^\W\d_]{5,}\.")
_SENTENCE_N = 4  # words of one, at least
#: What a firm does, in capitals.
_TRADE = re.compile(r"[A-ZÄÖÜÀ-Þ]{5,}")


def join_broken(page: Page, lines: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The lines above an address, the topmost with the one below that goes on with it.

    "Imprimerie" is broken above "du Champ-de-Mars", as is "Ott" above "& Söhne", and "Druckerei
    Ott" above "Gesellschaft m.b.H."; owners of flats are called by their house in the line below.
    """
    texts = [" ".join(_texts(page, line)) for line in lines[:2]]
    if len(lines) > 1:
        formed = is_form(_texts(page, lines[1])) and not ends_with_form(_texts(page, lines[0]))
        if formed or _GOES_ON.match(texts[1]) or OWNERS.fullmatch(texts[0]):
            return [(*lines[0], *lines[1]), *lines[2:]]
    return list(lines)


def _without_attention(page: Page, words: Sequence[int]) -> Sequence[int]:
    """A name up to the comma before whom it is for the attention of: "Hahn KG, z. Hd. Ute Roth"."""
    texts = _texts(page, words)
    commas = (at for at in range(1, len(texts)) if texts[at - 1].endswith(","))
    return words[: next((at for at in commas if is_for_attention(" ".join(texts[at:]))), None)]


def named_part(page: Page, words: Sequence[int]) -> tuple[int, ...]:
    """What of a line before its address is the name: without its trade and small print.

    "Saveurs d'Aubrac – SARL au capital de 8 000 €", "Forwarding Agents · Hahn & Sons LLP". Nor with
    a sentence before it.
    """
    ends = [n for n, at in enumerate(words) if _SENTENCE_END.fullmatch(page.words[at].text)]
    if ends and _SENTENCE_N <= ends[-1] + 1 < len(words):
        words = words[ends[-1] + 1 :]
    words = _without_attention(page, words)
    parts: list[list[int]] = [[]]
    for at in words:
        if page.words[at].text in _DIVIDERS:
            parts.append([])
        else:
            parts[-1].append(at)
    parts = [part for part in parts if part]
    print_n = next(
        (n for n, part in enumerate(parts) if _SMALL_PRINT.search(" ".join(_texts(page, part)))),
        len(parts),
    )
    formed = [part for part in parts[:print_n] if ends_with_form(_texts(page, part))]
    # What stands behind a firm may be a part of its ground: "Hahn Ltd – Goods In".
    dotted = formed and page.words[formed[0][0] - 1].text in DIVIDERS  # no dash within a name
    if dotted and formed == parts[print_n - 1 : print_n] and not is_form(_texts(page, formed[0])):
        return tuple(formed[0])
    if 0 < print_n < len(parts):
        return tuple(range(words[0], parts[print_n - 1][-1] + 1))
    return tuple(words)


def _is_trade(page: Page, tags: Sequence[WordTag], lines: Sequence[tuple[int, ...]]) -> bool:
    """Whether "HOTELWÄSCHE" stands alone above a name with a legal form in the same letters.

    The model has to half see a name in it: "PERSÖNLICH" stands there as well.
    """
    if len(lines) < 2 or len(lines[0]) > 1:
        return False
    (first,), second = (_texts(page, line) for line in lines[:2])
    named = len(second) > 1 and second[0].isupper() and ends_with_form(second)
    seen = any(probability(tags[lines[0][0]], name) >= _HALF for name in _OTHERS.values())
    return bool(seen and named and _TRADE.fullmatch(first)) and not is_form(second)


def pick_name(
    page: Page, tags: Sequence[WordTag], lines: Sequence[tuple[int, ...]], role: str
) -> tuple[int, ...]:
    """The line that names a party: the topmost, or the one below it that alone looks like it.

    What a firm does may stand in the topmost, and its name below.
    """
    if not lines:
        return ()
    if _is_trade(page, tags, lines):
        return (*lines[0], *lines[1])
    top, *others = lines
    if others and _is_begun_by(page, top, others[0]):  # a sign, "actéo" above "Actéo Intérim SAS"
        return others[0]
    if _AUTHORITY.fullmatch(" ".join(_texts(page, top))):
        return top
    label = f"{role}_name"
    if _mean(tags, top, label) < _HARDLY and _mean(tags, top, _OTHERS[role]) < _HARDLY:
        # "Ruth Adeyemi" above the firm that the model takes for the other party
        formed = [line for line in others if ends_with_form(_texts(page, line))]
        turned = [line for line in formed if _mean(tags, line, _OTHERS[role]) >= _SEEN]
        seen = (line for line in others if _mean(tags, line, label) >= _SEEN or line in turned)
        return next((line for line in seen if not is_form(_texts(page, line))), top)
    return top


def name_below_sign(
    page: Page, tags: Sequence[WordTag], lines: Sequence[tuple[int, ...]]
) -> tuple[int, ...]:
    """The buyer's line that stands right below the seller's sign and slogan, seen as a name.

    "Eaux du Vercors – délégataire de la commune" above "Mme Perrin": the seller of the small print
    is "Eaux du Vercors SCA".
    """
    sign, *others = lines or [()]
    if others and _is_letterhead(page, tags, sign, others[0]):
        return others[0]
    seen = (line for line in others if is_other_s(tags, line, "seller"))
    below = next(seen, ())
    if not below or ends_with_form(_texts(page, sign)):
        return ()
    if _mean(tags, sign, "buyer_name") >= _SEEN:
        return ()
    runs = (run for _, run in _find_runs([tags], "seller_name") if run[0] not in sign)
    return below if any(_is_sign_of(page, sign, run) for run in runs) else ()


def _is_letterhead(
    page: Page, tags: Sequence[WordTag], sign: Sequence[int], person: Sequence[int]
) -> bool:
    """Whether the model sees the seller in a large line, and the buyer in "Mrs Hill" below it."""
    large = height_of(page, sign) > _LARGER * height_of(page, person)
    seen = _mean(tags, sign, "seller_name") >= _SURE and _mean(tags, person, "buyer_name") >= _SEEN
    return large and seen and is_titled(page.text_of(person))


def _is_sign_of(page: Page, sign: Sequence[int], name: Sequence[int]) -> bool:
    """Whether a line is a name, whole but for its legal form, a dash, and a slogan.

    "Hotel Adler" is not that of "Hotel Krone GmbH", nor is "University of Leeds" that of "… Hull".
    """
    texts = _texts(page, name)
    own_n = next((n for n in range(1, len(texts)) if is_form(texts[n:])), len(texts))
    same = plain_words(page, sign)[:own_n] == plain_words(page, name)[:own_n]
    return same and len(sign) > own_n and page.words[sign[own_n]].text in _DIVIDERS


def _is_begun_by(page: Page, sign: Sequence[int], name: Sequence[int]) -> bool:
    """Whether a line with a legal form begins with all of the words of another."""
    begun = plain_words(page, name)[: len(sign)] == plain_words(page, sign)
    return begun and len(name) > len(sign) and ends_with_form(_texts(page, name))


def is_told(
    pages: Sequence[Page],
    tags: Tags,
    place: tuple[int, tuple[int, ...]],
    role: str,
    addresses: Collection[tuple[int, int]] = (),
) -> bool:
    """Whether a name above an address (its page and words) is to be believed without a heading.

    It is where the model knows no other name, but letters that stand for it or a person below it;
    where it says more than the model's; and where it alone, of those that the model sees, has a
    legal form.

    Args:
        addresses: page and word of what is known to be of an address or of a headed name, and no
            name of this party.
    """
    label = f"{role}_name"
    page, words = place
    seen = [
        tag.confidence
        for number, row in enumerate(tags)
        for at, tag in enumerate(row)
        if tag.label == label and (number, at) not in addresses
    ]
    best = max(seen, default=0.0)
    own = _mean(tags[page], words, label)
    texts = _texts(pages[page], words)
    name = plain_words(pages[page], words)
    found = list(_find_runs(tags, label))
    runs = [(plain_words(pages[n], run), pages[n].words[run[-1]].text) for n, run in found]
    if runs and ends_with_form(texts) and all(_stand_for(run, name) for run, _ in runs):
        return True
    rows: dict[tuple[int, int], list[str]] = {}
    for n, run in found:
        rows.setdefault((n, pages[n].words[run[0]].row), []).extend(_texts(pages[n], run))
    row = pages[page].words[words[-1]].row
    below = rows and all(n == page and 0 < at - row <= _CONTACT_ROWS_N for n, at in rows)
    if below and _AUTHORITY.fullmatch(" ".join(texts)):
        return True  # "Bauhof" below "Stadt Husum"
    if below and all(is_titled(" ".join(person)) for person in rows.values()):
        # "Madame Sylvie Progin" below "Fondation Les Arcades"
        return ends_with_form(texts) or bool(_ORGANISATION.search(" ".join(texts)))
    above = rows and all(n == page and 0 < row - at <= _CONTACT_ROWS_N for n, at in rows)
    titled = above and all(is_titled(" ".join(person)) for person in rows.values())
    if titled and own < _SEEN and not ends_with_form(texts):
        return bool(_ORGANISATION.search(" ".join(texts)))  # a house: "GITE LES MARMOTTES"
    if best < _SURE:  # one word alone may be half of a name that goes on below
        return len(words) > 1 and (best < _SEEN or own >= _HARDLY)
    if all(_is_part(run, name) for run, _ in runs):
        longest = max((run for run, _ in runs), key=len, default=[])
        more = [text for text, one in zip(texts, name, strict=True) if one not in longest]
        return bool(more) and all(_MORE.fullmatch(text) or is_form([text]) for text in more)
    formed = any(ends_with_form([last]) and run != name for run, last in runs)
    return own >= _SEEN and ends_with_form(texts) and not formed


def without_marks(page: Page, words: tuple[int, ...]) -> tuple[int, ...]:
    """A name without dividers and the letters of a logo at its ends, and a title behind it.

    Nothing of a location number, nor of a customer's.
    """
    words = behind_number(page, words)
    texts = [page.words[i].text for i in words]
    if not any(LETTERS.search(text) for text in texts):
        return ()  # a location number, an account
    spoken = [at for at, text in enumerate(texts) if re.search(r"\w", text)]
    last = spoken[-1]
    if len(spoken) > 1 and BARE_TITLE.fullmatch(texts[last]):  # the paper's, at its head
        last = spoken[-2]
    said = [words[at] for at in spoken if at <= last]
    first = spoken[1] if begins_with_monogram(page, said) else spoken[0]
    return words[first : last + 1]


def are_crosswise(tags: Sequence[WordTag], names: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether the model gives the name above each party's address to the other party."""
    return all(is_other_s(tags, names.get(role, ()), role) for role in _OTHERS)


def is_other_s(tags: Sequence[WordTag], name: Sequence[int], role: str) -> bool:
    """Whether the model gives the name above a party's address to the other party."""
    return sum(tags[i].label == _OTHERS[role] for i in name) * 2 > len(name)


def turn_letterhead(pages: Sequence[Page], tags: Tags, claims: Sequence[Claim]) -> list[Claim]:
    """The buyer's name on a buyer's paper whose headed supplier the model took for the buyer.

    What it took for the seller then is the letterhead: the buyer's, if all of it says the same.
    """
    named = {claim.label for claim in claims}
    headed = [c for c in claims if c.label == "seller_name"]
    turned = any(_mean(tags[c.page], c.words, "buyer_name") >= _SEEN for c in headed)
    if "buyer_name" in named or not turned:
        return []
    runs = list(_find_runs(tags, "seller_name"))
    if len({tuple(plain_words(pages[page], run)) for page, run in runs}) != 1:
        return []
    return [Claim("buyer_name", page, run) for page, run in runs]


def _find_runs(tags: Tags, label: str) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Page and words of each run of words that the model sees as a name."""
    for page, row in enumerate(tags):
        own = [i for i, tag in enumerate(row) if tag.label == label]
        begins = [i for i in own if row[i].begins or i - 1 not in own]
        for first, following in zip(begins, [*begins, len(row)][1:], strict=True):
            words = tuple(i for i in own if first <= i < following)
            if _mean(row, words, label) >= _SEEN:
                yield page, words


def _mean(tags: Sequence[WordTag], words: Sequence[int], label: str) -> float:
    return sum(probability(tags[i], label) for i in words) / max(1, len(words))


def _texts(page: Page, words: Sequence[int]) -> list[str]:
    return [page.words[i].text for i in words]


def plain_words(page: Page, words: Sequence[int]) -> list[str]:
    """The letters and digits of each word, "✈Acme," as "acme"."""
    return [re.sub(r"[\W_]", "", page.words[i].text).casefold() for i in words]


def _stand_for(run: Sequence[str], name: Sequence[str]) -> bool:
    """Whether letters stand for a name: "KTW" for "Kunststofftechnik Wiesengrund"."""
    letters = iter("".join(name))
    sign = "".join(run)
    first = bool(name) and name[0].startswith(sign[:1])
    return bool(_SIGN.fullmatch(sign)) and first and all(letter in letters for letter in sign)


def _is_part(run: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words of a run stand side by side in a name."""
    run = [text for text in run if text]
    rest = [text for text in name if text]
    return any(rest[at : at + len(run)] == run for at in range(len(rest) - len(run) + 1))
