"""Days of delivery printed item by item: where they differ none is the whole document's."""

import re
from collections.abc import Iterator, Mapping, Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.values.cells import find_rows
from tasks.values.dates import DateOrder, find_dates

_DAY = "delivery_date"
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


def _find_captioned(pages: Sequence[Page], order: DateOrder) -> Iterator[tuple[str, str]]:
    """The caption right before each day, in its cell or the one left of it, and the day."""
    for row in (row for page in pages for row in find_rows(page)):
        for found in find_dates(row.text, order):
            key = _KEY.search(row.text[: found.start].rstrip())
            if key is not None:
                yield re.sub(r"[\W\d_]+", " ", key[0]).strip().casefold(), found.value.isoformat()
