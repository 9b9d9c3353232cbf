"""Finds the invoice that comes a second time in another file: a scan after the PDF, a PDF beside
its XML, the reminder's copy. Paying it twice is what must not happen.

`tasks.compare_bills` says what two bills are to each other.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
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
    keys_of_other_numbers,
    keys_replaced,
    make_bill,
    number_keys,
    read_bill,
)
from tasks.compare_bills import Repeat, compare_bills

RULE = "duplicate"

#: The codes of bills of which a person must say whether they are already here.
MAY_REPEAT = ("duplicate_number", "possible_duplicate")
#: What a repeat may be, the surest first.
_BY_SURENESS = ("duplicate", *MAY_REPEAT)


class Verdict(NamedTuple):
    """The record as judged; `first` is the document that it repeats, or may repeat.

    `keys` are the rows of `invoice_keys` by which it is found itself; `mail_key` reserves a mail,
    which SQL refuses a second time.
    """

    record: Record
    keys: Sequence[Mapping[str, str | None]] = ()
    first: DocumentRow | None = None
    mail_key: str | None = None


def judge_repeat(
    session: Session,
    record: Record,
    other_than: Container[str] = (),
    instead_of: Container[str] = (),
) -> Verdict:
    """Compares an invoice with those accepted before, and those that wait for review.

    Args:
        other_than: the documents that this bill is another one than, as a clerk says; what is
            surely the same bill stays one.
        instead_of: those that it is kept instead of, as a clerk says; of one that was accepted all
            the same that is not true.

    Returns:
        The record with the check "duplicate" added, and its outcome changed where the invoice is
        already in, or may be. What cannot be compared is returned as it is.
    """
    bill = read_bill(record)
    if bill is None or record.outcome not in ("accepted", "needs_review"):
        return Verdict(record)
    alike = keys_alike(bill) + keys_of_other_days(bill) + keys_replaced(bill)
    alike += keys_of_other_numbers(bill)
    if not alike:
        return Verdict(record)
    found = list(_find_repeats(session, record, bill, alike))
    repeats = [repeat for repeat in found if not _is_answered(repeat, other_than, instead_of)]
    if not repeats:
        told = (
            "a clerk has said that it counts beside or instead of the others"
            if found
            else "no other file holds this invoice"
        )
        checked = _with_check(record, passed=True, message=told)
        accepted = record.outcome == "accepted"
        own = set(number_keys(bill)) - _held(session, bill) if accepted else ()
        return Verdict(checked, key_rows(bill, reserved=own))
    code, message, first = min(repeats, key=lambda repeat: _BY_SURENESS.index(repeat.code))
    if code == "duplicate":
        return Verdict(_reject(record, "duplicate", code, message), first=first)
    rejected = _reject(record, "needs_review", code, message)
    return Verdict(rejected, key_rows(bill, reserved=()), first)


def _is_answered(repeat: Repeat, other_than: Container[str], instead_of: Container[str]) -> bool:
    first = repeat.first
    if repeat.code == "duplicate":
        return False
    is_put_away = first.outcome == "needs_review" and first.document_id in instead_of
    return is_put_away or first.document_id in other_than


def _held(session: Session, bill: Bill) -> set[str]:
    """The keys of a bill that are another one's, accepted of a seller of the same name."""
    held = InvoiceKeyRow.accepted_key
    return set(filter(None, session.scalars(select(held).where(held.in_(number_keys(bill))))))


def _find_repeats(
    session: Session, record: Record, bill: Bill, alike: Sequence[str]
) -> Iterator[Repeat]:
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
        repeat = compare_bills(record, bill, first, document)
        if repeat is not None:
            yield repeat


def _with_check(record: Record, passed: bool, message: str) -> Record:
    checks = [check for check in record.checks if check.rule != RULE]
    checks.append(Check(rule=RULE, passed=passed, message=message))
    return record.model_copy(update={"checks": checks})


def _reject(record: Record, outcome: Outcome, code: str, message: str) -> Record:
    reason = Reason(code=code, message=message, field="invoice_number")
    checked = _with_check(record, passed=False, message=message)
    return checked.model_copy(update={"outcome": outcome, "reasons": [reason, *record.reasons]})
