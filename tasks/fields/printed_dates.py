"""Every complete date that the rows of a paper print, found by its form alone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from schemas.document import Page, union
from schemas.record import Field
from tasks.values.cells import Row, find_lines, find_rows, word_rows
from tasks.values.dates import DateOrder, FoundDate, find_dates, find_open_starts
from tasks.values.entities import Entity

_YEAR = re.compile(r"20[0-9]{2}(?![\w-])")
_TOLD = 0.8  # how often a due date is right that only its place in time tells
_SAME_LEFT = 0.01  # of the page's width: how far its left edges differ
_TEXT_N = 6  # words of a line that may be wrapped


class Span(NamedTuple):
    """A date, the words that print it, and the probability of each date field."""

    value: date
    page: int  # from 0
    words: tuple[int, ...]
    chances: Mapping[str, float]
    #: Of a period's beginning without its year: the words of the date that ends it.
    until: tuple[int, ...] = ()


def find_printed_dates(pages: Sequence[Page], order: DateOrder) -> Iterator[Span]:
    """Each complete date, row by row, as yet without a probability of any field."""
    for number, page in enumerate(pages):
        yield from _find_wrapped(page, number, order)
        for line in find_lines(page):
            opened = {one.end: one.start for one in find_open_starts(line.text, order)}
            for found in find_dates(line.text, order):
                words = line.words_at(found.start, found.end)
                if begin := opened.get(found):
                    yield Span(
                        begin.value, number, line.words_at(begin.start, begin.end), {}, words
                    )
                yield Span(found.value, number, words, {})


def to_entity(pages: Sequence[Page], name: str, span: Span) -> Entity:
    """A date as what is printed of the field `name`, as sure as its probability of that field."""
    words = [pages[span.page].words[index] for index in span.words]
    last = max(span.until or span.words)
    printed = pages[span.page].words[span.words[0] : last + 1] if span.until else words
    return Entity(
        label=name,
        page=span.page,
        words=span.words,
        text=" ".join(word.text for word in printed),
        box=union(word.box for word in words),
        confidences=(span.chances[name],),
        rows=tuple(sorted({word.row for word in words})),
    )


def _find_wrapped(page: Page, number: int, order: DateOrder) -> Iterator[Span]:
    """The dates of a text whose year stands at the beginning of the next line."""
    for row, below in pairwise(word_rows(page).values()):
        year = page.words[below[0]].text
        lefts = [page.words[indices[0]].box[0] for indices in (row, below)]
        if len(row) < _TEXT_N or not _YEAR.match(year) or abs(lefts[0] - lefts[1]) > _SAME_LEFT:
            continue
        head = page.text_of(row[-2:])
        for found in find_dates(f"{head} {year}", order):
            if found.start == 0:
                yield Span(found.value, number, (*row[-2:], below[0]), {})


def find_prints(
    pages: Sequence[Page], day: date, order: DateOrder
) -> Iterator[tuple[Row, FoundDate]]:
    """Each print of a day, and its row."""
    for page in pages:
        for row in find_rows(page):
            for found in find_dates(row.text, order):
                if found.value == day:
                    yield row, found


def take_told(span: Span, pages: Sequence[Page]) -> Field:
    """A date as the due date that only its place in time, or a sentence, tells."""
    entity = to_entity(pages, "due_date", span._replace(chances={"due_date": _TOLD}))
    return Field(
        value=span.value.isoformat(),
        raw=entity.text,
        confidence=_TOLD,
        page=entity.page + 1,
        box=entity.box,
        origin="rule",
    )
