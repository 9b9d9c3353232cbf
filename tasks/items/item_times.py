"""From when until when an item was done: "07.15 – 07.50" is no price."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.cells import find_rows

_TIME = r"(?:[01]?[0-9]|2[0-4])[.:h][0-5][0-9]"
_SPAN = re.compile(rf"{_TIME}(?: ?uhr)?\s?(?:[-–—]|bis|to|à|a|tot)\s?{_TIME}(?: ?uhr)?", re.I)
_TAKEN_FOR = frozenset({"line.quantity", "line.unit_price", "line.net_amount", "line.code"})
_NOTHING = WordTag("O", False, 0.9)


def clear_times(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without amounts and codes in cells that are a span of hours and nothing else."""
    cleared = [list(row) for row in tags]
    for number, page in enumerate(pages):
        for cell in (cell for row in find_rows(page) for cell in row.cells):
            if _SPAN.fullmatch(cell.text):
                for index in cell.words:
                    if cleared[number][index].label in _TAKEN_FOR:
                        cleared[number][index] = _NOTHING
    return [tuple(row) for row in cleared]
