"""Second numbers below the items' codes, in the same column: of the same items, no other codes.

    Art.-Nr.         Bezeichnung                      Menge     Betrag
      EAN
    430902           Kalkzementputz maschinengängig      84     499,80
    4069414346223    Körnung 0-1 mm, Sack 30 kg

They are trade numbers, or what else has figures and stands there alone below nearly all codes: a
batch, a customer's own code. What stands beside such a number goes on with the item's name, and so
do the texts below it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from stdnum import ean

from schemas.document import Page
from schemas.line_labels import CODE, NAME, QUANTITY
from schemas.prediction import WordTag
from tasks.items.caption_cells import TIGHT
from tasks.items.own_rows import says_more
from tasks.items.tables import AMOUNTS, is_priced
from tasks.values.cells import word_rows
from tasks.values.entities import gap_between
from tasks.values.page_by_page import page_by_page

_TAKEN_FOR = frozenset({CODE, NAME, QUANTITY})
_DIGITS_N = 12  # that tell such a number
_ITEMS_N = 2  # items with a trade number below their code, at least
_MOST_N, _MOST = 3, 0.8  # items, and of all with a code, that have another number below it
_DIGIT = re.compile(r"[0-9]")
_TORN = re.compile(r"\W$")  # of a code that goes on below
_EDGE = 0.006  # of the page's width: how far apart the left edges of a column's cells are
_SURE = 0.9


class _Item(NamedTuple):
    """An item's code and the first word of its name, and the rows below the one they stand in."""

    code: int
    name: int
    below: list[tuple[int, ...]]


@page_by_page
def drop_second_codes(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags without such numbers as codes, and with the words beside them as of the name."""
    items = [*_find_items(page, tags)]
    below = [item for item in items if _has_text_below(page, tags, item)]
    found = [item for item in below if _has_trade_number(page, item)]
    if len(found) < _ITEMS_N:
        found = [item for item in below if _has_number(page, tags, item)]
        if len(found) < max(_MOST_N, _MOST * len(items)):
            return tags
    for item in found:
        number, *rest = item.below[0]
        if tags[number].label in _TAKEN_FOR:
            tags[number] = WordTag.outside(_SURE)
        for index in [*_go_on(page, (rest, *item.below[1:]), item.name)]:
            tags[index] = tags[index].relabelled(NAME, _SURE, begins=False)
    return tags


def _find_items(page: Page, tags: Sequence[WordTag]) -> Iterator[_Item]:
    """Every priced row with a code and a name."""
    rows = list(word_rows(page).values())
    for at, row in enumerate(rows):
        code = next((i for i in row if tags[i].label == CODE), None)
        name = next((i for i in row if tags[i].label == NAME), None)
        if code is not None and name is not None and is_priced(tags[i].label for i in row):
            yield _Item(code, name, rows[at + 1 :])


def _has_text_below(page: Page, tags: Sequence[WordTag], item: _Item) -> bool:
    """Whether the row below an item begins at its code's edge, and has no price."""
    return (
        bool(item.below)
        and abs(page.words[item.below[0][0]].box[0] - page.words[item.code].box[0]) <= _EDGE
        and not is_priced(tags[i].label for i in item.below[0])
    )


def _has_trade_number(page: Page, item: _Item) -> bool:
    """Whether what stands below an item's code is a trade number, and the code itself is none."""
    code, number = page.words[item.code].text, page.words[item.below[0][0]].text
    return _is_trade_number(number) and not _is_trade_number(code)


def _has_number(page: Page, tags: Sequence[WordTag], item: _Item) -> bool:
    """Whether what stands below an item's whole code has figures, and is all of its column.

    A row with a quantity is a further item.
    """
    number, *rest = item.below[0]
    return (
        not any(tags[i].label in AMOUNTS for i in rest)
        and bool(_DIGIT.search(page.words[number].text))
        and not _TORN.search(page.words[item.code].text)
        and (not rest or abs(page.words[rest[0]].box[0] - page.words[item.name].box[0]) <= _EDGE)
    )


def _is_trade_number(text: str) -> bool:
    """Whether it is one of twelve figures and more: of shorter ones too many are so by chance."""
    return len(text) >= _DIGITS_N and ean.is_valid(text)


def _go_on(page: Page, rows: Iterable[Sequence[int]], name: int) -> Iterator[int]:
    """The words of the first rows that each are a text of the name."""
    for row in rows:
        if not _goes_on(page, row, name):
            return
        yield from row


def _goes_on(page: Page, row: Sequence[int], name: int) -> bool:
    """Whether a row is one text that begins at the name's edge, and says nothing of its own."""
    words = [page.words[i] for i in row]
    return (
        bool(words)
        and abs(words[0].box[0] - page.words[name].box[0]) <= _EDGE
        and all(gap_between(page, *pair) <= TIGHT for pair in pairwise(words))
        and not says_more(" ".join(word.text for word in words))
    )
