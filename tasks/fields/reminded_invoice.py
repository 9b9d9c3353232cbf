"""The invoice that a reminder is about, where it is the only one of its list.

Rechnung     vom          fällig am    Betrag
MR-2504611   30.04.2025   14.05.2025   1.986,31 €
"""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.number_words import FIRST_NO, NO, OF_THE
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.found_fields import take_found
from tasks.values.identifiers import Found
from tasks.values.normalize import tidy_number
from tasks.values.notation import AMOUNT

_NAME = "preceding_invoice"
_CONFIDENCE = 0.9
#: What the column of invoices is called.
_HEAD = re.compile(
    rf"(?:rechnung(?:en)?s?|re|beleg|invoices?|inv\.?|factures?|facturas?|fatture?|fattura|factuur)"
    rf"\.?(?:{NO})?|(?:{FIRST_NO}|#) ?{OF_THE}(?:facture|factura|fattura|rechnung|invoice|pièce)",
    re.IGNORECASE,
)
_CELLS_N = 3  # captions side by side, at least: a list
_EDGE = 0.015  # of the page's width: how far left edges of one column differ
_DAY = r"(?:[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{2}){1,2}|[0-9]{4}-[0-9]{2}-[0-9]{2})"
#: A number, and the day that hardly a space parts from it.
_NUMBER = re.compile(
    rf"(?!(?:{_DAY}|{AMOUNT.pattern})(?: |$))(?=\S*[0-9])"
    rf"(?P<number>[A-Z0-9][A-Za-z0-9./_-]*(?: [0-9]{{2,8}})?)(?: {_DAY})?"
)
_MOST_ROWS_N = 12  # of a list, that are looked at


def add_reminded_invoice(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """The fields of a reminder with the one invoice that its list names, where none is known."""
    if doc_type != "payment_reminder" or _NAME in fields:
        return fields
    listed = [
        (match["number"], page, number, cell)
        for number, page in enumerate(pages, start=1)
        for cell, match in _listed(find_rows(page))
    ]
    if len({text for text, *_ in listed}) != 1:
        return fields
    text, page, number, cell = listed[0]
    found = Found(tidy_number(text), text, 0, len(text))
    words = cell.words[: len(text.split())]
    return {**fields, _NAME: take_found(page, number, found, words, _CONFIDENCE)}


def name_reminded_invoice(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """The fields of a reminder of one invoice with its number under its plain name, too.

    A reminder's own number is its `document_number`.
    """
    number = fields.get(_NAME)
    if doc_type != "payment_reminder" or not isinstance(number, Field):
        return fields
    listed = {match["number"] for page in pages for _, match in _listed(find_rows(page))}
    return fields if len(listed) > 1 else {"invoice_number": number, **fields}


def _listed(rows: Sequence[Row]) -> Iterator[tuple[Cell, re.Match[str]]]:
    """What stands as a number in the columns of invoices below their heads."""
    for at, row in enumerate(rows):
        head = next((cell for cell in row.cells if _HEAD.fullmatch(cell.text)), None)
        if head is None or len(row.cells) < _CELLS_N or any(map(str.isdigit, row.text)):
            continue
        for below in rows[at + 1 : at + 1 + _MOST_ROWS_N]:
            for cell in below.cells:
                match = _NUMBER.fullmatch(cell.text)
                if match and abs(cell.x0 - head.x0) < _EDGE:
                    yield cell, match
