"""Letters that belong to the codes behind them, where several items have them: "HP 4419".

Where the model sees several such numbers, it misses others that stand below them.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.line_labels import CODE, QUANTITY, UNIT
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.item_rows import EDGE, ItemRow, named_in, touches
from tasks.values.entities import gap_between

_PREFIX = re.compile(r"(?!(?:EAN|GTIN|PN|UPC|SKU|REF|ART|NR|NO|POS|ISBN)$)[A-Z]{1,4}")
_PREFIX_GAP = 1.0  # of the text height: what parts the two is less than a column's space
_PREFIXES_N = 3  # items with the same letters before their codes, at least
_SEEN_N = 2  # of such codes that the model sees, from which the rest is believed


def fill_prefixes(page: Page, tags: list[WordTag], rows: Sequence[ItemRow]) -> None:
    """Gives codes the letters right before them, where several items have the same."""
    found: dict[str, list[int]] = {}
    for row in rows:
        for index in row.words:
            if tags[index].label == CODE and touches(page, index, _PREFIX_GAP):
                before = tags[index - 1].label
                unit = before == UNIT and _is_unit(page, tags, index)
                if before in (OUTSIDE, UNIT) and not unit:
                    found.setdefault(page.words[index - 1].text, []).append(index - 1)
    for text, seen in found.items():
        if not _PREFIX.fullmatch(text):
            continue
        places = seen if len(seen) < _SEEN_N else seen + _find_missed(page, tags, rows, seen)
        if len(places) >= _PREFIXES_N:
            for index in places:
                tags[index] = tags[seen[0] + 1]._replace(begins=True)
                tags[index + 1] = tags[index]._replace(begins=False)


def _is_unit(page: Page, tags: Sequence[WordTag], code: int) -> bool:
    """Whether letters before a code are of the quantity before them: no farther than the code.

    Or before a code that has letters of its own: "60 LGTH CLS3863".
    """
    if code < 2 or tags[code - 2].label != QUANTITY:
        return False
    count, letters, number = page.words[code - 2 : code + 1]
    close = gap_between(page, count, letters) <= gap_between(page, letters, number)
    return close or not number.text.isdecimal()


def _find_missed(
    page: Page, tags: Sequence[WordTag], rows: Sequence[ItemRow], seen: Sequence[int]
) -> list[int]:
    """The same letters in other items' rows, at the edge of those seen, before as long numbers.

    What several rows have is the number of a delivery.
    """
    letters = page.words[seen[0]]
    known = {word.text for word, tag in zip(page.words, tags, strict=True) if tag.label == CODE}
    digits_n = {len(page.words[i + 1].text) for i in seen}
    return [
        i
        for row in rows
        if named_in(tags, row) and not any(tags[j].label == CODE for j in row.words)
        for i in row.words[:-1]
        if page.words[i].text == letters.text
        and abs(page.words[i].box[0] - letters.box[0]) < EDGE
        and tags[i].label == tags[i + 1].label == OUTSIDE
        and page.words[i + 1].text.isdecimal()
        and page.words[i + 1].text not in known
        and len(page.words[i + 1].text) in digits_n
    ]
