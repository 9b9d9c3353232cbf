"""Rows that carry a sum from page to page: "Übertrag 1.402,10", "REPORT 4 073,63"."""

from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.cells import find_rows
from tasks.values.sum_words import CARRIED

#: What the sum of the items so far may be taken for.
_SUMS = frozenset({"lines_net", "total_net"})
_SURE = 0.95


def clear_carried(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without sums in rows whose first cell says that they are carried."""
    return [_clear(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _clear(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    for row in find_rows(page):
        if CARRIED.search(row.cells[0].text.lower().strip(" :.")):
            for index in (i for cell in row.cells for i in cell.words):
                if tags[index].label in _SUMS:
                    tags[index] = WordTag("O", False, _SURE)
    return tuple(tags)
