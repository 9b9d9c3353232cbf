"""The day on which all is due: no day of a discount, of a delivery, of the print."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.discount_days import (
    beside_discount,
    counts_from_valuta,
    days_of_table,
    ends_discount,
    is_of_discount,
    names_valuta,
)
from tasks.fields.no_due_dates import DUE
from tasks.fields.printed_dates import Span, find_printed_dates, take_told
from tasks.sums.total_words import is_asking, is_bare_amount, names_owed
from tasks.values.cells import find_nearest, find_rows
from tasks.values.dates import DateOrder, find_dates

_LATEST = timedelta(days=120)  # after the date of issue, for a date to be due
#: What stands behind, or before, the day on which all is due.
_WHOLE = (
    r"(?:(?:rein )?netto|ohne (?:jeden |weiteren )?abzug|without (?:deduction|discount)"
    r"|sans escompte)"
)
_WHOLE_BEHIND = re.compile(rf"\s*{_WHOLE}(?!\w)", re.IGNORECASE)
_WHOLE_BEFORE = re.compile(rf"(?<!\w){_WHOLE} (?:bis|by|avant le)(?: zum)?\s*$", re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\w)(?:bis|by|avant le)(?: zum)?\s*$", re.IGNORECASE)
#: What stands before a day up to which one pays.
_PAID_BY = re.compile(
    r"(?<!\w)(?:zahlung bis(?: zum)?|if paid by|pay(?:ment)? by|(?:payé|réglé|paiement|règlement)"
    r" avant le|(?:pagato|pagamento) entro il|(?:pago|paga) (?:antes del|hasta el)"
    r"|betaling (?:voor|vóór|tot|uiterlijk))\s?:?\s*$",
    re.IGNORECASE,
)
#: How long there is to pay, and what stands before the day on which that time is up.
_TERM = re.compile(r"(?<![\w.,])([0-9]{1,3}) (?:days|tagen?|jours|dagen|giorni|días)\b", re.I)
_EXPIRES = re.compile(
    r"(?<!\w)(?:expir(?:y|ation)(?: date)?|date d['’]expiration|verfall(?:datum|tag))\s?:?\s*$",
    re.I,
)
#: All that stands before the day in a box below what is due.
_BY = re.compile(
    r"(?:(?:please )?pay )?by|no later than|bis(?: zum)?|(?:au plus tard|avant) le|entro il"
    r"|antes del|(?:uiterlijk|vóór|voor)(?: op)?",
    re.IGNORECASE,
)


def find_due_date(
    fields: Fields, pages: Sequence[Page], order: DateOrder, *, reminds: bool
) -> Fields:
    """The fields with the due date that the model missed, or took another for.

    Zahlung bis    Skonto %
    16.03.2026     3,00        a known due date gives way to the last day of such a table, which is
    05.04.2026     0,00        one where none is known, too

    Else a known one up to which a discount is granted gives way to the last date of its cell, or to
    the one that all is to be paid by "without deduction", and where no such day is printed there is
    none; so does a value date, from which terms count. That is one where none is known, and so
    is the "expiry date" that the days of the terms make. A reminder repeats when its invoices were
    due; its own deadline is later than itself.
    """
    issued, due = fields.get("issue_date"), fields.get("due_date")
    if not isinstance(issued, Field):
        return dict(fields)
    known = isinstance(due, Field) and due.value >= issued.value
    granted = date.fromisoformat(due.value) if isinstance(due, Field) and known else None
    start = date.fromisoformat(issued.value)
    spans, table = _find_later(fields, pages, order, start), days_of_table(pages, order)
    if table and (granted is None or granted in table[:-1]):
        spans = [span for span in spans if span.value == table[-1]][:1]
    elif granted is not None:
        spans = _after_discount(pages, spans, granted, order)
    elif not reminds:
        spans = _told_due(pages, spans, start, order)
    if len({span.value for span in spans}) != 1:
        known = granted is not None and _is_but_a_start(pages, granted, order)
        return {n: found for n, found in fields.items() if not (known and n == "due_date")}
    return {**fields, "due_date": take_told(spans[0], pages)}


def _find_later(fields: Fields, pages: Sequence[Page], order: DateOrder, start: date) -> list[Span]:
    """The dates within some months of the date of issue that are no other field's, nor an end."""
    taken = {f.value for n, f in fields.items() if isinstance(f, Field) and n != "due_date"}
    return [
        span
        for span in find_printed_dates(pages, order)
        if start < span.value <= start + _LATEST
        and span.value.isoformat() not in taken
        and not span.until
    ]


def _after_discount(
    pages: Sequence[Page], spans: Sequence[Span], granted: date, order: DateOrder
) -> list[Span]:
    """When all is due where a discount is granted up to a day: "bis 16.03. 3 %, bis 05.04. netto".

    In the same cell; or elsewhere "ohne Abzug", if each print of that day grants a discount.
    """
    beside = beside_discount(pages, spans, granted)
    early = is_of_discount(pages, granted, order) or ends_discount(pages, granted, order)
    if beside or not (early or names_valuta(pages, granted, order)):
        return beside
    later = [span for span in spans if span.value > granted]
    return [span for span in later if _is_due_in_whole(pages, span, order)] or [
        span for span in later if early and _is_paid_by(pages, span, order)
    ]


def _is_but_a_start(pages: Sequence[Page], due: date, order: DateOrder) -> bool:
    """Whether a date only ends a discount, or is the one from which the terms count."""
    if names_valuta(pages, due, order):
        return counts_from_valuta(pages)
    return ends_discount(pages, due, order)


def _is_paid_by(pages: Sequence[Page], span: Span, order: DateOrder) -> bool:
    """Whether a row says that one pays by a date: "Zahlung bis 25.10.2026   1.190,00"."""
    return any(_PAID_BY.search(before) for before, _ in _texts_beside(pages, span, order))


def _told_due(
    pages: Sequence[Page], spans: Sequence[Span], start: date, order: DateOrder
) -> list[Span]:
    """The dates by which all is to be paid; if none, those of expiry that the terms' days make.

    Or those below what is due: "Amount due" above "€646.15" above "by 23 September 2025".
    """
    terms = _days_of_terms(pages)
    return (
        [span for span in spans if _is_due_in_whole(pages, span, order)]
        or [
            span
            for span in spans
            if (span.value - start).days in terms and _expires(pages, span, order)
        ]
        or [span for span in spans if _is_below_owed(pages[span.page], span)]
    )


def _is_below_owed(page: Page, span: Span) -> bool:
    """Whether "by" and a date are a line right below an amount, and that below what is due."""
    rows = find_rows(page)
    at = next(n for n, row in enumerate(rows) if span.words[0] in row.words)
    cell = rows[at].cell_of(span.words[0])
    words_n = len(cell.words) - len(span.words)
    led = cell.words[words_n:] == span.words and _BY.fullmatch(page.text_of(cell.words[:words_n]))
    amount = find_nearest(reversed(rows[:at]), cell) if led else None
    if amount is None or not is_bare_amount(amount[1].text):
        return False
    caption = find_nearest(reversed(rows[: rows.index(amount[0])]), amount[1])
    return caption is not None and (names_owed(caption[1].text) or is_asking(caption[1].text))


def _days_of_terms(pages: Sequence[Page]) -> set[int]:
    """The days that rows which speak of payment give: "Payment   30 days net"."""
    texts = [row.text for page in pages for row in find_rows(page)]
    return {int(found[1]) for text in texts if DUE.search(text) for found in _TERM.finditer(text)}


def _expires(pages: Sequence[Page], span: Span, order: DateOrder) -> bool:
    """Whether a date stands behind "Expiry date": a Dutch "vervaldatum", word for word."""
    return any(_EXPIRES.search(before) for before, _ in _texts_beside(pages, span, order))


def _is_due_in_whole(pages: Sequence[Page], span: Span, order: DateOrder) -> bool:
    """Whether the print says that all is due on a date: "bis 16.04.2026 ohne Abzug"."""
    before, behind = next(_texts_beside(pages, span, order), ("", ""))
    until = _UNTIL.search(before) and _WHOLE_BEHIND.match(behind)
    return bool(until or _WHOLE_BEFORE.search(before))


def _texts_beside(pages: Sequence[Page], span: Span, order: DateOrder) -> Iterator[tuple[str, str]]:
    """What its row prints before a date, and what behind it."""
    for row in find_rows(pages[span.page]):
        for found in find_dates(row.text, order):
            if row.words_at(found.start, found.end) == span.words:
                yield row.text[: found.start], row.text[found.end :]
