"""What an earlier bill is to another: the same, perhaps the same, one it replaces, or none of them.

Two bills are the same when number, date, total and currency agree, and VAT id, account or name of
the seller. Where the total or the date differs, where one of them has no number, or where the first
still waits for review, a person must say; so, too, where one says that it takes the other's place:
"Annule et remplace la facture FR-41".
"""

from decimal import Decimal
from typing import NamedTuple

from schemas.record import Record
from schemas.tables import DocumentRow
from tasks.bill_keys import Bill
from tasks.check_replaced import REPLACES
from tasks.other_purchase import is_other_purchase

_COMPARE = (
    "Compare the two: if it is the same bill, put this one away; if it is another one, say so in "
    "its note."
)
_COMPARE_WAITING = (
    "Compare the two: if they are the same bill, put one away and say so in the note of the other; "
    "if not, say that in both notes. What is ticked last holds."
)
_PAY_ONE = (
    "Compare the two: if the one replaces the other, see that the new one alone is paid; if both "
    "are due, say so in its note."
)


class Repeat(NamedTuple):
    """Why a bill is not to be accepted beside the one that came first."""

    code: str
    message: str
    first: DocumentRow


def compare_bills(record: Record, bill: Bill, first: Bill, document: DocumentRow) -> Repeat | None:
    """How a bill, read of `record`, may repeat the earlier one, stored as `document`; else None."""
    if first.number != bill.number and (_is_named_by(first, bill) or _is_named_by(bill, first)):
        return _compare_replaced(record, bill, first, document)
    if bill.number and first.number and bill.number != first.number:
        return _compare_typed(record, bill, first, document)
    if bill.issued != first.issued:
        return _compare_days(record, bill, first, document)
    if bill.number and first.number:
        return _compare_numbered(bill, first, document)
    return _compare_unnumbered(record, bill, first, document)


def _compare_numbered(bill: Bill, first: Bill, document: DocumentRow) -> Repeat | None:
    """What two bills of one seller, number and date are to each other."""
    if _of_other_seller(bill, first) and _other_total(bill, first):
        return None
    if document.outcome == "needs_review":
        return Repeat(
            "possible_duplicate",
            f"An invoice with this seller, number and date {_tell_waiting(document)}. "
            f"{_COMPARE_WAITING}",
            document,
        )
    if bill.total is None or first.total is None:
        return Repeat(
            "possible_duplicate",
            f"An invoice with this seller, number and date is already in the system, from the file "
            f"{document.source}, but not both totals could be read. {_COMPARE}",
            document,
        )
    if _other_total(bill, first):
        total = f"{first.total:f} {first.currency or ''}".rstrip()
        return Repeat(
            "duplicate_number",
            f"An invoice with this seller, number and date is already in the system, from the file "
            f"{document.source}, but with the total {total}. Find out which is right.",
            document,
        )
    if _of_other_seller(bill, first):
        return Repeat(
            "possible_duplicate",
            f"An invoice with this number, date and total is already in the system, from the file "
            f"{document.source}, but the VAT id of its seller is another one. {_COMPARE}",
            document,
        )
    message = f"This invoice is already in the system, from the file {document.source}."
    return Repeat("duplicate", message, document)


def _compare_replaced(
    record: Record, bill: Bill, first: Bill, document: DocumentRow
) -> Repeat | None:
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
    return Repeat("possible_duplicate", message, document)


def _compare_typed(record: Record, bill: Bill, first: Bill, document: DocumentRow) -> Repeat | None:
    """What two bills of one seller, date and total are whose numbers differ.

    Two bills, unless a clerk has typed one of the numbers: “Nr. R-1” and “R-1” are one.
    """
    stored = Record.model_validate(document.record)
    numbers = [one.field("invoice_number") for one in (record, stored)]
    if not any(number and number.origin == "human" for number in numbers):
        return None
    if _other_currency(bill, first) or _of_other_seller(bill, first) or bill.total is None:
        return None
    came, todo = _came_before(document)
    other = numbers[1].value if numbers[1] else ""
    message = f"A bill with this seller, date and total {came}, under the number {other}. {todo}"
    return Repeat("possible_duplicate", message, document)


def _is_named_by(first: Bill, bill: Bill) -> bool:
    return bool(first.number) and first.number == bill.preceding


def _compare_days(record: Record, bill: Bill, first: Bill, document: DocumentRow) -> Repeat | None:
    """What two bills of one seller and number are that differ in their dates."""
    if bill.total is None or _of_other_seller(bill, first):
        return None
    receipts = record.doc_type.value == document.doc_type == "receipt"
    if receipts and is_other_purchase(record, Record.model_validate(document.record)):
        return None  # tills count anew each day
    if _other_total(bill, first):
        return _compare_corrected(record, bill, first, document)
    came, todo = _came_before(document)
    message = (
        f"A bill with this seller, number and total {came}, but with the date {first.issued}. "
        f"{todo}"
    )
    return Repeat("possible_duplicate", message, document)


def _compare_corrected(
    record: Record, bill: Bill, first: Bill, document: DocumentRow
) -> Repeat | None:
    """What two bills of one seller and number are whose dates and totals differ.

    Two bills, unless the later one is called a correction: some sellers leave it the number of the
    first. Others give all bills of a customer one number.
    """
    is_later = bill.issued is None or first.issued is None or bill.issued > first.issued
    corrected = record if is_later else Record.model_validate(document.record)
    if not any(check.rule == REPLACES for check in corrected.checks):
        return None
    came, _ = _came_before(document)
    message = (
        f"A bill with this seller and number {came}, with another date and total, and the "
        f"later of the two says that it corrects or replaces a bill. {_PAY_ONE}"
    )
    return Repeat("possible_duplicate", message, document)


def _compare_unnumbered(
    record: Record, bill: Bill, first: Bill, document: DocumentRow
) -> Repeat | None:
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
    return Repeat("possible_duplicate", message, document)


def _came_before(document: DocumentRow) -> tuple[str, str]:
    """How an earlier bill is told of, and what to do."""
    if document.outcome == "needs_review":
        return _tell_waiting(document), _COMPARE_WAITING
    return f"is already in the system, from the file {document.source}", _COMPARE


def _tell_waiting(document: DocumentRow) -> str:
    """Which came first says nothing, and a clerk may have put that file away."""
    return f"is in the file {document.source}, too, and was not accepted yet"


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
