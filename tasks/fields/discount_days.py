"""The days up to which paying early is granted a discount, and the last, on which all is due."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from schemas.document import Page
from tasks.fields.printed_dates import Span, find_prints
from tasks.values.cells import find_rows
from tasks.values.dates import DateOrder, find_dates
from tasks.values.paid_words import EARLY_DISCOUNT, names_early_discount

#: What heads the days of a table of discounts.
_DAYS = re.compile(
    r"(?:zahlung|zahlbar|fällig|valuta|bis|datum|date|échéance|payable|paiement|pay(?:ment)?|due)\b"
    r"[^\d]{0,14}",
    re.IGNORECASE,
)
_TABLE_ROWS_N = 6
_DISCOUNT = re.compile(rf"\w*{EARLY_DISCOUNT}\w*", re.IGNORECASE)
#: What may stand between a discount and the day that ends it.
_BETWEEN = re.compile(
    r"(?:[0-9]+(?:[.,][0-9]+)? ?%|(?:mit|abzüglich|bei|zahlung|zahlbar|bis|zum|betrag|von|of|if"
    r"|when|paid|pay(?:ment|able)?|settled|on|by|before|with|(?:for )?early|prompt|until|si|pour"
    r"|payé|réglé|paiement|règlement|avant|le|jusqu['’]au|per|se|pagato|pagamento|entro|il|del|por"
    r"|pronto|pago|pagar?|antes|de|hasta|el|bij|betaling|voor|vóór|tot|en met|uiterlijk|op)\b"
    r"|[\s:()=-])*",
    re.IGNORECASE,
)
#: What in another column than the day's leads to it: "Skonto 3 % bis:".
_LEADS = re.compile(
    r"\b(?:bis|zum|until|by|before|avant|jusqu['’]au|le|entro|il|hasta|el|tot|v[oó]{2}r|op)\s?:?\s*$",
    re.IGNORECASE,
)
#: One of trade, beside which a capital begins another caption: "Sconto 10% Pagamento entro il".
_TRADE = re.compile(r"(?i:\b(?:discount|sconto|descuento|korting))\b[^A-Z]*[A-Z]")
#: A discount of nothing: "Skonto: 0 %", "Skonto: -".
_NOTHING = re.compile(
    rf"{EARLY_DISCOUNT}\w*\W{{0,4}}0+(?:[.,]0+)?\s?%|{EARLY_DISCOUNT}\w*\s?:?\s?[-–—]\s*(?:\t|$)"
    rf"|(?<![0-9.,])0+(?:[.,]0+)?\s?%\s{EARLY_DISCOUNT}",
    re.IGNORECASE,
)
#: What says that no discount is granted.
_WITHOUT = re.compile(
    r"\W*(?:\b(?:kein\w*|ohne|sans|without|no|pas d|aucune?|néant|nessun\w*|senza|sin|geen|zonder"
    r"|netto)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;] (?=\D)")
_VALUTA = re.compile(r"(?<!\w)valuta(?:datum)?\s?:?\s*$", re.IGNORECASE)
_FROM_VALUTA = re.compile(r"\b(?:nach|ab) valuta", re.IGNORECASE)


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


def ends_discount(pages: Sequence[Page], due: date, order: DateOrder) -> bool:
    """Whether each print of a date stands right beside the discount that it ends.

    "Skonto 3 % bis: 05.10.2026", "3 % Skonto bei Zahlung bis 05.10.2026, danach netto".
    """
    prints = list(find_prints(pages, due, order))
    return bool(prints) and all(_is_beside(row.text, day.start, day.end) for row, day in prints)


def _is_beside(text: str, start: int, end: int) -> bool:
    """Whether only the discount's rate and words of paying stand between it and a date."""
    before, behind = (
        _SENTENCE.split(text[:start])[-1],
        _SENTENCE.split(text[end:].partition("\t")[0])[0],
    )
    if _WITHOUT.search(before) or _WITHOUT.match(behind) or _NOTHING.search(text):
        return False
    other, _, cell = before.rpartition("\t")
    if cell.strip() or not _LEADS.search(other):
        before = cell
    led = list(_DISCOUNT.finditer(before))
    between = [before[led[-1].end() :]] if led and not _TRADE.match(before, led[-1].start()) else []
    follows = _DISCOUNT.search(behind)
    if follows:
        between.append(behind[: follows.start()])
    return any(_BETWEEN.fullmatch(words) for words in between)


def names_valuta(pages: Sequence[Page], due: date, order: DateOrder) -> bool:
    """Whether a date is the one from which the terms of payment count: "Valuta 01.11.26"."""
    prints = find_prints(pages, due, order)
    return any(_VALUTA.search(row.text[: day.start]) for row, day in prints)


def counts_from_valuta(pages: Sequence[Page]) -> bool:
    """Whether the terms count from the value date: "Zahlbar 30 Tage nach Valuta"."""
    return any(_FROM_VALUTA.search(text) for page in pages for text in page.row_texts())


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
