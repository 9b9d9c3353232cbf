"""A page's lines as addresses stand in them: what kind each is, and which is next above or below.

Mostly a line's own words tell its kind; at times the lines beside it tell more.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.document import Box, Page, union
from tasks.fields.caption_words import is_caption
from tasks.parties.address_lines import (
    ADDRESS_KINDS,
    LineKind,
    before_contact,
    is_above_southern_place,
    is_american_place,
    is_irish_county,
    kind_of_line,
    may_be_southern_place,
)
from tasks.parties.headed_blocks import PLACES, find_readers_heading
from tasks.parties.party_columns import heads_foot, part_columns
from tasks.parties.party_headings import party_of
from tasks.parties.sender_lines import Line, find_senders
from tasks.values.cells import Cell
from tasks.values.entities import BLANK_GAP, SAME_EDGE

_LINE_GAP = 1.3  # of the text height: more free space than that parts two blocks
_HEAD_GAP = 2.5  # of the text height: free space between a heading and its block
_EDGE = 0.012  # of the page's width: how far the edges of one block's lines differ
_AXIS = 0.004  # of the page's width: twice how far the middles of centred lines differ
_OFF_AXIS = 0.1  # of the page's width: twice how far those are from the page's own
#: The last word of a street that wraps.
_REST = re.compile(r"[A-Z][a-z]+")
_HEAD_WORDS_N = 3  # at most and at least two, of a heading without a mark behind it
#: A heading and a whole address behind it: "Lieferadresse: Hafenweg 3, 25813 Husum".
_HEADED = re.compile(r"(?P<head>[^:]{1,40}):\s+(?P<rest>\S.*)")
#: What names a party right before a whole address alone, and is else a column's head or no party:
#: whom a shop's bill is made out to, where was built, where goods were brought to.
_BEFORE_ADDRESS = {
    "buyer": re.compile(r"M|M/s\.?|Messrs\.?"),
    "ship_to": re.compile(
        r"chantier|cantiere|livrée?s?|anlieferung|geliefert an|delivered to|consegnat[oa] a"
        r"|entregado en|geleverd aan",
        re.IGNORECASE,
    ),
}
#: What may stand before a heading in its cell: "BL n° 4471 du 08.10.2026 – Livré : 3 rue Basse".
_BEFORE_HEADING = re.compile(r".*\s[·|•—–-]\s")
#: What a street ends with: a house number, but no page's.
_HOUSED = re.compile(r"^(?!seite|page|blatt).*[^\W\d_]{3}\.? [0-9]{1,3} ?[a-z]?$", re.IGNORECASE)
#: A South African postcode, alone below its town; years are left to dates.
_SOUTHERN_CODE = re.compile(r"(?!19|20)[0-9]{4}")
_PARTED = re.compile(r",|\s[·|–—-]\s")
#: Where a whole address breaks off in a narrow column: "Hafenweg 3, 25813" above "Husum".
_BEFORE_TOWN = re.compile(r", (?:[A-Z]{1,3}-)?[0-9]{4,5}$")
_MOST_PLACES_N = 30  # on one page: more are a list of addresses, not the parties'


@dataclass(frozen=True)
class PageLines:
    """The lines of a page, the kind of each, and the parties that headings in their rows name.

    Lines are known by their words. What is read of one block may change the kinds for the next.
    """

    page: Page
    doc_type: str
    all: Sequence[Line]
    kinds: dict[tuple[int, ...], LineKind]
    headed: Mapping[tuple[int, ...], str]
    senders: Mapping[tuple[int, ...], str]  # what lines above a window's address name alone
    for_reader: frozenset[tuple[int, ...]] = frozenset()  # headings of whom the paper is for

    def kind(self, line: Line) -> LineKind:
        return self.kinds[line.words]

    def party(self, line: Line) -> str | None:
        """The party that a line names if it is a heading."""
        if line.words in self.for_reader:
            return "buyer"
        return party_of(line.text, self.doc_type)

    def above(self, line: Line, line_gap: float = _LINE_GAP) -> Line | None:
        """The next line of the same block above one."""
        return self._next(line, -1, line_gap)

    def below(self, line: Line) -> Line | None:
        """The next line of the same block below one."""
        return self._next(line, 1, _LINE_GAP)

    def block_above(self, place: Line) -> list[Line]:
        """The lines of the block above a place, nearest first, its heading last if it has one."""
        return list(self._up_from(place)) or self._above_gap(place)

    def _up_from(self, line: Line) -> Iterator[Line]:
        """The lines above one, up to a heading or a gap."""
        while True:
            nearest = self.above(line)
            if nearest is None:
                return
            yield nearest
            if self.party(nearest):
                return
            line = nearest

    def _above_gap(self, place: Line) -> list[Line]:
        """The lines above a place that a blank line parts from its street, as in old letters."""
        street = self.above(place, BLANK_GAP)
        if street is None or self.kind(place) != "place" or self.kind(street) != "street":
            return []
        if abs(street.box[0] - place.box[0]) > SAME_EDGE or not _HOUSED.search(street.text):
            return []
        above = [street, *self._up_from(street)]
        return above if len(above) > 1 else []

    def _next(self, line: Line, step: int, line_gap: float) -> Line | None:
        """The next line of the same block above (-1) or below (1) one."""
        height = line.box[3] - line.box[1]
        if height <= 0:  # clipped at the page's edge: two such lines would each be above the other
            return None
        best: tuple[float, Line] | None = None
        for other in self.all:
            gap = line.box[1] - other.box[3] if step < 0 else other.box[1] - line.box[3]
            if other is line or gap < -0.5 * height:
                continue
            if gap > _HEAD_GAP * height or not _aligned(line.box, other.box):
                continue
            most = _HEAD_GAP if step < 0 and self.party(other) else line_gap
            if gap > most * height:
                continue
            if best is None or gap < best[0]:
                best = gap, other
        return best[1] if best else None


def _aligned(a: Box, b: Box) -> bool:
    """Whether two lines begin or end at one edge, or are centred in one column.

    What is centred on the page may be a title and what stands below it.
    """
    left, right = a[0] - b[0], a[2] - b[2]
    centred = abs(left + right) < _AXIS and abs(a[0] + a[2] - 1) > _OFF_AXIS
    return abs(left) < _EDGE or abs(right) < _EDGE or centred


def read_lines(page: Page, doc_type: str) -> PageLines:
    """The cells of a page's rows as lines, without headings and contacts in a whole address's."""
    lines, headed = [], {}
    rows = part_columns(page, doc_type)
    for row in rows:
        if heads_foot(row):
            continue
        for before, cell in zip((None, *row.cells), row.cells, strict=False):
            party, words, text = _head_of(before, cell, doc_type)
            if party is not None:
                headed[words] = party
            lines.append(Line(words, text, page.box_of(words)))
    lines = _with_towns(lines)
    kinds = {line.words: kind_of_line(line.text) for line in lines}
    senders = find_senders(lines, kinds)
    kinds.update(dict.fromkeys(senders, "other"))
    head = find_readers_heading(rows, doc_type)
    for_reader = frozenset({head[1].words} if head else ())
    return PageLines(page, doc_type, lines, kinds, headed, senders, for_reader)


def _with_towns(lines: Sequence[Line]) -> list[Line]:
    """The lines, whole addresses with their towns where these stand below for want of room."""
    joined: dict[tuple[int, ...], Line] = {}
    towns = set()
    for at, line in enumerate(lines):
        if not _BEFORE_TOWN.search(line.text):
            continue
        height = line.box[3] - line.box[1]
        under = (o for o in lines[at + 1 :] if abs(o.box[0] - line.box[0]) < SAME_EDGE)
        below = next((o for o in under if o.box[1] > line.box[1] + height / 2), None)
        if below is None or below.box[1] - line.box[3] > _LINE_GAP * height:
            continue
        text = f"{line.text} {below.text}"
        if kind_of_line(text) == "whole" and not re.search("[0-9]", below.text):
            box = union((line.box, below.box))
            joined[line.words] = Line((*line.words, *below.words), text, box)
            towns.add(below.words)
    return [joined.get(line.words, line) for line in lines if line.words not in towns]


def _head_of(
    before: Cell | None, cell: Cell, doc_type: str
) -> tuple[str | None, tuple[int, ...], str]:
    """The party that heads a whole address within its row, and the words and text behind it.

    What stands behind an address in its cell, a phone or a register, is cut off.
    """
    words, text = cell.words, cell.text
    head = _HEADED.match(text)
    party = _party_before(head["head"], head["rest"], doc_type) if head else None
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


def _party_before(head: str, rest: str, doc_type: str) -> str | None:
    """The party that the words before an address name: "Lieferadresse", "BL 4471 – Livré".

    Of a site more may be said, no address: "Chantier : 3 rue Basse, 29200 Brest – BL 25/0918".
    """
    said = _BEFORE_HEADING.sub("", head).strip()
    party = party_of(said, doc_type)
    if party is None and kind_of_line(rest) == "whole":
        party = next((one for one, words in _BEFORE_ADDRESS.items() if words.fullmatch(said)), None)
    return party


def find_places(lines: PageLines) -> list[Line]:
    """The lines that end an address; none where they are a list's.

    The kinds of lines that their neighbours tell better are put right.
    """
    for line in lines.all:
        town = may_be_southern_place(line.text) and _is_southern_place(lines, line)
        if town or (_SOUTHERN_CODE.fullmatch(line.text) and _is_below_town(lines, line)):
            lines.kinds[line.words] = "place"
    places = [line for line in lines.all if lines.kind(line) in PLACES]
    if len(places) > _MOST_PLACES_N:
        return []
    for line in places:
        lines.kinds[line.words] = _kind_above(lines, line)
    return [line for line in places if lines.kind(line) in PLACES]


def _is_southern_place(lines: PageLines, line: Line) -> bool:
    """Whether a line that may be a place stands below a street, and ends its block."""
    street, after = lines.above(line), lines.below(line)
    ends = after is None or lines.kind(after) not in ADDRESS_KINDS
    plain = lines.kind(line) in ("street", "text") and not is_caption(line.text.split()[0])
    return plain and street is not None and ends and is_above_southern_place(street.text)


def _is_below_town(lines: PageLines, line: Line) -> bool:
    """Whether a line stands below a bare town, itself below a street with its number or a box."""
    town = lines.above(line)
    bare = town is not None and lines.kind(town) == "text" and not is_caption(town.text)
    street = lines.above(town) if town is not None and bare else None
    return street is not None and is_above_southern_place(street.text)


def _kind_above(lines: PageLines, line: Line) -> LineKind:
    """What a line that looks like a place is above the line below it: another place, at times."""
    kind, below = lines.kind(line), lines.below(line)
    if below is None:
        return kind
    # "4797 Patrick Ramp" or "Unit 27, 87358 Phillips Summit" above "Columbus, OH 47653", or above
    # "Summit" where it wraps
    numbered = _PARTED.split(line.text)[-1].strip()[:1].isdigit()
    last = lines.below(below) if _REST.fullmatch(below.text) else below
    if last is not None and is_american_place(last.text) and (kind == "place" or numbered):
        return "street"
    return "text" if is_irish_county(line.text) and lines.kind(below) == "place" else kind
