"""Items where an e-invoice is printed by its business terms: EN 16931 says what each row is.

    BT-153   Item name        Bench vice, 125 mm
    BT-129   Quantity         2
    BT-131   Net amount       178.00 EUR

The numbers of the terms are the same in every language; they may also stand above the columns of
a table. What such a row prints is that term, and nothing else is an item's.
"""

from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.prediction import Tags, WordTag
from schemas.vocabulary import LINE_COLUMNS
from tasks.fields.business_terms import TERM, PrintedTerm, find_view, without_unit, words_of
from tasks.items.tables import label_words
from tasks.values.cells import find_rows

#: Business term of EN 16931 → column.
_COLUMNS = {
    **{term: column for column, (_, term) in LINE_COLUMNS.items() if term},
    "BT-138": "discount",
}
_HEAD_N = 3  # terms that head a table of items
_EDGE = 0.01  # of the page's width: how far left of its caption a column's text may begin
_SURE = 0.95


def name_term_lines(pages: Sequence[Page], tags: Tags) -> list[tuple[WordTag, ...]]:
    """The tags of a printed e-invoice with its items by their business terms alone."""
    view = find_view(pages)
    items = [list(_find_values(pages, n, view)) for n in range(len(pages))] if view else []
    if not any(items):
        return [tuple(row) for row in tags]
    return [_name_page(list(row), found) for row, found in zip(tags, items, strict=True)]


def _name_page(
    tags: list[WordTag], found: Sequence[tuple[str, Sequence[int]]]
) -> tuple[WordTag, ...]:
    for index, tag in enumerate(tags):
        if tag.label.startswith("line."):
            tags[index] = WordTag.outside(_SURE)
    for column, words in found:
        label_words(tags, words, f"line.{column}", _SURE)
    return tuple(tags)


def _find_values(
    pages: Sequence[Page], number: int, view: Sequence[PrintedTerm]
) -> Iterator[tuple[str, Sequence[int]]]:
    """Column and words of each item's value: behind its term and caption, or below them."""
    page = pages[number]
    heads: list[tuple[float, str]] = []
    for at, row in enumerate(find_rows(page)):
        terms = [term for term in view if (term.page, term.row) == (number, at)]
        words = row.words
        own = [(page.words[i].box[0], column) for i in words if (column := _column(page, i))]
        if len(own) >= _HEAD_N:
            heads = own
        elif terms:
            heads = []
            for term in terms:
                if term.term in _COLUMNS and term.value:
                    column = _COLUMNS[term.term]
                    yield column, words_of(pages, term, LINE_COLUMNS[column][0])
        elif heads:
            found = list(_below(page, words, heads))
            if len(found) < _HEAD_N:
                heads = []
            yield from found if heads else ()


def _below(
    page: Page, words: Sequence[int], heads: Sequence[tuple[float, str]]
) -> Iterator[tuple[str, Sequence[int]]]:
    """The words of a row under each of the captions of a table."""
    ends = [*(x0 - _EDGE for x0, _ in heads[1:]), 1.0]
    for (x0, column), end in zip(heads, ends, strict=True):
        under = [i for i in words if x0 - _EDGE <= page.words[i].box[0] < end]
        if under:
            yield column, without_unit(page, under, LINE_COLUMNS[column][0])


def _column(page: Page, index: int) -> str:
    match = TERM.fullmatch(page.words[index].text.rstrip(":"))
    return _COLUMNS.get(match["term"], "") if match else ""
