"""A claimed file and its attachments → rows, inside one transaction of the caller.

Every function may meet rows of an earlier run: what is settled stays, what failed is replaced.
"""

from collections.abc import Container, Sequence

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from schemas.arrival import Claim, SavedDocument, SavedPart
from schemas.record import Record
from schemas.tables import PART_TABLES, AttachmentRow, DocumentRow, InvoiceKeyRow, MailRow
from schemas.vocabulary import Outcome
from tasks.bill_keys import names_to_reserve
from tasks.corrections import all_answers
from tasks.query import OUTCOME
from tasks.rows import document_columns, part_rows
from tasks.same_invoice import Verdict, judge_repeat
from tasks.same_mail import judge_mail, mail_key
from tasks.save_arrival import (
    add_arrival,
    already_received,
    earlier_places,
    first_copy,
    follow_claim,
    lock_document,
    log_event,
    reserve,
    save_known_file,
    utc_now,
    waits_already,
)
from tasks.save_correction import mark_applied


def save_file(
    session: Session, claim: Claim, records: Sequence[Record], batch_id: str | None
) -> SavedDocument:
    """Stores the file's own record, which comes first, and those of its attachments."""
    root = records[0]
    reserve(session, _names(claim, records))
    known = save_known_file(session, claim, root.document_id, batch_id)
    if known is not None:
        return known
    places = earlier_places(session, root.document_id)
    log_event(
        session, "received", claim.claim_id, root.document_id, claim.received_at,
        file=str(claim.original),
    )  # fmt: skip
    _forget_doubtful_keys(session, records)
    # An e-invoice goes before its own picture, so that the exact one is kept.
    ordered = [root, *sorted(records[1:], key=lambda record: not _is_exact(record))]
    saved: dict[str, SavedPart] = {}
    written: set[str] = set()
    for record in ordered:
        if record.document_id not in saved:
            part = _save_record(session, claim, record, root, batch_id, written)
            saved[record.document_id] = part
    session.flush()
    _link_attachments(session, records, written)
    parts = [saved[record.document_id] for record in records]
    row = session.get_one(DocumentRow, root.document_id)
    result = SavedDocument(
        claim_id=claim.claim_id,
        document_id=root.document_id,
        outcome=_judge_file(parts, written),
        reasons=parts[0].reasons,
        parts=tuple(parts[1:]),
        duplicate_of=row.duplicate_of,
        first=first_copy(session, row.duplicate_of),
        replaces=places,
    )
    add_arrival(session, claim, result, batch_id)
    return result


def _names(claim: Claim, records: Sequence[Record]) -> set[str]:
    """All that two transactions could want to write at once."""
    names = {claim.claim_id, *(record.document_id for record in records)}
    for record in records:
        names.update(names_to_reserve(record))
    return names | set(filter(None, map(mail_key, records)))


def _forget_doubtful_keys(session: Session, records: Sequence[Record]) -> None:
    """Lets no bill of a file that is read again wait for another of the same file."""
    ids = [record.document_id for record in records]
    root_id = ids[0]
    doubtful = select(DocumentRow.document_id).where(
        DocumentRow.document_id.in_(ids),
        DocumentRow.outcome == "needs_review",
        or_(DocumentRow.parent_id == root_id, DocumentRow.document_id == root_id),
    )
    session.execute(delete(InvoiceKeyRow).where(InvoiceKeyRow.document_id.in_(doubtful)))


def _is_exact(record: Record) -> bool:
    number = record.field("invoice_number")
    return number is not None and number.origin == "xml"


def _save_record(
    session: Session,
    claim: Claim,
    record: Record,
    root: Record,
    batch_id: str | None,
    written: set[str],
) -> SavedPart:
    """Stores one record unless its document is known and settled; what is stored is `written`."""
    known = lock_document(session, record.document_id)
    if known is not None and record is root and known.outcome == "accepted":
        return _keep_accepted(session, claim, known)
    if known is not None and _is_settled(known, record, root):
        came_with_this_file = known.parent_id == root.document_id
        waits = known.outcome == "needs_review"
        stays = came_with_this_file or waits
        came_before = waits_already(known) if waits else already_received(known)
        return SavedPart(
            document_id=record.document_id,
            source=record.source,
            outcome=OUTCOME.validate_python(known.outcome) if stays else "duplicate",
            reasons=() if came_with_this_file else (came_before,),
            first_waits=_first_waits(session, known),
        )
    verdict = (
        judge_repeat(session, record, *all_answers(session, record.document_id))
        if record.mail is None
        else judge_mail(session, record)
    )
    _write_document(session, claim, verdict, root, batch_id, known)
    mark_applied(session, record.document_id)
    written.add(record.document_id)
    for table, rows in part_rows(verdict.record).items():
        if table is MailRow:
            rows = [row | {"same_mail_key": verdict.mail_key} for row in rows]
        if rows:
            session.execute(insert(table), rows)
    if verdict.keys:
        rows = [{"document_id": record.document_id, **key} for key in verdict.keys]
        session.execute(insert(InvoiceKeyRow), rows)
    reasons = verdict.record.reasons
    log_event(
        session, verdict.record.outcome, claim.claim_id, record.document_id,
        reason=reasons[0].code if reasons else None,
    )  # fmt: skip
    return SavedPart(
        document_id=record.document_id,
        source=record.source,
        outcome=verdict.record.outcome,
        reasons=tuple(reasons),
        first_waits=verdict.first is not None and verdict.first.outcome == "needs_review",
    )


def _first_waits(session: Session, known: DocumentRow) -> bool:
    """Whether what a known document repeats waits for review itself, as only a mail may."""
    first = session.get(DocumentRow, known.duplicate_of) if known.duplicate_of else None
    return first is not None and first.outcome == "needs_review"


def _keep_accepted(session: Session, claim: Claim, known: DocumentRow) -> SavedPart:
    """The file's own document, accepted before one of its parts was read again: it stays.

    Only where its file lies is told by the new claim; its version does not grow.
    """
    follow_claim(session, known, claim)
    return SavedPart(document_id=known.document_id, source=known.source, outcome="accepted")


def _is_settled(known: DocumentRow, record: Record, root: Record) -> bool:
    """Whether a known document stays as it is.

    A file that is read again takes its own doubtful attachments along; what the ERP may have
    taken already stays.
    """
    if known.outcome == "failed" or record.document_id == root.document_id:
        return False
    return not (known.outcome == "needs_review" and known.parent_id == root.document_id)


def _write_document(
    session: Session,
    claim: Claim,
    verdict: Verdict,
    root: Record,
    batch_id: str | None,
    known: DocumentRow | None,
) -> None:
    record = verdict.record
    columns = document_columns(record) | {
        "duplicate_of": verdict.first.document_id if verdict.first else None,
        "claim_id": claim.claim_id,
        "batch_id": batch_id,
        "processed_at": utc_now(),
    }
    if known is None:
        is_root = record.document_id == root.document_id
        session.add(
            DocumentRow(
                document_id=record.document_id,
                parent_id=None if is_root else root.document_id,
                received_at=claim.received_at,
                **columns,
            )
        )
    else:
        for table in PART_TABLES:
            session.execute(delete(table).filter_by(document_id=record.document_id))
        for name, value in columns.items():
            setattr(known, name, value)
        log_event(session, "replaced", claim.claim_id, record.document_id)
    session.flush()


def _link_attachments(session: Session, records: Sequence[Record], written: set[str]) -> None:
    """Links each attachment to the mail that held it: the file, or a mail inside it.

    A mail that was settled before keeps its links. It gains those to what could be read this time
    only; what failed this time hangs on the file.
    """
    root, *attached = records
    mails = {record.document_id for record in records}
    session.execute(delete(AttachmentRow).where(AttachmentRow.parent_id.in_(mails & written)))
    kept = session.execute(
        select(AttachmentRow.parent_id, AttachmentRow.document_id, AttachmentRow.position).where(
            AttachmentRow.parent_id.in_(mails - written)
        )
    ).all()
    linked = {(parent_id, document_id) for parent_id, document_id, _ in kept}
    last = max((position for _, _, position in kept), default=0)
    for position, record in enumerate(attached, start=last + 1):
        inside = record.parent_id in mails and record.parent_id != record.document_id
        parent_id = record.parent_id if inside and record.parent_id else root.document_id
        if parent_id not in written:
            if (parent_id, record.document_id) in linked:
                continue
            if record.outcome == "failed":
                parent_id = root.document_id
            linked.add((parent_id, record.document_id))
        session.add(
            AttachmentRow(
                parent_id=parent_id,
                position=position,
                document_id=record.document_id,
                source=record.source,
            )
        )


def _judge_file(parts: Sequence[SavedPart], written: Container[str]) -> Outcome:
    """The file's own outcome, or needs_review when only a part of it failed or is doubtful.

    Of a second copy those parts alone count that came with no other file: the first copy waits for
    the others.
    """
    own, *attached = parts
    if own.outcome == "failed":
        return own.outcome
    for part in attached:
        counts = own.outcome != "duplicate" or part.document_id in written
        if counts and part.outcome in ("failed", "needs_review"):
            return "needs_review"
    return own.outcome
