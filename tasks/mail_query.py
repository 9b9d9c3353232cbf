"""Reads stored mails with their threads and attachments, for the command line and the flows."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from schemas.arrival import AttachmentSummary, MailSummary
from schemas.record import Record
from schemas.tables import ArrivalRow, AttachmentRow, DocumentRow, MailRow
from tasks.handled import key_facts
from tasks.query import OUTCOME, Query


def list_mails(database: Query, document_ids: Collection[str]) -> list[MailSummary]:
    """Those of the documents that are mails, in the given order.

    Raises:
        StoreError: the database cannot be reached.
    """
    query = (
        select(MailRow, DocumentRow, ArrivalRow.delivered_to)
        .join(DocumentRow, DocumentRow.document_id == MailRow.document_id)
        .outerjoin(ArrivalRow, ArrivalRow.claim_id == DocumentRow.claim_id)
        .where(MailRow.document_id.in_(document_ids))
    )
    with database.reading() as session:
        found = {
            mail.document_id: _summarise(
                session, mail, document, database.present(Path(place)) if place else None
            )
            for mail, document, place in session.execute(query)
        }
    return [found[one] for one in dict.fromkeys(document_ids) if one in found]


def list_thread(database: Query, message_id: str) -> list[MailSummary]:
    """The mails of the thread that one of its Message-IDs names, oldest first.

    Raises:
        StoreError: the database cannot be reached.
    """
    threads = select(MailRow.thread_id).where(
        or_(MailRow.thread_id == message_id, MailRow.message_id == message_id)
    )
    query = (
        select(MailRow.document_id)
        .join(DocumentRow, DocumentRow.document_id == MailRow.document_id)
        .where(MailRow.thread_id.in_(threads), DocumentRow.outcome != "duplicate")
        .order_by(func.coalesce(MailRow.sent_at, DocumentRow.received_at), MailRow.document_id)
    )
    with database.reading() as session:
        document_ids = session.scalars(query).all()
    return list_mails(database, document_ids)


def _summarise(
    session: Session, mail: MailRow, document: DocumentRow, place: Path | None
) -> MailSummary:
    return MailSummary(
        document_id=mail.document_id,
        outcome=OUTCOME.validate_python(document.outcome),
        subject=mail.subject or "",
        sender=mail.sender or "",
        recipients=mail.recipients or "",
        sent_at=mail.sent_at,
        category=mail.category,
        needs_reply=mail.needs_reply,
        urgency=mail.urgency,
        deadline_text=mail.deadline_text,
        deadline_date=mail.deadline_date,
        action=mail.action,
        summary=document.summary,
        thread_id=mail.thread_id or mail.document_id,
        thread_mails_n=_count_thread(session, mail.thread_id),
        attachments=_list_attachments(session, mail.document_id),
        source=document.source,
        path=place,
    )


def _count_thread(session: Session, thread_id: str | None) -> int:
    """Mails of a thread, second copies left out."""
    query = (
        select(func.count())
        .select_from(MailRow)
        .join(DocumentRow, DocumentRow.document_id == MailRow.document_id)
        .where(MailRow.thread_id == thread_id, DocumentRow.outcome != "duplicate")
    )
    return session.scalar(query) or 0


def _list_attachments(session: Session, document_id: str) -> tuple[AttachmentSummary, ...]:
    query = (
        select(AttachmentRow.source, DocumentRow)
        .join(DocumentRow, DocumentRow.document_id == AttachmentRow.document_id)
        .where(AttachmentRow.parent_id == document_id)
        .order_by(AttachmentRow.position)
    )
    return tuple(
        _summarise_attachment(source, document) for source, document in session.execute(query)
    )


def _summarise_attachment(source: str, document: DocumentRow) -> AttachmentSummary:
    record = Record.model_validate(document.record)
    return AttachmentSummary(
        document_id=document.document_id,
        name=source.rsplit("/", 1)[-1],
        outcome=OUTCOME.validate_python(document.outcome),
        doc_type=document.doc_type,
        key_facts=key_facts(record),
        reason=record.reasons[0].message if record.reasons else None,
    )
