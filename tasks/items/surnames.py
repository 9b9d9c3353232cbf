"""Surnames in capitals that begin names of items, where persons are billed: no codes.

BENALI Karim - Cariste - Heures normales      70,00   26,84   1 878,80
BENALI Karim - Panier jour                       10    7,30      73,00
LEFEUVRE Solène - Prime de froid                  9    4,85      43,65
"""

import re
from collections import Counter
from collections.abc import Sequence

from schemas.document import Page
from schemas.line_labels import CODE, NAME
from schemas.prediction import WordTag
from tasks.items.item_rows import find_named_rows
from tasks.values.cells import find_cells
from tasks.values.page_by_page import page_by_page

_SURNAME = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’-]{3,}")
_GIVEN = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)*")
_DIVIDER = re.compile(r"[-–—|·:/]")
_REPEATED_N = 2  # items of one person, at least: a code is of one item


@page_by_page
def join_surnames(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with such words as their names' beginnings, where no other code is on the page."""
    codes = [i for row in find_named_rows(page, tags) for i in row if tags[i].label == CODE]
    cells = {i: cell.words for cell in find_cells(page) for i in cell.words}
    times = Counter(page.words[i].text for i in codes)
    if max(times.values(), default=0) < _REPEATED_N:
        return tags
    if not all(i + 1 in cells[i] and _is_surname(page, tags, i) for i in codes):
        return tags
    for i in codes:
        tags[i] = tags[i]._replace(label=NAME, begins=True)
        tags[i + 1] = tags[i + 1]._replace(begins=False)
    return tags


def _is_surname(page: Page, tags: Sequence[WordTag], index: int) -> bool:
    """Whether a given name and a divider stand right behind a word that does not shorten it."""
    texts = [word.text for word in page.words[index : index + 3]]
    if len(texts) < 3 or tags[index + 1].label != NAME:
        return False
    surname, given, divider = texts
    shortens = re.search(".*".join(map(re.escape, surname)), given.upper())
    named = _SURNAME.fullmatch(surname) and _GIVEN.fullmatch(given) and not shortens
    return bool(named and _DIVIDER.fullmatch(divider))
