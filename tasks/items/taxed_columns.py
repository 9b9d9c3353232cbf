"""Items' amounts printed thrice, without tax, the tax, and with it: the first is the amount.

The columns' captions say so and every row proves it: net and tax make the total.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.table_heads import Column, find_columns
from tasks.values.notation import Notation, parse_number
from tasks.values.thousands import whole_number

_AMOUNT = "line.net_amount"
_ROLES = frozenset({"line.quantity", "line.unit_price", _AMOUNT, "line.discount"})
_NET = re.compile(r"\b(?:net|netto|nett|ht|hors|excl?|ohne|zzgl|before|sin|imponibile|neto)\b")
_TAX = re.compile(
    r"\b(?:vat|tva|mwst|m\.w\.st|ust|umsatzsteuer|mehrwertsteuer|iva|btw|tax|gst|steuer)\b"
)
_WITHOUT = re.compile(r"\b(?:excl?|ohne|zzgl|hors|before|sin|ex)\b")
_ROWS_N = 2  # rows that prove the columns
_SURE = 0.95


def name_net_amounts(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], notation: Notation
) -> list[tuple[WordTag, ...]]:
    """The tags with the amounts without tax for the items', where those with tax stand beside."""
    return [_name_page(p, list(t), notation) for p, t in zip(pages, tags, strict=True)]


def _name_page(page: Page, tags: list[WordTag], notation: Notation) -> tuple[WordTag, ...]:
    for net, tax, whole in combinations(find_columns(page, tags), 3):
        if not _NET.search(net.caption) or not _TAX.search(tax.caption):
            continue
        if _TAX.search(net.caption) and not _WITHOUT.search(net.caption):
            continue
        if _NET.search(tax.caption) or _NET.search(whole.caption):
            continue
        rows = _add_up(page, (net, tax, whole), notation)
        if rows is None:
            continue
        for index in (i for column in (tax, whole) for i in column.words):
            if page.words[index].row in rows and tags[index].label in _ROLES:
                for at in whole_number(page, index):
                    tags[at] = WordTag("O", False, _SURE)
        for index in net.words:
            if page.words[index].row in rows:
                first, *rest = whole_number(page, index)
                before = tags[first].label
                for at in (first, *rest):
                    tags[at] = WordTag(_AMOUNT, at == first, _SURE, ((before, 1 - _SURE),))
        break
    return tuple(tags)


def _add_up(page: Page, columns: Sequence[Column], notation: Notation) -> frozenset[int] | None:
    """The rows with a number in each column, where on all of them the first two make the third."""
    numbers = [{page.words[i].row: i for i in column.words} for column in columns]
    rows = frozenset.intersection(*(frozenset(column) for column in numbers))
    taxes = []
    for row in rows:
        values = [_value(page, column[row], notation) for column in numbers]
        if None in values or Decimal(values[0] or 0) + Decimal(values[1] or 0) != values[2]:
            return None
        taxes.append(values[1])
    return rows if len(rows) >= _ROWS_N and any(taxes) else None


def _value(page: Page, index: int, notation: Notation) -> Decimal | None:
    text = "".join(page.words[i].text for i in whole_number(page, index))
    return parse_number(text, notation)
