"""What clerks have said of documents, looked up inside a transaction of the caller."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from schemas.correction import Correction, KnownSeller, WaitingDocument
from schemas.record import Record
from schemas.tables import AttachmentRow, CorrectionRow, DocumentRow, InvoiceRow

_NAME = "seller_name"
#: So many bills of one seller are looked at, the last first.
_SELLERS_N = 20


def last_correction(session: Session, document_id: str) -> Correction | None:
    """The last word on a document, with what was ever answered of its account; or None."""
    corrections = _all_said(session, document_id)
    if not corrections:
        return None
    last = corrections[-1]
    # What was emptied in an earlier note was not shown in the last.
    read = {name: values for one in corrections for name, values in one.read.items()}
    accounts = last.fields.get("iban", ("",))[:1] or ("",)
    settled = accounts[0] in {one.account for one in corrections if one.is_account_told}
    codes = (*last.settled, "account_changed") if settled else last.settled
    return last.model_copy(update={"read": read, "settled": codes})


def open_correction(session: Session, document_id: str) -> Correction | None:
    """The last word on a document where it is not yet applied."""
    content = session.scalar(
        select(CorrectionRow.content)
        .where(CorrectionRow.document_id == document_id, CorrectionRow.applied_at.is_(None))
        .order_by(CorrectionRow.correction_id.desc())
        .limit(1)
    )
    return None if content is None else Correction.model_validate(content)


def find_open(session: Session) -> list[str]:
    """The documents of which something was said that is not yet applied."""
    query = select(CorrectionRow.document_id).where(CorrectionRow.applied_at.is_(None))
    return list(session.scalars(query.distinct()))


def is_corrected(session: Session, document_id: str) -> bool:
    """Whether something was said of a file or its parts that is not yet applied."""
    newer = (
        select(CorrectionRow.correction_id)
        .join(DocumentRow, DocumentRow.document_id == CorrectionRow.document_id)
        .where(
            or_(DocumentRow.document_id == document_id, DocumentRow.parent_id == document_id),
            CorrectionRow.applied_at.is_(None),
        )
    )
    return session.scalar(newer.limit(1)) is not None


def all_answers(session: Session, document_id: str) -> tuple[set[str], set[str]]:
    """The documents that this bill is another one than, and those that it is kept instead of.

    So clerks have ever said. That the two are one bill, as one counts instead of the other, ends
    that they are two, whichever note says so.
    """
    said = _all_said(session, document_id)
    instead_of = {other for correction in said for other in correction.instead_of}
    named = {other for correction in said for other in correction.other_than}
    other_than: set[str] = set()
    for correction in _all_said(session, document_id, *named) if named else ():
        if correction.document_id == document_id:
            other_than |= {*correction.other_than}
            other_than -= {*correction.instead_of}
        elif document_id in correction.instead_of:
            other_than.discard(correction.document_id)
    return other_than, instead_of


def _all_said(session: Session, *document_ids: str) -> list[Correction]:
    """All that was ever said of documents, the last word last."""
    query = select(CorrectionRow.content).where(CorrectionRow.document_id.in_(document_ids))
    said = session.scalars(query.order_by(CorrectionRow.correction_id))
    return [Correction.model_validate(content) for content in said]


def find_known_sellers(session: Session, vat_id: str | None, iban: str | None) -> list[KnownSeller]:
    """Sellers of accepted bills with this VAT id or account that a clerk has looked at."""
    ways = [
        column == value
        for column, value in ((InvoiceRow.seller_vat_id, vat_id), (InvoiceRow.iban, iban))
        if value
    ]
    if not ways:
        return []
    query = (
        select(CorrectionRow.content)
        .join(DocumentRow, DocumentRow.document_id == CorrectionRow.document_id)
        .join(InvoiceRow, InvoiceRow.document_id == CorrectionRow.document_id)
        .where(DocumentRow.outcome == "accepted", or_(*ways))
        .order_by(CorrectionRow.correction_id.desc())
        .limit(_SELLERS_N)
    )
    said = map(Correction.model_validate, session.scalars(query))
    return [
        KnownSeller(
            name=names[0],
            misread=correction.read.get(_NAME, ()),
            vat_id="".join(correction.fields.get("seller_vat_id", ())),
            address="".join(correction.fields.get("seller_address", ())),
        )
        for correction in said
        if (names := correction.fields.get(_NAME, ()))
    ]


def find_waiting(session: Session, document_id: str) -> list[WaitingDocument]:
    """A file's own document and its parts, with why they wait; none of an unknown file."""
    root = session.get(DocumentRow, document_id)
    if root is None:
        return []
    parts = session.scalars(
        select(DocumentRow)
        .join(AttachmentRow, AttachmentRow.document_id == DocumentRow.document_id)
        .where(DocumentRow.parent_id == document_id)
        .order_by(AttachmentRow.position)
    )
    rows = {row.document_id: row for row in (root, *parts)}.values()
    return [_waiting(session, row) for row in rows]


def _waiting(session: Session, row: DocumentRow) -> WaitingDocument:
    record = Record.model_validate(row.record)
    waits = row.outcome == "needs_review"
    earlier = session.get(DocumentRow, row.duplicate_of) if row.duplicate_of else None
    return WaitingDocument(
        record=record,
        codes=tuple(reason.code for reason in record.reasons) if waits else (),
        earlier_id=earlier.document_id if earlier else None,
        earlier_name=earlier.source if earlier else "",
        earlier_waits=earlier is not None and earlier.outcome == "needs_review",
    )
