"""Counts of packs beside what they weigh in all: "Menge" is the quantity, "kg" is not.

Bezeichnung                    Gebinde       Menge       kg
Weizenmehl Type 550            Sack 25 kg       40    1.000
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.line_labels import QUANTITY
from schemas.prediction import Tags, WordTag
from tasks.items.table_heads import find_columns
from tasks.items.tables import MONEY

_COUNTS = re.compile(
    r"menge|anzahl|quantity|qty|quantité|qté|cantidad|quantità|aantal|colli|kolli", re.IGNORECASE
)
_MEASURES = re.compile(
    r"(?:gesamt|total|netto|net)?\s?(?:kg|g|t|l|liter|litres?|m|m²|m2|m³|m3)", re.IGNORECASE
)
_LEAST_N = 2  # rows that have a number in both columns
_SURE = 0.9


def name_packs(pages: Sequence[Page], tags: Tags) -> list[tuple[WordTag, ...]]:
    """The tags of papers without prices with such counts as quantities."""
    priced = any(tag.label in MONEY for row in tags for tag in row)
    if priced:
        return [tuple(row) for row in tags]
    return [_name_page(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _name_page(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    columns = find_columns(page, tags)
    counts = [column for column in columns if _COUNTS.fullmatch(column.caption)]
    measures = [column for column in columns if _MEASURES.fullmatch(column.caption)]
    if len(counts) != 1 or len(measures) != 1:
        return tuple(tags)
    counted = {page.words[i].row: i for i in counts[0].words}
    measured = {page.words[i].row: i for i in measures[0].words}
    rows = [
        row for row in counted.keys() & measured.keys() if tags[measured[row]].label == QUANTITY
    ]
    if len(rows) < _LEAST_N or any(tags[counted[row]].label == QUANTITY for row in rows):
        return tuple(tags)
    for row in rows:
        tags[measured[row]] = WordTag.outside(_SURE)
        tags[counted[row]] = tags[counted[row]].relabelled(QUANTITY, _SURE, begins=True)
    return tuple(tags)
