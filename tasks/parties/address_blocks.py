"""Whole addresses: the lines that stand below each other, from a street to its place.

A block is whole by its looks (a street, then a place with its postcode); its heading ("Bill to",
"Lieferadresse") names its party.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from schemas.document import Page
from tasks.fields.caption_words import is_caption
from tasks.parties.address_lines import (
    first_street,
    is_care_of,
    is_for_attention,
    is_house_name,
    is_irish_county,
    is_of_county,
    is_paying_office,
    is_postcode,
    is_titled,
    kind_of_line,
)
from tasks.parties.address_streets import (
    has_box,
    is_licence,
    is_numbered_site,
    is_part_of_site,
)
from tasks.parties.block_lines import PageLines, find_places, read_lines
from tasks.parties.block_names import join_broken, named_part, without_marks
from tasks.parties.headed_blocks import PLACES
from tasks.parties.name_forms import ends_with_form
from tasks.parties.party_blocks import NO_NAME
from tasks.parties.party_headings import SENT_BY_BUYER, is_received
from tasks.parties.party_vat_ids import VAT
from tasks.parties.sender_lines import Line
from tasks.values.caches import kept_by_page
from tasks.values.dates import find_dates
from tasks.values.identifiers import find_vat_ids
from tasks.values.title_words import BARE_TITLE

_LINES_BELOW_N = 3  # in which a VAT id may stand
_TOWNS_N = 2  # lines of towns and counties between a street and the postcode, at most
_ADDRESS_LINES_N = 5  # at most, between a name and the place
#: Where goods are brought to, above its street, and no firm: "St Luke's Hall".
_HALL = re.compile(r"[^\W\d_] (?:hall|barn|pavilion|chapel|church|stadium)$", re.IGNORECASE)
#: What one does, all of it in small letters: "traductrice littéraire et technique".
_TRADE = re.compile(r"(?:[a-zà-ÿ][^\W\d_A-Z]{1,}[ ,&]+){2,}[a-zà-ÿ][^\W\d_A-Z]+")
#: Before a firm at whose address a party is reached.
_HOST = re.compile(r"(?:c/o|managed by|vertreten durch|bei|chez|p/a)\s", re.IGNORECASE)
#: Between what a party does and what follows, in one line.
_DIVIDER = re.compile(r" [-–—|·•] ")
#: A line of an Irish address without a number: a townland or a village, of two words at most.
_TOWNLAND = re.compile(r"[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?,?")


class Block(NamedTuple):
    """The words of one address, those of the name above it, and its heading's party."""

    address: tuple[int, ...]
    names: tuple[tuple[int, ...], ...]  # lines above the address, from the top: one is the name
    party: str | None
    key: str  # letters and digits of the address
    top: float
    vat_id: tuple[int, ...] = ()
    attention: bool = False  # whether nothing but a line for someone's attention tells its party
    received: bool = False  # whether it is headed as that of who had the goods
    sender: str = ""  # letters of the other party's name, in small type above its own
    persons: tuple[tuple[int, ...], ...] = ()  # lines of persons, with their form of address

    @property
    def name(self) -> tuple[int, ...]:
        return self.names[0] if self.names else ()


class _Stack(NamedTuple):
    """A place with the lines of its block above it, nearest first, and whose the block is."""

    place: Line
    above: list[Line]
    party: str | None
    attention: bool
    received: bool


@kept_by_page
def find_blocks(page: Page, doc_type: str) -> tuple[Block, ...]:
    """All addresses of a page that end with a place and its postcode."""
    return tuple(_read_blocks(page, doc_type))


def _read_blocks(page: Page, doc_type: str) -> Iterator[Block]:
    lines = read_lines(page, doc_type)
    for place in find_places(lines):
        block = _read_block(lines, _find_stack(lines, place))
        if block is not None:
            yield block


def _find_stack(lines: PageLines, place: Line) -> _Stack:
    """The lines above a place up to its heading or another address, and the party they tell."""
    above = lines.block_above(place)
    heading = next((n for n, line in enumerate(above) if lines.party(line)), None)
    party = lines.party(above[heading]) if heading is not None else None
    party = lines.headed.get(place.words, party)
    own = _one_block(lines, above[:heading])
    if party is None and _is_payers(lines, own):
        party = "buyer"
    attention = party is None and any(is_for_attention(line.text) for line in own)
    if attention:
        party = "seller" if lines.doc_type in SENT_BY_BUYER else "buyer"
    received = heading is not None and is_received(above[heading].text)
    return _Stack(place, own, party, attention, received)


def _is_payers(lines: PageLines, own: Sequence[Line]) -> bool:
    """Whether an address on a seller's paper is of the office that pays: "Accounts Payable"."""
    return lines.doc_type not in SENT_BY_BUYER and any(is_paying_office(line.text) for line in own)


def _read_block(lines: PageLines, stack: _Stack) -> Block | None:
    """The block that ends with a place, unless no street stands above the place."""
    page, place = lines.page, stack.place
    if lines.kind(place) == "whole":
        name, end = _part_whole(page, place)
        streets = [] if name else _buildings(lines, stack)
    else:
        name, end = (), place.words
        streets = _street_lines(lines, stack)
        if not streets:
            return None
    inside = _lines_inside(lines, stack, streets)
    over = stack.above[len(inside) :]
    lead = inside[-1].words if inside else ()
    if inside and not over and lines.kind(place) != "whole":
        name, lead = _part_firm(page, inside[-1])
    if stack.party == "ship_to":  # there it is a part of the place
        lines.kinds.update({line.words: "text" for line in over if is_care_of(line.text)})
    names = [name] if name else _names_over(lines, over)
    names = [said for words in names if (said := without_marks(page, words))]
    country = _country_below(lines, place)
    address = [*lead, *(word for line in inside[-2::-1] for word in line.words)]
    address += [*end, *(country.words if country else ())]
    key = re.sub(r"\W", "", "".join(page.words[i].text for i in address)).upper()
    top = min(page.words[i].box[1] for i in (*(names[0] if names else ()), *address))
    return Block(
        address=tuple(address),
        names=tuple(names),
        party=stack.party,
        key=key,
        top=top,
        vat_id=_vat_below(lines, country or place),
        attention=stack.attention,
        received=stack.received,
        sender=lines.senders.get(over[-1].words, "") if over else "",
        persons=tuple(line.words for line in over if is_titled(line.text)),
    )


def _part_whole(page: Page, line: Line) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The name before a whole address in its line, if one stands there, and the address."""
    start = first_street([page.words[i].text for i in line.words])
    before, address = line.words[:start], line.words[start:]
    said = page.text_of(before)
    return named_part(page, before) if before and not is_licence(said) else (), address


def _part_firm(page: Page, line: Line) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A firm before the street in an address's first line, and the street; its place stands below.

    Nobody's name is over it, and it is no other firm at whose address one is reached.

    "Harrow Linen Supplies DAC · Unit 4 Deer Park" above "West, Limerick, V94 X2P7".
    """
    name, street = _part_whole(page, line)
    name = without_marks(page, name) if name else ()
    is_firm = ends_with_form([page.words[i].text for i in name])
    return (name, street) if is_firm and not _HOST.match(line.text) else ((), line.words)


def _lines_inside(lines: PageLines, stack: _Stack, streets: Sequence[Line]) -> list[Line]:
    """The lines of an address above its place, nearest first: its streets and what leads to them.

    Above them may stand whose care it is in, a townland, or the hall that goods are brought to.
    """
    above, inside_n = stack.above, len(streets)
    if len(above) > inside_n + 1 and is_care_of(above[inside_n].text):
        inside_n += 1
    place = [stack.place, *above]
    if lines.kind(stack.place) == "place" and _is_of_townland(place, above[inside_n:]):
        inside_n = len(above) - 1
    hall = stack.party == "ship_to" and len(above) > inside_n
    if hall and _HALL.search(above[inside_n].text):
        inside_n += 1
    return above[:inside_n]


def _is_of_townland(own: Sequence[Line], over: Sequence[Line]) -> bool:
    """Whether lines lead from a person to an Irish county: "Mr. Declan Heraty", "Lisnaboll".

    Or from a family's firm: "Timothy Lenihan & Sons".
    """
    irish = any(is_irish_county(line.text) for line in own)
    bare = all(_TOWNLAND.fullmatch(line.text) for line in over[:-1])
    named = len(over) > 1 and (is_titled(over[-1].text) or "&" in over[-1].text)
    return irish and bare and named


def _names_over(lines: PageLines, over: Sequence[Line]) -> list[tuple[int, ...]]:
    """The lines over an address that may be its name, from the top; else a person's, if but one."""
    rest = [line for line in over if lines.kind(line) != "person"]
    rest = [line for line in rest if not _TRADE.fullmatch(line.text)]
    while rest and (_is_no_name(rest[-1].text) or lines.kind(rest[-1]) == "other"):
        rest.pop()  # "To: The Principal"
    named = takewhile(lambda line: lines.kind(line) in ("text", "street"), reversed(rest))
    names = join_broken(lines.page, [line.words for line in named])
    titled = [line.words for line in over if is_titled(line.text)]
    return names or (titled if len(titled) == 1 else [])


def _is_no_name(text: str) -> bool:
    """Whether the topmost line of a block is a caption, a title, or how the paper is sent."""
    return is_caption(text) or bool(NO_NAME.fullmatch(text) or BARE_TITLE.fullmatch(text))


def _is_date(text: str) -> bool:
    """Whether a line is a date and nothing else: there is a "Rue du 8 mai 1945"."""
    return any(found.end - found.start == len(text) for found in find_dates(text, "dmy"))


def _country_below(lines: PageLines, place: Line) -> Line | None:
    below = lines.below(place)
    return below if below is not None and lines.kind(below) == "country" else None


def _vat_below(lines: PageLines, last: Line) -> tuple[int, ...]:
    """The words of the VAT id in the lines below an address, if one stands there."""
    line: Line | None = last
    for _ in range(_LINES_BELOW_N):
        line = lines.below(line) if line is not None else None
        if line is None:
            break
        if any(found.raw == line.text for found in find_vat_ids(line.text)):
            return line.words
        match = VAT.search(line.text)
        if match is not None:
            texts = [lines.page.words[i].text for i in line.words]
            ends = accumulate(len(text) + 1 for text in texts)
            return tuple(
                i
                for i, text, end in zip(line.words, texts, ends, strict=True)
                if end > match.start(1) + 1 and end - len(text) <= match.end(1)
            )
    return ()


def _one_block(lines: PageLines, above: Sequence[Line]) -> list[Line]:
    """The lines above a place without another address, or a date, above them."""
    return list(
        takewhile(lambda line: lines.kind(line) not in PLACES and not _is_date(line.text), above)
    )


def _buildings(lines: PageLines, stack: _Stack) -> list[Line]:
    """The estate or building above a street with its place, itself below a name."""
    one = stack.above[:1]
    named = any(lines.kind(line) == "text" for line in stack.above[1:])
    sited = all(lines.kind(line) == "street" and not _names_trade(line.text) for line in one)
    return one if named and sited else []


def _names_trade(text: str) -> bool:
    """Whether a line above an address in one line says what its owner does, before a divider.

    "Testing Laboratory - Accredited, Oregon #4117", "Schornsteinfeger · Kehrbezirk Nord 14"; but
    no building and its part: "Alte Spinnerei | Gebäude 12", "Tour Europe - 12e étage".
    """
    before, *behind = _DIVIDER.split(text, maxsplit=1)
    return bool(behind) and kind_of_line(before) == "text" and not is_part_of_site(behind[0])


def _street_lines(lines: PageLines, stack: _Stack) -> list[Line]:
    """The lines between the name and the place, from the place up."""
    place, above = stack.place, stack.above
    found: list[Line] = []
    streets = [lines.kind(line) in ("street", "whole") for line in above[:_ADDRESS_LINES_N]]
    for at, line in enumerate(above[: len(streets)]):
        # A town below its street: "Elland Road", "BRIGHOUSE", and the postcode.
        town = lines.kind(line) == "text" and any(streets[at + 1 : at + 1 + _TOWNS_N])
        if not (streets[at] or (town and not any(streets[:at]))):
            break
        found.append(line)
    if not found and len(above) > 1 and is_irish_county(above[0].text):
        return above[:2]  # "Kilmallock" above "Co. Limerick", and its Eircode
    if not found and above and is_of_county(place.text) and "," in above[0].text:
        return above[:1]  # "Ballycarney, Enniscorthy" above "Co. Wexford, Y21 W6C3"
    rest = above[len(found) :]
    if found and len(rest) > 1 and is_house_name(rest[0].text, rest[1].text, place.text):
        return [*found, rest[0]]
    named = any(
        lines.kind(line) not in ("person", "other") or is_titled(line.text) for line in rest
    )
    if not found and len(above) > 1 and lines.kind(above[0]) == "text":
        # "Le Clos" below a name, and "Pen-y-Dre" above "Cardiff" with its postcode alone
        texts = [lines.kind(line) == "text" for line in above[1:3]]
        return above[: 2 if is_postcode(place.text) and texts == [True, True] else 1]
    lower = any(streets[at] for at in range(len(found) - 1))  # else the topmost is the only street
    if found and (is_numbered_site(found[-1].text) or has_box(found[-1].text)):
        return found
    return found if named or not lower else found[:-1]
