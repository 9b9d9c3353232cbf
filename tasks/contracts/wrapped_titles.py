"""A contract's title that is set large and goes on in the row below it."""

import re
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import OUTSIDE, WordTag
from tasks.fields.number_words import FIRST_NO
from tasks.values.cells import Cell, find_rows
from tasks.values.page_by_page import page_by_page
from tasks.values.type_size import height_of, usual_height

_TITLE = "title"
_NUMBER = re.compile(rf"{FIRST_NO}:?", re.IGNORECASE)
_LARGE = 1.15  # of the page's usual text height
_ALIKE = 0.15  # how far the heights of a title's rows differ
_EDGE = 0.02  # of the page's width: how far their edges or middles do
_GAP = 1.2  # of their height: free space between them
_SURE = 0.85


@page_by_page
def complete_titles(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with large titles whole: to the end of their cell, and in the cell below."""
    usual = usual_height(page)
    for row, below in pairwise(find_rows(page)):
        for cell in row.cells:
            titled = [at for at in cell.words if tags[at].label == _TITLE]
            if not titled or height_of(page, cell.words) < _LARGE * usual:
                continue
            rest = [at for at in cell.words if at > titled[0] and tags[at].label == OUTSIDE]
            while rest and _NUMBER.fullmatch(page.words[rest[-1]].text):
                rest.pop()  # "Wartungsvertrag Nr. WV-2027-044"
            for under in below.cells:
                free = all(tags[at].label in (OUTSIDE, _TITLE) for at in under.words)
                if free and _goes_on(page, cell, under):
                    rest += under.words
            for at in rest:
                tags[at] = WordTag(_TITLE, False, max(_SURE, tags[titled[0]].confidence))
    return tags


def _goes_on(page: Page, cell: Cell, under: Cell) -> bool:
    """Whether a cell in type as large, all in capitals or not, stands right below another."""
    heights = height_of(page, cell.words), height_of(page, under.words)
    alike = abs(heights[0] - heights[1]) <= _ALIKE * heights[0]
    edges = abs(cell.x0 - under.x0), abs(cell.x0 + cell.x1 - under.x0 - under.x1) / 2
    away = page.words[under.words[0]].box[1] - page.words[cell.words[0]].box[3]
    cased = cell.text.isupper() == under.text.isupper()
    return alike and cased and min(edges) < _EDGE and away <= _GAP * heights[0]
