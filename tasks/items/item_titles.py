"""Items of craftsmen's offers: a numbered title, its text below, and the amounts below that.

    1   Plastering
        Lime plaster on brick, one coat, 15 mm, surface felted.
        68.00 m²       24.50       1,666.00

The title is the item's name, though the model sees the text nearer to the amounts.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.tables import AMOUNTS, is_priced, label_words
from tasks.values.cells import word_rows

_NAME = "line.description"
_POSITION = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,4}){0,3}\.?")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_FREE = frozenset({OUTSIDE, _NAME, "line.code"})
_EDGE = 0.01  # of the page's width: how far apart a title and its text may begin
_WORD_GAP = 0.004  # of the page's width: a space, at least
_MOST_ROWS_N = 12  # from a title to its amounts
_ITEMS_N = 2  # that make the layout
_SURE = 0.9


def name_by_titles(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with the titles of such items for their names, and the texts below for nothing."""
    return [_name_page(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _name_page(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    rows = list(word_rows(page).values())
    limit = max((page.words[i].box[2] for i, t in enumerate(tags) if t.label == _NAME), default=0.0)
    titled: list[tuple[int, int]] = []
    for at in range(len(rows) - 2):
        end = _find_amounts(page, tags, rows, at) if _is_title(page, tags, rows[at]) else None
        if end is not None and _breaks_early(page, rows[at], rows[at + 1], limit):
            titled.append((at, end))
    priced = [at for at, row in enumerate(rows) if is_priced({tags[i].label for i in row})]
    titled = [  # a title above several items is their group's
        one
        for one, after in pairwise([*titled, (len(rows), 0)])
        if one[1] < after[0] and not any(one[1] < at < after[0] for at in priced)
    ]
    for at, end in titled if len(titled) >= _ITEMS_N else ():
        for index in (i for row in rows[at + 1 : end + 1] for i in row):
            if tags[index].label == _NAME:
                tags[index] = WordTag.outside(_SURE)
        label_words(tags, rows[at][1:], _NAME, _SURE)
    return tuple(tags)


def _is_title(page: Page, tags: Sequence[WordTag], row: Sequence[int]) -> bool:
    """Whether a row is a number and words, and nothing that an item has beside its name."""
    text = " ".join(page.words[i].text for i in row[1:])
    return (
        bool(_POSITION.fullmatch(page.words[row[0]].text))
        and bool(_LETTERS.search(text))
        and {tags[i].label for i in row} <= _FREE
        and any(tags[i].label != "line.code" for i in row[1:])
    )


def _find_amounts(
    page: Page, tags: Sequence[WordTag], rows: Sequence[Sequence[int]], at: int
) -> int | None:
    """The row with the amounts of the item that a title begins, if its text stands between."""
    left = page.words[rows[at][1]].box[0]
    for below in range(at + 1, min(at + 1 + _MOST_ROWS_N, len(rows))):
        row = rows[below]
        labels = {tags[i].label for i in row}
        if is_priced(labels):
            between = [i for text in rows[at + 1 : below] for i in text]
            return below if any(tags[i].label == _NAME for i in between) else None
        if labels & AMOUNTS or abs(page.words[row[0]].box[0] - left) > _EDGE:
            return None
    return None


def _breaks_early(page: Page, row: Sequence[int], below: Sequence[int], limit: float) -> bool:
    """Whether a row ends though the next one's first word had room on it: no text that wraps."""
    first = page.words[below[0]].box
    return page.words[row[-1]].box[2] + _WORD_GAP + first[2] - first[0] <= limit
