"""The days up to which paying early is granted a discount, and the last, on which all is due."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from schemas.document import Page
from tasks.fields.printed_dates import Span
from tasks.values.cells import find_rows
from tasks.values.dates import DateOrder, find_dates
from tasks.values.paid_words import names_early_discount

#: What heads the days of a table of discounts.
_DAYS = re.compile(
    r"(?:zahlung|zahlbar|fällig|valuta|bis|datum|date|échéance|payable|paiement|pay(?:ment)?|due)\b"
    r"[^\d]{0,14}",
    re.IGNORECASE,
)
_TABLE_ROWS_N = 6


def beside_discount(pages: Sequence[Page], spans: Sequence[Span], due: date) -> list[Span]:
    """The last date of the cell that grants a discount up to `due`."""
    for number, page in enumerate(pages):
        for row in find_rows(page):
            for cell in row.cells:
                here = [s for s in spans if s.page == number and set(s.words) <= set(cell.words)]
                if names_early_discount(cell.text) and due in {span.value for span in here}:
                    last = max(here, key=lambda span: span.value)
                    return [last] if last.value > due else []
    return []


def days_of_table(pages: Sequence[Page], order: DateOrder) -> list[date]:
    """The days of a table of discounts, one below the other: all is due on the last.

    Zahlung bis    Skonto %    Zahlbetrag
    16.03.2026     3,00        1.164,00
    05.04.2026     0,00        1.200,00
    """
    for page in pages:
        rows = find_rows(page)
        for at, row in enumerate(rows):
            texts = [cell.text for cell in row.cells]
            if not any(map(_DAYS.fullmatch, texts)) or not any(map(names_early_discount, texts)):
                continue
            below = [find_dates(r.text, order) for r in rows[at + 1 : at + 1 + _TABLE_ROWS_N]]
            days = [found[0].value for found in takewhile(lambda f: len(f) == 1, below)]
            if len(days) > 1 and days == sorted(days):
                return days
    return []


def is_of_discount(pages: Sequence[Page], due: date, order: DateOrder) -> bool:
    """Whether each print of a date is what a cell grants a discount up to."""
    texts = [
        cell.text
        for page in pages
        for row in find_rows(page)
        for cell in row.cells
        if any(found.value == due for found in find_dates(cell.text, order))
    ]
    return bool(texts) and all(names_early_discount(text) for text in texts)
