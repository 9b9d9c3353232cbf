"""Numbers, dates and identifiers that a well-known caption names, in six languages.

"Rechnungsnummer 4711", "Facture n° 4711 du 5 mai 2024", "Due date" with the date below it. Only
captions that leave no doubt are listed, and a caption that names two different values names none.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import OUTSIDE
from schemas.vocabulary import INVOICE_TYPES
from tasks.fields.caption_fields import (
    BARE_DATE_CAPTION,
    BARE_INVOICE,
    ORDER_DATE,
    OTHER_INVOICE,
    PRINT_DATE,
    STRIP_NUMBER,
    TAX_DATE,
    own_number_field,
)
from tasks.fields.captioned_periods import find_periods
from tasks.fields.captioned_rows import (
    NUMBER_DATE,
    PROVED_REFERENCE,
    TITLED_DATE,
    TOWN_DATE,
    WRITTEN_DATE,
    find_named,
)
from tasks.fields.claims import Claim
from tasks.fields.foreign_dates import settle_dates
from tasks.fields.number_words import NO
from tasks.fields.own_captions import ORDER_SIGN
from tasks.fields.titled_numbers import find_titled_numbers
from tasks.parties.registers import SIREN, SIREN_BEFORE
from tasks.values.air_time import sells_air_time
from tasks.values.cells import find_nearest, is_strip_head, part_touching
from tasks.values.dates import DateOrder, find_dates, parse_date
from tasks.values.title_words import TITLES

#: "Invoice 18/03/2026": the eighteenth of that month, where the invoice has a date besides.
_TITLED_DAY = re.compile(
    rf"(?:{TITLES['invoice']})(?:{NO})?\s?:? "
    r"(?:[0-9]{1,2}/[0-9]{2}/20[0-9]{2}|20[0-9]{2}-[0-9]{2}-[0-9]{2})",
    re.IGNORECASE,
)
_NUMBER_AND_DATE = (BARE_INVOICE, BARE_DATE_CAPTION)

#: Field, or what may be one → each value that is named so, in one spelling, and where.
_Found = dict[str, list[tuple[str, Claim]]]


def find_captioned(pages: Sequence[Page], doc_type: str, order: DateOrder) -> list[Claim]:
    """What captions name, field by field; nothing where two of a kind disagree."""
    found = _find_all(pages, doc_type, order)
    own = own_number_field(doc_type)
    _believe_proved(found)
    _settle_reference(pages, found)
    _believe_weaker(found, own)
    if doc_type == "invoice" and own not in found:
        _find_day_like_number(pages, found, order)
    if not found.get(own) and (titled := list(find_titled_numbers(pages, doc_type, order))):
        found[own] = titled
    _drop_partners_entry(found)
    settle_dates(pages, found, order, corrects=doc_type == "credit_note")
    _settle_other_invoice(found, doc_type)
    return [
        claim
        for name, values in found.items()
        if name == OUTSIDE or len({re.sub(r"\W", "", text) for text, _ in values}) == 1
        for _, claim in values
    ]


def _find_all(pages: Sequence[Page], doc_type: str, order: DateOrder) -> _Found:
    """All that captions of any weight name, page by page."""
    found: _Found = {}
    stays, on_air = doc_type in INVOICE_TYPES, sells_air_time(pages)
    for number, page in enumerate(pages):
        rows = part_touching(page)
        for name, value in find_named(page, rows, doc_type, order):
            found.setdefault(name, []).append((value.text, Claim(name, number, value.words)))
        for name, text, words in find_periods(rows, order, stays=stays, on_air=on_air):
            found.setdefault(name, []).append((text, Claim(name, number, words)))
    if doc_type in INVOICE_TYPES and on_air and "order" in found:
        # What a bill of air time calls "Order #" is the station's own order, not the customer's.
        _put(found, OUTSIDE, [*found.get(OUTSIDE, []), *found.pop("order")])
    return found


def _put(found: _Found, name: str, values: Sequence[tuple[str, Claim]]) -> None:
    """Makes values those of a field, whatever they were named before."""
    found[name] = [(text, claim._replace(label=name)) for text, claim in values]


def _believe_proved(found: _Found) -> None:
    """A payment's reference that proves itself is the only one."""
    if proved := found.pop(PROVED_REFERENCE, []):
        _put(found, "payment_reference", proved)


def _settle_reference(pages: Sequence[Page], found: _Found) -> None:
    """A bare "Reference" is an order's number, or else the sign of who ordered, or nothing."""
    bare, signs = found.pop("reference", []), found.pop("sign", [])
    if bare and all(_names_order(pages, claim) for _, claim in bare):
        found.setdefault("order", []).extend(bare)
    elif signs and all(_says_words(pages, claim) for _, claim in signs):
        found["sign"] = signs


def _names_order(pages: Sequence[Page], claim: Claim) -> bool:
    """Whether what a bare "Reference" names calls itself an order: "PO-8841"."""
    return bool(ORDER_SIGN.search(pages[claim.page].text_of(claim.words)))


def _says_words(pages: Sequence[Page], claim: Claim) -> bool:
    """Whether what a bare "Reference" names is no mere number: "SUB-8841 / J. Haddon"."""
    return any(re.search("[a-zà-ÿ]{3}", pages[claim.page].words[i].text) for i in claim.words)


def _believe_weaker(found: _Found, own: str) -> None:
    """What leaves a doubt is of a field where nothing stronger is; `own`: that of the number."""
    weaker = (
        ("number", own),
        (STRIP_NUMBER, own),
        (NUMBER_DATE, "issue_date"),
        (TITLED_DATE, "issue_date"),
        (WRITTEN_DATE, "issue_date"),
        ("payment", own),
        ("date", "issue_date"),
        (TAX_DATE, "issue_date"),
        ("dated", "issue_date"),
        (TOWN_DATE, "issue_date"),
        (ORDER_DATE, "issue_date"),
        (PRINT_DATE, "issue_date"),
        (SIREN, "seller_registration_id"),
        (SIREN_BEFORE, "seller_registration_id"),
        ("order", "po_number"),
        ("contract_account", "contract_number"),
        ("sign", "buyer_reference"),
    )
    if own in found:
        found.pop(NUMBER_DATE, None)
    for weak, name in weaker:
        values = found.pop(weak, [])
        if values and name not in found:
            _put(found, name, values)
        elif values and weak == PRINT_DATE:
            _rule_out_days(found, values)


def _rule_out_days(found: _Found, printed: Sequence[tuple[str, Claim]]) -> None:
    """The days of printing are no field's, but for one that is the day of issue, too."""
    days = {text for text, _ in found["issue_date"]}
    no_days = [(t, c._replace(label=OUTSIDE)) for t, c in printed if t not in days]
    found[OUTSIDE] = [*found.get(OUTSIDE, []), *no_days]


def _find_day_like_number(pages: Sequence[Page], found: _Found, order: DateOrder) -> None:
    """The number of an invoice that no caption names: it may look like a day."""
    if "issue_date" not in found:
        for claim, text in _find_strip_days(pages, order):
            found[claim.label] = [(text, claim)]
    days = {text for text, _ in found.get("issue_date", [])}
    if days and "invoice_number" not in found:
        numbers = _find_numbers_like_days(pages, days)
        found["invoice_number"] = [(claim.label, claim) for claim in numbers]


def _find_strip_days(pages: Sequence[Page], order: DateOrder) -> Iterator[tuple[Claim, str]]:
    """The number below "Invoice" that looks like a day, and the other day below "Date" beside it.

    Invoice      Date         Due
    2026-10-03   19.10.2026   18.11.2026
    """
    for number, page in enumerate(pages):
        for row, below in pairwise(part_touching(page)):
            heads = [[c for c in row.cells if one.fullmatch(c.text)] for one in _NUMBER_AND_DATE]
            if not is_strip_head(row) or [len(found) for found in heads] != [1, 1]:
                continue
            under = [find_nearest([below], head) for (head,) in heads]
            days = [(cell, find_dates(cell.text, order)) for _, cell in filter(None, under)]
            if all(len(found) == 1 for _, found in days) and len(
                {found[0].value for _, found in days}
            ) == len(heads):
                for name, (cell, found) in zip(("invoice_number", "issue_date"), days, strict=True):
                    yield Claim(name, number, cell.words), str(found[0].value)


def _find_numbers_like_days(pages: Sequence[Page], days: Collection[str]) -> Iterator[Claim]:
    """The number behind an invoice's title that looks like a day, but is not the one it is of."""
    for number, page in enumerate(pages):
        for cell in (cell for row in part_touching(page) for cell in row.cells):
            if _TITLED_DAY.fullmatch(cell.text):
                read = {str(parse_date(cell.text, "dmy")), str(parse_date(cell.text, "mdy"))}
                if read.isdisjoint(days):
                    yield Claim("invoice_number", number, cell.words[-1:])


def _drop_partners_entry(found: _Found) -> None:
    """Of "HRA 14872" and "HRB 36110" the second is the general partner's, not the seller's."""
    entries = found.get("seller_registration_id", [])
    own = [entry for entry in entries if entry[0].startswith("HRA")]
    if own and all(text.startswith(("HRA", "HRB")) for text, _ in entries):
        found["seller_registration_id"] = own


def _settle_other_invoice(found: _Found, doc_type: str) -> None:
    """A bare "invoice number" is the one before, but where it may be a credit note's own."""
    other = found.pop(OTHER_INVOICE, [])
    may_be_own = doc_type == "credit_note" and own_number_field(doc_type) not in found
    if other and not may_be_own and "preceding_invoice" not in found:
        _put(found, "preceding_invoice", other)
