"""Finds the invoice that comes a second time in another file: a scan after the PDF, a PDF beside
its XML, the reminder's copy. Paying it twice is what must not happen.

Two invoices are the same when seller, number, date and type agree. Where the total agrees too,
the second is a duplicate; where it does not, a person must say which is right.
"""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.record import Check, Reason, Record
from schemas.tables import DocumentRow, InvoiceRow
from schemas.vocabulary import INVOICE_TYPES, Outcome
from tasks.rows import parse_decimal

RULE = "duplicate"


class Verdict(NamedTuple):
    """The record as judged; `first` is the earlier one of two.

    `accepted_key` reserves an invoice, `mail_key` a mail: SQL refuses either a second time.
    """

    record: Record
    accepted_key: str | None = None
    first: DocumentRow | None = None
    mail_key: str | None = None


def invoice_key(record: Record) -> str | None:
    """What makes two invoices the same one; None when too little was read to say."""
    if record.doc_type.value not in INVOICE_TYPES:
        return None
    seller = record.field("seller_name") or record.field("seller_vat_id")
    number = record.field("invoice_number")
    issued = record.field("issue_date")
    if seller is None or number is None or issued is None:
        return None
    parts = (_letters(seller.value), _letters(number.value), issued.value)
    return "|".join((record.doc_type.value, *parts)) if all(parts) else None


def judge_repeat(session: Session, record: Record) -> Verdict:
    """Compares an invoice with those accepted before.

    Returns:
        The record with the check "duplicate" added, and its outcome changed where the invoice is
        already in. What cannot be compared is returned as it is.
    """
    key = invoice_key(record)
    if key is None or record.outcome not in ("accepted", "needs_review"):
        return Verdict(record)
    found = session.execute(
        select(InvoiceRow, DocumentRow)
        .join(DocumentRow, DocumentRow.document_id == InvoiceRow.document_id)
        .where(InvoiceRow.accepted_key == key, InvoiceRow.document_id != record.document_id)
    ).first()
    if found is None:
        checked = _with_check(record, passed=True, message="no other file holds this invoice")
        return Verdict(checked, key if record.outcome == "accepted" else None)
    invoice, document = found
    if _same_total(record, invoice):
        message = f"This invoice is already in the system, from the file {document.source}."
        return Verdict(_reject(record, "duplicate", "duplicate", message), first=document)
    message = (
        f"An invoice with this seller, number and date is already in the system, from the file "
        f"{document.source}, but with the total {invoice.total_gross}. Find out which is right."
    )
    return Verdict(_reject(record, "needs_review", "duplicate_number", message))


def _with_check(record: Record, passed: bool, message: str) -> Record:
    checks = [check for check in record.checks if check.rule != RULE]
    checks.append(Check(rule=RULE, passed=passed, message=message))
    return record.model_copy(update={"checks": checks})


def _reject(record: Record, outcome: Outcome, code: str, message: str) -> Record:
    reason = Reason(code=code, message=message, field="invoice_number")
    checked = _with_check(record, passed=False, message=message)
    return checked.model_copy(update={"outcome": outcome, "reasons": [reason, *record.reasons]})


def _same_total(record: Record, invoice: InvoiceRow) -> bool:
    total, currency = record.field("total_gross"), record.field("currency")
    return (
        total is not None
        and invoice.total_gross is not None
        and parse_decimal(total.value) == invoice.total_gross
        and (currency.value if currency else None) == invoice.currency
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
