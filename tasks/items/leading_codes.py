"""Codes that begin each item's row right before the name, without a caption.

    M1   Module 1, good practice             2 days × 1,150.00     2,300.00
    AUD  Audit of the workshops              1 lump ×   680.00       680.00
    SUP  Handouts and certificates          12 pers ×    18.00       216.00

The model takes some of them for codes: where all rows begin so, and no two alike, all are.
"""

import re

from schemas.document import Page
from schemas.line_labels import CODE, NAME
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.item_rows import find_named_rows
from tasks.items.tables import label_words
from tasks.values.page_by_page import page_by_page

_FORM = re.compile(r"[A-Z]{2,5}|[A-Z]{1,3}[0-9]{1,3}")
_FREE = frozenset({OUTSIDE, CODE, NAME})
_ITEMS_N = 3  # that make a rule of it
_SEEN_N = 2  # of their codes that the model saw, at least
_EDGE = 0.006  # of the page's width: how far apart codes begin
_SURE = 0.9


@page_by_page
def name_leading_codes(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with such words as codes, and the names beginning right behind them."""
    rows = find_named_rows(page, tags)
    firsts = [row[0] for row in rows]
    texts = {page.words[i].text for i in firsts}
    lefts = [page.words[i].box[0] for i in firsts]
    seen = [i for row in rows for i in row if tags[i].label == CODE]
    if len(rows) < _ITEMS_N or len(texts) < len(rows) or not all(map(_FORM.fullmatch, texts)):
        return tags
    if max(lefts) - min(lefts) > _EDGE or len(seen) < _SEEN_N or not set(seen) <= set(firsts):
        return tags
    for row in rows:
        names = [i for i in row[1:] if tags[i].label == NAME]
        between = [i for i in row[1:] if names and i < names[0]]
        if not names or any(tags[i].label not in _FREE for i in (row[0], *between)):
            continue
        tags[row[0]] = tags[row[0]].relabelled(CODE, _SURE, begins=True)
        label_words(tags, [*between, names[0]], NAME, _SURE)
    return tags
