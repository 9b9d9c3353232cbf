"""What stands under a caption of an item table, row by row."""

from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.line_labels import NAME
from schemas.prediction import WordTag
from tasks.items.table_heads import Head
from tasks.values.entities import gap_between

EDGE = 0.008  # of the page's width: how far from its caption's edge a cell begins or ends
TIGHT = 1.05  # of the text height: a wider gap ends a cell


def cells_under(
    page: Page,
    tags: Sequence[WordTag],
    heads: Sequence[Head],
    at: int,
    rows: Sequence[Sequence[int]],
) -> list[list[int]]:
    """The words that line up with a caption, row by row."""
    head = heads[at]
    start = (heads[at - 1].x1 + head.x0) / 2 if at else 0.0
    limit = heads[at + 1].x0 - EDGE if at + 1 < len(heads) else 1.0
    runs = [next(_runs_under(page, tags, head, row, start, limit), []) for row in rows]
    if at == 0 and sum(map(bool, runs)) * 2 < len(rows):
        runs = [*_first_cells(page, tags, head, rows, limit)]
    return [run for run in runs if run]


def _first_cells(
    page: Page,
    tags: Sequence[WordTag],
    head: Head,
    rows: Sequence[Sequence[int]],
    limit: float,
) -> Iterator[list[int]]:
    """What begins each row below the middle of its caption, all at one edge."""
    runs = [_run(page, tags, row, limit) for row in rows]
    lefts = [page.words[run[0]].box[0] for run in runs]
    if lefts and max(lefts) - min(lefts) <= EDGE and max(lefts) <= head.x0:
        yield from (run for run in runs if page.words[run[-1]].box[2] > head.x0)


def _runs_under(
    page: Page, tags: Sequence[WordTag], head: Head, row: Sequence[int], start: float, limit: float
) -> Iterator[list[int]]:
    """What begins below a caption's left edge, or the cell that ends with it or is centred."""
    for place, first in enumerate(row):
        word, before = page.words[first], page.words[row[place - 1]] if place else None
        # "LEG 067601": a maker's letters before the number are of the code.
        goes_on = (
            before is not None
            and before.text.isalpha()
            and before.box[0] >= start
            and gap_between(page, before, word) <= TIGHT
        )
        if abs(word.box[0] - head.x0) <= EDGE and not goes_on:
            yield _run(page, tags, row[place:], limit)
    for place, first in enumerate(row):
        if page.words[first].box[2] <= start:
            continue
        before = page.words[row[place - 1]] if place else None
        if (
            before
            and before.box[2] > start
            and gap_between(page, before, page.words[first]) <= TIGHT
        ):
            continue
        run = _run(page, tags, row[place:], limit)
        x0, x1 = page.words[first].box[0], page.words[run[-1]].box[2]
        if abs(x1 - head.x1) <= EDGE or abs(x0 + x1 - head.x0 - head.x1) <= EDGE:
            yield run


def _run(page: Page, tags: Sequence[WordTag], row: Sequence[int], limit: float) -> list[int]:
    """The first words of a row up to a wide gap, a name or a limit."""
    run = list(row[:1])
    for index in row[1:]:
        word = page.words[index]
        if word.box[0] >= limit or gap_between(page, page.words[run[-1]], word) > TIGHT:
            break
        if tags[index].label == NAME:
            break
        run.append(index)
    return run
