"""Items where an e-invoice is printed by its business terms: EN 16931 says what each row is.

    BT-153   Item name        Bench vice, 125 mm
    BT-129   Quantity         2
    BT-131   Net amount       178.00 EUR

The numbers of the terms are the same in every language; they may also stand above the columns of
a table. What such a row prints is that term, and nothing else is an item's.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.cells import Row, find_rows

_NAME = "line.description"
#: Business term of EN 16931 → column.
_COLUMNS = {
    "129": "line.quantity",
    "130": "line.unit",
    "131": "line.net_amount",
    "138": "line.discount",
    "146": "line.unit_price",
    "152": "line.tax_rate",
    "153": _NAME,
    "155": "line.code",
}
_OF_WORDS = frozenset({_NAME, "line.unit", "line.code"})
_TERM = re.compile(r"\(?B[TG][- ]?([0-9]{1,3})\)?:?")
_TERMS_N = 6  # rows that make a printed e-invoice
_HEAD_N = 3  # terms that head a table of items
_EDGE = 0.01  # of the page's width: how far left of its caption a column's text may begin
_SURE = 0.95
_OUTSIDE = WordTag("O", False, _SURE)


def name_term_lines(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags of a printed e-invoice with its items by their business terms alone."""
    terms = [term for page in pages for row in find_rows(page) if (term := _first_term(page, row))]
    items = [list(_find_values(page)) for page in pages]
    if len(terms) < _TERMS_N or not any(items):
        return [tuple(row) for row in tags]
    return [
        _name_page(page, list(row), found)
        for page, row, found in zip(pages, tags, items, strict=True)
    ]


def _name_page(
    page: Page, tags: list[WordTag], found: Sequence[tuple[str, Sequence[int]]]
) -> tuple[WordTag, ...]:
    for index, tag in enumerate(tags):
        if tag.label.startswith("line."):
            tags[index] = _OUTSIDE
    for label, words in found:
        if label not in _OF_WORDS:
            words = [i for i in words if any(c.isdigit() for c in page.words[i].text)]
        for index in words:
            tags[index] = WordTag(label, index == words[0], _SURE)
    return tuple(tags)


def _find_values(page: Page) -> Iterator[tuple[str, Sequence[int]]]:
    """Column and words of each item's value: behind its term and caption, or below them."""
    heads: list[tuple[float, str]] = []
    for row in find_rows(page):
        words = [i for cell in row.cells for i in cell.words]
        columns = [(page.words[i].box[0], _column(page, i)) for i in words]
        own = [(x0, label) for x0, label in columns if label]
        if len(own) >= _HEAD_N:
            heads = own
        elif first := _first_term(page, row):
            heads = []
            caption = 1 if len(row.cells[0].words) == 1 else 0  # "BT-129 Quantity" is one cell
            value = [i for cell in row.cells[caption + 1 :] for i in cell.words]
            if first in _COLUMNS and value:
                yield _COLUMNS[first], value
        elif heads:
            found = list(_below(page, words, heads))
            if len(found) < _HEAD_N:
                heads = []
            else:
                yield from found


def _below(
    page: Page, words: Sequence[int], heads: Sequence[tuple[float, str]]
) -> Iterator[tuple[str, Sequence[int]]]:
    """The words of a row under each of the captions of a table."""
    ends = [*(x0 - _EDGE for x0, _ in heads[1:]), 1.0]
    for (x0, label), end in zip(heads, ends, strict=True):
        under = [i for i in words if x0 - _EDGE <= page.words[i].box[0] < end]
        if under:
            yield label, under


def _first_term(page: Page, row: Row) -> str:
    """The number of the term that begins a row, or ends its caption: "Quantity (BT-129)"; or ""."""
    words = row.cells[0].words
    found = (_TERM.fullmatch(page.words[i].text) for i in (words[0], words[-1]))
    return next((match[1] for match in found if match), "")


def _column(page: Page, index: int) -> str:
    match = _TERM.fullmatch(page.words[index].text)
    return _COLUMNS.get(match[1], "") if match else ""
