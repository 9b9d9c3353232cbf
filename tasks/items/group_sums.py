"""What a group of items comes to, printed further right on the row of its last one, or below it.

    Freight                 214.60
    Toll                     18.40
    Fuel surcharge           20.39      253.39

The items' amounts are those on the left: each amount on the right is the sum of all since the one
before. Below them, in the items' own column, stands such a sum behind any words, "Fees, this
matter 2,996.00".
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.document import Page
from schemas.line_labels import NAME, NET_AMOUNT
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.tables import label_words
from tasks.values.cells import word_rows
from tasks.values.notation import AMOUNT, Notation
from tasks.values.page_by_page import page_by_page
from tasks.values.thousands import read_whole, whole_number

_MONEY = re.compile(rf"-?{AMOUNT.pattern}-?")
_GROUPS_N = 2  # that prove the two columns
_EDGE = 0.006  # of the page's width: how far apart the right edges of a column's amounts are
_SURE = 0.95


@page_by_page
def clear_group_sums(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """The tags with the amounts on the left for the items', where those on the right sum up."""
    groups = _prove_groups(page, tags, notation)
    for index in groups.sums:
        for word in whole_number(page, index):
            tags[word] = WordTag.outside(_SURE)
    for index in groups.items:
        label_words(tags, whole_number(page, index), NET_AMOUNT, _SURE)
    return tags


class _Groups(NamedTuple):
    """Words: the amounts of items on the left, and on the right what groups of them come to."""

    items: list[int]
    sums: list[int]


def _prove_groups(page: Page, tags: Sequence[WordTag], notation: Notation) -> _Groups:
    """The groups of a table, where each amount on the right is the sum of one; else none.

    At least one of them has several items.
    """
    groups, none = _Groups([], []), _Groups([], [])
    group: list[Decimal] = []
    several = False
    for left, right in _rows_of_two(page, tags):
        if left is not None:
            groups.items.append(left)
            group.append(read_whole(page, left, notation) or Decimal(0))
        elif right is not None:
            break  # below the table
        if right is None:
            continue
        sums_up = min(group) > 0 and sum(group) == read_whole(page, right, notation)
        if not sums_up or tags[right].label != NET_AMOUNT:
            return none
        several = several or len(group) > 1
        groups.sums.append(right)
        group = []
    proved = len(groups.sums) >= _GROUPS_N and several and not group
    return groups if proved else none


def _rows_of_two(page: Page, tags: Sequence[WordTag]) -> Iterator[tuple[int | None, int | None]]:
    """The amounts of each row that end where the left and the right one of the first two do."""
    rows = _amounts_by_row(page, tags)
    edges = next(([page.words[i].box[2] for i in row] for row in rows if len(row) == 2), [])
    for row in rows if edges else ():
        left, right = (
            next((i for i in row if abs(page.words[i].box[2] - edge) < _EDGE), None)
            for edge in edges
        )
        yield left, right


@page_by_page
def clear_sums_below(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """The tags without the sums of groups as amounts, where two groups of a page have one."""
    sums: list[list[int]] = []
    group: list[Decimal] = []
    for _, row in sorted(word_rows(page).items()):
        amount = [i for i in row if tags[i].label == NET_AMOUNT]
        value = read_whole(page, amount[-1], notation) if amount else None
        if value is None:
            continue
        bare = {tag.label for tag in (tags[i] for i in row)} <= {NET_AMOUNT, OUTSIDE}
        if bare and len(group) > 1 and value == sum(group) != 0:
            sums.append(amount)
            group = []
        else:
            group.append(value)
    if len(sums) >= _GROUPS_N:
        for index in (i for amount in sums for i in amount):
            tags[index] = WordTag.outside(_SURE)
    return tags


def _amounts_by_row(page: Page, tags: Sequence[WordTag]) -> list[list[int]]:
    """The amounts of each row from the first that names an item and prices it."""
    found: list[list[int]] = []
    for _, row in sorted(word_rows(page).items()):
        amounts = [i for i in row if _MONEY.fullmatch(page.words[i].text)]
        if found or (amounts and any(tags[i].label == NAME for i in row)):
            found.append(amounts)
    return found
