"""Discounts that are taken one after the other: "40 + 10 %" leaves 54 of 100."""

from collections.abc import Sequence

from schemas.document import Page
from schemas.line_labels import DISCOUNT, NAME
from schemas.prediction import WordTag
from tasks.items.tables import is_priced
from tasks.values.cells import word_rows
from tasks.values.page_by_page import page_by_page
from tasks.values.rates import is_chain

_WORDS_N = 6  # "40 + 10 + 5 %"
_LIKELY = 0.5  # from which a word is the name's
_SURE = 0.9


@page_by_page
def name_chained_discounts(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with each chain of rates on a priced item's row as its discount."""
    for row in word_rows(page).values():
        if any("+" in page.words[i].text for i in row) and is_priced(tags[i].label for i in row):
            _name_row(page, tags, row)
    return tags


def _name_row(page: Page, tags: list[WordTag], row: Sequence[int]) -> None:
    """The longest run of words that is a chain, none of a name."""
    free = [i for i in row if tags[i].label != NAME or tags[i].confidence < _LIKELY]
    runs = (
        free[first : first + length]
        for length in range(_WORDS_N, 0, -1)
        for first in range(len(free) - length + 1)
    )
    for run in runs:
        if is_chain(page.text_of(run)):
            for index in run:
                tags[index] = tags[index].relabelled(DISCOUNT, _SURE, begins=index == run[0])
            return
