"""Rows of a page with the names of items among them: where they stand, and how far they reach."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import CODE, NAME, QUANTITY
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.tables import AMOUNTS, is_priced
from tasks.values.cells import word_rows
from tasks.values.entities import gap_between

DAY = re.compile(r"[0-9]{1,2}([./])[0-9]{1,2}\1(?:19|20)?[0-9]{2}|20[0-9]{2}-[0-9]{2}-[0-9]{2}")
WORD_GAP = 0.47  # of the text height, as typewriters have it: a wider gap is between columns
EDGE = 0.006  # of the page's width: how far apart the left edges of a torn code may be
INDENT = 0.02  # of the page's width: how far a row may begin from the description's left edge
CLOSE = 0.7  # of the text height: more free space than that parts two items
BLOCK_GAP = 1.6  # of the text height: at least, between a table and a block left of it
SURE = 0.75  # probability of no field, or of a charge, from which the model is believed


class ItemRow(NamedTuple):
    """A row's words by index, and its edges in fractions of the page."""

    words: tuple[int, ...]
    left: float
    right: float
    top: float
    bottom: float


class NameColumn(NamedTuple):
    """Where an item's description stands, in fractions of the page's width."""

    left: float
    limit: float  # where the next column begins
    table: float  # where the item's row begins
    end: float  # where it ends
    labels: frozenset[str]  # that words of the rows below may have: a number is no second quantity
    amounts_above: bool  # whether its amounts stand on the row above it


def find_named_rows(page: Page, tags: Sequence[WordTag]) -> list[tuple[int, ...]]:
    """The rows' words, where an item's name stands beside one of its numbers."""
    return [
        row
        for row in word_rows(page).values()
        if any(tags[i].label == NAME for i in row) and any(tags[i].label in AMOUNTS for i in row)
    ]


def rows_without(page: Page, joined: Collection[int]) -> Iterator[ItemRow]:
    """The rows' words, but those with which a code from the row above goes on."""
    for every in word_rows(page).values():
        indices = [i for i in every if i not in joined]
        if indices:
            yield make_item_row(page, indices)


def make_item_row(page: Page, indices: Sequence[int]) -> ItemRow:
    """The row of these words."""
    boxes = [page.words[i].box for i in indices]
    return ItemRow(
        tuple(indices),
        min(box[0] for box in boxes),
        max(box[2] for box in boxes),
        min(box[1] for box in boxes),
        max(box[3] for box in boxes),
    )


def column_of(
    page: Page, tags: Sequence[WordTag], row: ItemRow, above: ItemRow | None = None
) -> NameColumn | None:
    """Where the description of an item's row stands; None where the row is no item with amounts.

    The amounts may stand without a name on the row right above.
    """
    own = named_in(tags, row)
    if not own:
        return None
    words = row.words
    if not any(tags[i].label in AMOUNTS for i in words):
        if above is None or not _is_bare(tags, above):
            return None
        words = (*above.words, *words)
    end = max(page.words[i].box[2] for i in own)
    behind = [page.words[i].box[0] for i in words if page.words[i].box[0] >= end]
    counted = any(tags[i].label == QUANTITY for i in words)
    return NameColumn(
        min(page.words[i].box[0] for i in own),
        min(behind, default=1.0),
        min(page.words[i].box[0] for i in words if tags[i].label.startswith("line.")),
        max(page.words[i].box[2] for i in words if tags[i].label.startswith("line.")),
        frozenset({OUTSIDE, NAME, QUANTITY} if counted else {OUTSIDE, NAME}),
        words is not row.words,
    )


def _is_bare(tags: Sequence[WordTag], row: ItemRow) -> bool:
    """Whether a row has amounts, or a code and a quantity, and no name."""
    labels = [tags[i].label for i in row.words]
    return NAME not in labels and (is_priced(labels) or {CODE, QUANTITY} <= {*labels})


def named_in(tags: Sequence[WordTag], row: ItemRow) -> list[int]:
    """The words of a row that are a name's."""
    return [i for i in row.words if tags[i].label == NAME]


def touches(page: Page, index: int, gap: float = WORD_GAP) -> bool:
    """Whether a word stands right behind another one of its row, no farther than `gap`."""
    if index == 0 or page.words[index - 1].row != page.words[index].row:
        return False
    return gap_between(page, page.words[index - 1], page.words[index]) < gap
