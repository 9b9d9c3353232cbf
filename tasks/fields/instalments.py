"""The day on which the first part is due of a bill that is to be paid in several."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.printed_dates import Span, find_printed_dates, take_told
from tasks.values.cells import Row, find_rows
from tasks.values.dates import DateOrder
from tasks.values.notation import AMOUNT

#: What is said before the days of all parts.
_PARTS = re.compile(
    r"\b(?:(?:teil|monats)?raten|teilzahlungen|teilbeträgen?|instal+ments|part payments|échéances"
    r"|mensualités|versements|(?:[0-9]+|due|tre|quattro) rate|scadenze|vencimientos|plazos|cuotas"
    r"|termijnen)\b",
    re.IGNORECASE,
)
#: What begins the row of each part.
_PART = re.compile(
    r"(?:[0-9]+[.)ªº°]? ?(?:st|nd|rd|th|ère?|ème|re|e)? ?)?(?:teil|monats)?(?:rate|zahlung"
    r"|instal+ment|échéance|mensualité|versement|scadenza|rata|vencimiento|plazo|cuota|termijn)\b",
    re.IGNORECASE,
)


def take_first_instalment(fields: Fields, pages: Sequence[Page], order: DateOrder) -> Fields:
    """The fields with the first part's day as the due date, where parts with their days are named.

    "Zahlbar in zwei Raten: 595,00 EUR bis 09.10.2026 und 595,00 EUR bis 09.11.2026", or rows
    "Scadenza 30/05/2026   2.803,07". Another due date that is none of these days stays.
    """
    issued, due = fields.get("issue_date"), fields.get("due_date")
    if not isinstance(issued, Field):
        return dict(fields)
    for days in _find_days(pages, order):
        values = sorted({day.value.isoformat() for day in days})
        if len(values) < 2 or values[0] < issued.value:
            continue
        if isinstance(due, Field) and due.value not in values[1:]:
            continue
        first = min(days, key=lambda day: day.value)
        return {**fields, "due_date": take_told(first, pages)}
    return dict(fields)


def _find_days(pages: Sequence[Page], order: DateOrder) -> Iterator[list[Span]]:
    """The days of each sentence about parts, which may go on in the next row, and of their rows."""
    spans = list(find_printed_dates(pages, order))
    for number, page in enumerate(pages):
        rows = find_rows(page)
        alone = list[Span]()
        for row, below in zip_longest(rows, rows[1:]):
            here = _on_row(spans, number, row)
            told = _PARTS.search(row.text)
            if told:
                behind = set(row.words_at(told.end(), len(row.text)))
                days = [day for day in here if behind.issuperset(day.words)]
                goes_on = below is not None and not row.text.rstrip().endswith(".")
                yield days + (_on_row(spans, number, below) if days and below and goes_on else [])
            elif len(here) == 1 and _PART.match(row.text) and AMOUNT.search(row.text):
                alone += here
        yield alone


def _on_row(spans: Sequence[Span], page: int, row: Row) -> list[Span]:
    words = set(row.words)
    return [span for span in spans if span.page == page and words.issuperset(span.words)]
