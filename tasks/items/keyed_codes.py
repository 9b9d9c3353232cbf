"""Codes of a receipt's items in rows of their own below the names, each behind the same key.

IBU-RATIOFLEX 400 20ST            5,97 A
  PZN 10019621
BEPA WUNDSALBE 20G                7,29 A
  PZN 01578847
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.cells import find_rows

_CODE, _AMOUNT = "line.code", "line.net_amount"
_KEYED = re.compile(
    r"(?:pzn|ean|gtin|upc|sku|plu|isbn|art(?:\.|ikel)?[- ]?n(?:r|o)\.?|r[ée]f\.?)\W{0,2}"
    r" [0-9]{5,14}",
    re.IGNORECASE,
)
_FREE = frozenset({"O", _CODE})
_ROWS_N = 2  # of them, at least
_SURE = 0.9


def name_keyed_codes(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with the number of each such row below the first amount as a code."""
    return [_name_page(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _name_page(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    rows = [[i for cell in row.cells for i in cell.words] for row in find_rows(page)]
    priced = [at for at, row in enumerate(rows) if any(tags[i].label == _AMOUNT for i in row)]
    keyed = [
        row
        for row in rows[priced[0] if priced else len(rows) :]
        if _KEYED.fullmatch(" ".join(page.words[i].text for i in row))
        and all(tags[i].label in _FREE for i in row)
    ]
    keys = {page.words[row[0]].text for row in keyed}
    if len(keyed) < _ROWS_N or len(keys) > 1:
        return tuple(tags)
    for *key, number in keyed:
        for index in key:
            tags[index] = WordTag("O", False, _SURE)
        tags[number] = WordTag(_CODE, True, _SURE, ((tags[number].label, 1 - _SURE),))
    return tuple(tags)
