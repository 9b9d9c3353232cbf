"""Headings between the items of a table: "LABOUR", then items, "PARTS", then items.

Right below the captions stands the first of them; others look like it and stand no farther from
the item below than from the one above. They are no item's words.
"""

from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.table_heads import captions_n, find_table
from tasks.values.cells import word_rows
from tasks.values.entities import gap_between

_NAME = "line.description"
_CAPTIONS_N = 2  # that the row above the first heading has
_WORDS_N, _FIRST_WORDS_N = 5, 9  # that a heading has at most
_WORD_GAP = 0.8  # of the text height: a wider gap parts two cells
_CELL_GAP = 1.6  # of the text height: a wider gap parts two captions' columns
_EDGE = 0.006  # of the page's width
_NEARER = 0.15  # of the text height: how much nearer to the item above a heading may stand


def clear_headings(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with the headings below the first one under no label, and surely so.

    The first one stands above all items, where it is no item's word anyhow.
    """
    return [_clear_page(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _clear_page(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    rows = word_rows(page)
    _, items = find_table(page, tags)
    if not items:
        return tuple(tags)
    first, captions = rows.get(items[0] - 1, []), rows.get(items[0] - 2, [])
    if not _is_captioned(page, captions) or not _may_head_all(page, tags, first):
        return tuple(tags)
    for above, below in pairwise(items):
        row = rows.get(below - 1, [])
        if below - 1 == above or not _may_head(page, tags, row) or not _is_like(page, first, row):
            continue
        if _is_nearer_below(page, rows.get(below - 2, []), row, rows[below]):
            for index in row:
                tags[index] = WordTag.outside(1.0)
    return tuple(tags)


def _is_captioned(page: Page, row: Sequence[int]) -> bool:
    """Whether a row is a table's captions: words known as such, or several cells of words."""
    if captions_n(page, row) >= _CAPTIONS_N:
        return True
    if any(c.isdigit() for i in row for c in page.words[i].text):
        return False
    gaps = [gap_between(page, page.words[a], page.words[b]) for a, b in pairwise(row)]
    return sum(gap > _CELL_GAP for gap in gaps) >= _CAPTIONS_N


def _may_head(page: Page, tags: Sequence[WordTag], row: Sequence[int]) -> bool:
    """Whether a row is a few words of one cell, without figures and of no field."""
    texts = [page.words[i].text for i in row]
    return (
        _may_head_all(page, tags, row)
        and len(row) <= _WORDS_N
        and not any(tags[i].begins for i in row)
        and not any(c.isdigit() for text in texts for c in text)
        and not texts[-1].endswith((",", "-", "."))
    )


def _may_head_all(page: Page, tags: Sequence[WordTag], row: Sequence[int]) -> bool:
    """Whether the row between captions and first item is one cell of words, of no field."""
    return (
        0 < len(row) <= _FIRST_WORDS_N
        and all(tags[i].label in (OUTSIDE, _NAME) for i in row)
        and page.words[row[0]].text[0].isupper()
        and all(
            gap_between(page, page.words[a], page.words[b]) <= _WORD_GAP for a, b in pairwise(row)
        )
    )


def _is_like(page: Page, first: Sequence[int], row: Sequence[int]) -> bool:
    """Whether two rows begin at one edge and are both in capitals or both not."""
    one, other = ("".join(page.words[i].text for i in words) for words in (first, row))
    beside = abs(page.words[first[0]].box[0] - page.words[row[0]].box[0]) <= _EDGE
    return beside and one.isupper() == other.isupper()


def _is_nearer_below(
    page: Page, above: Sequence[int], row: Sequence[int], below: Sequence[int]
) -> bool:
    tops, bottoms = (
        [[page.words[i].box[at] for i in words] for words in (above, row, below)] for at in (1, 3)
    )
    if not above:
        return False
    height = max(bottoms[1]) - min(tops[1])
    free_above, free_below = min(tops[1]) - max(bottoms[0]), min(tops[2]) - max(bottoms[1])
    return free_above >= free_below - _NEARER * height
