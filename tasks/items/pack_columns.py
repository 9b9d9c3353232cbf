"""Packs and units in a column of their own left of the names: what an item is sold in is no name.

    QTY  U/M  PACK               DESCRIPTION            PRICE    EXTENSION
      3  CS   4/1 GAL       CIDER SWEET                21.900        65.70
      2  CS   2/9 LB AVG    TURKEY BREAST SMOKED        4.150        76.20

The names' caption may stand in the middle above them, so the edge is where most of them begin.
Where no count stands left of them, too, a "Unit" may be a flat, and its number is of the name.
"""

from collections.abc import Sequence
from statistics import mode

from schemas.document import Page
from schemas.line_labels import NAME
from schemas.prediction import WordTag
from tasks.items.column_roles import fits_role
from tasks.items.table_heads import Head, find_table
from tasks.values.cells import Cell, find_rows
from tasks.values.page_by_page import page_by_page

_SAME_EDGE = 0.006  # of the page's width
_LEAST_N = 2  # names that begin at one edge
_SURE = 0.9


@page_by_page
def drop_packs_before(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags without such packs and units at the beginning of names."""
    heads, _ = find_table(page, tags)
    rows = [[c for c in r.cells if any(tags[i].label == NAME for i in c.words)]
            for r in find_rows(page)] if heads else []  # fmt: skip
    rows = [cells for cells in rows if cells]
    edge = _find_edge([cells[-1] for cells in rows])
    if edge is None or not _is_behind_packs(heads, edge):
        return tags
    for cells in rows:
        named = [i for cell in cells for i in cell.words if tags[i].label == NAME]
        before = [i for i in named if page.words[i].box[2] < edge]
        behind = named[len(before) :]
        if before and behind and abs(page.words[behind[0]].box[0] - edge) <= _SAME_EDGE:
            tags[behind[0]] = tags[behind[0]]._replace(begins=tags[before[0]].begins)
            for index in before:
                tags[index] = WordTag.outside(_SURE)
    return tags


def _find_edge(cells: Sequence[Cell]) -> float | None:
    """Where most of the names' cells begin, the last one of each row; None where too few do."""
    starts = [round(cell.x0 / _SAME_EDGE) for cell in cells]
    near = [c.x0 for c, at in zip(cells, starts, strict=True) if at == mode(starts)]
    return min(near) if len(near) >= max(_LEAST_N, len(cells) / 2) else None


def _is_behind_packs(heads: Sequence[Head], edge: float) -> bool:
    """Whether the last caption that begins left of an edge, and ends there, is of packs counted."""
    left = [head for head in heads if head.x0 < edge - _SAME_EDGE]
    counted = any(fits_role(head.text, "quantity") for head in left[:-1])
    return counted and left[-1].x1 <= edge and fits_role(left[-1].text, "unit")
