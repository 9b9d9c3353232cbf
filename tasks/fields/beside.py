"""What a page prints beside a value."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field
from tasks.values.cells import Row, find_rows
from tasks.values.entities import is_inside
from tasks.values.notation import CURRENCY

_CURRENCY_CELL = re.compile(rf"\t{CURRENCY}$")


def text_before(pages: Sequence[Page], found: Field) -> str:
    """The cell that stands before a value in its row, but for one that names its currency."""
    return last_cell(texts_beside(pages, found)[0])


def last_cell(before: str) -> str:
    """The last cell of a row's beginning, but for one that names a currency."""
    return _CURRENCY_CELL.sub("", before.rstrip()).rstrip().rpartition("\t")[2]


def texts_beside(pages: Sequence[Page], found: Field) -> tuple[str, str]:
    """What stands before a value in its row, and behind it; both empty where it has no place."""
    rows, spans = rows_to(pages, found)
    if not spans:
        return "", ""
    text = rows[-1].text
    return text[: spans[0][0]], text[max(end for _, end, _ in spans) :]


def rows_to(
    pages: Sequence[Page], found: Field
) -> tuple[Sequence[Row], Sequence[tuple[int, int, int]]]:
    """The rows of a value's page down to its own, and its spans there; both empty without one."""
    if found.page is None or found.box is None:
        return (), ()
    page = pages[found.page - 1]
    rows = find_rows(page)
    for at, row in enumerate(rows):
        spans = [span for span in row.spans if is_inside(page.words[span[2]].box, found.box)]
        if spans:
            return rows[: at + 1], spans
    return (), ()
