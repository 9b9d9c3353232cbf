"""The period that work took, where only its name stands before it: "Leistung 01.10.-31.10.2026"."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from schemas.vocabulary import PERIOD
from tasks.values.cells import Row
from tasks.values.dates import DateOrder, find_dates, find_open_starts
from tasks.values.notation import CENTS

#: Both ends and no word more: "Leistung: 05.11.2026 - Treppenhaus" names a day and what was done.
_WORK = re.compile(
    r"(?:^|\t)(?:leistung(?:en)?|prestations?)\s?:?\s(?P<days>[0-9./ ]{5,11}\s?[-–]\s?"
    r"[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4})(?=\s*(?:\t|$))",
    re.IGNORECASE,
)
#: A cell with no more than an amount, and its currency.
AMOUNT_CELL = re.compile(rf"\W*[0-9.'’ ]*{CENTS.pattern}\D{{0,4}}")


def find_work_period(
    rows: Sequence[Row], order: DateOrder
) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Field, value and words of both ends of the one period of work that a page's head names.

    Behind the first amount such a row is of an item, as each is where there are two.
    """
    head = takewhile(lambda row: not AMOUNT_CELL.fullmatch(row.cells[-1].text), rows)
    named = [(row, match) for row in head for match in _WORK.finditer(row.text)]
    for row, match in named if len(named) == 1 else ():
        start, end = match.span("days")
        days = [*(one.start for one in find_open_starts(row.text, order))]
        days = [d for d in (*days, *find_dates(row.text, order)) if start <= d.start < end]
        if len(days) == 2 and days[0].value <= days[1].value:
            for name, day in zip(PERIOD, days, strict=True):
                yield name, str(day.value), row.words_at(day.start, day.end)
