"""When an item was done: "07.15 – 07.50" is no price, "14 Jul" before a name no count."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from schemas.document import Page
from schemas.prediction import OUTSIDE, WordTag
from tasks.values.cells import find_cells, word_rows
from tasks.values.dates import month_number

_TIME = r"(?:[01]?[0-9]|2[0-4])[.:h][0-5][0-9]"
_SPAN = re.compile(rf"{_TIME}(?: ?uhr)?\s?(?:[-–—]|bis|to|à|a|tot)\s?{_TIME}(?: ?uhr)?", re.I)
_TAKEN_FOR = frozenset({"line.quantity", "line.unit_price", "line.net_amount", "line.code"})
#: "14", "14.", "14–19", "14 & 19" before a month.
_DAYS = re.compile(r"(?:(?:0?[1-9]|[12][0-9]|3[01])(?:[.]|st|nd|rd|th)?[-–&/+, ]*){1,2}")
_DATED_N = 2  # rows that begin with days and make a column
_EDGE = 0.01  # of the page's width: how far apart the left edges of such a column are
_NAME = "line.description"
_SURE = 0.9


def clear_times(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without amounts and codes in cells that are a span of hours and nothing else.

    Nor in days that rows begin with, one below the other.
    """
    cleared = [list(row) for row in tags]
    for number, page in enumerate(pages):
        for cell in find_cells(page):
            if _SPAN.fullmatch(cell.text):
                for index in cell.words:
                    if cleared[number][index].label in _TAKEN_FOR:
                        cleared[number][index] = WordTag.outside(_SURE)
        _clear_days(page, cleared[number])
    return [tuple(row) for row in cleared]


def _clear_days(page: Page, tags: list[WordTag]) -> None:
    days = [found for found in _find_days(page) if all(_is_free(tags[i].label) for i in found)]
    lefts = [page.words[found[0]].box[0] for found in days]
    for left, found in zip(lefts, days, strict=True):
        if sum(abs(left - other) <= _EDGE for other in lefts) < _DATED_N:
            continue
        for index in found:
            tags[index] = WordTag.outside(_SURE)
        behind = found[-1] + 1
        beside = behind < len(tags) and page.words[behind].row == page.words[found[0]].row
        if beside and tags[behind].label == _NAME:
            tags[behind] = tags[behind]._replace(begins=True)


def _find_days(page: Page) -> Iterator[list[int]]:
    """The words of the days of a month, without a year, that each row begins with."""
    for row in word_rows(page).values():
        numbers = list(takewhile(lambda i: not page.words[i].text[0].isalpha(), row))
        name = row[len(numbers)] if len(numbers) < len(row) else None
        text = " ".join(page.words[i].text for i in numbers)
        if name is not None and _DAYS.fullmatch(text) and month_number(page.words[name].text):
            yield [*numbers, name]


def _is_free(label: str) -> bool:
    return label in _TAKEN_FOR or label in (OUTSIDE, _NAME)
