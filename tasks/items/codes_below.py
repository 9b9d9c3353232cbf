"""Codes of items on a row below each item's name: alone, or behind their caption.

Or first in such a row, before a divider: "HB0117 · 2 x 2.2 kg".
"""

import re
from collections.abc import Collection, Mapping, Sequence

from schemas.document import Page
from schemas.line_labels import CODE, NAME
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.table_heads import find_table
from tasks.items.tables import AMOUNTS
from tasks.values.cells import word_rows
from tasks.values.entities import DIVIDERS
from tasks.values.page_by_page import page_by_page

#: "NET-FW60-36", "PS-AH", "BX4410": upper case, with a divider or figures.
_FORM = re.compile(
    r"(?=\S{4,20}$)(?:[A-Z0-9]+(?:[-./_][A-Z0-9]+)+|[A-Z]+[0-9]+[A-Z0-9]*|[0-9]{5,13})"
)
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]+(?:[-./_][A-Z0-9]+)*")
_DAY = re.compile(
    r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{2,4}|[0-9]{1,2}[./][0-9]{4}|20[0-9]{2}-[01]?[0-9]"
    r"|20[0-9]{2}[01][0-9][0-3][0-9]|[0-3]?[0-9]\.[01]?[0-9]\.?|(?:KW|WK)[0-9]{1,2}"
    r"|[0-9]{1,2}[.:][0-9]{2}-[0-9]{1,2}[.:][0-9]{2}"
)
#: Before a divider a size or a norm is none, and a code has letters and figures.
_BEFORE_DIVIDER = re.compile(
    r"(?=.*[A-Z])(?=.*[0-9])(?!M?[0-9]+X[0-9]|(?:DN|PN|RAL|ISO|DIN|EN|IP)[-._]?[0-9]).*"
)
#: What names the code behind it: "Art.-Nr. GT-0418".
_CAPTION = re.compile(
    r"(?:(?:material|artikel|art|article|item|product|produkt)"
    r"[-. ]*(?:n(?:r|o|um(?:mer|ber|éro))?\b\.?|n°|code)|sku|r[eé]f)[.:]*",
    re.IGNORECASE,
)
#: No code is behind "Our ref", nor is the number of another paper: "INV-2025-11".
_WHOSE = frozenset({"our", "your", "unser", "unsere", "ihr", "ihre", "notre", "votre"})
_OF_PAPER = re.compile(r"(?:INV|PO|SO|SHP|ORD|DN|CN|RE|LS|BL)[-_/]?[0-9]")
#: What does so where the code is but figures: "Material 70011482 Stat. Warennr. 4819".
_OF_FIGURES = re.compile(r"(?:material|artikel|article|art(?=\.)|item)[.:]*", re.IGNORECASE)
#: Figures that are a code only behind a caption: "Art. 201".
_FEW = re.compile(r"[1-9][0-9]{2,3}")
_CAPTION_WORDS_N = 2  # at most
_ROWS_N = 4  # below an item's first row, at most, where its code is looked for
_ITEMS_N = 3  # items with a code that make a rule of it
_SHARE = 0.8  # of the items that have one
_MOST = 0.6  # of the items whose codes the model knows, where it missed some
_EDGE = 0.006  # of the page's width: how far from the name's left edge a code begins
_ROW_EDGE = 0.002  # of the page's height: how far rows at one distance are apart
_SURE = 0.9


@page_by_page
def name_codes_below(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with codes below the names, where nearly all items have one and none elsewhere."""
    heads, items = find_table(page, tags)
    if not heads:
        return tags
    rows = word_rows(page)
    items = tuple(n for n in items if not _is_code_row(page, tags, rows, n))
    own = set(items)
    found = [i for n in items if (i := _code_below(page, tags, rows, n, own)) is not None]
    others = [i for i, tag in enumerate(tags) if tag.label == CODE and i not in found]
    _name_like_others(page, tags, rows, items)
    captioned = bool(found) and all(_is_captioned(page, i) for i in found)
    stray = captioned and all(page.words[i].row not in own for i in others)
    if others and not (stray and len(others) < len(found)):
        return tags
    texts = {page.words[i].text for i in found}
    numbered_n = sum(any(c.isdigit() for c in text) for text in texts)
    if len(found) < max(_ITEMS_N, _SHARE * len(items)):
        return tags
    if numbered_n * 2 < len(texts) and not (captioned and numbered_n):
        return tags
    if len(texts) * 2 <= len(found):  # one colour or size, of all
        return tags
    for index in others:
        tags[index] = WordTag.outside(_SURE)
    for index in found:
        tags[index] = tags[index].relabelled(CODE, _SURE, begins=True)
    return tags


def _name_like_others(
    page: Page, tags: list[WordTag], rows: Mapping[int, Sequence[int]], items: Sequence[int]
) -> None:
    """Names the capitals alone below a name where most items have their code so: "CALKF"."""
    below = {
        n: row[0]
        for n in items
        if len(row := rows.get(n + 1, ())) == 1 and _CAPITALS.fullmatch(page.words[row[0]].text)
    }
    known = [i for i in below.values() if tags[i].label == CODE]
    if len(known) < max(_ITEMS_N, _MOST * len(items)):
        return
    edge = page.words[known[0]].box[0]
    for n, index in below.items():
        flush = abs(page.words[index].box[0] - edge) <= _EDGE
        bare = all(tags[i].label != CODE for i in rows[n])
        if flush and bare and tags[index].label in (OUTSIDE, NAME):
            tags[index] = tags[index].relabelled(CODE, _SURE, begins=True)


def _code_below(
    page: Page,
    tags: Sequence[WordTag],
    rows: Mapping[int, Sequence[int]],
    item: int,
    items: Collection[int],
) -> int | None:
    """What has the form of a code, at the left edge of the name above.

    The one word of a row, the first before a divider, or that behind a caption.
    """
    name = next((i for i in rows[item] if tags[i].label == NAME), None)
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
            tags[first].begins and tags[first].label != CODE
        ):
            return None
        for index in rest[:_CAPTION_WORDS_N]:
            code = page.words[index].text
            if _is_captioned(page, index) and _may_be_code(code):
                return index
        text = page.words[first].text
        divided = bool(rest) and page.words[rest[0]].text in DIVIDERS
        alone = not rest or (divided and _BEFORE_DIVIDER.fullmatch(text))
        if alone and is_code(text):
            return first
    return None


def is_code(text: str) -> bool:
    """Whether a word has the form of a code, and is no day."""
    return bool(_FORM.fullmatch(text)) and not _DAY.fullmatch(text)


def _may_be_code(text: str) -> bool:
    """Whether a word behind a caption is a code, which may be of few figures, of no other paper."""
    return bool(_FEW.fullmatch(text)) or (is_code(text) and not _OF_PAPER.match(text))


def _is_code_row(
    page: Page, tags: Sequence[WordTag], rows: Mapping[int, Sequence[int]], item: int
) -> bool:
    """Whether a row holds but an item's code, which the model may know for one.

    Its caption stands before it, or it is alone and no farther from the row above than from that
    below.
    """
    row, above, below = (rows.get(n, ()) for n in (item, item - 1, item + 1))
    if any(tags[i].label in AMOUNTS for i in row):
        return False
    if any(tags[i].label == CODE and _is_captioned(page, i) for i in row):
        return True
    if len(row) != 1 or not is_code(page.words[row[0]].text) or not above:
        return False
    box = page.words[row[0]].box
    parted = page.words[below[0]].box[1] - box[3] if below else 1.0
    return box[1] - page.words[above[0]].box[3] <= parted + _ROW_EDGE


def _is_captioned(page: Page, code: int) -> bool:
    """Whether the words before a code in its row, one or two that begin its cell, are a caption."""
    row = page.words[code].row
    captions = (_CAPTION, _OF_FIGURES) if page.words[code].text.isdigit() else (_CAPTION,)
    for first in range(max(0, code - _CAPTION_WORDS_N), code):
        words = page.words[first:code]
        before = page.words[first - 1] if first else None
        begins = before is None or before.row != row or words[0].box[0] - before.box[2] > _EDGE
        begins = begins and not (before and before.text.lower() in _WHOSE)
        text = " ".join(word.text for word in words if word.row == row)
        if begins and any(caption.fullmatch(text) for caption in captions):
            return True
    return False
