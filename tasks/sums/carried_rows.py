"""Rows that carry a sum from page to page: "Übertrag 1.402,10", "REPORT 4 073,63"."""

import re

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.cells import find_rows
from tasks.values.page_by_page import page_by_page
from tasks.values.sum_words import CARRIED_WORDS

_SUM = "lines_net"  # what the sum of the items so far may be taken for
_CARRIED = re.compile(
    rf"(?:amount |total |sum |zu |a )?{CARRIED_WORDS}(?! inkl)"
    r"|(?:report(?: (?:de la )?page \S+)?|transport)[\s:.0-9,]*$",
    re.IGNORECASE,
)
_SURE = 0.95


@page_by_page
def clear_carried(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags without sums in rows that say that they are carried."""
    for row in find_rows(page):
        if any(_CARRIED.match(cell.text) for cell in row.cells):
            for index in row.words:
                if tags[index].label == _SUM:
                    tags[index] = WordTag.outside(_SURE)
    return tags
