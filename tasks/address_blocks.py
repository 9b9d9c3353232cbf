"""Whole addresses: the lines that stand below each other, and whose they are.

The model at times sees half of an address, or gives one of two blocks to the wrong party. A block
is whole by its looks (a street, then a place with its postcode) and it is one party's: the one its
heading names ("Bill to", "Lieferadresse"), else the one that the model's tags speak for together.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from schemas.document import Box, Page
from schemas.prediction import WordTag
from tasks.address_lines import (
    LineKind,
    before_contact,
    first_street,
    is_american_place,
    is_for_attention,
    is_house_name,
    is_irish_county,
    is_numbered_site,
    is_of_county,
    is_titled,
    kind_of_line,
)
from tasks.block_names import are_crosswise, is_told, pick_name, without_marks
from tasks.caption_words import is_caption
from tasks.cells import Cell, find_rows, word_rows
from tasks.claims import Claim
from tasks.dates import find_dates
from tasks.entities import probability, union
from tasks.party_blocks import NO_NAME, SENT_BY_BUYER, VAT, party_of

_ROLES = ("seller", "buyer", "ship_to")
_LINE_GAP = 1.3  # of the text height: more free space than that parts two blocks
_HEAD_GAP = 2.5  # of the text height: free space between a heading and its block
_EDGE = 0.012  # of the page's width: how far the edges of one block's lines differ
_LINES_BELOW_N = 3  # in which a VAT id may stand
_TOWNS_N = 2  # lines of towns and counties between a street and the postcode, at most
_ADDRESS_LINES_N = 5  # at most, between a name and the place
_LEAST = 0.25  # mean probability of a block's words to be a party's address
_KNOWN = 0.6  # mean probability of an address whose party the model knows
_INSIDE_LEAST, _OUTSIDE_MOST = 0.7, 0.1  # a row's mean probability to be in the address
_ABREAST = 0.01  # of the page's height: how far the tops of blocks side by side differ
_LEAST_ROWS_N = 2  # of an address: a street and a place
#: A heading and a whole address behind it: "Lieferadresse: Hafenweg 3, 25813 Husum".
_HEADED = re.compile(r"(?P<head>[^:]{2,40}):\s+(?P<rest>\S.*)")
_MOST_PLACES_N = 30  # on one page: more are a list of addresses, not the parties'


class Line(NamedTuple):
    """A cell of the page with its place."""

    words: tuple[int, ...]
    text: str
    box: Box


class Block(NamedTuple):
    """The words of one address, those of the name above it, and its heading's party."""

    address: tuple[int, ...]
    names: tuple[tuple[int, ...], ...]  # lines above the address, from the top: one is the name
    party: str | None
    key: str  # letters and digits of the address
    top: float
    vat_id: tuple[int, ...] = ()

    @property
    def name(self) -> tuple[int, ...]:
        return self.names[0] if self.names else ()


def find_addresses(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], doc_type: str
) -> list[Claim]:
    """Addresses of the seller, the buyer and the place of delivery, each with all its lines."""
    blocks = [
        (number, block)
        for number, page in enumerate(pages)
        for block in find_blocks(page, doc_type)
    ]
    claims = []
    assigned = _assign(blocks, tags, doc_type)
    names = {
        role: (number, pick_name(pages[number], tags[number], block.names, role))
        for role, (number, block) in assigned.items()
        if role != "ship_to"
    }
    turned = _find_turned(assigned, tags, names)
    for role, (number, block) in assigned.items():
        address = _without_slogan(pages[number], tags[number], block, role)
        claims.append(Claim(f"{role}_address", number, address))
        if block.vat_id and role != "ship_to":
            claims.append(Claim(f"{role}_vat_id", number, block.vat_id))
        name = names[role][1] if role in names else ()
        if not name:
            continue
        sent = doc_type in SENT_BY_BUYER and _is_other_s(tags[number], name, role)
        if block.party == role or sent or role in turned or is_told(pages, tags, names[role], role):
            claims.append(Claim(f"{role}_name", number, name, proved=role in turned))
    return claims


def _find_turned(
    assigned: Mapping[str, tuple[int, Block]],
    tags: Sequence[Sequence[WordTag]],
    names: Mapping[str, tuple[int, tuple[int, ...]]],
) -> Collection[str]:
    """The parties whose names the model has crosswise, though it knows their addresses."""
    chances = [
        sum(probability(tags[n][i], f"{role}_address") for i in block.address) / len(block.address)
        for role, (n, block) in assigned.items()
        if role in names
    ]
    pages = {number for number, _ in names.values()}
    if len(names) != 2 or len(pages) != 1 or min(chances) < _KNOWN:
        return ()
    own = {role: name for role, (_, name) in names.items()}
    return own.keys() if are_crosswise(tags[pages.pop()], own) else ()


def _without_slogan(
    page: Page, tags: Sequence[WordTag], block: Block, role: str
) -> tuple[int, ...]:
    """An address without first rows that the model sees outside it: "Repairs 24/7", "Gate 2".

    A house below a name ("Rose Cottage") stays: the model takes it for more of the name.
    """
    words, label = block.address, f"{role}_address"
    within = set(words)
    rows = [own for row in word_rows(page).values() if (own := [i for i in row if i in within])]
    chances = [sum(probability(tags[i], label) for i in row) / len(row) for row in rows]
    begin = next((at for at, chance in enumerate(chances) if chance >= _INSIDE_LEAST), 0)
    begin = min(begin, len(chances) - _LEAST_ROWS_N)  # the street above a place stays
    if begin <= 0 or any(chance > _OUTSIDE_MOST for chance in chances[:begin]):
        return words
    if kind_of_line(" ".join(page.words[i].text for i in rows[begin])) not in ("street", "whole"):
        return words  # the town of a street that the model missed
    if is_numbered_site(" ".join(page.words[i].text for i in rows[0])):
        return words
    left_out = {i for row in rows[:begin] for i in row}
    house = any(tags[i].label == f"{role}_name" for i in left_out)
    if house and not any(re.search(r"[0-9]", page.words[i].text) for i in left_out):
        return words
    return tuple(i for i in words if i not in left_out)


def _is_other_s(tags: Sequence[WordTag], name: Sequence[int], role: str) -> bool:
    """Whether the model gives the name above a party's address to the other party."""
    other = "buyer_name" if role == "seller" else "seller_name"
    return sum(tags[i].label == other for i in name) * 2 > len(name)


def _assign(
    blocks: Sequence[tuple[int, Block]], tags: Sequence[Sequence[WordTag]], doc_type: str
) -> dict[str, tuple[int, Block]]:
    """Role → the block that prints its address: the one headed so, else the most probable one."""
    groups: dict[str, list[tuple[int, Block]]] = {}
    for number, block in blocks:
        groups.setdefault(block.key, []).append((number, block))
    chosen: dict[str, tuple[int, Block]] = {}
    taken: set[str] = set()
    for role in _ROLES:
        headed = {k: g for k, g in groups.items() if any(b.party == role for _, b in g)}
        if len(headed) == 1:
            ((key, group),) = headed.items()
            chosen[role] = next(one for one in group if one[1].party == role)
            # Goods at times go to the buyer's own address.
            if role != "ship_to" or all(block.party for _, block in group):
                taken.add(key)
    free = {
        key: [one for one in group if one[1].party is None]
        for key, group in groups.items()
        if key not in taken
    }
    chances = {
        (key, role): max(_chance(block, tags[n], role) for n, block in group)
        for key, group in free.items()
        if group
        for role in _ROLES
    }
    if doc_type in SENT_BY_BUYER and not chosen.keys() & {"buyer", "seller"}:
        chances = _by_letterhead(free, chances)
    for (key, role), chance in sorted(chances.items(), key=lambda item: -item[1]):
        if role not in chosen and key not in taken and chance >= _LEAST:
            chosen[role] = free[key][0]
            taken.add(key)
    return chosen


def _by_letterhead(
    groups: Mapping[str, Sequence[tuple[int, Block]]], chances: Mapping[tuple[str, str], float]
) -> dict[tuple[str, str], float]:
    """The chances with the two parties put right: a paper's sender stands first or twice on it.

    Orders are rare; the model takes their letterhead for a seller's. Of two that begin side by
    side neither is first.
    """
    parties = [k for k, g in groups.items() if g and _either(chances, k) >= _LEAST]
    if len(parties) != 2:
        return dict(chances)
    (one_n, (page, one)), (other_n, (other_page, other)) = (
        (min(len(groups[k]), 2), groups[k][0]) for k in parties
    )
    if one_n == other_n and page == other_page and abs(one.top - other.top) < _ABREAST:
        return dict(chances)
    sender = min(parties, key=lambda k: (-min(len(groups[k]), 2), groups[k][0][1].top))
    (receiver,) = (key for key in parties if key != sender)
    sure = {(sender, "buyer"): 1.0, (receiver, "seller"): 1.0}
    return {
        place: sure.get(place, 0.0 if place[0] in parties else c) for place, c in chances.items()
    }


def _either(chances: Mapping[tuple[str, str], float], key: str) -> float:
    return chances[key, "buyer"] + chances[key, "seller"]


def _chance(block: Block, tags: Sequence[WordTag], role: str) -> float:
    """How much the model holds the block for a role's address; its view of the name counts."""
    chance = sum(probability(tags[i], f"{role}_address") for i in block.address)
    chance /= len(block.address)
    if not block.name or role == "ship_to":
        return chance
    names = [probability(tags[i], f"{role}_name") for i in block.name]
    return 0.75 * chance + 0.25 * sum(names) / len(names)


def find_blocks(page: Page, doc_type: str) -> Iterator[Block]:
    """All addresses of a page that end with a place and its postcode."""
    lines, headed = [], {}
    for row in find_rows(page):
        for before, cell in zip((None, *row.cells), row.cells, strict=False):
            party, words, text = _head_of(before, cell, doc_type)
            if party is not None:
                headed[words] = party
            lines.append(Line(words, text, union(page.words[i].box for i in words)))
    kinds = {line.words: kind_of_line(line.text) for line in lines}
    places = [line for line in lines if kinds[line.words] in ("place", "whole")]
    if len(places) > _MOST_PLACES_N:
        return
    for line in places:
        below = _next(lines, line, 1, doc_type)
        if below is None or kinds[line.words] != "place":
            continue
        if is_american_place(below.text):
            kinds[line.words] = "street"  # "4797 Patrick Ramp" above "Columbus, OH 47653"
        elif is_irish_county(line.text) and kinds[below.words] == "place":
            kinds[line.words] = "text"
    for place in (line for line in places if kinds[line.words] in ("place", "whole")):
        above = list(_lines_above(lines, place, doc_type))
        heading = next((n for n, line in enumerate(above) if party_of(line.text, doc_type)), None)
        party = party_of(above[heading].text, doc_type) if heading is not None else None
        party = headed.get(place.words, party)
        own = _one_block(above if heading is None else above[:heading], kinds)
        if party is None and any(is_for_attention(line.text) for line in own):
            party = "seller" if doc_type in SENT_BY_BUYER else "buyer"
        address = list(place.words)
        names: list[tuple[int, ...]] = []
        if kinds[place.words] == "whole":
            start = first_street([page.words[i].text for i in place.words])
            address, names = list(place.words[start:]), [place.words[:start]] if start else []
            streets = [] if names else _buildings(own, kinds)
        else:
            streets = _street_lines(own, kinds, place)
            if not streets:
                continue
        address = [word for line in reversed(streets) for word in line.words] + address
        rest = [line for line in own[len(streets) :] if kinds[line.words] != "person"]
        while rest and _is_no_name(rest[-1].text):
            rest.pop()
        if not names:
            named = takewhile(lambda n: kinds[n.words] in ("text", "street"), reversed(rest))
            names = [line.words for line in named]
        last, below = place, _next(lines, place, 1, doc_type)
        if below is not None and kinds[below.words] == "country":
            address += below.words
            last = below
        key = re.sub(r"\W", "", "".join(page.words[i].text for i in address)).upper()
        names = [name for words in names if (name := without_marks(page, words))]
        vat_id = _vat_below(page, lines, last, doc_type)
        top = min(page.words[i].box[1] for i in (*(names[0] if names else ()), *address))
        yield Block(tuple(address), tuple(names), party, key, top, vat_id)


def _head_of(
    before: Cell | None, cell: Cell, doc_type: str
) -> tuple[str | None, tuple[int, ...], str]:
    """The party that heads a whole address within its row, and the words and text behind it.

    What stands behind an address in its cell, a phone or a register, is cut off.
    """
    words, text = cell.words, cell.text
    head = _HEADED.match(text)
    party = party_of(head["head"], doc_type) if head else None
    if head and party and kind_of_line(head["rest"]) == "whole":
        return party, words[-len(head["rest"].split()) :], head["rest"]
    text = before_contact(text)
    words = words[: len(text.split())]
    if before is not None and kind_of_line(text) == "whole":
        return party_of(before.text, doc_type), words, text
    return None, words, text


def _is_no_name(text: str) -> bool:
    """Whether the topmost line of a block is a caption, or how the paper is sent."""
    return is_caption(text) or bool(NO_NAME.fullmatch(text))


def _is_date(text: str) -> bool:
    """Whether a line is a date and nothing else: there is a "Rue du 8 mai 1945"."""
    return any(found.end - found.start == len(text) for found in find_dates(text, "dmy"))


def _vat_below(
    page: Page, lines: Sequence[Line], line: Line | None, doc_type: str
) -> tuple[int, ...]:
    """The words of the VAT id in the lines below an address, if one stands there."""
    for _ in range(_LINES_BELOW_N):
        line = _next(lines, line, 1, doc_type) if line is not None else None
        match = VAT.search(line.text) if line is not None else None
        if line is not None and match is not None:
            ends = list(accumulate(len(page.words[i].text) + 1 for i in line.words))
            return tuple(
                i
                for i, end in zip(line.words, ends, strict=True)
                if end > match.start(1) + 1 and end - len(page.words[i].text) <= match.end(1)
            )
    return ()


def _one_block(above: Sequence[Line], kinds: Mapping[tuple[int, ...], LineKind]) -> list[Line]:
    """The lines above a place without another address, or a date, above them."""
    other = (
        n
        for n, line in enumerate(above)
        if kinds[line.words] in ("place", "whole") or _is_date(line.text)
    )
    return list(above[: next(other, len(above))])


def _buildings(above: Sequence[Line], kinds: Mapping[tuple[int, ...], LineKind]) -> list[Line]:
    """The estate or building above a street with its place, itself below a name."""
    one = above[:1]
    named = any(kinds[line.words] == "text" for line in above[1:])
    return list(one) if named and all(kinds[line.words] == "street" for line in one) else []


def _street_lines(
    above: Sequence[Line], kinds: Mapping[tuple[int, ...], LineKind], place: Line
) -> list[Line]:
    """The lines between the name and the place, from the place up."""
    found: list[Line] = []
    streets = [kinds[line.words] in ("street", "whole") for line in above[:_ADDRESS_LINES_N]]
    for at, line in enumerate(above[: len(streets)]):
        # A town below its street: "Elland Road", "BRIGHOUSE", and the postcode.
        town = kinds[line.words] == "text" and any(streets[at + 1 : at + 1 + _TOWNS_N])
        if not (streets[at] or (town and not any(streets[:at]))):
            break
        found.append(line)
    if not found and above and is_of_county(place.text) and "," in above[0].text:
        return [above[0]]  # "Ballycarney, Enniscorthy" above "Co. Wexford, Y21 W6C3"
    rest = above[len(found) :]
    if found and len(rest) > 1 and is_house_name(rest[0].text, rest[1].text, place.text):
        return [*found, rest[0]]
    named = any(
        kinds[line.words] not in ("person", "other") or is_titled(line.text) for line in rest
    )
    if not found and len(above) > 1 and kinds[above[0].words] == "text":
        return [above[0]]  # "Le Clos" below a name
    lower = any(streets[at] for at in range(len(found) - 1))  # else the topmost is the only street
    if found and is_numbered_site(found[-1].text):
        return found
    return found if named or not lower else found[:-1]


def _lines_above(lines: Sequence[Line], line: Line, doc_type: str) -> Iterator[Line]:
    """The lines of the block above one, nearest first, up to its heading or a gap."""
    while True:
        nearest = _next(lines, line, -1, doc_type)
        if nearest is None:
            return
        yield nearest
        if party_of(nearest.text, doc_type):
            return
        line = nearest


def _next(lines: Sequence[Line], line: Line, step: int, doc_type: str) -> Line | None:
    """The next line of the same block above (-1) or below (1) one."""
    height = line.box[3] - line.box[1]
    if height <= 0:  # clipped at the page's edge: two such lines would each be above the other
        return None
    best: tuple[float, Line] | None = None
    for other in lines:
        gap = line.box[1] - other.box[3] if step < 0 else other.box[1] - line.box[3]
        if other is line or gap < -0.5 * height:
            continue
        if gap > _HEAD_GAP * height or not _aligned(line.box, other.box):
            continue
        most = _HEAD_GAP if step < 0 and party_of(other.text, doc_type) else _LINE_GAP
        if gap > most * height:
            continue
        if best is None or gap < best[0]:
            best = gap, other
    return best[1] if best else None


def _aligned(a: Box, b: Box) -> bool:
    return abs(a[0] - b[0]) < _EDGE or abs(a[2] - b[2]) < _EDGE
