"""Days printed item by item: of delivery, and those from and until which items are for.

Where they differ none is the whole document's; a span below each item is its period.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from schemas.document import Page, union
from schemas.record import Field, Fields
from tasks.fields.choose_dates import PERIOD, RANGE_MARK
from tasks.values.cells import find_rows
from tasks.values.dates import DateOrder, find_dates
from tasks.values.notation import CENTS

_DAY = "delivery_date"
_TOLD = 0.8  # how often such a span is the paper's period
#: The cell before a day of delivery: "vom" alone stands before the days of all papers.
_KEY = re.compile(
    r"[^\t]*(?:liefer|leist|versand|deliver|suppl|ship|d[ei]spatch|livr|exp[ée]di|prestat"
    r"|consegn|spedi|entreg|envío|lever|termin|require)[^\t]*$",
    re.IGNORECASE,
)
#: A day that begins or ends one is none of delivery.
_PERIOD = re.compile(r"zeitraum|period|période|von$|from$")


def drop_item_day(
    fields: Mapping[str, Field | list[Field]], pages: Sequence[Page], order: DateOrder
) -> Fields:
    """The fields without a day of delivery whose caption stands before other days as well.

    One that another caption names alone stays: "Leistungsdatum", above notes of several deliveries.
    """
    day = fields.get(_DAY)
    if not isinstance(day, Field):
        return dict(fields)
    days: dict[str, set[str]] = {}
    for key, value in _find_captioned(pages, order):
        days.setdefault(key, set()).add(value)
    named = [v for key, v in days.items() if day.value in v and not _PERIOD.search(key)]
    if named and all(len(values) > 1 for values in named):
        return {name: found for name, found in fields.items() if name != _DAY}
    return dict(fields)


def add_items_span(
    fields: Mapping[str, Field | list[Field]], pages: Sequence[Page], order: DateOrder
) -> Fields:
    """The fields with the one span of days that stands below priced rows, where they have none.

    Business plan, annual seats     18     132.00     2,376.00
    Oct 3, 2026 – Oct 2, 2027
    """
    if fields.keys() & {*PERIOD}:
        return dict(fields)
    spans: dict[tuple[str, ...], dict[str, Field]] = {}
    for number, page in enumerate(pages, start=1):
        for above, row in pairwise(find_rows(page)):
            days = find_dates(row.text, order)
            if len(row.cells) != 1 or len(days) != len(PERIOD) or not CENTS.search(above.text):
                continue
            first, last = days
            whole = (first.start, last.end) == (0, len(row.text)) and first.value < last.value
            if whole and RANGE_MARK.fullmatch(row.text[first.end : last.start].strip()):
                spans[first.value.isoformat(), last.value.isoformat()] = {
                    name: Field(
                        value=day.value.isoformat(),
                        raw=row.text[day.start : day.end],
                        confidence=_TOLD,
                        page=number,
                        box=union(page.words[i].box for i in row.words_at(day.start, day.end)),
                        origin="rule",
                    )
                    for name, day in zip(PERIOD, days, strict=True)
                }
    return {**fields, **spans.popitem()[1]} if len(spans) == 1 else dict(fields)


def _find_captioned(pages: Sequence[Page], order: DateOrder) -> Iterator[tuple[str, str]]:
    """The caption right before each day, in its cell or the one left of it, and the day."""
    for row in (row for page in pages for row in find_rows(page)):
        for found in find_dates(row.text, order):
            key = _KEY.search(row.text[: found.start].rstrip())
            if key is not None:
                yield re.sub(r"[\W\d_]+", " ", key[0]).strip().casefold(), found.value.isoformat()
