"""Whether a paper prints a firm's name with its entry in a register, its VAT id or its account.

In one row, "Hahn GmbH · Hafenstraße 4 · HRB 8126 KI", or a few rows below it, flush with it or
centred: "Hahn Ltd", "4 Quay Road", "VAT no. GB 980 7806 84". A name that a firm is entered by is
whole, and no sign.
"""

from collections.abc import Sequence

from schemas.document import Page, union
from schemas.record import Field
from tasks.parties.firms_below import cell_below, firm_in
from tasks.parties.joined_firms import find_own
from tasks.parties.name_words import find_name, plain
from tasks.parties.registers import find_entries
from tasks.values.cells import find_cells
from tasks.values.identifiers import find_vat_ids

_ROWS_N = 6  # below a name, of the block that it begins


def is_entered(name: Field, pages: Sequence[Page]) -> bool:
    """Whether a name, no bank's, has its legal form and stands so with what proves it."""
    texts = name.value.split()
    if not firm_in(name.value, tuple(range(len(texts)))):
        return False
    if find_own(texts, pages) is not None:
        return True
    words = [plain(text) for text in texts]
    return any(
        _is_entered_below(page, cell.words)
        for page in pages
        for cell in find_cells(page)
        if any(found[0] == cell.words[0] for found in find_name(page, words))
    )


def _is_entered_below(page: Page, name: Sequence[int]) -> bool:
    """Whether an entry or a VAT id stands in the block that a name begins, before another firm."""
    box = union(page.words[at].box for at in name)
    for _ in range(_ROWS_N):
        below = cell_below(page, box)
        if below is None or firm_in(below.text, below.words):
            return False
        if find_vat_ids(below.text) or any(True for _ in find_entries(below.text)):
            return True
        box = union(page.words[at].box for at in below.words)
    return False
