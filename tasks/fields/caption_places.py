"""Where the value that a caption names stands: behind it, in the next cell, below, or above."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from schemas.document import Page
from tasks.fields.caption_values import DATES, PATTERNS, Value, fills_cell, value_at
from tasks.fields.caption_words import is_caption
from tasks.values.cells import Cell, Row, find_nearest, has_below, heads_list, is_strip_head
from tasks.values.dates import DateOrder
from tasks.values.notation import CENTS
from tasks.values.title_words import BARE_TITLE

_GAP = re.compile(r"[ ]?[.…]{3,}[ ]?:?[ ]?|[\s:.]{0,6}")  # a typewriter's leader, or a mark
_YEAR = re.compile(r"20[0-9]{2}")  # of which a contract is
_BELOW_ROWS_N = 2
_LIST_ROWS_N = 3  # rows above, in which a list's other captions are looked for
_EDGE = 0.02  # of the page's width: how far left edges of a caption and its value differ
_ITEM_CELLS_N = 3  # cells of an item's row, at least
_FAR = 0.15  # of the page's width: a text that far from its caption may be another block
_COLUMN_N = 3  # captions of one column that tell where their values stand
_BESIDE_N = 2  # captions side by side below their values, at least
_CLOSER = 0.6  # how much closer a value stands above its caption than anything below


class Caption(NamedTuple):
    """A caption of a field that begins a cell of row `at`, or a part of one.

    name: what the vocabulary calls it; end: where it ends in the row's text.
    """

    at: int
    cell: Cell
    field: str
    name: str
    end: int


def value_near(
    rows: Sequence[Row], caption: Caption, order: DateOrder, *, below: bool
) -> Value | None:
    """The value behind a caption in its cell, else in the next one, else `below` it."""
    at, cell, _, name, end = caption
    row = rows[at]
    rest = row.text[end : row.start_of(cell) + len(cell.text)]
    if rest.strip(" :."):
        gap = _GAP.match(row.text, end)
        return value_at(row, gap.end() if gap else end, name, order)
    if cell not in row.cells:  # a caption behind a mark, with nothing behind it
        return None
    position = row.cells.index(cell)
    beside = row.cells[position + 1] if position + 1 < len(row.cells) else None
    under = _value_under(rows, caption, order) if below else None
    # "Your ref | Carrier | Terms": the head of a strip, though we do not know all its words.
    head = (
        name == "buyer_reference" and is_strip_head(row) and not _is_above_caption(rows, at, cell)
    )
    if beside is not None and not is_caption(beside.text) and not head:
        far = beside.x0 - cell.x1 > _FAR
        # Beside a side bar's caption, its value below it, an item of a table stands.
        far = far and (name == "buyer_reference" or _is_item(row.cells[position + 1 :]))
        place = row.start_of(beside)
        gap = _GAP.match(row.text, place)
        value = value_at(row, gap.end() if gap else place, name, order)
        strip = name in PATTERNS and under is not None and has_below(rows, at, beside)
        strip = strip and not _goes_on_list(rows, at, cell, beside)
        # "Our Invoice No | 701 Norman Ranch", and the number below: an address stands beside.
        part = value is not None and not fills_cell(row, beside, value)
        numbered = name not in DATES and name not in PATTERNS
        if value is not None and not strip and not (under and (far or (part and numbered))):
            return value
    return under


def value_above(
    page: Page, rows: Sequence[Row], caption: Caption, order: DateOrder
) -> Value | None:
    """The value of forms that print captions below: that right above, and nothing as close below.

    The caption is all that its cell says, and stands beside or below others of the kind.
    """
    at, cell, _, name, end = caption
    row = rows[at]
    if cell not in row.cells or end < row.start_of(cell) + len(cell.text):
        return None
    captions_n = sum(is_caption(c.text) and not c.text.endswith(":") for c in row.cells)
    over = find_nearest(rows[max(0, at - _BELOW_ROWS_N) : at][::-1], cell)
    if over is None or is_caption(over[1].text):
        return None
    under = find_nearest(rows[at + 1 : at + 1 + _BELOW_ROWS_N], cell)
    box = page.words[cell.words[0]].box
    space = box[1] - page.words[over[1].words[0]].box[3]
    room = page.words[under[1].words[0]].box[1] - box[3] if under is not None else 1.0
    # In rows so close that their boxes overlap, neither is closer than the other.
    if space > min(room - (1 - _CLOSER) * abs(room), box[3] - box[1]):
        return None
    if captions_n < _BESIDE_N and not _stand_below(page, rows, cell):
        return None
    above, held = over
    value = value_at(above, above.start_of(held), name, order)
    return value if value is not None and fills_cell(above, held, value) else None


def is_in_side_bar(rows: Sequence[Row], at: int, cell: Cell) -> bool:
    """Whether a caption is one of a column of them, each above what it names; in no table's head.

    Angebot Nr.
    26-A-0338

    Datum
    19.11.2026
    """
    column = [
        (n, c) for n, row in enumerate(rows) for c in row.cells if abs(c.x0 - cell.x0) < _EDGE
    ]
    captions = [
        n
        for (n, one), (_, below) in pairwise(column)
        if is_caption(one.text) and not is_caption(below.text) and re.search("[0-9]", below.text)
    ]
    heads = heads_list(rows, at, cell) or is_strip_head(rows[at])
    return at in captions and len(captions) >= _COLUMN_N and not heads


def _is_item(cells: Sequence[Cell]) -> bool:
    """Whether cells end with an amount and are those of an item, none of them a caption."""
    priced = len(cells) >= _ITEM_CELLS_N and CENTS.search(cells[-1].text)
    return bool(priced) and not any(is_caption(cell.text) for cell in cells)


def _goes_on_list(rows: Sequence[Row], at: int, cell: Cell, beside: Cell) -> bool:
    """Whether a caption and its value stand below another caption and its value, in columns.

    Right of those above, another block may stand, or between them a row of its own.
    """
    edges = [cell.x0, beside.x0]
    column = [row for row in rows[:at] if abs(row.cells[0].x0 - cell.x0) < _EDGE]
    return len(rows[at].cells) == len(edges) and any(
        len(row.cells) >= len(edges)
        and is_caption(row.cells[0].text)
        and not is_caption(row.cells[1].text)
        and all(abs(one.x0 - x0) < _EDGE for one, x0 in zip(row.cells, edges, strict=False))
        for row in column[-_LIST_ROWS_N:]
    )


def _is_above_caption(rows: Sequence[Row], at: int, cell: Cell) -> bool:
    """Whether captions go on below a caption, as they do where values stand beside them."""
    under = find_nearest(rows[at + 1 : at + 2], cell)
    return under is not None and is_caption(under[1].text)


def _value_under(rows: Sequence[Row], caption: Caption, order: DateOrder) -> Value | None:
    """The value below a caption, or a little lower beside it."""
    return _value_below(rows, caption, order) or _value_aslant(rows, caption, order)


def _value_below(rows: Sequence[Row], caption: Caption, order: DateOrder) -> Value | None:
    """The value in the first row below that has something under the caption."""
    at, cell, _, name, _ = caption
    for row in rows[at + 1 : at + 1 + _BELOW_ROWS_N]:
        under = [c for c in row.cells if abs(c.x0 - cell.x0) < _EDGE]
        under = under or [c for c in row.cells if c.overlaps(cell)]
        if len(under) != 1:
            continue
        text = under[0].text
        if is_caption(text):
            return None
        if name == "buyer_reference" and (_is_table_head(row) or BARE_TITLE.fullmatch(text)):
            return None
        value = value_at(row, row.start_of(under[0]), name, order)
        if value is None or (name == "contract_number" and _YEAR.fullmatch(value.text)):
            return None
        return value if fills_cell(row, under[0], value) else None
    return None


def _value_aslant(rows: Sequence[Row], caption: Caption, order: DateOrder) -> Value | None:
    """The day that forms print beside a caption but a little lower, each alone in its row.

    Geburtsdatum
                        23.11.2012
    """
    at, cell, _, name, _ = caption
    if name not in DATES or len(rows[at].cells) > 1 or at + 1 >= len(rows):
        return None
    row = rows[at + 1]
    if len(row.cells) > 1 or row.cells[0].x0 < cell.x1:
        return None
    value = value_at(row, 0, name, order)
    return value if value is not None and fills_cell(row, row.cells[0], value) else None


def _is_table_head(row: Row) -> bool:
    """Whether a row is words in columns, without a figure: what heads a table of items."""
    return len(row.cells) >= _ITEM_CELLS_N and not re.search("[0-9]", row.text)


def _stand_below(page: Page, rows: Sequence[Row], cell: Cell) -> bool:
    """Whether most captions of a cell's column stand below what they name, away from the next.

    INV-4504
    Invoice number

    26/06/21
    Invoice date
    """
    column = [c for row in rows for c in row.cells if abs(c.x0 - cell.x0) <= _EDGE]
    tops, bottoms = ([page.words[c.words[0]].box[side] for c in column] for side in (1, 3))
    tops.append(1.0)
    captions = [at for at, one in enumerate(column) if is_caption(one.text)]
    below_n = sum(
        at - 1 not in captions
        and tops[at] - bottoms[at - 1] < _CLOSER * (tops[at + 1] - bottoms[at])
        for at in captions
        if at
    )
    return below_n >= _COLUMN_N and 2 * below_n > len(captions)
