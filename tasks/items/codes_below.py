"""Codes of items that stand alone on a row below each item's name, without a caption."""

import re
from collections.abc import Collection, Mapping, Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.table_heads import find_table
from tasks.values.cells import word_rows

_CODE, _NAME = "line.code", "line.description"
#: "NET-FW60-36", "PS-AH", "BX4410": upper case, with a divider or figures.
_FORM = re.compile(
    r"(?=\S{4,20}$)(?:[A-Z0-9]+(?:[-./_][A-Z0-9]+)+|[A-Z]+[0-9]+[A-Z0-9]*|[0-9]{5,13})"
)
_DAY = re.compile(r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{2,4}|[0-9]{1,2}[./][0-9]{4}")
_ROWS_N = 4  # below an item's first row, at most, where its code is looked for
_ITEMS_N = 3  # items with a code that make a rule of it
_SHARE = 0.8  # of the items that have one
_EDGE = 0.006  # of the page's width: how far from the name's left edge a code begins
_SURE = 0.9


def name_codes_below(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with codes below the names, where nearly all items have one and none elsewhere."""
    return [_name_page(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _name_page(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    heads, items = find_table(page, tags)
    if not heads or any(tag.label == _CODE for tag in tags):
        return tuple(tags)
    rows, own = word_rows(page), set(items)
    found = [i for n in items if (i := _code_below(page, tags, rows, n, own)) is not None]
    texts = {page.words[i].text for i in found}
    numbered_n = sum(any(c.isdigit() for c in text) for text in texts)
    if len(found) < max(_ITEMS_N, _SHARE * len(items)) or numbered_n * 2 < len(texts):
        return tuple(tags)
    if len(texts) * 2 <= len(found):  # one colour or size, of all
        return tuple(tags)
    for index in found:
        tags[index] = WordTag(_CODE, True, _SURE, ((tags[index].label, 1 - _SURE),))
    return tuple(tags)


def _code_below(
    page: Page,
    tags: Sequence[WordTag],
    rows: Mapping[int, Sequence[int]],
    item: int,
    items: Collection[int],
) -> int | None:
    """The one word of a row, at the left edge of the name above, that has the form of a code."""
    name = next((i for i in rows[item] if tags[i].label == _NAME), None)
    if name is None:
        return None
    for number in range(item + 1, item + 1 + _ROWS_N):
        row = rows.get(number, [])
        if not row or number in items:
            return None
        word = page.words[row[0]]
        if abs(word.box[0] - page.words[name].box[0]) > _EDGE or tags[row[0]].begins:
            return None
        if len(row) == 1 and _FORM.fullmatch(word.text) and not _DAY.fullmatch(word.text):
            return row[0]
    return None
