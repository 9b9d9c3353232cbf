"""Words above the head of an item table that the model takes for an item: they are none.

"Miles out / in   8,412 / 9,826" among a car hire's particulars looks like an item; the captions
of the table with the prices stand below it.
"""

import re
from collections.abc import Mapping, Sequence, Set
from itertools import zip_longest

from schemas.document import Page
from schemas.line_labels import NET_AMOUNT, QUANTITY
from schemas.prediction import WordTag
from tasks.items.table_heads import CAPTIONS_N, captions_n
from tasks.items.tables import KNOWN_BY, MONEY
from tasks.values.cells import Cell, Row, find_rows, word_rows
from tasks.values.page_by_page import page_by_page
from tasks.values.units import read_unit

#: A caption of the strip that says how goods are sent, not of a table of items.
_SENT = re.compile(
    r"tracking|ship(?:ped)? via|ship(?:ping)? (?:date|method)|carrier|versandart|sendungs-?n"
    r"|transporteur|mode de livraison",
    re.IGNORECASE,
)
#: What captions name of a vehicle alone: "Reg No | VIN | Mileage".
_OF_VEHICLE = re.compile(
    r"reg(?:istration|\.)?(?: ?(?:no|number|mark)\.?)?|vin|chassis\b.*|mileage|odometer|first reg.*"
    r"|(?:amtl\. )?kennzeichen|fahrgestell.*|fin|km-?stand|kilometerstand|erstzul.*|ez"
    r"|immatriculation|(?:n° (?:de )?)?châssis|kilométrage|km|(?:1(?:ère|re)|date de) m.*circ.*"
    r"|targa|telaio|matrícula|bastidor|kilómetros|kenteken|kilometers(?:tand)?",
    re.IGNORECASE,
)
#: What they name of other machines as well: "Make / Model".
_OF_MACHINE = re.compile(
    r"make(?: ?[/&] ?model)?|model|(?:fahrzeug|typ|marke)\b.*|véhicule|marque\b.*|modèle"
    r"|n° (?:de )?série|modello|modelo",
    re.IGNORECASE,
)
_VEHICLE_CELLS_N = 3  # captions that tell a strip of a vehicle's
#: What makes captions one phrase: "Preis pro Einheit".
_JOINS = re.compile(r"per|pro|je|par|de|du|por|di|al|della|of|van", re.IGNORECASE)
_EDGE = 0.01  # of the page's width: how far left edges of one column differ
_HEAD_CELLS_N = 4  # that it has, one a column
_TABLE_N = 2  # items with quantities that are a table
_ABOVE_N = 3  # rows from a table's head to its first item, at most


@page_by_page
def drop_rows_above_head(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags without items above the head of each page's first table of prices, or of counts.

    Nor has a vehicle's strip any, whatever stands below it.
    """
    _drop_vehicle(page, tags)
    rows = word_rows(page)
    labels = {n: {tags[i].label for i in row} for n, row in rows.items()}
    whole = any(NET_AMOUNT in found for found in labels.values())
    priced = (n for n in sorted(rows) if labels[n] & ({NET_AMOUNT} if whole else MONEY))
    first = next((n for n in priced if not _is_measured(page, tags, rows[n])), None)
    if first is None:
        first = _find_counted(page, rows, labels)
    if first is not None and not labels[first] & KNOWN_BY:
        first -= 1  # where names stand above their prices
    if first is None or not labels.get(first, set()) & KNOWN_BY:
        return tags
    above = [n for n in sorted(rows) if n < first]
    head = next((n for n in reversed(above[-_ABOVE_N:]) if _is_head(page, rows[n])), None)
    # What has captions above it may stand in a table of its own, but for how the goods are sent.
    if head is None or any(_heads_own_table(page, rows[n]) for n in above if n < head):
        return tags
    for index in (i for n in above if n < head for i in rows[n]):
        if tags[index].label.startswith("line."):
            tags[index] = WordTag.outside(tags[index].confidence)
    return tags


def _drop_vehicle(page: Page, tags: list[WordTag]) -> None:
    """Takes the names from an unpriced row below the captions of a vehicle's particulars.

    A table of vehicles or machines stays: its head or its rows count or price them, or more of
    them stand below in the same columns.
    """
    for head, row, below in zip_longest(*(find_rows(page)[n:] for n in range(3))):
        if row is None or not _heads_vehicle(page, head):
            continue
        words = row.words
        if any(tags[i].label in MONEY | {QUANTITY} for i in words):
            continue
        if below is not None and _goes_on(tags, row, below):
            continue
        for index in words:
            if tags[index].label.startswith("line."):
                tags[index] = WordTag.outside(tags[index].confidence)


def _heads_vehicle(page: Page, head: Row) -> bool:
    """Whether a row has captions of a vehicle's particulars, and none of a table's of items."""
    own = sum(bool(_OF_VEHICLE.fullmatch(cell.text)) for cell in head.cells)
    shared = sum(bool(_OF_MACHINE.fullmatch(cell.text)) for cell in head.cells)
    if not own or own + shared < _VEHICLE_CELLS_N:
        return False
    return _captioned_n(page, head.words) == 0


def _goes_on(tags: Sequence[WordTag], row: Row, below: Row) -> bool:
    """Whether a row below with an item, and without a price, fills the same columns: a table's."""
    labels = {tags[i].label for i in below.words}
    if labels & MONEY or not any(label.startswith("line.") for label in labels):
        return False
    shared = sum(any(abs(c.x0 - one.x0) < _EDGE for c in row.cells) for one in below.cells)
    return shared >= _VEHICLE_CELLS_N or len(row.cells) == len(below.cells) >= _VEHICLE_CELLS_N


def _find_counted(
    page: Page, rows: Mapping[int, Sequence[int]], labels: Mapping[int, Set[str]]
) -> int | None:
    """The first item with a quantity right below a table's head, where nothing is priced.

    None where items with quantities stand above the head: a table of their own, or one that goes
    on from the page before.
    """
    numbers = sorted(rows)
    above_n = 0
    for at, number in enumerate(numbers):
        if QUANTITY not in labels[number]:
            continue
        if any(_is_head(page, rows[n]) for n in numbers[max(0, at - _ABOVE_N) : at]):
            return number
        above_n += bool(labels[number] & KNOWN_BY)
        if above_n >= _TABLE_N:
            return None
    return None


def _is_measured(page: Page, tags: Sequence[WordTag], row: Sequence[int]) -> bool:
    """Whether all that a row has of prices are weights and the like: "7,318.000 KG"."""
    return all(
        behind is not None and read_unit(page.words[behind].text) is not None
        for index, behind in zip_longest(row, row[1:])
        if tags[index].label in MONEY
    )


def _heads_own_table(page: Page, row: Sequence[int]) -> bool:
    return _captioned_n(page, row) >= CAPTIONS_N and not _is_of_transport(page, row)


def _captioned_n(page: Page, row: Sequence[int]) -> int:
    """How many cells of a row are captions of a table's columns, unlike "ORDER DATE"."""
    lettered = (
        [i for i in cell.words if any(c.isalpha() for c in page.words[i].text)]
        for cell in _cells(page, row)
    )
    return sum(captions_n(page, words) == len(words) > 0 for words in lettered)


def _is_head(page: Page, row: Sequence[int]) -> bool:
    """Whether a row is of captions, each over a column of items."""
    texts = [page.words[i].text for i in row]
    if captions_n(page, row) < CAPTIONS_N or any(c.isdigit() for t in texts for c in t):
        return False
    # "Qty UOM" may stand so close that they are one cell, but "Price per unit net" is a phrase.
    cells_n = len(_cells(page, row))
    close = (
        cells_n > 1 and captions_n(page, row) == len(row) and not any(map(_JOINS.fullmatch, texts))
    )
    columns_n = len(row) if close else cells_n
    return columns_n >= _HEAD_CELLS_N and not _is_of_transport(page, row)


def _is_of_transport(page: Page, row: Sequence[int]) -> bool:
    return any(_SENT.search(cell.text) for cell in _cells(page, row))


def _cells(page: Page, row: Sequence[int]) -> tuple[Cell, ...]:
    return next(found.cells for found in find_rows(page) if found.cells[0].words[0] == row[0])
