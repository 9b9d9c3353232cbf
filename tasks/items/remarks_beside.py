"""Remarks that stand beside the amounts, in the row below each item's code and name.

    000010   W-AUF-VOLL   Vollwartung Personenaufzug 630 kg
                          Anlage 4471-A, Fabr.-Nr. 10.338812     3 MON   214,50   643,50

The model takes them for names and codes of items of their own.
"""

from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.tables import AMOUNTS, is_priced
from tasks.items.wrapped_rows import HANGING
from tasks.values.cells import word_rows

_NAME, _CODE = "line.description", "line.code"
_LEAST_N = 2  # items that are set so
_EDGE = 0.01  # of the page's width: how far left of the names a remark may begin
_CLOSE = 1.0  # of the text height: more free space parts two items
_SURE = 0.9


def clear_remarks(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags without such remarks, where all items are set so."""
    return [_clear(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _clear(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    rows = list(word_rows(page).values())
    priced = [at for at, row in enumerate(rows) if is_priced(tags[i].label for i in row)]
    remarks = [
        _remark(page, tags, above, row)
        for at, (above, row) in enumerate(pairwise(rows), start=1)
        if at in priced
    ]
    if len(priced) < _LEAST_N or len(remarks) < len(priced) or not all(remarks):
        return tuple(tags)
    names = [tags[i].label == _NAME and not tags[i].begins for words in remarks for i in words]
    if all(names):  # names that go on, as the model sees them
        return tuple(tags)
    for index in (i for words in remarks for i in words):
        tags[index] = WordTag.outside(_SURE)
    return tuple(tags)


def _remark(
    page: Page, tags: Sequence[WordTag], above: Sequence[int], row: Sequence[int]
) -> list[int]:
    """The words before a row's amounts, if what stands above them is a code and a name alone."""
    labels = {tags[i].label for i in above}
    names = [i for i in above if tags[i].label == _NAME]
    if not {_NAME, _CODE} <= labels or labels & AMOUNTS:
        return []
    first = next(at for at, i in enumerate(row) if tags[i].label in AMOUNTS)
    words = list(row[:first])
    if not words or page.words[words[0]].box[0] < page.words[names[0]].box[0] - _EDGE:
        return []
    begins, ends = page.words[words[0]].text, page.words[names[-1]].text
    goes_on = begins[:1].islower() or HANGING.search(ends)
    box, over = page.words[words[0]].box, page.words[names[0]].box
    far = box[1] - over[3] > _CLOSE * (box[3] - box[1])
    return [] if goes_on or far else words
