"""Counts that stand in the row below each item's name, as orders of ERP systems print them.

    10   M-004417-08   Rillenkugellager 6208-2RS1/C3        7,84     470,40
         60 ST         Termin: 12.11.2025

The model takes such a number for more of the name, or the next item's position for its count.
What times the price is the amount, in one column for all items, is how many there are.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from schemas.document import Page
from schemas.line_labels import CODE, NAME, NET_AMOUNT, PRICE, QUANTITY, UNIT
from schemas.prediction import OUTSIDE, WordTag
from tasks.values.amounts import multiplies
from tasks.values.cells import word_rows
from tasks.values.notation import Notation, parse_number
from tasks.values.page_by_page import page_by_page

#: What the model may take such a count for.
_FREE = frozenset({OUTSIDE, NAME, QUANTITY, UNIT, CODE})
_ROWS_N = 3  # below an item's first row, at most
_LEAST_N = 2  # items that make a column
_EDGE = 0.01  # of the page's width: how far apart the edges of a column's counts are
_SURE = 0.9


@page_by_page
def name_counts_below(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """The tags with counts below the names, where all items that lack one have it there."""
    rows = list(word_rows(page).values())
    items = [at for at, row in enumerate(rows) if _is_item(tags, row)]
    missing, found = [], []
    for at, after in pairwise([*items, len(rows)]):
        price, amount = (
            _number(page, tags, rows[at], name, notation) for name in (PRICE, NET_AMOUNT)
        )
        if not price or amount is None:
            return tags
        own = _number(page, tags, rows[at], QUANTITY, notation)
        if own is not None and multiplies(own, price, amount):
            continue
        missing.append(at)
        left = min(page.words[i].box[0] for i in rows[at] if tags[i].label == NAME)
        below = [i for row in rows[at + 1 : min(after, at + 1 + _ROWS_N)] for i in row]
        counts = [
            i
            for i in below
            if tags[i].label in _FREE
            and abs(page.words[i].box[0] - left) > _EDGE
            and (count := parse_number(page.words[i].text, notation)) is not None
            and multiplies(count, price, amount)
        ]
        found += counts[:1]
    if len(found) < max(_LEAST_N, len(missing)) or not _is_column(page, found):
        return tags
    for at in missing:
        for i in rows[at]:
            if tags[i].label == QUANTITY:
                tags[i] = WordTag.outside(_SURE)
    for i in found:
        tags[i] = tags[i].relabelled(QUANTITY, _SURE, begins=True)
    return tags


def _is_item(tags: Sequence[WordTag], row: Sequence[int]) -> bool:
    """Whether a row has a name, a price and an amount."""
    return {NAME, PRICE, NET_AMOUNT} <= {tags[i].label for i in row}


def _number(
    page: Page, tags: Sequence[WordTag], row: Sequence[int], label: str, notation: Notation
) -> Decimal | None:
    """The one number of a row with a label."""
    words = [page.words[i].text for i in row if tags[i].label == label]
    return parse_number(words[0], notation) if len(words) == 1 else None


def _is_column(page: Page, words: Sequence[int]) -> bool:
    """Whether words stand one below the other, by their left or their right edges."""
    edges = ([page.words[i].box[side] for i in words] for side in (0, 2))
    return any(max(edge) - min(edge) < _EDGE for edge in edges)
