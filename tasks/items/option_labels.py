"""Items of offers that say above their names what they are: "Option", "Alternative to item 2".

    3    Optional                    2 pcs    180.00    360.00
         Built-in lighting, white

The name is the row below; what stands above it only says that the sum may leave the item out.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.line_labels import NAME
from schemas.prediction import OUTSIDE, WordTag
from tasks.items.tables import AMOUNTS, label_words
from tasks.values.cells import Cell, find_rows
from tasks.values.page_by_page import page_by_page

_OPTION = re.compile(
    r"[(\[]?(?:option(?:al|nele?|nelle)?(?: (?:item|extra|position))?(?: [0-9A-Z])?|en option"
    r"|(?:variante?|variation)(?: [0-9A-Z])?|alternativ(?:e|a|ely|position)?(?: item)?|alternatief"
    r"|(?:eventual|bedarfs|wahl)pos(?:ition|\.)|provisional item"
    r"|opzion(?:e|ale)|opci[oó]n(?:al)?|opti(?:e|oneel)|facultati(?:f|ve|vo|ef))"
    r"(?: (?:zu|to|for|à|a|al|alla|au|op|voor|de|du) (?:(?:pos|position|poste|posizione|posición"
    r"|positie|item|line|ligne|voce|riga|regel|partida)\b\.? ?)?[0-9][0-9.]{0,6}[a-z]?)?"
    r"[:)\]]{0,2}",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{3}")
_FREE = frozenset({OUTSIDE, NAME})
_EDGE = 0.01  # of the page's width: how far apart the label and the name below it may begin
_CLOSE = 0.7  # of the text height: more free space than that parts two items
_SURE_OF_OTHER = 0.75  # confidence of a word that the model rightly sees in another field
_SURE = 0.9


@page_by_page
def drop_option_labels(page: Page, tags: list[WordTag], doc_type: str) -> list[WordTag]:
    """The tags with the row below such a label for the item's name, and the label for nothing.

    Only an offer has such labels: what is charged as an "option" is called so.
    """
    if doc_type != "quote":
        return tags
    for upper, lower in pairwise(find_rows(page)):
        row, below = upper.words, lower.cells[0]
        label = [i for i in row if tags[i].label == NAME]
        text = page.text_of(label).strip("*- ")
        if not _OPTION.fullmatch(text) or not any(tags[i].label in AMOUNTS for i in row):
            continue
        if not tags[label[0]].begins or not _is_name(page, tags, label[0], below):
            continue
        for index in label:
            tags[index] = WordTag.outside(_SURE)
        label_words(tags, below.words, NAME, _SURE)
    return tags


def _is_name(page: Page, tags: Sequence[WordTag], label: int, cell: Cell) -> bool:
    """Whether a row begins with but words, right below a label and at its left edge."""
    above, first = page.words[label].box, page.words[cell.words[0]].box
    return (
        abs(above[0] - first[0]) <= _EDGE
        and first[1] - above[3] <= _CLOSE * (first[3] - first[1])
        and all(tags[i].label in _FREE or tags[i].confidence < _SURE_OF_OTHER for i in cell.words)
        and bool(_LETTERS.search(cell.text))
    )
