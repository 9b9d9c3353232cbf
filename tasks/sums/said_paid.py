"""That a bill has been paid in whole, where a sentence says so and no amount does.

"Paid by Visa ****4242 on 25/09/2026. No payment required." and "Facture acquittée" leave nothing to
pay. That one is not to transfer anything is not enough: the amount may be collected yet.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.beside import texts_beside
from tasks.sums.printed_amounts import amounts_among, printed_field
from tasks.values.cells import Cell, find_rows
from tasks.values.normalize import Conventions
from tasks.values.paid_words import ADVANCE, MEANS

_SAID = 0.9  # how often nothing is due where a sentence says that all is paid
_BY = rf"(?:{MEANS}|(?:debit |credit )?card|che(?:que|ck)\b|bank transfer|apple pay|shop pay)"
_HER = r"(?:d(?:er|ie|iese|en)|ihre)"
_SUM = r"(?:(?:rechnungs|gesamt|end|brutto|kauf)?-?betrag|(?:gesamt|rechnungs)?summe)"
_WAS = r"(?:wurde|haben wir|(?:ist|haben sie) bereits)\b"
#: How a sentence begins that says so.
_PAID = re.compile(
    r"(?:^|[.!;:–—|] )[\W_]*"
    r"(?P<said>(?:(?:this|your|the) (?:invoice|bill|order|amount|total|balance) (?:has|was)"
    r" (?:already |now )?(?:been )?paid\b"
    rf"|(?:already |fully )*paid (?:in full\b|with thanks\b|(?:by|with|via|using) {_BY})"
    r"|payment received(?: in full|,? with thanks)"
    rf"|{_HER} {_SUM} {_WAS}.{{0,60}}?\b(?:bezahlt|beglichen|erhalten|abgebucht|eingezogen)\b"
    rf"|{_HER} (?:rechnung|bestellung) {_WAS}.{{0,60}}?\b(?:bezahlt|beglichen)\b"
    rf"|{_SUM} (?:\w+ ){{0,3}}?(?:dankend|bar|bereits)\b.{{0,20}}?\berhalten\b"
    r"|(?:bereits |schon )?bezahlt (?:am [0-9]|(?:mit|per|via|über|durch|in bar)\b)"
    r"|(?:bereits|schon|vollständig) bezahlt(?=$|[.,;!])"
    r"|(?:(?:cette )?facture |montant )(?:est )?(?:déjà |entièrement |intégralement )?"
    r"(?:acquittée?|réglée?|payée?|soldée?)\b"
    r"|(?:déjà )?(?:réglée?|payée?|acquittée?) (?:(?:par|en|au comptant|ce jour)\b|le [0-9])"
    r"|(?:(?:esta )?factura (?:ya )?(?:pagada|abonada|saldada)\b"
    r"|(?:ya )?pagad[oa] (?:(?:con|por|mediante|al contado|en efectivo)\b|el [0-9]))"
    r"|(?:fattura|importo) (?:già )?(?:pagat|saldat|quietanzat)[ao]\b"
    r"|(?:già )?(?:pagat|saldat)[oa] (?:(?:con|in contanti|tramite|mediante)\b|il [0-9])"
    r"|(?:(?:deze |de )?factuur (?:is )?(?:reeds |al |inmiddels )?(?:voldaan|betaald)\b"
    r"|(?:reeds |al )?(?:voldaan|betaald) (?:(?:via|per|met|door)\b|op [0-9]))"
    r").*)",
    re.IGNORECASE,
)
#: What makes it no payment of all, or none yet.
_PARTLY = re.compile(
    rf"\b(?:if|unless|until|once|before|falls|sofern|wenn|sobald|nachdem|in part|part(?:ly|ially)"
    rf"|teilweise|zum teil|partiel\w*|parcial\w*|parzial\w*|gedeeltelijk)\b|{ADVANCE}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4}")  # no currency
_DAYS = ("due_date", "delivery_date")


def says_paid(text: str) -> str:
    """What of a text says that all is paid, or "": "Vielen Dank! Bezahlt mit PayPal am 12.03."."""
    found = _PAID.search(text)
    said = found["said"] if found else ""
    return "" if not said[:1].isupper() or _PARTLY.search(said) else said


def owe_nothing_paid(
    fields: Fields, pages: Sequence[Page], conventions: Conventions
) -> dict[str, Field | list[Field]]:
    """The fields of a bill with nothing due, where it says that it is paid and prints no rest.

    The day of that payment is none to pay by or of a delivery. A bill that has a later day to pay
    by, or tells another amount as paid, is left to its other print.
    """
    total = fields.get("total_gross")
    whole = Decimal(total.value) if isinstance(total, Field) else Decimal(0)
    if fields.keys() & {"amount_due", "prepaid"} or whole <= 0:
        return dict(fields)
    for owed in _find_said(pages, conventions, whole):
        told = {name for name in _DAYS if _is_told(pages, fields.get(name), owed.raw)}
        kept = {name: found for name, found in fields.items() if name not in told}
        if not _is_due_later(kept):
            return {**kept, "amount_due": owed}
    return dict(fields)


def _find_said(pages: Sequence[Page], conventions: Conventions, whole: Decimal) -> Iterator[Field]:
    """What is due, nothing, where each cell says that all is paid and names no other amount."""
    for number, page in enumerate(pages, start=1):
        for row in find_rows(page):
            for cell, beside in zip_longest(row.cells, row.cells[1:]):
                said = says_paid(cell.text)
                if said and _names_only(whole, cell, beside, page, conventions):
                    owed = printed_field(page, number, cell.words, Decimal("0.00"), _SAID)
                    yield owed.model_copy(update={"raw": said})


def _names_only(
    whole: Decimal, cell: Cell, beside: Cell | None, page: Page, conventions: Conventions
) -> bool:
    """Whether a cell, and a bare amount beside it, print no other amount than the whole."""
    own = beside is not None and not _WORD.search(beside.text)
    words = [*cell.words, *(beside.words if beside and own else ())]
    return all(value == whole for value, _ in amounts_among(page, words, conventions))


def _is_due_later(fields: Fields) -> bool:
    issued, due = fields.get("issue_date"), fields.get("due_date")
    return isinstance(issued, Field) and isinstance(due, Field) and due.value > issued.value


def _is_told(pages: Sequence[Page], day: Field | list[Field] | None, said: str) -> bool:
    """Whether a day stands in the cell that tells of the payment."""
    if not isinstance(day, Field):
        return False
    before, behind = texts_beside(pages, day)
    return said in f"{before}{day.raw}{behind}"
