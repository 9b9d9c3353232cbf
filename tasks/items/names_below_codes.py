"""Names in the row below each item's code, where makers' numbers stand beside the code.

SHIP   ITEM / DESCRIPTION                    U/M    UNIT PRICE    EXTENSION
  24   3300820     LOCTITE 24205              EA          7.49       179.76
       THREADLOCKER BLUE 242 6 ML

A code of several words, "NU 211 ECP", is whole: letters alone hardly are one.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.line_labels import CODE, NAME
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.caption_cells import TIGHT
from tasks.items.own_rows import says_more
from tasks.items.table_heads import find_table
from tasks.items.tables import is_priced
from tasks.values.cells import word_rows
from tasks.values.entities import gap_between
from tasks.values.head_words import NAMES
from tasks.values.page_by_page import page_by_page

_CAPTION = re.compile(
    r"(?:item|part|product|material|artikel(?:-?nr\.?)?|référence|code)(?: no\.?)? ?/ ?"
    rf"{NAMES}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2}")
_ITEMS_N, _SHARE = 3, 0.6  # items with a row below their code, at least, and of those that have one
_EDGE = 0.006  # of the page's width: how far apart codes and names begin
_CLOSE = 0.8  # of the text height: more free space than that parts two items
_MAKER_WORDS_N = 2  # of a maker's number: its name, and the number
_CODE_WORDS_N = 5  # that a code has at most
_KEY_N = 20  # letters that a remark's key has at most: "Country of origin: Italy"
_FREE = frozenset({OUTSIDE, NAME, CODE})
_SURE = 0.9


@page_by_page
def name_rows_below_codes(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with such rows as names, and what stands beside the codes as none."""
    heads, _ = find_table(page, tags)
    if not _CAPTION.search(" ".join(head.text for head in heads)):
        return tags
    rows = list(word_rows(page).values())
    coded = [(row, below) for row, below in pairwise(rows) if is_priced(tags[i].label for i in row)]
    named = [(row, below) for row, below in coded if _is_name(page, tags, row, below)]
    if len(named) < max(_ITEMS_N, _SHARE * len(coded)):
        return tags
    for row, below in named:
        _complete_code(page, tags, row)
        for index in row:
            if tags[index].label == NAME:
                tags[index] = WordTag.outside(_SURE)
        for index in below:
            tags[index] = WordTag(NAME, index == below[0], _SURE, ((tags[index].label, 0.1),))
    return tags


def _complete_code(page: Page, tags: list[WordTag], row: Sequence[int]) -> None:
    """Gives a code of mere letters what the model took for a name right behind it."""
    for index in _behind_letters(page, tags, row):
        tags[index] = WordTag(CODE, False, _SURE, ((NAME, 1 - _SURE),))


def _behind_letters(page: Page, tags: Sequence[WordTag], row: Sequence[int]) -> list[int]:
    """The words with a figure among them, all in capitals, in one cell behind a code of letters."""
    codes = [n for n, i in enumerate(row) if tags[i].label == CODE]
    if len(codes) != 1 or not page.words[row[codes[0]]].text.isalpha():
        return []
    behind: list[int] = []
    for before, index in pairwise(row[codes[0] :]):
        gap = gap_between(page, page.words[before], page.words[index])
        if tags[index].label != NAME or gap > TIGHT:
            break
        behind.append(index)
    text = page.text_of(behind)
    is_code = text == text.upper() and any(map(str.isdigit, text))
    return behind if is_code and len(behind) < _CODE_WORDS_N else []


def _is_name(page: Page, tags: Sequence[WordTag], row: Sequence[int], below: Sequence[int]) -> bool:
    """Whether a row begins right below an item's code, and has but words that may name it.

    Beside the code stands at most a maker's number, as "LOCTITE 24205" is one.
    """
    at = next((n for n, i in enumerate(row) if tags[i].label == CODE), None)
    if at is None:
        return False
    own = _behind_letters(page, tags, row)
    beside = [i for i in row[at + 1 :] if tags[i].label == NAME and i not in own]
    code, first = page.words[row[at]], page.words[below[0]]
    text = page.text_of(below)
    return (
        len(beside) <= _MAKER_WORDS_N
        and (not beside or any(map(str.isdigit, page.words[beside[-1]].text)))
        and abs(first.box[0] - code.box[0]) <= _EDGE
        and first.box[1] - code.box[3] < _CLOSE * code.height
        and len(_WORD.findall(text)) > 1
        and not says_more(text)
        and ":" not in text[:_KEY_N]
        and all(tags[i].label in _FREE for i in below)
    )
