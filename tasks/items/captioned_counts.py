"""Counts that a caption names where a row below an item's name begins, as web shops print them.

    Team plan                     120.00
    Qty 10                        12.00 each

Count times price is the amount: that proves the count.
"""

import re
from collections.abc import Sequence
from itertools import product

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.tables import label_words
from tasks.values.amounts import multiplies
from tasks.values.cells import word_rows
from tasks.values.head_words import COUNTS
from tasks.values.notation import Notation, parse_number
from tasks.values.thousands import read_whole

_COUNT, _PRICE, _AMOUNT = "line.quantity", "line.unit_price", "line.net_amount"
_CAPTION = re.compile(rf"{COUNTS}\s?:?", re.IGNORECASE)
_ROWS_N = 2  # above and below the count, in which price and amount stand
_SURE = 0.9


def name_captioned_counts(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], notation: Notation
) -> list[tuple[WordTag, ...]]:
    """The tags with such counts, where price and amount of an item stand around them."""
    return [_name_page(page, list(row), notation) for page, row in zip(pages, tags, strict=True)]


def _name_page(page: Page, tags: list[WordTag], notation: Notation) -> tuple[WordTag, ...]:
    rows = list(word_rows(page).values())
    for at, row in enumerate(rows):
        caption, number = (*row, -1, -1)[:2]
        if number < 0 or not _CAPTION.fullmatch(page.words[caption].text):
            continue
        count = parse_number(page.words[number].text, notation)
        if count is None or any(tags[i].label == _COUNT for i in row):
            continue
        around = [i for r in rows[max(0, at - _ROWS_N) : at + _ROWS_N + 1] for i in r]
        prices, amounts = (
            [read_whole(page, i, notation) for i in around if tags[i].label == label]
            for label in (_PRICE, _AMOUNT)
        )
        pairs = product(filter(None, prices), filter(None, amounts))
        if any(multiplies(count, price, amount) for price, amount in pairs):
            label_words(tags, [number], _COUNT, _SURE)
    return tuple(tags)
