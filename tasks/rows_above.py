"""Words above the head of an item table that the model takes for an item: they are none.

"Miles out / in   8,412 / 9,826" among a car hire's particulars looks like an item; the captions
of the table with the prices stand below it.
"""

from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.cells import find_rows, word_rows
from tasks.table_heads import captions_n

_NAME = "line.description"
_MONEY = frozenset({"line.net_amount", "line.unit_price"})
_CAPTIONS_N = 2  # of a table's columns that its head has at least
_HEAD_CELLS_N = 4  # that it has, one a column
_ABOVE_N = 3  # rows from a table's head to its first item, at most


def drop_rows_above_head(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without items above the head of the first table with prices of each page."""
    return [_drop(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _drop(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    rows = word_rows(page)
    labels = {n: {tags[i].label for i in row} for n, row in rows.items()}
    first = next((n for n in sorted(rows) if labels[n] & _MONEY), None)
    if first is None or _NAME not in labels[first]:
        return tuple(tags)
    above = [n for n in sorted(rows) if n < first]
    head = next((n for n in reversed(above[-_ABOVE_N:]) if _is_head(page, rows[n])), None)
    # What has captions above it may stand in a table of its own.
    if head is None or any(captions_n(page, rows[n]) >= _CAPTIONS_N for n in above if n < head):
        return tuple(tags)
    for index in (i for n in above if n < head for i in rows[n]):
        if tags[index].label.startswith("line."):
            tags[index] = WordTag("O", False, tags[index].confidence)
    return tuple(tags)


def _is_head(page: Page, row: Sequence[int]) -> bool:
    """Whether a row is of captions, each over a column."""
    texts = [page.words[i].text for i in row]
    if captions_n(page, row) < _CAPTIONS_N or any(c.isdigit() for t in texts for c in t):
        return False
    cells = next(found.cells for found in find_rows(page) if found.cells[0].words[0] == row[0])
    return len(cells) >= _HEAD_CELLS_N
