"""Codes of a receipt's items in rows of their own below the names, each behind the same key.

IBU-RATIOFLEX 400 20ST            5,97 A
  PZN 10019621
BEPA WUNDSALBE 20G                7,29 A
  PZN 01578847
"""

import re

from schemas.document import Page
from schemas.line_labels import CODE, NET_AMOUNT
from schemas.prediction import OUTSIDE, WordTag
from tasks.values.cells import find_rows
from tasks.values.page_by_page import page_by_page

_SUMS = frozenset({"total_net", "total_gross", "amount_due"})
_KEYED = re.compile(
    r"(?:pzn|ean|gtin|upc|sku|plu|isbn|art(?:\.|ikel)?[- ]?n(?:r|o)\.?|r[ée]f\.?)\W{0,2}"
    r" [0-9]{5,14}",
    re.IGNORECASE,
)
_FREE = frozenset({OUTSIDE, CODE})
_ROWS_N = 2  # of them, at least
_SURE = 0.9


@page_by_page
def name_keyed_codes(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with the number of each such row between the first amount and the sum as a code."""
    rows = [row.words for row in find_rows(page)]
    labels = [{tags[i].label for i in row} for row in rows]
    priced = [at for at, found in enumerate(labels) if NET_AMOUNT in found]
    keyed = [
        at
        for at, row in enumerate(rows)
        if labels[at] <= _FREE and _KEYED.fullmatch(page.text_of(row))
    ]
    first = priced[0] if priced else len(rows)
    end = next((at for at in range(first, len(rows)) if labels[at] & _SUMS), len(rows))
    below = [at for at in keyed if first < at < end]
    keys = {page.words[rows[at][0]].text for at in below}
    if len(below) < _ROWS_N or len(keys) > 1:
        return tags
    if keyed[0] < first and below[-1] < max(at for at in priced if at < end):
        return tags  # each stands above its item
    for *key, number in (rows[at] for at in below):
        for index in key:
            tags[index] = WordTag.outside(_SURE)
        tags[number] = tags[number].relabelled(CODE, _SURE, begins=True)
    return tags
