"""Names of two rows beside whose middle the amounts stand, as tables print them that centre cells.

    Graves blanc 2022, Château de la Brède-Monsec, bouteille
                                                                 18     11,90 €     214,20 €
    75 cl

The model sees amounts without a name, and two rows of text without amounts. The second of the two
may stand on the amounts' row, where that is set lower, and then be all of the name that the model
sees; it is a remark of its own where neither the model nor the end of the first says that this goes
on.
"""

from collections.abc import Sequence
from statistics import median

from schemas.document import Page
from schemas.line_labels import CODE, NAME, UNIT
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.tables import AMOUNTS
from tasks.items.wrapped_rows import HANGING, ends_span
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.page_by_page import page_by_page

_OF_ITEM = AMOUNTS | {CODE}
#: What the model may take the words of such a name for.
_FREE = frozenset({OUTSIDE, NAME, UNIT})
_LEAST_N = 2  # names that make a column
_EDGE = 0.006  # of the page's width: how far apart the left edges of names are
_TIGHT = 0.6  # of the text height: free space between two rows of one name
_LAPPED = 0.1  # of the text height: how far the amounts reach up beside the first row, at least
_SURE = 0.9


@page_by_page
def join_centred_names(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with both rows of such names."""
    rows = find_rows(page)
    labels = [{tags[i].label for i in row.words} for row in rows]
    priced = [at for at, found in enumerate(labels) if found & AMOUNTS]
    lefts = _lefts(tags, [rows[at] for at in priced])
    if len(lefts) < _LEAST_N:  # all names may be of two rows, or all but one
        lefts += _lefts(tags, [rows[at - 1] for at in priced if at])
    if len(lefts) < _LEAST_N:
        return tags
    edge = median(lefts)
    for at in range(1, len(rows)):
        own = next((cell for cell in rows[at].cells if abs(cell.x0 - edge) < _EDGE), None)
        others = {tags[i].label for c in rows[at].cells if c is not own for i in c.words}
        if not others & _OF_ITEM or NAME in others:
            continue
        if page.origin == "ocr" and own and any(tags[i].label == NAME for i in own.words):
            continue  # on a page that leans, amounts reach up beside the row above anyway
        limit = min((c.x0 for c in rows[at].cells if c.x0 > edge + _EDGE), default=1.0)
        above = _text(tags, rows[at - 1], edge, limit)
        below = own or (_text(tags, rows[at + 1], edge, limit) if at + 1 < len(rows) else None)
        if above is None or below is None or tags[below.words[0]].label == CODE:
            continue
        box = page.words[above.words[0]].box
        space = page.words[below.words[0]].box[1] - box[3]
        beside = [i for c in rows[at].cells if c is not own for i in c.words]
        top = min((page.words[i].box[1] for i in beside), default=1.0)
        over = page.words[rows[at - 2].cells[0].words[0]].box[3] if at > 1 else 0.0
        height = box[3] - box[1]
        if space > _TIGHT * height or box[1] - over <= space or top > box[3] - _LAPPED * height:
            continue
        lead = above.text.split()[-1]
        hangs = HANGING.search(lead) or ends_span(lead, below.text)
        seen = any(tags[i].label == NAME for i in below.words)
        for index in (*above.words, *(below.words if hangs or seen else ())):
            begins = index == above.words[0]
            tags[index] = tags[index].relabelled(NAME, _SURE, begins=begins)
    return tags


def _lefts(tags: Sequence[WordTag], rows: Sequence[Row]) -> list[float]:
    """Where the names in some rows begin."""
    return [cell.x0 for row in rows for cell in row.cells if tags[cell.words[0]].label == NAME]


def _text(tags: Sequence[WordTag], row: Row, edge: float, limit: float) -> Cell | None:
    """A row that is all of a text in the names' column."""
    cell, *others = row.cells
    within = abs(cell.x0 - edge) < _EDGE and cell.x1 <= limit
    free = all(tags[i].label in _FREE for i in cell.words)
    return cell if within and free and not others else None
