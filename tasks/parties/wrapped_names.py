"""A seller's name of two rows in a narrow column, as of small print, read as the first.

Schornsteinfegermeister Jörg     Tel. 03477 267468      Bank: Volksbank
Tietz                            info@example.com       IBAN DE70 …
Rußweg 1
99084 Erfurt
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.caption_words import is_caption
from tasks.parties.address_lines import kind_of_line
from tasks.parties.name_forms import without_form
from tasks.parties.name_words import find_name, plain
from tasks.values.cells import Cell, find_cells

#: One word: two are a house or a ground more often, "Civic Offices".
_REST = re.compile(r"[A-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)?")
_EDGE = 0.006  # of the page's width: how far apart the left edges of one column are
_CLOSE = 0.9  # of the text height: free space between two rows of a block
_FOOT = 0.8  # of the page's height: below it stands small print


def join_wrapped(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the seller's name and its rest, which stands between it and the street.

    In small print, or where both are printed in one row elsewhere.
    """
    name = fields.get("seller_name")
    if not isinstance(name, Field) or name.page is None or name.box is None:
        return fields
    if without_form(name.value) != name.value:
        return fields
    page, words = pages[name.page - 1], [plain(text) for text in name.value.split()]
    cells = list(find_cells(page))
    own = [cell for cell in cells if [plain(page.words[i].text) for i in cell.words] == words]
    for cell in own:
        rest = _right_below(page, cells, cell)
        street = _right_below(page, cells, rest) if rest is not None else None
        if rest is None or street is None or not _REST.fullmatch(rest.text):
            continue
        if is_caption(rest.text) or kind_of_line(street.text) not in ("street", "whole"):
            continue
        whole = [*words, *(plain(page.words[i].text) for i in rest.words)]
        printed = any(
            len({one.words[i].row for i in found}) == 1
            for one in pages
            for found in find_name(one, whole)
        )
        if printed or page.words[cell.words[0]].box[1] > _FOOT:
            value = f"{name.value} {rest.text}"
            box = page.box_of((*cell.words, *rest.words))
            update = {"value": value, "raw": value, "box": box}
            return {**fields, "seller_name": name.model_copy(update=update)}
    return fields


def _right_below(page: Page, cells: Sequence[Cell], cell: Cell) -> Cell | None:
    """The cell of the next row of a cell's column, if no free row lies between."""
    box = page.box_of(cell.words)
    for other in cells:
        under = page.box_of(other.words)
        near = -0.3 < (under[1] - box[3]) / max(box[3] - box[1], 1e-6) < _CLOSE
        if near and abs(under[0] - box[0]) < _EDGE:
            return other
    return None
