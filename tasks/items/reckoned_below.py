"""How an item's amount was reckoned, in the row below its name, where its own row says neither.

    Payroll, October 2026                         913.50
    63 × 14.50 EUR

Count times price is the amount: that proves both.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.amounts import CENT
from tasks.values.cells import find_rows
from tasks.values.notation import Notation, parse_number
from tasks.values.thousands import read_whole

_NAME, _AMOUNT = "line.description", "line.net_amount"
_COUNT, _UNIT, _PRICE = "line.quantity", "line.unit", "line.unit_price"
_TIMES = re.compile(r"[×xX@à*]|je|zu|at")
_PRICED = re.compile(r"(?:[€$£] ?)?[0-9][0-9.,'’]*(?: ?(?:[€$£]|EUR|CHF|USD|GBP))?(?: .*)?")
_WORD = re.compile(r"[^\W\d_]{1,12}\.?")
_ROWS_N = 3  # below an item's amount, at most
_SURE = 0.9


def name_reckoned_below(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], notation: Notation
) -> list[tuple[WordTag, ...]]:
    """The tags with the counts and prices below items that have an amount and neither of them."""
    return [_name_page(page, list(row), notation) for page, row in zip(pages, tags, strict=True)]


def _name_page(page: Page, tags: list[WordTag], notation: Notation) -> tuple[WordTag, ...]:
    amount: Decimal | None = None
    free = 0  # rows that may still be of the last item
    for row in find_rows(page):
        words = [i for cell in row.cells for i in cell.words]
        labels = {tags[i].label for i in words}
        if _AMOUNT in labels or labels & {_COUNT, _PRICE}:
            bare = _NAME in labels and not labels & {_COUNT, _PRICE}
            last = [i for i in words if tags[i].label == _AMOUNT][-1:]
            amount = read_whole(page, last[0], notation) if bare and last else None
            free = _ROWS_N
        elif amount is not None and free:
            free -= 1
            found = _read(page, row.cells[0].words, notation, amount)
            for index, label in found.items():
                tags[index] = WordTag(label, True, _SURE, ((tags[index].label, 1 - _SURE),))
            amount = None if found else amount
    return tuple(tags)


def _read(page: Page, words: Sequence[int], notation: Notation, amount: Decimal) -> dict[int, str]:
    """The labels of a cell's words that say how an amount was reckoned; none if it was not so."""
    texts = [page.words[i].text for i in words]
    at = next((n for n, text in enumerate(texts[:3]) if n and _TIMES.fullmatch(text)), None)
    if (
        at is None
        or not texts[0][0].isdecimal()
        or not _PRICED.fullmatch(" ".join(texts[at + 1 :]))
    ):
        return {}
    price = next(n for n, text in enumerate(texts) if n > at and re.search("[0-9]", text))
    count, each = (parse_number(texts[n].strip("€$£"), notation) for n in (0, price))
    if count is None or each is None or abs(count * each - abs(amount)) >= CENT:
        return {}
    unit = {words[1]: _UNIT} if at > 1 and _WORD.fullmatch(texts[1]) else {}
    return {words[0]: _COUNT, **unit, words[price]: _PRICE}
