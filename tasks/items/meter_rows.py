"""Readings of meters above the items of a utility's bill: "Zähler  Stand alt  Stand neu".

What was read and used is printed meter by meter before it is priced; no row of it is an item.
"""

import re
from collections.abc import Mapping, Sequence

from schemas.document import Page
from schemas.line_labels import NET_AMOUNT
from schemas.prediction import Tags, WordTag
from tasks.items.table_heads import captions_n
from tasks.values.cells import word_rows

_METER = re.compile(
    r"\b(?:zähler|meter|register\b|compteur|contatore|contador|meternummer)", re.IGNORECASE
)
#: What a meter's table has captions for; two of them at least beside the meter's own.
_READING = re.compile(
    r"\b(?:stand|zählerstand|ablesung|verbrauch|read(?:ing)?s?|previous|present|current|usage"
    r"|consumption|index|relevés?|ancien|nouveau|précédent|consommation|lettura|precedente|attuale"
    r"|consumo|lectura|anterior|actual|verbruik|meterstand)\b",
    re.IGNORECASE,
)
_LEAST_READINGS_N = 2
_ROWS_N = 14  # of meters, at most
_CAPTIONS_N = 3  # captions that begin another table
_SURE = 0.9


def drop_meter_rows(pages: Sequence[Page], tags: Tags) -> list[tuple[WordTag, ...]]:
    """The tags without items in tables of meters, where items with amounts stand elsewhere."""
    kept = []
    for page, row in zip(pages, tags, strict=True):
        found, rows = list(row), word_rows(page)
        for number in _find_meter_rows(page, rows):
            for index in rows[number]:
                if found[index].label.startswith("line."):
                    found[index] = WordTag.outside(_SURE)
        kept.append(tuple(found))
    priced = any(tag.label == NET_AMOUNT for row in kept for tag in row)
    return kept if priced else [tuple(row) for row in tags]


def _find_meter_rows(page: Page, rows: Mapping[int, Sequence[int]]) -> list[int]:
    """The rows below each head of a table of meters, up to the next head or a row of words."""
    found: list[int] = []
    numbers = sorted(rows)
    texts = {n: page.text_of(rows[n]) for n in numbers}
    for place, number in enumerate(numbers):
        if not _is_meter_head(texts[number]):
            continue
        for below in numbers[place + 1 : place + 1 + _ROWS_N]:
            if captions_n(page, rows[below]) >= _CAPTIONS_N or not re.search("[0-9]", texts[below]):
                break
            found.append(below)
    return found


def _is_meter_head(text: str) -> bool:
    readings = {match[0].lower() for match in _READING.finditer(text)}
    return (
        bool(_METER.search(text))
        and len(readings) >= _LEAST_READINGS_N
        and not re.search(r"[0-9]{3}", text)
    )
