"""Names whose cells end in the days from and until which they are for.

    Greenhouse 4, 1 March 2026 to 31 March 2026
    Cloud backup 01.03.2026 - 28.02.2027
    Seat licence Mar 5 - Apr 4, 2026

The model takes the days for the paper's own period, and the name breaks off before or amid them.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Line
from tasks.values.cells import Cell, find_cells
from tasks.values.entities import is_inside
from tasks.values.normalize import tidy

_DAY = (
    r"(?:[0-9]{1,2}[./-][0-9]{1,2}(?:[./-](?:20)?[0-9]{2})?|20[0-9]{2}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{1,2}(?:\.|st|nd|rd|th|er)? [^\W\d_]{3,9}\.?(?:,? 20[0-9]{2})?"
    r"|[^\W\d_]{3,9}\.? [0-9]{1,2}(?:,? 20[0-9]{2})?)"
)
_SPAN = re.compile(
    rf"(?P<first>{_DAY}) ?(?:[-–—]|to|until|thru|through|bis|au|al|tot|t/m) ?{_DAY}\W?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20[0-9]{2}|[0-9][./-][0-9]{1,2}[./-][0-9]{2}\W?$")


def end_with_spans(lines: Sequence[Line], pages: Sequence[Page]) -> list[Line]:
    """The lines with such days at the end of a name that begins its cell, a number before them."""
    cells = [list(find_cells(page)) for page in pages]
    return [_end(line, pages, cells) for line in lines]


def _end(line: Line, pages: Sequence[Page], cells: Sequence[Sequence[Cell]]) -> Line:
    name = line.get("description")
    if name is None or not name.page or name.box is None:
        return line
    page = pages[name.page - 1]
    for cell in cells[name.page - 1]:
        own = [i for i in cell.words if is_inside(page.words[i].box, name.box)]
        printed = page.text_of(cell.words[: len(own)])
        if not own or cell.words[0] != own[0] or tidy(printed) != name.value:
            continue
        span = next((s for s in _SPAN.finditer(cell.text) if s.end() == len(cell.text)), None)
        dated = span is not None and _YEAR.search(span.group())
        rest = cell.text[len(printed) : span.start("first")] if span and dated else None
        if rest is None or len(printed) == len(cell.text) or not re.fullmatch(r"[\W\d]*", rest):
            return line
        box = page.box_of(cell.words)
        ended = {"value": tidy(cell.text), "raw": cell.text, "box": box}
        return {**line, "description": name.model_copy(update=ended)}
    return line
