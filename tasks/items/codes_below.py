"""Codes of items that stand alone on a row below each item's name, without a caption.

Or first in such a row, before a divider: "HB0117 · 2 x 2.2 kg".
"""

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
_DIVIDERS = frozenset("·•|")
#: Before a divider a size or a norm is none, and a code has letters and figures.
_BEFORE_DIVIDER = re.compile(
    r"(?=.*[A-Z])(?=.*[0-9])(?!M?[0-9]+X[0-9]|(?:DN|PN|RAL|ISO|DIN|EN|IP)[-._]?[0-9]).*"
)
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
    if not heads:
        return tuple(tags)
    rows, own = word_rows(page), set(items)
    found = [i for n in items if (i := _code_below(page, tags, rows, n, own)) is not None]
    if any(tag.label == _CODE for index, tag in enumerate(tags) if index not in found):
        return tuple(tags)
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
    """What has the form of a code, at the left edge of the name above.

    The one word of a row, or the first before a divider.
    """
    name = next((i for i in rows[item] if tags[i].label == _NAME), None)
    if name is None:
        return None
    for number in range(item + 1, item + 1 + _ROWS_N):
        row = rows.get(number, [])
        if not row or number in items:
            return None
        column = [i for i in row if page.words[i].box[0] >= page.words[name].box[0] - _EDGE]
        if not column:
            continue
        first, *rest = column
        if abs(page.words[first].box[0] - page.words[name].box[0]) > _EDGE or (
            tags[first].begins and tags[first].label != _CODE
        ):
            return None
        text = page.words[first].text
        divided = bool(rest) and page.words[rest[0]].text in _DIVIDERS
        alone = not rest or (divided and _BEFORE_DIVIDER.fullmatch(text))
        if alone and _FORM.fullmatch(text) and not _DAY.fullmatch(text):
            return first
    return None
