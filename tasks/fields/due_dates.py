"""The day on which all is due: no day of a discount, of a delivery, of the print."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.beside import rows_to
from tasks.fields.claims import Claim
from tasks.fields.discount_days import (
    beside_discount,
    counts_from_valuta,
    days_of_table,
    ends_discount,
    is_of_discount,
    names_valuta,
)
from tasks.fields.printed_dates import Span, find_printed_dates, take_told
from tasks.values.cells import find_nearest, find_rows
from tasks.values.dates import DateOrder, find_dates
from tasks.values.day_words import is_paid_on

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
#: What stands before a date on which a paper was made or something was done, or from which on
#: something is so.
_NOT_DUE = re.compile(
    r"(?<!\w)(?:(?:erstellt|gedruckt|ausgestellt|ausgefertigt) am"
    r"|(?:émis|établi|édité|imprimé)e? le|(?:issued|printed|prepared|created)(?: on)?"
    r"|(?:wurden?|a été|ont été|è stat[oa]|was|were|werd) (?:am|le|il|on|op)"
    r"|from|ab(?: dem)?|seit(?: dem)?|à (?:partir|compter) du|since|stand(?: vom)?"
    r"|kontostand am|solde au|balance (?:on|at))\s?:?\s?$",
    re.IGNORECASE,
)
#: What a sentence asks for by a date on which nothing is due: to be told of what is wrong.
_OBJECTS = re.compile(
    r"abweichung|einwendung|einwände|einspruch|unstimmigkeit|differenzen|discrepanc|objection"
    r"|(?<!\w)(?:quer(?:y|ies)|disputes?)(?!\w)|écarts|réclamation|contestation|anomalie"
    r"|discrepancia|contestazion|bezwaar|afwijking",
    re.IGNORECASE,
)
#: How long there is to pay, and what stands before the day on which that time is up.
_TERM = re.compile(r"(?<![\w.,])([0-9]{1,3}) (?:days|tagen?|jours|dagen|giorni|días)\b", re.I)
_EXPIRES = re.compile(
    r"(?<!\w)(?:expir(?:y|ation)(?: date)?|date d['’]expiration|verfall(?:datum|tag))\s?:?\s*$",
    re.I,
)
_DUE = re.compile(
    r"fällig|zahl|due|pay|überweis|gleich|eingezogen|abgebucht|échéance|règl|prélev|vir(?:er|ez)"
    r"|verse[rz]|sold(?:er|ez)|collect|debit|settle|remit|saldar",
    re.IGNORECASE,
)

#: A stamp above the day of the payment.
_PAID = re.compile(
    r"\W*(?:paid|bezahlt|beglichen|payée?|réglée?|acquittée?|pagad[oa]|pagat[oa]|betaald|voldaan)"
    r"(?: in full| with thanks| on| am| le| il| el| op)?\W*",
    re.IGNORECASE,
)
#: What is said of a day on which money or goods are to come.
_CLAIMED = {
    "due_date": re.compile(
        r"fällig|\b(?:be)?zahl(?:en|bar)\b|überweis|begleich|entrichten|\bdue\b|\bpay(?:able)?\b"
        r"|\bpayer\b|régler|verser|échéance|\bpagar|betalen|scadenza|vencimiento",
        re.IGNORECASE,
    ),
    "delivery_date": re.compile(
        r"liefer|arriv|deliver|livr(?:é|ais)|consegn|entreg|gelever|zugestellt|installiert",
        re.IGNORECASE,
    ),
}


def drop_unlikely_due_date(
    fields: Mapping[str, Field | list[Field]], pages: Sequence[Page], claims: Sequence[Claim]
) -> Fields:
    """The fields without a due date before the date of issue, where no caption calls it one.

    It is the date of an order or a delivery; where a caption names it, a clerk has to look. Nor
    with the day of the payment where nothing is owed: "PAID" above "11/09/2026".
    """
    issued, due = fields.get("issue_date"), fields.get("due_date")
    owed = fields.get("amount_due")
    early = isinstance(issued, Field) and isinstance(due, Field) and due.value < issued.value
    settled = isinstance(owed, Field) and Decimal(owed.value) == 0
    paid = settled and isinstance(due, Field) and _is_stamped(pages, due)
    if (early or paid) and not any(claim.label == "due_date" for claim in claims):
        return {name: found for name, found in fields.items() if name != "due_date"}
    return dict(fields)


def _is_stamped(pages: Sequence[Page], due: Field) -> bool:
    """Whether all that stands right above a day is that something was paid."""
    rows, spans = rows_to(pages, due)
    cells = (c for row in rows[-1:] for c in row.cells if spans[0][2] in c.words)
    above = [find_nearest(rows[-2::-1], cell) for cell in cells]
    return any(found and _PAID.fullmatch(found[1].text) for found in above)


def drop_days_of_sentences(
    fields: Mapping[str, Field | list[Field]],
    pages: Sequence[Page],
    order: DateOrder,
    claims: Sequence[Claim],
) -> Fields:
    """The fields of a letter, a report or another text without days of which it but speaks.

    "Wir passen unsere Preise ab dem 01.04.2025 an". Those with captions stay, or where the row says
    that they are to pay by or of delivery: "bitte überweisen Sie die Kaution bis zum 15.05.2026".
    """
    if fields.keys() & {"total_gross", "amount_due"}:
        return dict(fields)
    named = {claim.label for claim in claims}
    return {
        name: found
        for name, found in fields.items()
        if name not in _CLAIMED or name in named or _is_claimed(name, found, pages, order)
    }


def _is_claimed(
    name: str, found: Field | list[Field], pages: Sequence[Page], order: DateOrder
) -> bool:
    """Whether the row of a day says that money or goods are to come on it, not from it on."""
    return isinstance(found, Field) and any(
        day.value.isoformat() == found.value
        for page in pages
        for text in page.row_texts()
        if _CLAIMED[name].search(text)
        for day in find_dates(text, order)
        if not _NOT_DUE.search(text[: day.start])
    )


def drop_other_due_date(
    fields: Mapping[str, Field | list[Field]],
    pages: Sequence[Page],
    order: DateOrder,
    claims: Sequence[Claim],
) -> Fields:
    """The fields without a due date that is the day of something else; a captioned one stays."""
    due = fields.get("due_date")
    if not isinstance(due, Field) or any(claim.label == "due_date" for claim in claims):
        return dict(fields)
    day = date.fromisoformat(due.value)
    before = [
        row.text[: found.start]
        for page in pages
        for row in find_rows(page)
        for found in find_dates(row.text, order)
        if found.value == day
    ]
    rest = [text for text in before if not is_paid_on(text)]
    led = len(rest) < len(before) or any(_NOT_DUE.search(t) or _OBJECTS.search(t) for t in rest)
    if not led or any(_DUE.search(text) for text in rest):
        return dict(fields)
    return {name: found for name, found in fields.items() if name != "due_date"}


def find_due_date(
    fields: Mapping[str, Field | list[Field]],
    pages: Sequence[Page],
    order: DateOrder,
    *,
    reminds: bool,
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


def _find_later(
    fields: Mapping[str, Field | list[Field]],
    pages: Sequence[Page],
    order: DateOrder,
    start: date,
) -> list[Span]:
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
    return any(
        row.words_at(found.start, found.end) == span.words
        and _PAID_BY.search(row.text[: found.start])
        for row in find_rows(pages[span.page])
        for found in find_dates(row.text, order)
    )


def _told_due(
    pages: Sequence[Page], spans: Sequence[Span], start: date, order: DateOrder
) -> list[Span]:
    """The dates by which all is to be paid; if none, those of expiry that the terms' days make."""
    terms = _days_of_terms(pages)
    return [span for span in spans if _is_due_in_whole(pages, span, order)] or [
        span
        for span in spans
        if (span.value - start).days in terms and _expires(pages, span, order)
    ]


def _days_of_terms(pages: Sequence[Page]) -> set[int]:
    """The days that rows which speak of payment give: "Payment   30 days net"."""
    texts = [row.text for page in pages for row in find_rows(page)]
    return {int(found[1]) for text in texts if _DUE.search(text) for found in _TERM.finditer(text)}


def _expires(pages: Sequence[Page], span: Span, order: DateOrder) -> bool:
    """Whether a date stands behind "Expiry date": a Dutch "vervaldatum", word for word."""
    return any(
        row.words_at(found.start, found.end) == span.words
        and _EXPIRES.search(row.text[: found.start])
        for row in find_rows(pages[span.page])
        for found in find_dates(row.text, order)
    )


def _is_due_in_whole(pages: Sequence[Page], span: Span, order: DateOrder) -> bool:
    """Whether the print says that all is due on a date: "bis 16.04.2026 ohne Abzug"."""
    for row in find_rows(pages[span.page]):
        for found in find_dates(row.text, order):
            if row.words_at(found.start, found.end) != span.words:
                continue
            before, behind = row.text[: found.start], row.text[found.end :]
            until = _UNTIL.search(before) and _WHOLE_BEHIND.match(behind)
            return bool(until or _WHOLE_BEFORE.search(before))
    return False
