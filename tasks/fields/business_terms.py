"""Printed views of e-invoices that name each value by its term of EN 16931: "BT-27", "BG-5".

The term leaves no doubt, whatever its caption says. It stands in a column of its own, before the
caption or behind the value, or within the caption: "Nom (BT-44)". Other papers print the like, too:
articles have such codes, and guides list the terms without a value.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.document import Page
from schemas.prediction import OUTSIDE
from schemas.vocabulary import INVOICE_FIELDS, Kind
from tasks.fields.claims import Claim
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.dates import find_dates

#: The parts of an address, each a term of its own, from its street to its country.
_PARTS = {
    **{f"BT-{number}": "seller_address" for number in (*range(35, 41), 162)},
    **{f"BT-{number}": "buyer_address" for number in (*range(50, 56), 163)},
    **{f"BT-{number}": "ship_to_address" for number in (*range(75, 81), 165)},
}
_FIELDS = {term: name for name, (_, term) in INVOICE_FIELDS.items() if term} | _PARTS
TERM = re.compile(r"(?<![\w-])[(\[]?(?P<term>B[TG]-[1-9][0-9]{0,2})[)\]]?(?![\w-])")
#: Of taxes and item lines, which are read by rows of their own.
_OF_ROWS = re.compile(r"BT-(?:11[6-9]|1[2-5][0-9]|16[01])|BG-(?:2[3-9]|3[0-2])")
_TERMS_N = 3  # fewer are an example or a remark
#: Every invoice has a day, and no article's code or guide has one beside this.
_DAY = "BT-2"
_EDGE = 0.012  # of the page's width: how far the left edges of a value's rows differ
_WRAPPED_N = 4  # rows below its first that a value may have
_SPACE = 1.0  # of the text height: more free space than that ends a value

#: An invoice has a number, a date, a seller and an amount due.
_OF_INVOICE = frozenset({"BT-1", _DAY, "BT-27", "BT-115"})


class PrintedTerm(NamedTuple):
    """A term where it is printed, with the cells of its row from its caption to its value."""

    page: int  # from 0
    row: int  # its place among the page's rows
    term: str
    words: tuple[int, ...]
    caption: tuple[int, ...]
    value: tuple[Cell, ...]
    left: float  # where its caption begins


def find_view(pages: Sequence[Page]) -> list[PrintedTerm]:
    """The terms of a printed view, in printed order; none of papers that are no such view."""
    found = [
        term
        for number, page in enumerate(pages)
        for at, row in enumerate(find_rows(page))
        for term in _find_in_row(number, at, row)
    ]
    is_dated = any(term.term == _DAY and _has_day(term) for term in found)
    return found if is_dated and len({term.term for term in found}) >= _TERMS_N else []


def find_terms(pages: Sequence[Page]) -> list[Claim]:
    """What the terms of a printed view name; the terms themselves are no field's."""
    claims = []
    for term in find_view(pages):
        own = (words for words in (term.words, term.caption) if words)
        claims += [Claim(OUTSIDE, term.page, words) for words in own]
        if term.value and not _OF_ROWS.fullmatch(term.term):
            name = _FIELDS.get(term.term, OUTSIDE)
            kind = INVOICE_FIELDS[name][0] if name in INVOICE_FIELDS else None
            if words := words_of(pages, term, kind):
                claims.append(Claim(name, term.page, words, proved=True))
    return _without_parts(claims)


def is_invoice_view(pages: Sequence[Page]) -> bool:
    """Whether pages print the terms that every invoice has, and so are a view of one."""
    return {term.term for term in find_view(pages)} >= _OF_INVOICE


def words_of(pages: Sequence[Page], term: PrintedTerm, kind: Kind | None) -> tuple[int, ...]:
    """The words of a value, of a text with the rows on which it goes on."""
    page = pages[term.page]
    words = without_unit(page, [word for cell in term.value for word in cell.words], kind)
    if kind is not Kind.TEXT:
        return words
    left, bottom = term.value[0].x0, page.words[words[0]].box[3]
    for row in find_rows(page)[term.row + 1 : term.row + 1 + _WRAPPED_N]:
        inside = [cell for cell in row.cells if term.left - _EDGE < cell.x0 < left + _EDGE]
        if not inside:
            continue  # the row of another column
        (cell, *others), box = inside, page.words[inside[0].words[0]].box
        height = box[3] - box[1]
        if others or cell.x0 < left - _EDGE or box[1] - bottom > _SPACE * height:
            break
        if TERM.search(cell.text):
            break
        words, bottom = (*words, *cell.words), box[3]
    return words


def without_unit(page: Page, words: Sequence[int], kind: Kind | None) -> tuple[int, ...]:
    """The words of a value, of a number its figures alone: "178.00 EUR"."""
    if kind not in (Kind.MONEY, Kind.QUANTITY, Kind.RATE):
        return tuple(words)
    return tuple(word for word in words if re.search(r"[0-9]", page.words[word].text))


def _has_day(term: PrintedTerm) -> bool:
    return any(find_dates(cell.text, "dmy") or find_dates(cell.text, "mdy") for cell in term.value)


def _find_in_row(page: int, at: int, row: Row) -> Iterator[PrintedTerm]:
    """The terms of a row, each with its caption and its value."""
    marks = [
        (place, match)
        for place, cell in enumerate(row.cells)
        if (match := TERM.search(cell.text)) is not None
    ]
    ends = [*(place for place, _ in marks), len(row.cells)][1:]
    for (place, match), end in zip(marks, ends, strict=True):
        cell = row.cells[place]
        before, behind = cell.text[: match.start()].split(), cell.text[match.end() :].split()
        count = len(cell.words)
        words = cell.words[len(before) : count - len(behind)]
        caption, value, left = cell.words[: len(before)], row.cells[place + 1 : end], cell.x0
        if before and not behind:  # "Nom (BT-44)", with its value in the next cell
            value = value[:1]
        elif behind and value:  # "BT-44 Nom"
            caption = cell.words[len(before) + 1 :]
        elif len(value) > 1:  # a column of terms, one of captions and one of values
            caption, value = value[0].words, value[1:]
        elif value and place > 0:  # the term between the caption and the value
            caption, left = (), row.cells[place - 1].x0
        elif len(marks) == 1 and place > 1:  # a column of terms behind the values
            head = row.cells[0]
            caption, value, left = head.words, row.cells[1:place], head.x0
        else:
            caption, value = (), ()
        yield PrintedTerm(page, at, match["term"], words, caption, value, left)


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
