"""Whether a paper prints a firm's name with the entry in a register or the VAT id of its seller.

In one row, "Hahn GmbH · Hafenstraße 4 · HRB 8126 KI", or a few rows below it, flush with it or
centred: "Hahn Ltd", "4 Quay Road", "VAT no. GB 980 7806 84". A name that the seller is entered by
is whole, and no sign.
"""

from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from schemas.vocabulary import SELLER_IDS
from tasks.parties.firms_below import cell_below, firm_length, is_buyers
from tasks.parties.joined_firms import entry_behind, rows_run_on
from tasks.parties.name_words import find_name, plain
from tasks.values.cells import find_cells
from tasks.values.normalize import letters_of

_ROWS_N = 6  # below a name, of the block that it begins


def is_entered(fields: Fields, pages: Sequence[Page]) -> bool:
    """Whether the seller's name, no buyer's, has its legal form and stands so with the seller's id.

    What was read as the seller's id stands by the seller: a printer's or an insurer's does not.
    """
    name, ids = fields.get("seller_name"), seller_ids(fields)
    if not isinstance(name, Field) or not ids or is_buyers(fields, name.value):
        return False
    texts = name.value.split()
    if firm_length(name.value) != len(texts):
        return False
    return any(
        one in letters_of(said)
        for page in pages
        for said in _said_by_name(page, [plain(text) for text in texts])
        for one in ids
    )


def seller_ids(fields: Fields) -> frozenset[str]:
    """What the seller is entered by, letters and digits alone, but for what the buyer is, too."""
    found = [fields.get(name) for name in (*SELLER_IDS, "buyer_vat_id")]
    own, tax, buyers = (letters_of(one.value) if isinstance(one, Field) else "" for one in found)
    return frozenset({own, tax} - {buyers, ""})


def _said_by_name(page: Page, name: Sequence[str]) -> Iterator[str]:
    """What stands behind a name in its row, and in the block that it begins."""
    rows = rows_run_on(page)
    begun = {cell.words[0]: cell.words for cell in find_cells(page)}
    for words in find_name(page, name):
        first, last = page.words[words[0]].row, page.words[words[-1]].row
        if first == last and first in rows:
            yield entry_behind(page, rows[first], words[-1])
        if words[0] in begun:
            yield from _block_below(page, begun[words[0]])


def _block_below(page: Page, name: Sequence[int]) -> Iterator[str]:
    """The rows of the block that a name begins, up to another firm."""
    box = page.box_of(name)
    for _ in range(_ROWS_N):
        below = cell_below(page, box)
        if below is None or firm_length(below.text):
            return
        yield below.text
        box = page.box_of(below.words)
