"""Who advertises, where an order or a bill of a broadcaster or a paper says so: the buyer.

Such documents go to an agency, so the address block names another party. The advertiser stands
behind its caption, or below it where the next cell is a caption, too.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.claims import Claim
from tasks.parties.advertiser_captions import ANYWHERE, FOR_WHOM, IN_WORDS, ON_AIR
from tasks.parties.advertiser_names import name_at, running_on
from tasks.values.air_time import airs_by_days, sells_air_time, speaks_of_air_time
from tasks.values.cells import find_cells, find_rows

#: The broadcaster's own number of a client behind the name: "Nord AG (20417)".
_NUMBERED = re.compile(r"(.*\w.*?)\s*\([0-9]{3,}\)?")
_SAME_LEFT = 0.005  # of the page's width
_HEADER_ROWS_N = 15  # in which an agency's address stands


def find_advertisers(pages: Sequence[Page]) -> list[Claim]:
    """The advertiser's name wherever it is captioned; nothing where two are named.

    Where time on air is sold, a client is one, too, and whom a sentence says it is ordered for.
    """
    certainly = sells_air_time(pages) or airs_by_days(pages)
    if not certainly and not speaks_of_air_time(pages):
        return _agreed(pages, list(_find_captioned(pages, ANYWHERE)))
    for caption in ON_AIR if certainly else ON_AIR[:1]:
        if claims := list(_find_captioned(pages, caption)):
            return _agreed(pages, claims)
    said = (list(_find_for_whom(pages)) or list(_find_in_words(pages))) if certainly else []
    return _agreed(pages, said)


def _find_captioned(pages: Sequence[Page], caption: re.Pattern[str]) -> Iterator[Claim]:
    for number, page in enumerate(pages):
        rows = find_rows(page)
        for at, row in enumerate(rows):
            for match in caption.finditer(row.text):
                if words := name_at(page, rows, at, match):
                    yield Claim("buyer_name", number, words)


def _find_for_whom(pages: Sequence[Page]) -> Iterator[Claim]:
    """Below an agency's name, in its address: "Nordlicht Media", then "FOR NORD AG"."""
    for number, page in enumerate(pages[:1]):
        rows = find_rows(page)[:_HEADER_ROWS_N]
        for above, row in pairwise(rows):
            for match in FOR_WHOM.finditer(row.text):
                cell = row.cell_of(row.words_at(*match.span())[0])
                if any(abs(cell.x0 - other.x0) < _SAME_LEFT for other in above.cells):
                    yield Claim("buyer_name", number, running_on(row, match))


def _find_in_words(pages: Sequence[Page]) -> Iterator[Claim]:
    for number, page in enumerate(pages):
        for row in find_rows(page):
            for pattern in IN_WORDS:
                for match in pattern.finditer(row.text):
                    yield Claim("buyer_name", number, row.words_at(*match.span("name")))


def _agreed(pages: Sequence[Page], claims: Sequence[Claim]) -> list[Claim]:
    """The claims if all name the same."""
    names = {pages[claim.page].text_of(claim.words).casefold() for claim in claims}
    return list(claims) if len(names) == 1 else []


def is_of_advertiser(pages: Sequence[Page]) -> bool:
    """Whether the first page has an advertiser's caption, of whatever name."""
    return any(ANYWHERE.search(row.text) for page in pages[:1] for row in find_rows(page))


def drop_client_number(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields, the buyer without a number behind the name that another place prints without."""
    buyer = fields.get("buyer_name")
    numbered = _NUMBERED.fullmatch(buyer.value) if isinstance(buyer, Field) else None
    if numbered is None or not isinstance(buyer, Field):
        return dict(fields)
    name = numbered[1].casefold()
    cells = (cell.text.casefold() for page in pages for cell in find_cells(page))
    if name not in cells:
        return dict(fields)
    return {**fields, "buyer_name": buyer.model_copy(update={"value": numbered[1]})}
