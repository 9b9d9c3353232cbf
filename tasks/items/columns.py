"""The numbers of one printed column are one thing: the column votes on the model's tags.

In a table the model may take one row's price for its quantity. Numbers whose right edges (or
middles) line up stand in one column, and the label most probable for all of them together is
right for each. Numbers with cents that end their rows count nothing where some are amounts.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.line_labels import DISCOUNT, NET_AMOUNT, PRICE, QUANTITY, RATE
from schemas.prediction import WordTag
from tasks.values.entities import probability
from tasks.values.notation import CENTS
from tasks.values.page_by_page import page_by_page

_LABELS = (QUANTITY, PRICE, DISCOUNT, NET_AMOUNT, RATE)
#: What a percentage may be; the quantity is what was done of a work.
_SHARES = (DISCOUNT, RATE, QUANTITY)
_SURE = 0.85  # confidence from which a number keeps its own label
_TOLERANCE = 0.008  # of the page's width
_ROWS_N = 3  # a column has at least so many numbers
_AMOUNTS = 0.3  # of the last numbers with cents, from which on all are amounts
_LEAD = 1.3  # by which the winning label must be more probable than the next


@page_by_page
def vote_columns(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with every number of a clear column under the column's label."""
    voted = list(tags)
    numbers = [
        index
        for index, word in enumerate(page.words)
        if re.search(r"[0-9]", word.text) and tags[index].label in _LABELS
    ]
    for column in _columns(page, numbers):
        chances = {
            label: sum(probability(tags[i], label) for i in column) / len(column)
            for label in _LABELS
        }
        if _ends_rows(page, tags, column):
            chances[QUANTITY] = 0.0
        best, second = sorted(chances.values(), reverse=True)[:2]
        if best < _LEAD * second:
            continue
        label = max(chances, key=lambda name: chances[name])
        for index in column:
            is_share = page.words[index].text.endswith("%")
            if is_share and label not in _SHARES:
                continue
            sure = tags[index].confidence >= _SURE and chances[tags[index].label] > 0
            if tags[index].label != label and not sure:
                voted[index] = tags[index].relabelled(label, best, begins=True)
    return voted


def _ends_rows(page: Page, tags: Sequence[WordTag], column: Sequence[int]) -> bool:
    """Whether numbers with cents are the last of their rows, and a good part of them amounts."""
    ends = {word.row: index for index, word in enumerate(page.words)}
    last = all(ends[page.words[i].row] == i and CENTS.search(page.words[i].text) for i in column)
    amounts_n = sum(tags[i].label == NET_AMOUNT for i in column)
    return last and amounts_n >= _AMOUNTS * len(column)


def _columns(page: Page, numbers: Sequence[int]) -> list[list[int]]:
    """Numbers on different rows whose right edges line up, in groups of at least `_ROWS_N`."""
    columns: list[list[int]] = []
    for index in sorted(numbers, key=lambda i: page.words[i].box[2]):
        edge = page.words[index].box[2]
        if columns and edge - page.words[columns[-1][-1]].box[2] <= _TOLERANCE:
            columns[-1].append(index)
        else:
            columns.append([index])
    return [column for column in columns if len({page.words[i].row for i in column}) >= _ROWS_N]
