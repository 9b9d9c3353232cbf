"""What a clerk says of documents → rows, inside one transaction of the caller."""

from collections.abc import Sequence

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from schemas.correction import Correction
from schemas.tables import CorrectionRow
from tasks.corrections import open_correction
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
        names = [
            name
            for name, values in correction.fields.items()
            if values != correction.read.get(name, ())
        ]
        log_event(
            session, "corrected", document.claim_id, correction.document_id,
            fields=", ".join(names),
        )  # fmt: skip


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
