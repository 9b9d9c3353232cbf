"""Columns of an item table by arithmetic: quantity × price = amount tells which number is which.

A model that has never met a table's order of columns may take its prices for quantities on every
row alike. Where the same three columns multiply on nearly all rows, that decides.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import CODE, DISCOUNT, NAME, NET_AMOUNT, PRICE, QUANTITY, RATE, UNIT
from schemas.prediction import OUTSIDE, WordTag
from tasks.values.amounts import comes_to, multiplies
from tasks.values.cells import word_rows
from tasks.values.notation import CENTS, MINUS, NO_CENTS, Notation, parse_number
from tasks.values.page_by_page import page_by_page
from tasks.values.thousands import is_apart

_ROLES = (QUANTITY, PRICE, NET_AMOUNT)
_WORDS = (NAME, CODE)
#: Rates of VAT in force in Europe, in percent, but those that are likelier quantities.
_VAT_RATES = frozenset(
    Decimal(rate) for rate in ("5.5", "7", "8.1", "10", "13.5", "19", "20", "21", "22", "23", "25")
)
_REDUCTION = re.compile(rf"[{MINUS}][0-9]{{1,2}}(?:[.,][0-9]{{1,2}})?\s?%")
_NUMBER = re.compile(rf"[{MINUS}+(€$£]?\.?[0-9][0-9.,'’]*(?:[-)€%]|{NO_CENTS})?")
_PERCENT = re.compile(rf"[{MINUS}]?([0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?)%?")
_AT = re.compile(r"[@à×x]|je|zu", re.IGNORECASE)
_SAME_EDGE = 0.012  # of the page's width
_SHARE = 0.6  # of the rows with three numbers on which the same columns must multiply
_CONFIDENCE = 0.9
#: A row with more numbers is of a spreadsheet, not of items, and has too many threes to try.
_MOST_NUMBERS_N = 12


class _Product(NamedTuple):
    """Three words of one row, left to right, of which the first two make the third."""

    left: int
    right: int
    amount: int


@page_by_page
def label_products(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """The tags with quantity, price and amount where the arithmetic has them."""
    for index, word in enumerate(page.words):
        if tags[index].label == RATE and _REDUCTION.fullmatch(word.text):
            tags[index] = tags[index]._replace(label=DISCOUNT)
    rows = _item_rows(page, tags)
    _name_prices_behind_signs(page, tags, rows)
    counted = _find_columns(page, tags, rows, notation)
    if not counted:
        return tags
    lefts, rights = [p.left for p in counted], [p.right for p in counted]
    price_first = _is_price(page, lefts, rights) and not _have_units(tags, lefts)
    if _agrees(tags, counted, _never_first(page, lefts, rights, price_first=price_first)):
        named_first = sum(tags[p.left].label == PRICE for p in counted) * 2 > len(counted)
        for product in counted:
            _name_rest(page, tags, product, notation)
            _name_missed(page, tags, product, price_first=named_first)
            _name_discount(page, tags, product, notation)
    else:
        for product in counted:
            _name_rest(page, tags, product, notation)
            _name_three(page, tags, product, price_first=price_first)
    return tags


def _find_columns(
    page: Page, tags: Sequence[WordTag], rows: Sequence[Sequence[int]], notation: Notation
) -> list[_Product]:
    """The products of the same three columns, where most rows with three numbers have one."""
    found = [_products(page, tags, row, notation) for row in rows]
    usual = _usual(page, [products for products in found if products])
    counted = [p for products in found for p in products if _fits(page, p, usual)]
    wide_n = sum(len(_numbers(page, tags, row)) >= len(_ROLES) for row in rows)
    return counted if len(counted) >= _SHARE * wide_n else []


def _never_first(
    page: Page, lefts: Sequence[int], rights: Sequence[int], *, price_first: bool
) -> str | None:
    """What the left numbers are not, by their cents; None where these do not tell."""
    if _has_some_cents(page, rights) and price_first:
        return QUANTITY
    if _has_some_cents(page, lefts) and _is_price(page, rights, lefts):
        return PRICE
    return None


def _name_three(page: Page, tags: list[WordTag], product: _Product, *, price_first: bool) -> None:
    """Names the three numbers of a row, each with the thousands that stand before it."""
    first, second = (PRICE, QUANTITY) if price_first else (QUANTITY, PRICE)
    for index, label in zip(product, (first, second, NET_AMOUNT), strict=True):
        if tags[index].label != label:
            tags[index] = WordTag(label, True, _CONFIDENCE)
        if is_apart(page, index - 1):
            tags[index - 1] = tags[index]._replace(begins=True)
            tags[index] = tags[index]._replace(begins=False)


def _name_missed(page: Page, tags: list[WordTag], product: _Product, *, price_first: bool) -> None:
    """The numbers of a row that the model took for nothing, or for what another of them is.

    They are named as on the other rows.
    """
    first, second = (PRICE, QUANTITY) if price_first else (QUANTITY, PRICE)
    for index, label in zip(product, (first, second, NET_AMOUNT), strict=True):
        others = [tags[i].label for i in product if i != index]
        again = tags[index].label in others and tags[index].label in _ROLES
        if not (tags[index].label == OUTSIDE or again) or is_apart(page, index - 1):
            continue
        if label not in others:
            tags[index] = WordTag(label, True, _CONFIDENCE)


def _name_discount(page: Page, tags: list[WordTag], product: _Product, notation: Notation) -> None:
    """The percentage by which the amount is less than quantity × price, where it was missed."""
    left, right, amount = (abs(_value(page, index, notation) or Decimal(0)) for index in product)
    row = page.words[product.amount].row
    words = [i for i, word in enumerate(page.words) if word.row == row and i not in product]
    if multiplies(left, right, amount) or any(tags[i].label == DISCOUNT for i in words):
        return
    for index in words:
        rate = _PERCENT.fullmatch(page.words[index].text) if tags[index].label == OUTSIDE else None
        value = parse_number(rate[1], notation) if rate else None
        if value and 0 < value <= 100 and comes_to(left * right * (100 - value) / 100, amount):
            tags[index] = WordTag(DISCOUNT, True, _CONFIDENCE)
            return


def _name_prices_behind_signs(
    page: Page, tags: list[WordTag], rows: Iterable[Sequence[int]]
) -> None:
    """Names the price of "1,573.00   Daily clean   22 visits @ 71.50", not its second amount."""
    for row in rows:
        amounts = [i for i in row if tags[i].label == NET_AMOUNT]
        signed = [i for i in amounts if i - 1 in row and _AT.fullmatch(page.words[i - 1].text)]
        if len(signed) == 1 < len(amounts):
            tags[signed[0]] = WordTag(PRICE, True, _CONFIDENCE)


def _name_rest(page: Page, tags: list[WordTag], product: _Product, notation: Notation) -> None:
    """What other numbers of the row are that the model took for quantity, price or amount.

    A discount where the amount is less by it, a rate of VAT, or nothing that a line has.
    """
    left, right, amount = (abs(_value(page, index, notation) or Decimal(0)) for index in product)
    heads = {index - 1 for index in product if is_apart(page, index - 1)}
    row = page.words[product.amount].row
    own = [tag for word, tag in zip(page.words, tags, strict=True) if word.row == row]
    reduced = any(tag.label == DISCOUNT for tag in own)
    rated = any(tag.label == RATE for tag in own)
    for index, word in enumerate(page.words):
        if word.row != row or index in product or index in heads:
            continue
        if tags[index].label not in (*_ROLES, RATE) or is_apart(page, index):
            continue
        value = abs(_value(page, index, notation) or Decimal(0))
        is_rate = tags[index].label == RATE
        if is_rate and reduced:
            continue  # 5 % off, and 5 % of tax
        label = RATE if is_rate else OUTSIDE
        if not multiplies(left, right, amount) and _reduces(left, right, amount, [value]):
            label = DISCOUNT
        elif value in _VAT_RATES and (is_rate or not rated):  # "9%   8.10": the tax itself
            label = RATE
        if tags[index].label != label:
            tags[index] = WordTag(label, label != OUTSIDE, _CONFIDENCE)
        if is_apart(page, index - 1):
            tags[index - 1] = tags[index]


def _item_rows(page: Page, tags: Sequence[WordTag]) -> list[tuple[int, ...]]:
    """Words of the rows that hold a quantity, price or amount, left to right."""
    return [row for row in word_rows(page).values() if any(tags[i].label in _ROLES for i in row)]


def _numbers(page: Page, tags: Sequence[WordTag], row: Sequence[int]) -> list[int]:
    return [
        index
        for index in row
        if tags[index].label not in _WORDS
        and _NUMBER.fullmatch(page.words[index].text)
        and not is_apart(page, index)
    ]


def _value(page: Page, index: int, notation: Notation) -> Decimal | None:
    """The number that a word ends, with the thousands that stand before it."""
    head = page.words[index - 1].text if is_apart(page, index - 1) else ""
    return parse_number(head + page.words[index].text, notation)


def _products(
    page: Page, tags: Sequence[WordTag], row: Sequence[int], notation: Notation
) -> list[_Product]:
    numbers = _numbers(page, tags, row)
    if len(numbers) > _MOST_NUMBERS_N:
        return []
    values = {index: abs(value) for index in numbers if (value := _value(page, index, notation))}
    return [
        _Product(*three)
        for three in combinations(values, len(_ROLES))
        if _has_cents(page, three[2])
        and _reduces(values[three[0]], values[three[1]], values[three[2]], values.values())
    ]


def _reduces(left: Decimal, right: Decimal, amount: Decimal, others: Iterable[Decimal]) -> bool:
    """Whether left × right is the amount, or is it after one of the other numbers as discount."""
    whole = left * right
    return comes_to(whole, amount) or any(
        0 < rate < 100 and comes_to(whole * (100 - rate) / 100, amount) for rate in others
    )


def _has_cents(page: Page, index: int) -> bool:
    return bool(CENTS.search(page.words[index].text))


def _edges(page: Page, product: _Product) -> tuple[float, ...]:
    return tuple(page.words[index].box[2] for index in product)


def _usual(page: Page, found: Sequence[Sequence[_Product]]) -> tuple[float, ...]:
    """The right edges that most rows' products share."""
    candidates = [_edges(page, p) for products in found for p in products]
    return max(
        candidates,
        key=lambda edges: sum(any(_near(edges, _edges(page, p)) for p in ps) for ps in found),
        default=(),
    )


def _fits(page: Page, product: _Product, usual: tuple[float, ...]) -> bool:
    return _near(usual, _edges(page, product))


def _near(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(abs(a - b) <= _SAME_EDGE for a, b in zip(one, other, strict=True))


def _is_price(page: Page, column: Sequence[int], other: Sequence[int]) -> bool:
    """Whether a column's numbers all have cents and the other's do not: 495.00 beside 3, 11.75."""
    return all(_has_cents(page, i) for i in column) and not all(_has_cents(page, i) for i in other)


def _have_units(tags: Sequence[WordTag], column: Sequence[int]) -> bool:
    """Whether a unit stands behind most numbers of a column: "412.50 MTR" before "17.850"."""
    behind = (i + 1 for i in column if i + 1 < len(tags))
    units_n = sum(tags[i].label == UNIT for i in behind)
    return units_n > len(column) / 2


def _has_some_cents(page: Page, column: Sequence[int]) -> bool:
    """Whether some numbers have cents: hours all have them where prices are whole."""
    return any(_has_cents(page, index) for index in column)


def _agrees(tags: Sequence[WordTag], products: Sequence[_Product], never_first: str | None) -> bool:
    """Whether the tags already say so on most rows, and none says `never_first` of the left one."""
    right_n = sum(
        tags[p.amount].label == NET_AMOUNT
        and {tags[p.left].label, tags[p.right].label} == {QUANTITY, PRICE}
        and tags[p.left].label != never_first
        for p in products
    )
    return right_n > len(products) / 2
