"""Where on the pages an e-invoice's exact values are printed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from schemas.document import Page, union
from schemas.record import Field, Fields
from schemas.vocabulary import INVOICE_FIELDS, Kind
from tasks.values.dates import find_dates
from tasks.values.normalize import Conventions, letters_of
from tasks.values.notation import parse_number

_LONGEST_N = 14  # words of one printed value
_AMOUNTS = frozenset({Kind.MONEY, Kind.QUANTITY, Kind.RATE})

Run = tuple[int, tuple[int, ...]]  # page from 0, words


def locate_fields(
    fields: Mapping[str, Field | list[Field]], pages: Sequence[Page], conventions: Conventions
) -> Fields:
    """The fields with page, box and raw text of where they are first printed, if anywhere."""
    return {
        name: _locate(found, INVOICE_FIELDS[name][0], pages, conventions)
        if isinstance(found, Field) and name in INVOICE_FIELDS
        else found
        for name, found in fields.items()
    }


def _locate(found: Field, kind: Kind, pages: Sequence[Page], conventions: Conventions) -> Field:
    if kind is Kind.CURRENCY:
        return found
    run = _find_run(found.value, kind, pages, conventions)
    if run is None:
        return found
    page, words = run
    printed = [pages[page].words[index] for index in words]
    return found.model_copy(
        update={
            "raw": " ".join(word.text for word in printed),
            "page": page + 1,
            "box": union(word.box for word in printed),
        }
    )


def _find_run(
    value: str, kind: Kind, pages: Sequence[Page], conventions: Conventions
) -> Run | None:
    for number, page in enumerate(pages):
        if kind in _AMOUNTS:
            words = _find_amount(abs(Decimal(value)), page, conventions)
        elif kind is Kind.DATE:
            words = _find_date(value, page, conventions)
        else:
            words = _find_text(letters_of(value), page)
        if words:
            return number, words
    return None


def _find_amount(value: Decimal, page: Page, conventions: Conventions) -> tuple[int, ...]:
    """The last such amount of the page: totals stand below the lines they may repeat."""
    for last in range(len(page.words) - 1, -1, -1):
        for length in (1, 2, 3):
            first = last - length + 1
            if first < 0 or page.words[first].row != page.words[last].row:
                break
            text = " ".join(word.text for word in page.words[first : last + 1])
            amount = parse_number(text, conventions.notation)
            if amount is not None and abs(amount) == value:
                return tuple(range(first, last + 1))
    return ()


def _find_date(value: str, page: Page, conventions: Conventions) -> tuple[int, ...]:
    for first in range(len(page.words)):
        for length in (1, 2, 3):
            words = page.words[first : first + length]
            text = " ".join(word.text for word in words)
            dates = find_dates(text, conventions.date_order)
            begins_here = bool(dates) and dates[0].start < len(words[0].text)
            if begins_here and dates[0].value.isoformat() == value:
                return tuple(range(first, first + len(words)))
    return ()


def _find_text(value: str, page: Page) -> tuple[int, ...]:
    if not value:
        return ()
    squeezed = [letters_of(word.text) for word in page.words]
    for first, start in enumerate(squeezed):
        if not start or not value.startswith(start):
            continue
        text = ""
        for last in range(first, min(len(squeezed), first + _LONGEST_N)):
            text += squeezed[last]
            if text == value:
                return tuple(range(first, last + 1))
            if not value.startswith(text):
                break
    return ()
