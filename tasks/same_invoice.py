"""Finds the invoice that comes a second time in another file: a scan after the PDF, a PDF beside
its XML, the reminder's copy. Paying it twice is what must not happen.

Two bills are the same when number, date, total and currency agree, and VAT id, account or name of
the seller. Where the total or the date differs, where one of them has no number, or where the first
still waits for review, a person must say;
so, too, where one says that it takes the other's place: "Annule et remplace la facture FR-41".
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.record import Check, Reason, Record
from schemas.tables import DocumentRow, InvoiceKeyRow, InvoiceRow
from schemas.vocabulary import Outcome
from tasks.bill_keys import (
    BILL_FIELDS,
    Bill,
    key_rows,
    keys_alike,
    keys_of_other_days,
    keys_replaced,
    make_bill,
    number_keys,
    read_bill,
)
from tasks.check_replaced import REPLACES
from tasks.other_purchase import is_other_purchase

RULE = "duplicate"

#: The codes of bills of which a person must say whether they are already here.
MAY_REPEAT = ("duplicate_number", "possible_duplicate")
#: What a repeat may be, the surest first.
_BY_SURENESS = ("duplicate", *MAY_REPEAT)

_ENTER_ONCE = (
    "If that one was entered by hand already, put this one away; if not, enter the bill once and "
    "put both away."
)
_COMPARE = (
    "Compare the two: if it is the same bill, put this one away; if it is another one, enter it "
    "by hand."
)
_COMPARE_WAITING = (
    "Compare the two: if they are the same bill, enter it once; if not, enter both by hand."
)
_PAY_ONE = (
    "Compare the two: if the one replaces the other, see that the new one alone is paid; if both "
    "are due, enter this one by hand."
)


class Verdict(NamedTuple):
    """The record as judged; `first` is the document that it repeats, or may repeat.

    `keys` are the rows of `invoice_keys` by which it is found itself; `mail_key` reserves a mail,
    which SQL refuses a second time.
    """

    record: Record
    keys: Sequence[Mapping[str, str | None]] = ()
    first: DocumentRow | None = None
    mail_key: str | None = None


class _Repeat(NamedTuple):
    code: str
    message: str
    first: DocumentRow


def judge_repeat(session: Session, record: Record) -> Verdict:
    """Compares an invoice with those accepted before, and those that wait for review.

    Returns:
        The record with the check "duplicate" added, and its outcome changed where the invoice is
        already in, or may be. What cannot be compared is returned as it is.
    """
    bill = read_bill(record)
    if bill is None or record.outcome not in ("accepted", "needs_review"):
        return Verdict(record)
    alike = keys_alike(bill) + keys_of_other_days(bill) + keys_replaced(bill)
    if not alike:
        return Verdict(record)
    repeats = list(_find_repeats(session, record, bill, alike))
    if not repeats:
        checked = _with_check(record, passed=True, message="no other file holds this invoice")
        accepted = record.outcome == "accepted"
        own = set(number_keys(bill)) - _held(session, bill) if accepted else ()
        return Verdict(checked, key_rows(bill, reserved=own))
    code, message, first = min(repeats, key=lambda repeat: _BY_SURENESS.index(repeat.code))
    if code == "duplicate":
        return Verdict(_reject(record, "duplicate", code, message), first=first)
    rejected = _reject(record, "needs_review", code, message)
    return Verdict(rejected, key_rows(bill, reserved=()), first)


def _held(session: Session, bill: Bill) -> set[str]:
    """The keys of a bill that are another one's, accepted of a seller of the same name."""
    held = InvoiceKeyRow.accepted_key
    return set(filter(None, session.scalars(select(held).where(held.in_(number_keys(bill))))))


def _find_repeats(
    session: Session, record: Record, bill: Bill, alike: Sequence[str]
) -> Iterator[_Repeat]:
    """Of each earlier document what makes it the same bill.

    Those with the same number come first, then those accepted, then the oldest.
    """
    ids = select(InvoiceKeyRow.document_id).where(InvoiceKeyRow.key.in_(alike))
    query = (
        select(InvoiceRow, DocumentRow)
        .join(DocumentRow, DocumentRow.document_id == InvoiceRow.document_id)
        .where(InvoiceRow.document_id.in_(ids), InvoiceRow.document_id != record.document_id)
        .where(DocumentRow.outcome.in_(("accepted", "needs_review")))
        .order_by(DocumentRow.outcome, DocumentRow.received_at, DocumentRow.processed_at)
    )
    earlier = []
    for invoice, document in session.execute(query):
        values = {name: getattr(invoice, name) for name in BILL_FIELDS}
        earlier.append((make_bill(document.doc_type, values), document))
    for first, document in sorted(earlier, key=lambda found: found[0].number != bill.number):
        if first.number != bill.number and (_is_named_by(first, bill) or _is_named_by(bill, first)):
            repeat = _compare_replaced(record, bill, first, document)
        elif bill.issued != first.issued:
            repeat = _compare_days(record, bill, first, document)
        elif bill.number and first.number:
            repeat = _compare_numbered(bill, first, document)
        else:
            repeat = _compare_unnumbered(record, bill, first, document)
        if repeat is not None:
            yield repeat


def _compare_numbered(bill: Bill, first: Bill, document: DocumentRow) -> _Repeat | None:
    """What two bills of one seller, number and date are to each other."""
    if _of_other_seller(bill, first) and _other_total(bill, first):
        return None
    if document.outcome == "needs_review":
        return _Repeat(
            "possible_duplicate",
            f"An invoice with this seller, number and date came before, in the file "
            f"{document.source}, which still waits for review. {_ENTER_ONCE}",
            document,
        )
    if bill.total is None or first.total is None:
        return _Repeat(
            "possible_duplicate",
            f"An invoice with this seller, number and date is already in the system, from the file "
            f"{document.source}, but not both totals could be read. {_COMPARE}",
            document,
        )
    if _other_total(bill, first):
        total = f"{first.total:f} {first.currency or ''}".rstrip()
        return _Repeat(
            "duplicate_number",
            f"An invoice with this seller, number and date is already in the system, from the file "
            f"{document.source}, but with the total {total}. Find out which is right.",
            document,
        )
    if _of_other_seller(bill, first):
        return _Repeat(
            "possible_duplicate",
            f"An invoice with this number, date and total is already in the system, from the file "
            f"{document.source}, but the VAT id of its seller is another one. {_COMPARE}",
            document,
        )
    message = f"This invoice is already in the system, from the file {document.source}."
    return _Repeat("duplicate", message, document)


def _compare_replaced(
    record: Record, bill: Bill, first: Bill, document: DocumentRow
) -> _Repeat | None:
    """What two bills are one of which names the other, and says that it takes its place.

    A final invoice may name an advance that it sets off, a second instalment the first.
    """
    stored = Record.model_validate(document.record)
    named = _is_named_by(first, bill)
    total, later = (first.total, record) if named else (bill.total, stored)
    if not any(check.rule == REPLACES for check in later.checks):
        return None
    paid = later.field("prepaid")
    if _of_other_seller(bill, first) or (paid and total and Decimal(paid.value) >= total):
        return None
    came, _ = _came_before(document)
    which = "that this one names" if named else "that names this one"
    message = f"An invoice {which} as the one before it {came}. {_PAY_ONE}"
    return _Repeat("possible_duplicate", message, document)


def _is_named_by(first: Bill, bill: Bill) -> bool:
    return bool(first.number) and first.number == bill.preceding


def _compare_days(record: Record, bill: Bill, first: Bill, document: DocumentRow) -> _Repeat | None:
    """What two bills of one seller and number are that differ in their dates."""
    if bill.total is None or _other_total(bill, first) or _of_other_seller(bill, first):
        return None
    receipts = record.doc_type.value == document.doc_type == "receipt"
    if receipts and is_other_purchase(record, Record.model_validate(document.record)):
        return None  # tills count anew each day
    came, todo = _came_before(document)
    message = (
        f"A bill with this seller, number and total {came}, but with the date {first.issued}. "
        f"{todo}"
    )
    return _Repeat("possible_duplicate", message, document)


def _compare_unnumbered(
    record: Record, bill: Bill, first: Bill, document: DocumentRow
) -> _Repeat | None:
    """What two bills of one seller, date and total are, one of which has no number."""
    if _other_currency(bill, first) or _of_other_seller(bill, first):
        return None
    if is_other_purchase(record, Record.model_validate(document.record)):
        return None
    came, todo = _came_before(document)
    message = (
        f"A bill with this seller, date and total {came}. No number tells whether the two are one. "
        f"{todo}"
    )
    return _Repeat("possible_duplicate", message, document)


def _came_before(document: DocumentRow) -> tuple[str, str]:
    """How an earlier bill is told of, and what to do."""
    if document.outcome == "needs_review":
        came = f"came before, in the file {document.source}, which still waits for review"
        return came, _COMPARE_WAITING
    return f"is already in the system, from the file {document.source}", _COMPARE


def _other_total(bill: Bill, first: Bill) -> bool:
    return bill.total != first.total or _other_currency(bill, first)


def _other_currency(bill: Bill, first: Bill) -> bool:
    return bool(bill.currency and first.currency and bill.currency != first.currency)


def _of_other_seller(bill: Bill, first: Bill) -> bool:
    """Whether VAT ids differ, and name and account do not both speak against it.

    Firms of one family have one name but for the legal form; a factor collects for many.
    """
    if not (bill.vat_id and first.vat_id) or bill.vat_id == first.vat_id:
        return False
    return bill.seller != first.seller or not bill.iban or bill.iban != first.iban


def _with_check(record: Record, passed: bool, message: str) -> Record:
    checks = [check for check in record.checks if check.rule != RULE]
    checks.append(Check(rule=RULE, passed=passed, message=message))
    return record.model_copy(update={"checks": checks})


def _reject(record: Record, outcome: Outcome, code: str, message: str) -> Record:
    reason = Reason(code=code, message=message, field="invoice_number")
    checked = _with_check(record, passed=False, message=message)
    return checked.model_copy(update={"outcome": outcome, "reasons": [reason, *record.reasons]})
