"""On an invoice that the buyer writes, the letterhead is the buyer's and the seller is addressed.

The model, which has hardly seen any, takes the letterhead for the seller's.
"""

import re
from collections.abc import Sequence

from schemas.document import Box, Page
from schemas.prediction import OUTSIDE, Tags, WordTag
from tasks.fields.claims import Claim
from tasks.parties.party_headings import HEADINGS, PLAIN_PARTIES
from tasks.values.cells import Cell, Row, find_cells, find_rows
from tasks.values.self_billed import is_self_billed
from tasks.values.tax_words import VAT_WORDS

#: What either party has, by the other's name for it.
_TURNED = {
    f"{own}_{part}": f"{other}_{part}"
    for part in ("name", "address", "vat_id")
    for own, other in (("seller", "buyer"), ("buyer", "seller"))
}
_REGISTERED = "seller_registration_id"
#: Whose VAT id it is: "Supplier VAT no. GB520441787".
_SUPPLIER_ID = re.compile(
    r"(?:supplier|seller|lieferant(?:en)?|verkäufer|fournisseur|vendeur)\W{0,2}s?[ -]"
    rf"(?:(?:n° (?:de )?)?{VAT_WORDS}|steuer)",
    re.IGNORECASE,
)
_ROWS_N = 6  # up to a name's, in one of which its heading stands
_ENTRIES_N = 2  # rows below an address, in which its firm's entry in a register stands
_EDGE = 0.02  # of the page's width: how far beside its block's left edge a heading begins


def is_buyers_letterhead(pages: Sequence[Page], tags: Tags) -> bool:
    """Whether the buyer writes a bill whose seller, as tagged, no heading calls so."""
    if not is_self_billed(pages):
        return False
    boxes = [
        word.box
        for word, tag in zip(pages[0].words, tags[0], strict=True)
        if tag.label == "seller_name"
    ]
    return bool(boxes) and not _is_headed(boxes[0], pages[0])


def is_sellers_letterhead(pages: Sequence[Page], tags: Tags) -> bool:
    """Whether the first row is tagged as the buyer's name: the model took the paper for an order.

    Of a paper that the seller sends, once its title has said so.
    """
    if not pages or not (rows := find_rows(pages[0])):
        return False
    words = rows[0].words
    named = any(tag.label == "seller_name" for row in tags for tag in row)
    return named and all(tags[0][word].label == "buyer_name" for word in words)


def turn_parties(pages: Sequence[Page], tags: Tags) -> list[tuple[WordTag, ...]]:
    """The tags, each party's for the other's; below the seller's heading his stay his.

    So does what the addressee, who is the seller, is registered by, below his address.
    """
    turned = _turned(pages)
    return [
        tuple(
            tag
            if (at in headed and tag.label.startswith("seller_"))
            or (at in addressed and tag.label == _REGISTERED)
            else tag._replace(
                label=turned.get(tag.label, tag.label),
                alternatives=tuple((turned.get(label, label), p) for label, p in tag.alternatives),
            )
            for at, tag in enumerate(row)
        )
        for row, headed, addressed in zip(
            tags, map(_below_heading, pages), _below_party(pages, tags, "buyer"), strict=True
        )
    ]


def _below_party(pages: Sequence[Page], tags: Tags, party: str) -> list[set[int]]:
    """Of each page the words in the rows right below a tagged party, at its left edge."""
    labels = (f"{party}_name", f"{party}_address")
    found: list[set[int]] = []
    for page, row_tags in zip(pages, tags, strict=True):
        rows = find_rows(page)
        below = (
            _words_below(rows[at + 1 : at + 1 + _ENTRIES_N], cell)
            for at, row in enumerate(rows)
            for cell in row.cells
            if row_tags[cell.words[0]].label in labels
        )
        found.append(set().union(*below))
    return found


def _words_below(rows: Sequence[Row], head: Cell) -> set[int]:
    """The words of the cells that begin at a cell's left edge."""
    below = (cell for row in rows for cell in row.cells)
    return {word for cell in below if abs(cell.x0 - head.x0) < _EDGE for word in cell.words}


def _below_heading(page: Page) -> set[int]:
    """The words in the few rows below the heading "Supplier", at its left edge."""
    found: set[int] = set()
    rows = find_rows(page)
    for at, row in enumerate(rows):
        for heading in (cell for cell in row.cells if _heads(cell) == "seller"):
            found |= _words_below(rows[at + 1 : at + 1 + _ROWS_N], heading)
    return found


def turn_claims(
    pages: Sequence[Page], claims: Sequence[Claim], found: Sequence[Claim], tags: Tags
) -> list[Claim]:
    """The claims `found` with the `tags` turned, and the ids of those before, each the other's.

    What the small print names as the seller's id is the letterhead's, as is its register's; not
    what stands below the seller's address.
    """
    turned = _turned(pages)
    below = _below_party(pages, tags, "seller")
    ids = [
        c
        if c.label == _REGISTERED and below[c.page].issuperset(c.words)
        else c._replace(label=turned.get(c.label, c.label))
        for c in claims
        if _is_id(c)
    ]
    return [*(claim for claim in found if not _is_id(claim)), *ids]


def _is_id(claim: Claim) -> bool:
    return claim.label.endswith("_vat_id") or claim.label == _REGISTERED


def _turned(pages: Sequence[Page]) -> dict[str, str]:
    """Label → the other party's, but for ids whose captions say whose they are.

    What a buyer who writes the bill is registered by is no field's.
    """
    own = {_REGISTERED: OUTSIDE} if is_self_billed(pages) else {}
    named = any(_SUPPLIER_ID.match(cell.text) for page in pages for cell in find_cells(page))
    parties = {k: v for k, v in _TURNED.items() if not (named and k.endswith("_vat_id"))}
    return {**parties, **own}


def _is_headed(name: Box, page: Page) -> bool:
    """Whether the nearest heading above a name, in its column or left of it, is the seller's."""
    above = [row for row in find_rows(page) if page.words[row.cells[0].words[0]].box[1] <= name[1]]
    for row in reversed(above[-_ROWS_N:]):
        parties = [
            party for cell in row.cells if cell.x0 < name[0] + _EDGE and (party := _heads(cell))
        ]
        if parties:
            return parties[-1] == "seller"
    return False


def _heads(cell: Cell) -> str | None:
    plain = cell.text.replace(" ", "")
    return next((party for party in PLAIN_PARTIES if HEADINGS[party].fullmatch(plain)), None)
