"""Rates of tax in a row of their own below each item, as ERP systems print conditions.

000010  7003418  Contactor 3P 25A          5 EA    41.20    206.00
                 Output VAT 20.000 %
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.tables import is_priced
from tasks.values.cells import word_rows
from tasks.values.tax_words import TAX_WORDS

_RATE = "line.tax_rate"
_CONDITION = re.compile(
    rf"(?:(?:output|input) )?{TAX_WORDS}\.?:? [0-9][0-9.,]* ?%",
    re.IGNORECASE,
)
_ROWS_N = 4  # below an item's amounts, at most
_ITEMS_N = 2  # items that make a rule of it
_SURE = 0.9


def name_rates_below(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with such rates as those of the items above them, where none has another."""
    found = [_find(page, own) for page, own in zip(pages, tags, strict=True)]
    rated = any(tag.label == _RATE for row in tags for tag in row)
    if rated or sum(map(len, found)) < _ITEMS_N:
        return [tuple(row) for row in tags]
    named = []
    for own, words in zip(tags, found, strict=True):
        row = list(own)
        for index in words:
            row[index] = WordTag(_RATE, True, _SURE, ((row[index].label, 1 - _SURE),))
        named.append(tuple(row))
    return named


def _find(page: Page, tags: Sequence[WordTag]) -> list[int]:
    """The number of the one such row below each item of a page, before the next one."""
    found: list[int] = []
    free = 0  # rows that may still be of the last item
    for row in word_rows(page).values():
        if is_priced(tags[i].label for i in row):
            free = _ROWS_N
            continue
        text = " ".join(page.words[i].text for i in row)
        if free and _CONDITION.fullmatch(text):
            found.append(next(i for i in row if page.words[i].text[0].isdecimal()))
            free = 0
        free = max(0, free - 1)
    return found
