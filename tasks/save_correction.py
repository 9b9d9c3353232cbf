"""What a clerk says of documents → rows, inside one transaction of the caller."""

from collections.abc import Iterator, Sequence

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from schemas.correction import Correction
from schemas.record import Record
from schemas.tables import CorrectionRow
from tasks.correction_form import shown_mail
from tasks.corrections import open_correction
from tasks.form_tables import ITEMS, TAXES
from tasks.save_arrival import lock_document, log_event, utc_now


def save_corrections(session: Session, corrections: Sequence[Correction]) -> None:
    """Adds what was said, unless that waits already to be applied."""
    for correction in corrections:
        document = lock_document(session, correction.document_id)
        if document is None or open_correction(session, correction.document_id) == correction:
            continue
        session.add(
            CorrectionRow(
                document_id=correction.document_id,
                given_at=utc_now(),
                content=correction.model_dump(mode="json"),
            )
        )
        log_event(
            session, "corrected", document.claim_id, correction.document_id,
            fields=", ".join(_changed(Record.model_validate(document.record), correction)),
        )  # fmt: skip


def _changed(record: Record, correction: Correction) -> Iterator[str]:
    """What a clerk has changed: the kind, header fields, whole tables, what a mail is about."""
    if correction.doc_type != record.doc_type.value:
        yield "doc_type"
    for name, values in correction.fields.items():
        if values != correction.read.get(name, ()):
            yield name
    if TAXES.is_changed(record, correction.taxes):
        yield "taxes"
    if ITEMS.is_changed(record, correction.lines):
        yield "lines"
    shown = shown_mail(record) if correction.mail else {}
    yield from (name for name, value in correction.mail.items() if value != shown[name])


def withdraw_corrections(session: Session, document_ids: Sequence[str]) -> None:
    """Forgets what was not yet applied: the clerk has changed his mind."""
    session.execute(
        delete(CorrectionRow).where(
            CorrectionRow.document_id.in_(document_ids), CorrectionRow.applied_at.is_(None)
        )
    )


def mark_applied(session: Session, document_id: str) -> None:
    """Notes that a document now says what clerks said of it."""
    session.execute(
        update(CorrectionRow)
        .where(CorrectionRow.document_id == document_id, CorrectionRow.applied_at.is_(None))
        .values(applied_at=utc_now())
    )
