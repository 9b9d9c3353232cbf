"""Items of a bill in which the model saw no name or no amount, proved by the first sum below them.

    Description                          Amount €
    Rent, 2nd quarter 2026               3,600.00
    Clearing of snow                       118.50
                          Net            3,718.50

Names that are a few common words ("Fee"), or the numbers of delivery notes ("DN 3307 of 04/11"),
and tables whose columns are unusual (meters, words, shares), are at times nothing to it.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import NAME, NET_AMOUNT
from schemas.prediction import Tags, WordTag
from tasks.fields.number_words import NO
from tasks.items.printed_sums import CLOSING
from tasks.items.tables import label_words
from tasks.sums.total_words import fields_named, names_tax
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.notation import CENTS, CURRENCY, NO_CENTS, Notation
from tasks.values.thousands import read_whole, whole_number
from tasks.values.title_words import TITLES

#: What a single item may be called: more ("Deposit") where several together make the sum.
_CHARGED = frozenset({"charges"})
_ADDED = _CHARGED | {"allowances", "prepaid"}
_CENTS = re.compile(rf"{CENTS.pattern}|[0-9]{NO_CENTS}")
_WORD = re.compile(r"[^\W\d_]")
#: Another paper's: a list of those that are due is no table of items.
_NUMBER = re.compile(r"[A-Z]{0,4}[0-9./-]*[0-9][0-9./-]*")
#: What stands beside the words of a row: amounts, rates, currencies.
_FIGURES = re.compile(rf"[0-9][0-9.,’' –-]*%?|[€$£:\t]|(?<!\w){CURRENCY}(?!\w)")
_EDGE = 0.015  # of the page's width: how far apart the right edges of the amounts are
_BARE_ROWS_N = 2  # rows without an amount between two items, at most: a name's further ones
_MOST_ROWS_N = 40
#: The number of a delivery note: "BL 3307 du 04/11"; instalments and payments are no items.
_NOTE = re.compile(
    rf"(?:{TITLES['delivery_note']}|b\.?l\.?|l\.?s\.?|d\.?n\.?)(?:{NO})?[:-]? ?[0-9]",
    re.IGNORECASE,
)
#: What heads a column of their numbers.
_NOTES = re.compile(rf"(?:{TITLES['delivery_note']})s?(?:{NO})?", re.IGNORECASE)
#: What numbers an item: a deposit that is asked for is one, and one that was paid has none.
_POSITION = re.compile(r"[0-9]{1,2}\.?")
_APART_N = 3  # rows that prove a sum which does not stand below their amounts
_SURE = 0.9


class _Charge(NamedTuple):
    """The name in a row, and the words of the amount at its end."""

    name: Cell
    amount: tuple[int, ...]
    value: Decimal


def name_bare_tables(
    pages: Sequence[Page], tags: Tags, notation: Notation
) -> list[tuple[WordTag, ...]]:
    """The tags with the names and amounts of such items; no change where names and amounts are."""
    named = [list(page_tags) for page_tags in tags]
    if {NAME, NET_AMOUNT} <= {tag.label for page_tags in named for tag in page_tags}:
        return [tuple(page_tags) for page_tags in named]
    for page, page_tags in zip(pages, named, strict=True):
        for charge in _find_items(page, page_tags, notation):
            label_words(page_tags, charge.name.words, NAME, _SURE)
            label_words(page_tags, charge.amount, NET_AMOUNT, _SURE)
    return [tuple(page_tags) for page_tags in named]


def _find_items(page: Page, tags: Sequence[WordTag], notation: Notation) -> list[_Charge]:
    """The rows that make the first sum of a page which any rows above it make."""
    rows = find_rows(page)
    for at, row in enumerate(rows):
        total = _read_end(page, row, notation)
        if total is None or not CLOSING & {*_named(row), *(tags[i].label for i in total[0])}:
            continue
        found = _prove(page, rows[:at], total[1], _edges(page, row, total[0]), notation)
        found = found or _prove_apart(page, rows[:at], total[1], notation)
        if found:
            return found
    return []


def _prove(
    page: Page, above: Sequence[Row], total: Decimal, edges: Sequence[float], notation: Notation
) -> list[_Charge]:
    """The rows above a sum, in its column, that make it, with a tax right above it or without."""
    found: list[_Charge] = []
    left, bare_n = total, 0
    for row in reversed(above[-_MOST_ROWS_N:]):
        end = _read_end(page, row, notation)
        if end is None or not _is_below(_edges(page, row, end[0]), edges):
            bare_n += 1
            if bare_n > _BARE_ROWS_N:
                return []
            continue
        bare_n = 0
        words, value = end
        names = set(_named(row))
        texts = [c for c in row.cells if _WORD.search(c.text) and not _is_in(words, c)]
        name = next(iter(texts), None)
        left -= value
        if not found and names_tax(row.text):
            continue
        if name is None or not names <= _ADDED or _is_other_paper(name, above):
            return []
        found.append(_Charge(name, words, value))
        if left == 0:
            alone = len(found) == 1
            asked = _CHARGED | ({"prepaid"} if _POSITION.fullmatch(row.cells[0].text) else set())
            return [] if alone and (len(texts) > 1 or not names <= asked) else found[::-1]
    return []


def _is_other_paper(name: Cell, above: Sequence[Row]) -> bool:
    """Whether a name is the number of a paper that is no delivery note: "LS-88120" may be one.

    Nor is any below "Lieferschein" as the head of its column.
    """
    if not _NUMBER.fullmatch(name.text) or _NOTE.match(name.text):
        return False
    heads = (cell for row in above for cell in row.cells if abs(cell.x0 - name.x0) < _EDGE)
    return not any(_NOTES.fullmatch(cell.text) for cell in heads)


def _prove_apart(
    page: Page, above: Sequence[Row], total: Decimal, notation: Notation
) -> list[_Charge]:
    """Several delivery notes above a sum that make it, though it stands in its own column."""
    end = _read_end(page, above[-1], notation) if above else None
    found = _prove(page, above, total, _edges(page, above[-1], end[0]), notation) if end else []
    noted = all(_NOTE.match(charge.name.text) for charge in found)
    return found if noted and len(found) >= _APART_N else []


def _read_end(page: Page, row: Row, notation: Notation) -> tuple[tuple[int, ...], Decimal] | None:
    """The words and the value of the amount that ends a row, a currency behind it or not."""
    last = [i for i in row.cells[-1].words if re.search(r"[0-9]", page.words[i].text)][-1:]
    if not last or not _CENTS.search(page.words[last[0]].text):
        return None
    value = read_whole(page, last[0], notation)
    return None if value is None else (tuple(whole_number(page, last[0])), value)


def _edges(page: Page, row: Row, amount: Sequence[int]) -> tuple[float, float]:
    """Where an amount ends, and where the row does, with a currency behind it."""
    return page.words[amount[-1]].box[2], row.cells[-1].x1


def _is_below(edges: Sequence[float], others: Sequence[float]) -> bool:
    return any(abs(one - other) <= _EDGE for one in edges for other in others)


def _named(row: Row) -> tuple[str, ...]:
    return fields_named(_FIGURES.sub("", row.text).strip())


def _is_in(words: Sequence[int], cell: Cell) -> bool:
    return bool(set(words) & set(cell.words))
