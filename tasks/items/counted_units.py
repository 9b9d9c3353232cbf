"""Units right behind an item's quantity that were taken for the end of its name.

H3800   Hose, 38mm bilge     15 m     6.05     90.75
"""

from schemas.document import Page
from schemas.line_labels import NAME, QUANTITY, UNIT
from schemas.prediction import WordTag
from tasks.values.cells import find_rows
from tasks.values.page_by_page import page_by_page
from tasks.values.units import read_unit

_SURE = 0.9


@page_by_page
def name_counted_units(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with a unit behind a quantity as one, where the item's name stands before both."""
    for row in find_rows(page):
        words = row.words
        names = [i for i in words if tags[i].label == NAME]
        counts = [i for i in words if tags[i].label == QUANTITY]
        if len(names) < 2 or len(counts) != 1 or names[-2] > counts[0]:
            continue
        unit = names[-1]
        if unit == counts[0] + 1 and not tags[unit].begins and read_unit(page.words[unit].text):
            tags[unit] = WordTag(UNIT, True, _SURE)
    return tags
