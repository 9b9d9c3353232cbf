"""How far a vehicle has run, which belongs to its name: "VW Golf, EZ 03/2010, 98.400 km"."""

import re
from collections.abc import Sequence
from itertools import product

from schemas.document import Page
from schemas.line_labels import NAME, NET_AMOUNT, PRICE, QUANTITY
from schemas.prediction import WordTag
from tasks.values.amounts import multiplies
from tasks.values.cells import find_cells, word_rows
from tasks.values.notation import Notation, parse_number
from tasks.values.page_by_page import page_by_page

_COUNTED = frozenset({QUANTITY, PRICE})
_RUN = re.compile(r"[0-9]{1,3}(?:[.,'’]?[0-9]{3})+")  # no way that is charged
_UNIT = re.compile(r"(?:kms?|miles|mi)\b\W*", re.IGNORECASE)


@page_by_page
def name_mileages(page: Page, tags: list[WordTag], notation: Notation) -> list[WordTag]:
    """The tags with thousands of kilometres behind a name's comma as words of that name.

    But those that are charged: "Mehrkilometer, 3.500 km   0,12   420,00".
    """
    if not any(tag.label in _COUNTED for tag in tags):
        return tags
    for cell in find_cells(page):
        texts = [page.words[i].text for i in cell.words]
        for at in range(1, len(texts) - 1):
            before, run, unit = cell.words[at - 1 : at + 2]
            named = tags[before].label == NAME and texts[at - 1].endswith(",")
            counted = tags[run].label in _COUNTED
            far = bool(_RUN.fullmatch(texts[at]) and _UNIT.fullmatch(texts[at + 1]))
            if named and counted and far and not _is_charged(page, tags, run, notation):
                for index in (run, unit):
                    tags[index] = tags[before]._replace(begins=False)
    return tags


def _is_charged(page: Page, tags: Sequence[WordTag], run: int, notation: Notation) -> bool:
    """Whether a distance times the price in its row is the row's amount."""
    row = word_rows(page)[page.words[run].row]
    numbers = [
        [parse_number(page.words[i].text, notation) for i in row if tags[i].label == label]
        for label in (PRICE, NET_AMOUNT)
    ]
    count = parse_number(page.words[run].text, notation)
    return any(
        multiplies(count, price, amount)
        for price, amount in product(*numbers)
        if count and price and amount
    )
