"""Whole addresses: the lines that stand below each other, from a street to its place.

A block is whole by its looks (a street, then a place with its postcode); its heading ("Bill to",
"Lieferadresse") names its party.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from schemas.document import Box, Page, union
from tasks.fields.caption_words import is_caption
from tasks.parties.address_lines import (
    LineKind,
    before_contact,
    first_street,
    has_box,
    is_above_southern_place,
    is_american_place,
    is_care_of,
    is_for_attention,
    is_house_name,
    is_irish_county,
    is_licence,
    is_numbered_site,
    is_of_county,
    is_postcode,
    is_titled,
    kind_of_line,
    may_be_southern_place,
)
from tasks.parties.block_names import join_broken, named_part, without_marks
from tasks.parties.party_blocks import NO_NAME
from tasks.parties.party_columns import heads_foot, part_columns
from tasks.parties.party_headings import SENT_BY_BUYER, party_of
from tasks.parties.party_vat_ids import VAT
from tasks.values.cells import Cell
from tasks.values.dates import find_dates
from tasks.values.entities import BLANK_GAP, SAME_EDGE
from tasks.values.identifiers import find_vat_ids
from tasks.values.title_words import BARE_TITLE

_LINE_GAP = 1.3  # of the text height: more free space than that parts two blocks
_HEAD_GAP = 2.5  # of the text height: free space between a heading and its block
_EDGE = 0.012  # of the page's width: how far the edges of one block's lines differ
_LINES_BELOW_N = 3  # in which a VAT id may stand
_TOWNS_N = 2  # lines of towns and counties between a street and the postcode, at most
_ADDRESS_LINES_N = 5  # at most, between a name and the place
_HEAD_WORDS_N = 3  # at most and at least two, of a heading without a mark behind it
#: A heading and a whole address behind it: "Lieferadresse: Hafenweg 3, 25813 Husum".
_HEADED = re.compile(r"(?P<head>[^:]{1,40}):\s+(?P<rest>\S.*)")
#: Where goods are brought to, above its street, and no firm: "St Luke's Hall".
_HALL = re.compile(r"[^\W\d_] (?:hall|barn|pavilion|chapel|church|stadium)$", re.IGNORECASE)
#: Whom a shop's bill is made out to, on a line for it.
_MESSRS = re.compile(r"M|M/s\.?|Messrs\.?")
#: A line of an Irish address without a number: a townland or a village, of two words at most.
_TOWNLAND = re.compile(r"[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?,?")
#: What a street ends with: a house number, but no page's.
_HOUSED = re.compile(r"^(?!seite|page|blatt).*[^\W\d_]{3}\.? [0-9]{1,3} ?[a-z]?$", re.IGNORECASE)
_PARTED = re.compile(r",|\s[·|–—-]\s")
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
    attention: bool = False  # whether nothing but a line for someone's attention tells its party

    @property
    def name(self) -> tuple[int, ...]:
        return self.names[0] if self.names else ()


def find_blocks(page: Page, doc_type: str) -> Iterator[Block]:
    """All addresses of a page that end with a place and its postcode."""
    lines, headed = [], {}
    for row in part_columns(page, doc_type):
        if heads_foot(row):
            continue
        for before, cell in zip((None, *row.cells), row.cells, strict=False):
            party, words, text = _head_of(before, cell, doc_type)
            if party is not None:
                headed[words] = party
            lines.append(Line(words, text, union(page.words[i].box for i in words)))
    kinds = {line.words: kind_of_line(line.text) for line in lines}
    for line in [one for one in lines if may_be_southern_place(one.text)]:
        street, after = (_next(lines, line, step, doc_type) for step in (-1, 1))
        ends = after is None or kinds[after.words] not in ("street", "place", "whole")
        plain = kinds[line.words] in ("street", "text") and not is_caption(line.text.split()[0])
        if plain and street is not None and ends and is_above_southern_place(street.text):
            kinds[line.words] = "place"
    places = [line for line in lines if kinds[line.words] in ("place", "whole")]
    if len(places) > _MOST_PLACES_N:
        return
    for line in places:
        below = _next(lines, line, 1, doc_type)
        if below is None:
            continue
        # "4797 Patrick Ramp" or "Unit 27, 87358 Phillips Summit" above "Columbus, OH 47653"
        numbered = _PARTED.split(line.text)[-1].strip()[:1].isdigit()
        if is_american_place(below.text) and (kinds[line.words] == "place" or numbered):
            kinds[line.words] = "street"
        elif is_irish_county(line.text) and kinds[below.words] == "place":
            kinds[line.words] = "text"
    for place in (line for line in places if kinds[line.words] in ("place", "whole")):
        above = list(_lines_above(lines, place, doc_type)) or _above_gap(
            lines, place, kinds, doc_type
        )
        heading = next((n for n, line in enumerate(above) if party_of(line.text, doc_type)), None)
        party = party_of(above[heading].text, doc_type) if heading is not None else None
        party = headed.get(place.words, party)
        own = _one_block(above if heading is None else above[:heading], kinds)
        attention = party is None and any(is_for_attention(line.text) for line in own)
        if attention:
            party = "seller" if doc_type in SENT_BY_BUYER else "buyer"
        address = list(place.words)
        names: list[tuple[int, ...]] = []
        if kinds[place.words] == "whole":
            start = first_street([page.words[i].text for i in place.words])
            address = list(place.words[start:])
            said = " ".join(page.words[i].text for i in place.words[:start])
            if start and not is_licence(said):
                names = [named_part(page, place.words[:start])]
            streets = [] if names else _buildings(own, kinds)
        else:
            streets = _street_lines(own, kinds, place)
            if not streets:
                continue
        address = [word for line in reversed(streets) for word in line.words] + address
        over = own[len(streets) :]
        if len(over) > 1 and is_care_of(over[0].text):
            address, over = [*over[0].words, *address], over[1:]
        if kinds[place.words] == "place" and _is_of_townland([place, *own], over):
            address = [w for line in reversed(over[:-1]) for w in line.words] + address
            over = over[-1:]
        if party == "ship_to" and over and _HALL.search(over[0].text):
            address, over = [*over[0].words, *address], over[1:]
        if party == "ship_to":  # there it is a part of the place
            kinds.update({line.words: "text" for line in over if is_care_of(line.text)})
        rest = [line for line in over if kinds[line.words] != "person"]
        while rest and (_is_no_name(rest[-1].text) or kinds[rest[-1].words] == "other"):
            rest.pop()  # "To: The Principal"
        if not names:
            named = takewhile(lambda n: kinds[n.words] in ("text", "street"), reversed(rest))
            names = join_broken(page, [line.words for line in named])
            titled = [line.words for line in over if is_titled(line.text)]
            names = names or (titled if len(titled) == 1 else [])
        last, below = place, _next(lines, place, 1, doc_type)
        if below is not None and kinds[below.words] == "country":
            address += below.words
            last = below
        key = re.sub(r"\W", "", "".join(page.words[i].text for i in address)).upper()
        names = [name for words in names if (name := without_marks(page, words))]
        vat_id = _vat_below(page, lines, last, doc_type)
        top = min(page.words[i].box[1] for i in (*(names[0] if names else ()), *address))
        yield Block(tuple(address), tuple(names), party, key, top, vat_id, attention)


def _is_of_townland(own: Sequence[Line], over: Sequence[Line]) -> bool:
    """Whether lines lead from a person to an Irish county: "Mr. Declan Heraty", "Lisnaboll".

    Or from a family's firm: "Timothy Lenihan & Sons".
    """
    irish = any(is_irish_county(line.text) for line in own)
    bare = all(_TOWNLAND.fullmatch(line.text) for line in over[:-1])
    named = len(over) > 1 and (is_titled(over[-1].text) or "&" in over[-1].text)
    return irish and bare and named


def _head_of(
    before: Cell | None, cell: Cell, doc_type: str
) -> tuple[str | None, tuple[int, ...], str]:
    """The party that heads a whole address within its row, and the words and text behind it.

    What stands behind an address in its cell, a phone or a register, is cut off.
    """
    words, text = cell.words, cell.text
    head = _HEADED.match(text)
    party = party_of(head["head"], doc_type) if head else None
    if head and _MESSRS.fullmatch(head["head"]):
        party = "buyer"
    if head and party:
        rest = before_contact(head["rest"])
        if kind_of_line(rest) == "whole":
            begin = len(words) - len(head["rest"].split())
            return party, words[begin : begin + len(rest.split())], rest
    texts = text.split()
    # "Prepared for Mr Hope, 4 Mill Lane, York YO1 9TX"
    for end in range(min(_HEAD_WORDS_N, len(texts) - 1), 1, -1):
        party, rest = party_of(" ".join(texts[:end]), doc_type), " ".join(texts[end:])
        if party and kind_of_line(rest) == "whole":
            return party, words[end:], rest
    text = before_contact(text)
    words = words[: len(text.split())]
    if before is not None and kind_of_line(text) == "whole":
        return party_of(before.text, doc_type), words, text
    return None, words, text


def _is_no_name(text: str) -> bool:
    """Whether the topmost line of a block is a caption, a title, or how the paper is sent."""
    return is_caption(text) or bool(NO_NAME.fullmatch(text) or BARE_TITLE.fullmatch(text))


def _is_date(text: str) -> bool:
    """Whether a line is a date and nothing else: there is a "Rue du 8 mai 1945"."""
    return any(found.end - found.start == len(text) for found in find_dates(text, "dmy"))


def _vat_below(
    page: Page, lines: Sequence[Line], line: Line | None, doc_type: str
) -> tuple[int, ...]:
    """The words of the VAT id in the lines below an address, if one stands there."""
    for _ in range(_LINES_BELOW_N):
        line = _next(lines, line, 1, doc_type) if line is not None else None
        if line is not None and any(found.raw == line.text for found in find_vat_ids(line.text)):
            return line.words
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
    if not found and len(above) > 1 and is_irish_county(above[0].text):
        return list(above[:2])  # "Kilmallock" above "Co. Limerick", and its Eircode
    if not found and above and is_of_county(place.text) and "," in above[0].text:
        return [above[0]]  # "Ballycarney, Enniscorthy" above "Co. Wexford, Y21 W6C3"
    rest = above[len(found) :]
    if found and len(rest) > 1 and is_house_name(rest[0].text, rest[1].text, place.text):
        return [*found, rest[0]]
    named = any(
        kinds[line.words] not in ("person", "other") or is_titled(line.text) for line in rest
    )
    if not found and len(above) > 1 and kinds[above[0].words] == "text":
        # "Le Clos" below a name, and "Pen-y-Dre" above "Cardiff" with its postcode alone
        texts = [kinds[line.words] == "text" for line in above[1:3]]
        return list(above[: 2 if is_postcode(place.text) and texts == [True, True] else 1])
    lower = any(streets[at] for at in range(len(found) - 1))  # else the topmost is the only street
    if found and (is_numbered_site(found[-1].text) or has_box(found[-1].text)):
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


def _above_gap(
    lines: Sequence[Line], place: Line, kinds: Mapping[tuple[int, ...], LineKind], doc_type: str
) -> list[Line]:
    """The lines above a place that a blank line parts from its street, as old letters have it."""
    street = _next(lines, place, -1, doc_type, BLANK_GAP)
    if street is None or kinds[place.words] != "place" or kinds[street.words] != "street":
        return []
    if abs(street.box[0] - place.box[0]) > SAME_EDGE or not _HOUSED.search(street.text):
        return []
    above = [street, *_lines_above(lines, street, doc_type)]
    return above if len(above) > 1 else []


def _next(
    lines: Sequence[Line], line: Line, step: int, doc_type: str, line_gap: float = _LINE_GAP
) -> Line | None:
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
        most = _HEAD_GAP if step < 0 and party_of(other.text, doc_type) else line_gap
        if gap > most * height:
            continue
        if best is None or gap < best[0]:
            best = gap, other
    return best[1] if best else None


def _aligned(a: Box, b: Box) -> bool:
    return abs(a[0] - b[0]) < _EDGE or abs(a[2] - b[2]) < _EDGE
