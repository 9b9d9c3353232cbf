"""Amounts in brackets within a name's cell that price nothing: "Bonus 2024 tier 2 (of 61 480,00)".

The model takes one for the item's price, and a number before it for its quantity.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, product

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.amounts import multiplies
from tasks.values.cells import Cell, find_rows
from tasks.values.notation import Notation
from tasks.values.thousands import read_whole

_NAME, _QUANTITY, _PRICE, _AMOUNT = (
    "line.description", "line.quantity", "line.unit_price", "line.net_amount",
)  # fmt: skip
_SURE = 0.9


def name_bracketed_prices(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], notation: Notation
) -> list[tuple[WordTag, ...]]:
    """The tags with the rest of such a cell as more of the name, where it prices nothing."""
    return [_name_page(p, list(t), notation) for p, t in zip(pages, tags, strict=True)]


def _name_page(page: Page, tags: list[WordTag], notation: Notation) -> tuple[WordTag, ...]:
    for row in find_rows(page):
        words = [i for cell in row.cells for i in cell.words]
        for cell in row.cells:
            rest = list(_rest_of_name(page, tags, cell))
            if any(tags[i].label == _PRICE for i in rest) and not _is_priced(
                page, tags, words, notation
            ):
                for index in rest:
                    tags[index] = WordTag(_NAME, False, _SURE, ((tags[index].label, 1 - _SURE),))
    return tuple(tags)


def _rest_of_name(page: Page, tags: Sequence[WordTag], cell: Cell) -> Iterator[int]:
    """The words behind the name that begins a cell, up to the bracket that closes behind it."""
    texts = [page.words[i].text for i in cell.words]
    ends = [at for at, text in enumerate(texts) if text.endswith(")")]
    opens = [at for at, text in enumerate(texts) if text.startswith("(")]
    if tags[cell.words[0]].label != _NAME or not ends or not opens or opens[0] > ends[-1]:
        return
    named = next(at for at, i in enumerate([*cell.words, -1]) if i < 0 or tags[i].label != _NAME)
    if named <= opens[0]:
        yield from cell.words[named : ends[-1] + 1]


def _is_priced(
    page: Page, tags: Sequence[WordTag], words: Sequence[int], notation: Notation
) -> bool:
    """Whether a row's quantity, or one, × its price is its amount, or it has no amount."""
    counts, prices, amounts = (
        list(_values(page, tags, words, label, notation)) for label in (_QUANTITY, _PRICE, _AMOUNT)
    )
    return not amounts or any(
        multiplies(count, price, amount)
        for count, price, amount in product([*counts, Decimal(1)], prices, amounts)
    )


def _values(
    page: Page, tags: Sequence[WordTag], words: Sequence[int], label: str, notation: Notation
) -> Iterator[Decimal]:
    """The sizes of a row's numbers under a label, each with all its groups."""
    for index, after in pairwise([*words, words[-1] + 1]):
        goes_on = after < len(tags) and tags[after].label == label and not tags[after].begins
        if tags[index].label == label and not goes_on:
            value = read_whole(page, index, notation)
            if value is not None:
                yield abs(value)
