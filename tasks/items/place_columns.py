"""What was bought where, as bills of fuel cards list it: the goods name an item, not the place.

    Date        Station            km      Product     Litres    €/l      €
    03/09/26    Calais, port    35,229     Diesel       24.82    1.3530   33.58

The model takes the place for the name, as it comes first, or sees no item in such rows.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import CODE, NAME, NET_AMOUNT, PRICE, QUANTITY
from schemas.prediction import WordTag
from tasks.items.column_roles import role_of
from tasks.items.table_heads import Column
from tasks.items.tables import label_words
from tasks.sums.total_words import fields_named
from tasks.values.amounts import multiplies
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.head_words import NAMES, THINGS
from tasks.values.notation import CENTS, Notation
from tasks.values.page_by_page import page_by_page
from tasks.values.thousands import read_whole, whole_number

#: Where cards are used.
_PLACE = re.compile(
    r"(?:tank|service|akzeptanz)?-?(?:stelle|station)(?:sort)?|ort|lieu|point de vente|site|place"
    r"|location|luogo|impianto|stazione|estación|lugar|tankstation|plaats",
    re.IGNORECASE,
)
_NAMED = re.compile(NAMES, re.IGNORECASE)
_GOODS = re.compile(
    rf"{THINGS}\w*|waren?(?:art)?|kraftstoff|fuel|carburante?|goods|merce|brandstof", re.IGNORECASE
)
#: What the model took in such a row for an item's; its rate of tax and unit may be right.
_COLUMNS = frozenset({NAME, CODE, QUANTITY, PRICE, NET_AMOUNT})
_ROLES = {"quantity": QUANTITY, "measure": QUANTITY, "price": PRICE}
_EDGE = 0.008  # of the page's width: how far from its caption's edge a cell begins
_FACTORS_N = 2  # a count and a price
_SURE = 0.9


class _Head(NamedTuple):
    """Where the goods begin, and the two columns whose numbers make the amount, left to right."""

    left: float
    factors: tuple[str, ...]
    columns: tuple[Cell, ...]


@page_by_page
def name_bought(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """The tags with what was bought as the items' names where it stands behind the place."""
    head: _Head | None = None
    for row in find_rows(page):
        found = _find_head(row)
        if found is not None:
            head = found
        elif head is not None:
            _name_row(page, tags, row, head, notation)
    return tags


def _find_head(row: Row) -> _Head | None:
    """Where the goods stand in a table with a place and, behind them, a count and a price.

    Where it has a column of descriptions as well, these name the items.
    """
    places = [at for at, cell in enumerate(row.cells) if _PLACE.fullmatch(cell.text)]
    goods = [at for at, cell in enumerate(row.cells[:-1]) if _GOODS.fullmatch(cell.text)]
    if len(places) != 1 or len(goods) != 1 or places[0] > goods[0] or _NAMED.search(row.text):
        return None
    name, *behind = row.cells[goods[0] :]
    found = tuple(_factors(behind))
    factors = tuple(label for label, _ in found)
    if sorted(factors) != sorted((QUANTITY, PRICE)):
        return None
    return _Head(name.x0 - _EDGE, factors, tuple(cell for _, cell in found))


def _factors(cells: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    for cell in cells:
        label = _ROLES.get(role_of(Column(cell.text.lower(), ())))
        if label is not None:
            yield label, cell


def _name_row(page: Page, tags: list[WordTag], row: Row, head: _Head, notation: Notation) -> None:
    """Names the goods of a row and the three numbers behind them that multiply; no others.

    A row that begins with the goods, or names a sum there, is none of an item.
    """
    words = row.words
    own = [i for i in words if page.words[i].box[0] >= head.left]
    numbers = _multiply(page, own, head, notation) if len(own) < len(words) else ()
    name = own[: own.index(whole_number(page, numbers[0])[0])] if numbers else []
    if not name or fields_named(page.text_of(name)):
        return
    for index in words:
        if tags[index].label in _COLUMNS:
            tags[index] = WordTag.outside(_SURE)
    label_words(tags, name, NAME, _SURE)
    for number, label in zip(numbers, (*head.factors, NET_AMOUNT), strict=True):
        label_words(tags, whole_number(page, number), label, _SURE)


def _multiply(page: Page, words: Sequence[int], head: _Head, notation: Notation) -> tuple[int, ...]:
    """Three numbers side by side, two below their captions, which make the third; or none."""
    values = {i: value for i in words if (value := read_whole(page, i, notation))}
    apart = {i for last in values for i in whole_number(page, last)[:-1]}
    numbers = [i for i in values if i not in apart]
    for three in zip(numbers, numbers[1:], numbers[2:], strict=False):
        left, right, amount = (values[i] for i in three)
        below = all(
            page.words[i].box[0] < cell.x1 + _EDGE and cell.x0 - _EDGE < page.words[i].box[2]
            for i, cell in zip(three[:_FACTORS_N], head.columns, strict=True)
        )
        cents = CENTS.search(page.words[three[-1]].text)
        if below and cents and multiplies(left, right, amount):
            return three
    return ()
