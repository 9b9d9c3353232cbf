"""Quantities with their units in one word: "4pcs  Acoustic panel".

A model that knows no column for it takes such a word for a code. Where it begins most rows of a
list without captions, a number and a unit known as such, it is the quantity; and so it is, whatever
the unit, where most rows have one under the only caption of quantities, or of what was shipped.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.line_labels import CODE, NAME, QUANTITY, UNIT
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.caption_cells import cells_under
from tasks.items.column_roles import fits_role
from tasks.items.table_heads import find_table
from tasks.values.cells import find_rows, word_rows
from tasks.values.page_by_page import page_by_page
from tasks.values.units import read_unit

_GLUED = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,3})?([^\W\d_]{1,8}[²³23]?\.?)")
_MISTAKEN = frozenset({OUTSIDE, CODE, NAME})  # what the model may take one for
_ROWS_N = 2
_SHARE = 0.6  # of the items' rows that begin so
_UNSURE = 0.75  # confidence of another quantity up to which the first word is the row's
_SURE = 0.9


@page_by_page
def name_glued_quantities(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with the words that begin a list's rows so as their quantities."""
    _name_by_caption(page, tags)
    items = [row for row in word_rows(page).values() if any(tags[i].label == NAME for i in row)]
    alone = {row.cells[0].words for row in find_rows(page)}
    glued = [row for row in items if (row[0],) in alone and _begins_glued(page, tags, row)]
    if len(glued) < max(_ROWS_N, _SHARE * len(items)):
        return tags
    for row in glued:
        for index in row[1:]:
            if tags[index].label == QUANTITY:
                tags[index] = WordTag.outside(_SURE)
        tags[row[0]] = WordTag(QUANTITY, True, _SURE)
        after = tags[row[1]]
        if after.label == NAME:
            tags[row[1]] = after._replace(begins=True)
    return tags


def _name_by_caption(page: Page, tags: list[WordTag]) -> None:
    """Names what stands under the one caption of quantities; no other number of a row is one.

    Beside "Order" and "B/O" it is that of what was shipped.
    """
    heads, items = find_table(page, tags)
    rows = [row for n, row in word_rows(page).items() if n in items]
    named = [at for at, head in enumerate(heads) if fits_role(head.text, "quantity")]
    if not named and any(fits_role(head.text, "ordered") for head in heads):
        named = [at for at, head in enumerate(heads) if fits_role(head.text, "delivered")]
    if len(named) != 1:
        return
    found = cells_under(page, tags, heads, named[0], rows)
    glued = [cell[0] for cell in found if _GLUED.fullmatch(page.words[cell[0]].text)]
    glued = [index for index in glued if tags[index].label in (*_MISTAKEN, QUANTITY, UNIT)]
    if len(glued) < max(_ROWS_N, _SHARE * len(rows)):
        return
    for index in glued:
        for other in next(row for row in rows if index in row):
            ordered = tags[other].label == UNIT and _GLUED.fullmatch(page.words[other].text)
            if tags[other].label == QUANTITY or ordered:
                tags[other] = WordTag.outside(_SURE)
        tags[index] = WordTag(QUANTITY, True, _SURE)


def _begins_glued(page: Page, tags: Sequence[WordTag], row: Sequence[int]) -> bool:
    """Whether a row begins with such a word, right before a name, and has no sure quantity."""
    found = _GLUED.fullmatch(page.words[row[0]].text)
    if found is None or read_unit(found[1]) is None or tags[row[0]].label not in _MISTAKEN:
        return False
    counted = any(tags[i].label == QUANTITY and tags[i].confidence > _UNSURE for i in row)
    return not counted and len(row) > 1 and tags[row[1]].label == NAME
