"""Items of a short list, name and amount, that the sum right below them proves.

    Full membership 2026                 £36.00
    Insurance, 4 additional colonies      £4.75
    Beginners' course                    £85.00
    Total received                      £125.75

The model sees some of them where nothing else makes a table: no captions, no counts, no prices.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import NAME, NET_AMOUNT
from schemas.prediction import WordTag
from tasks.items.printed_sums import CLOSING
from tasks.items.tables import is_priced, label_words
from tasks.sums.total_words import fields_named
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.currency import read_currency
from tasks.values.notation import CENTS, Notation
from tasks.values.page_by_page import page_by_page
from tasks.values.thousands import read_whole, whole_number

#: What a row of the list may be named, besides goods.
_ITEMS = frozenset({"charges", "allowances"})
_WORD = re.compile(r"[^\W\d_]{3}")
_EDGE = 0.006  # of the page's width: how far apart the edges of the list are
_ROWS_N = 3  # that make a list
_SEEN = 0.5  # share of them that the model has to have seen something of
_SURE = 0.9
_CURRENCY_N = 4  # letters: "EUR", "kr.", "€"


class _Listed(NamedTuple):
    """A name, and the words of the amount behind it."""

    name: Cell
    amount: tuple[int, ...]
    value: Decimal


@page_by_page
def name_proved_rows(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """The tags with the names and amounts of such rows; pages with priced items have none."""
    rows = find_rows(page)
    if any(is_priced(tags[i].label for i in row.words) for row in rows):
        return tags
    listed = [one for row in rows for one in _find_listed(page, row, notation)]
    for at, total in enumerate(listed):
        if not any(tags[i].label in CLOSING for i in total.amount):
            continue
        proved = _prove(page, listed[:at], total)
        words = [(*one.name.words, *one.amount) for one in proved]
        seen_n = sum(any(tags[i].label in (NAME, NET_AMOUNT) for i in row) for row in words)
        if proved and seen_n >= _SEEN * len(proved):
            for one in proved:
                label_words(tags, one.name.words, NAME, _SURE)
                label_words(tags, one.amount, NET_AMOUNT, _SURE)
            break
    return tags


def _find_listed(page: Page, row: Row, notation: Notation) -> Iterator[_Listed]:
    """The names of a row, each with the amount in the next cell, a currency between them or not."""
    for name, cell in pairwise(cell for cell in row.cells if not _is_currency(cell.text)):
        last = [i for i in cell.words if CENTS.search(page.words[i].text)]
        if len(last) != 1 or _WORD.search(cell.text) or not _WORD.search(name.text):
            continue
        value = read_whole(page, last[0], notation)
        if value is not None:
            yield _Listed(name, tuple(whole_number(page, last[0])), value)


def _is_currency(text: str) -> bool:
    return len(text) <= _CURRENCY_N and read_currency(text) is not None


def _prove(page: Page, above: Sequence[_Listed], total: _Listed) -> list[_Listed]:
    """The rows right above a sum, in its columns, that make it; none that names a sum or tax."""
    found: list[_Listed] = []
    edges = [page.words[one.amount[-1]].box[2] for one in above]
    end = page.words[total.amount[-1]].box[2]
    for one, edge in reversed([*zip(above, edges, strict=True)]):
        if abs(edge - end) >= _EDGE or abs(one.name.x0 - total.name.x0) >= _EDGE:
            continue
        if not _ITEMS.issuperset(fields_named(one.name.text)):
            break
        found.append(one)
        if len(found) >= _ROWS_N and sum(row.value for row in found) == total.value:
            return found
    return []
