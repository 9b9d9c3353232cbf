"""Printed views of e-invoices that name each value by its term of EN 16931: "BT-27", "BG-5".

The term leaves no doubt, whatever its caption says. It stands in a column of its own, before the
caption or behind the value, or within the caption: "Nom (BT-44)".
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.document import Page
from schemas.vocabulary import INVOICE_FIELDS, Kind
from tasks.cells import Cell, Row, find_rows
from tasks.claims import OUTSIDE, Claim

#: The parts of an address, each a term of its own, from its street to its country.
_PARTS = {
    **{f"BT-{number}": "seller_address" for number in (*range(35, 41), 162)},
    **{f"BT-{number}": "buyer_address" for number in (*range(50, 56), 163)},
    **{f"BT-{number}": "ship_to_address" for number in (*range(75, 81), 165)},
}
_FIELDS = {term: name for name, (_, term) in INVOICE_FIELDS.items() if term} | _PARTS
_TERM = re.compile(r"(?<![\w-])[(\[]?(?P<term>B[TG]-[0-9]{1,3})[)\]]?(?![\w-])")
#: Of taxes and item lines, which are read by rows of their own.
_OF_ROWS = re.compile(r"BT-(?:11[6-9]|1[2-5][0-9]|16[01])|BG-(?:2[3-9]|3[0-2])")
_TERMS_N = 3  # fewer are an example or a remark
_EDGE = 0.012  # of the page's width: how far the left edges of a value's rows differ
_WRAPPED_N = 4  # rows below its first that a value may have
_SPACE = 1.0  # of the text height: more free space than that ends a value


#: An invoice has a number, a date, a seller and an amount due.
_OF_INVOICE = frozenset({"BT-1", "BT-2", "BT-27", "BT-115"})


class _Term(NamedTuple):
    """A term where it is printed, with the cells of its row from its caption to its value."""

    term: str
    words: tuple[int, ...]
    caption: tuple[int, ...]
    value: tuple[Cell, ...]
    left: float  # where its caption begins


def find_terms(pages: Sequence[Page]) -> list[Claim]:
    """What the terms of a printed view name; the terms themselves are no field's.

    Nothing on papers that print hardly any.
    """
    found = [
        (number, at, term)
        for number, page in enumerate(pages)
        for at, row in enumerate(find_rows(page))
        for term in _find_in_row(row)
    ]
    if len(found) < _TERMS_N:
        return []
    claims = []
    for number, at, term in found:
        claims += [Claim(OUTSIDE, number, words) for words in (term.words, term.caption) if words]
        name = _FIELDS.get(term.term, OUTSIDE)
        if term.value and not _OF_ROWS.fullmatch(term.term):
            words = _value_of(pages[number], find_rows(pages[number]), at, term, name)
            claims += [Claim(name, number, words, proved=True)] if words else []
    return _without_parts(claims)


def is_invoice_view(pages: Sequence[Page]) -> bool:
    """Whether pages print the terms that every invoice has, and so are a view of one."""
    rows = (row for page in pages for row in find_rows(page))
    return {term.term for row in rows for term in _find_in_row(row)} >= _OF_INVOICE


def _find_in_row(row: Row) -> Iterator[_Term]:
    """The terms of a row, each with its caption and its value."""
    marks = [
        (place, match)
        for place, cell in enumerate(row.cells)
        if (match := _TERM.search(cell.text)) is not None
    ]
    ends = [*(place for place, _ in marks), len(row.cells)][1:]
    for (place, match), end in zip(marks, ends, strict=True):
        cell = row.cells[place]
        before, behind = cell.text[: match.start()].split(), cell.text[match.end() :].split()
        count = len(cell.words)
        words = cell.words[len(before) : count - len(behind)]
        caption, value = cell.words[: len(before)], row.cells[place + 1 : end]
        left = cell.x0
        if before and not behind:  # "Nom (BT-44)", with its value in the next cell
            yield _Term(match["term"], words, caption, value[:1], left)
        elif behind and value:  # "BT-44 Nom"
            yield _Term(match["term"], words, cell.words[len(before) + 1 :], value, left)
        elif len(value) > 1:  # a column of terms, one of captions and one of values
            yield _Term(match["term"], words, value[0].words, value[1:], left)
        elif value and place > 0:  # the term between the caption and the value
            yield _Term(match["term"], words, (), value, row.cells[place - 1].x0)
        elif len(marks) == 1 and place > 1:  # a column of terms behind the values
            head = row.cells[0]
            yield _Term(match["term"], words, head.words, row.cells[1:place], head.x0)
        else:
            yield _Term(match["term"], words, (), (), left)


def _value_of(page: Page, rows: Sequence[Row], at: int, term: _Term, name: str) -> tuple[int, ...]:
    """The words of a value: of an amount its figures alone, of a text with the rows it goes on."""
    words = tuple(word for cell in term.value for word in cell.words)
    kind = INVOICE_FIELDS[name][0] if name in INVOICE_FIELDS else None
    if kind is Kind.MONEY:
        return tuple(word for word in words if re.search(r"[0-9]", page.words[word].text))
    if kind is not Kind.TEXT:
        return words
    left, bottom = term.value[0].x0, page.words[words[0]].box[3]
    for row in rows[at + 1 : at + 1 + _WRAPPED_N]:
        inside = [cell for cell in row.cells if term.left - _EDGE < cell.x0 < left + _EDGE]
        if not inside:
            continue  # the row of another column
        (cell, *others), box = inside, page.words[inside[0].words[0]].box
        height = box[3] - box[1]
        if others or cell.x0 < left - _EDGE or box[1] - bottom > _SPACE * height:
            break
        if _TERM.search(cell.text):
            break
        words, bottom = (*words, *cell.words), box[3]
    return words


def _without_parts(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those whose words another one has: terms may head an empty column."""
    taken = {
        (c.page, word) for c in claims if c.label == OUTSIDE and not c.proved for word in c.words
    }
    return [
        claim
        for claim in claims
        if not claim.proved or not any((claim.page, word) in taken for word in claim.words)
    ]
