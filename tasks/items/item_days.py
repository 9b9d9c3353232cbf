"""Days printed item by item: those of a delivery that differ are not the whole document's.

A period that all items bear is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.record import Field, Fields, Line
from schemas.vocabulary import PERIOD
from tasks.fields.caption_words import is_caption
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.dates import DateOrder, find_dates
from tasks.values.found_fields import take_found
from tasks.values.identifiers import Found
from tasks.values.named_fields import without
from tasks.values.notation import CENTS

_DAY = "delivery_date"
#: The cell before a day of delivery: "vom" alone stands before the days of all papers.
_KEY = re.compile(
    r"[^\t]*(?:liefer|leist|versand|deliver|suppl|ship|d[ei]spatch|livr|exp[ée]di|prestat"
    r"|consegn|spedi|entreg|envío|lever|termin|require)[^\t]*$",
    re.IGNORECASE,
)
#: A day that begins or ends one is none of delivery.
_PERIOD = re.compile(r"zeitraum|period|période|von$|from$")
#: What stands between the two days of a period.
_UNTIL = re.compile(r"\s?(?:[-–—]|to|until|bis|au|al|tot|t/m)\s?", re.IGNORECASE)
#: What is good for a time, and not charged for it: "Garantie du 12/03/2026 au 12/03/2028".
_VALID = re.compile(r"garant|warrant|gewähr|gültig|\bvalid|validité|garanz|vigencia", re.IGNORECASE)
_EDGE = 0.02  # of the page's width: how far cells of one column differ
_SURE = 0.75  # how often a period that all items bear is the paper's
_ITEMS_N = 2


def drop_item_day(fields: Fields, pages: Sequence[Page], order: DateOrder) -> Fields:
    """The fields without a day of delivery whose caption stands before other days as well.

    One that another caption names alone stays: "Leistungsdatum", above notes of several deliveries.
    Nor has the paper a day that stands in a column of the items, above or below other days.
    """
    day = fields.get(_DAY)
    if not isinstance(day, Field):
        return dict(fields)
    days: dict[str, set[str]] = {}
    for key, value in _find_captioned(pages, order):
        days.setdefault(key, set()).add(value)
    named = [v for key, v in days.items() if day.value in v and not _PERIOD.search(key)]
    listed = not named and _is_listed(day.value, pages, order)
    if listed or (named and all(len(values) > 1 for values in named)):
        return without(fields, _DAY)
    return dict(fields)


def _find_captioned(pages: Sequence[Page], order: DateOrder) -> Iterator[tuple[str, str]]:
    """The caption right before each day, in its cell or the one left of it, and the day."""
    for row in (row for page in pages for row in find_rows(page)):
        for found in find_dates(row.text, order):
            key = _KEY.search(row.text[: found.start].rstrip())
            if key is not None:
                yield re.sub(r"[\W\d_]+", " ", key[0]).strip().casefold(), found.value.isoformat()


def _is_listed(day: str, pages: Sequence[Page], order: DateOrder) -> bool:
    """Whether a day is printed in columns of items alone, which bear other days, too."""
    rows = [row for page in pages for row in find_rows(page)]
    printed_n = sum(
        found.value.isoformat() == day for r in rows for found in find_dates(r.text, order)
    )
    cells = [one for row in rows for one in _find_item_days(row, order)]
    own = [cell for cell, value in cells if value == day]
    return 0 < len(own) == printed_n and all(
        any(value != day and abs(other.x1 - cell.x1) < _EDGE for other, value in cells)
        for cell in own
    )


def _find_item_days(row: Row, order: DateOrder) -> Iterator[tuple[Cell, str]]:
    """The cells of an item's row that end with its day, before an amount.

    Where a caption names the day, "Date d'intervention" beside "Total TTC", it is of no item.
    """
    for at, cell in enumerate(row.cells):
        days = find_dates(cell.text, order)
        ends = len(days) == 1 and days[0].end == len(cell.text)
        key = cell.text[: days[0].start] if ends else ""
        key = key or (row.cells[at - 1].text if at else "")
        if (
            ends
            and not is_caption(key.rstrip(" :"))
            and any(CENTS.search(behind.text) for behind in row.cells[at + 1 :])
        ):
            yield cell, days[0].value.isoformat()


def add_item_period(
    fields: Fields, lines: Sequence[Line], pages: Sequence[Page], order: DateOrder
) -> Fields:
    """The fields with the one period that the paper prints as often as it has items.

    "Abonnement du 01/04/2026 au 30/04/2026", below each of them.
    """
    if fields.keys() & PERIOD or len(lines) < _ITEMS_N:
        return dict(fields)
    spans = [
        (number, row, pair)
        for number, page in enumerate(pages, start=1)
        for row in find_rows(page)
        if not _VALID.search(row.text)
        for pair in pairwise(find_dates(row.text, order))
        if _UNTIL.fullmatch(row.text[pair[0].end : pair[1].start])
    ]
    if len(spans) < len(lines) or len({(a.value, b.value) for _, _, (a, b) in spans}) > 1:
        return dict(fields)
    number, row, pair = spans[0]
    page = pages[number - 1]
    found: Fields = {}
    for name, day in zip(PERIOD, pair, strict=True):
        words = row.words_at(day.start, day.end)
        raw = page.text_of(words)
        value = Found(day.value.isoformat(), raw, day.start, day.end)
        found[name] = take_found(page, number, value, words, _SURE)
    return {**fields, **found}
