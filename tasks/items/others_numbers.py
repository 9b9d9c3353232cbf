"""Numbers of other papers and of guidelines, which stand where items have codes, but are none.

Leistung                   Lieferschein    Menge     Betrag
Nitrieren 31CrMoV9         LS 41730        86,0 kg   344,00
VDI/VDE/DGQ 2618 Bl. 9.1

Nor are the times at which something is on air: "5A-7A", "6:00p-6:30p".
"""

import re

from schemas.document import Page
from schemas.line_labels import CODE, NAME, NET_AMOUNT, PRICE, QUANTITY
from schemas.prediction import WordTag
from tasks.fields.number_words import NO
from tasks.items.caption_cells import EDGE
from tasks.items.table_heads import find_table
from tasks.values.air_time import is_of_air_time
from tasks.values.page_by_page import page_by_page
from tasks.values.title_words import TITLES

#: What heads a column of delivery notes: what an item came with, which others came with, too.
_NOTES = re.compile(
    rf"(?:{TITLES['delivery_note']}|b\.?l\.?|l\.?s\.?)[ -]?(?:{NO})?:?", re.IGNORECASE
)
#: Who says how work is done; the guideline's own number is the next word. Standards name things,
#: so that "DIN 912" is the code of a screw.
_MAKER = r"(?:VDI|VDE|DGQ|VDA)"
_GUIDELINE = re.compile(rf"{_MAKER}(?:/{_MAKER})*")
_CLOCK = r"[0-9]{1,2}(?::[0-9]{2})?\s?[APNM]{1,2}"
_TIMES = re.compile(rf"{_CLOCK}\s?[-–]\s?{_CLOCK}", re.IGNORECASE)
#: What the row of an item has; a guideline stands alone in the row below it.
_ITEM = frozenset({NAME, QUANTITY, PRICE, NET_AMOUNT})
_SURE = 0.9


@page_by_page
def drop_others_numbers(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags without such numbers as codes of items."""
    heads, _ = find_table(page, tags)
    noted = [head for head in heads if _NOTES.fullmatch(head.text)]
    items = {word.row for word, tag in zip(page.words, tags, strict=True) if tag.label in _ITEM}
    on_air = is_of_air_time([page])
    dropped = False
    for index, word in enumerate(page.words):
        under = any(abs(word.box[0] - head.x0) <= EDGE for head in noted)
        alone = word.row not in items and _GUIDELINE.fullmatch(word.text)
        timed = on_air and _TIMES.fullmatch(word.text)
        goes_on = dropped and not tags[index].begins
        dropped = tags[index].label == CODE and bool(goes_on or under or alone or timed)
        if dropped:
            tags[index] = WordTag.outside(_SURE)
    return tags
