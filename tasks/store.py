"""Writes what was read of a dropped file: one transaction for the file, its parts and its arrival.

Any call may be repeated: a claim is saved once, and the same bytes are one document however often
they come.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from schemas.arrival import Claim, FirstCopy, SavedDocument, SavedPart
from schemas.record import Reason, Record
from schemas.tables import (
    PART_TABLES,
    ArrivalRow,
    AttachmentRow,
    DocumentRow,
    EventRow,
)  # fmt: skip
from schemas.vocabulary import Outcome
from tasks.query import Query, saved_contract
from tasks.rows import clean_record, clean_text, document_columns, part_rows


class Store(Query):
    """The database of documents, by SQLAlchemy URL; share one between threads.

    Example:
        store = Store("sqlite:///mailroom.db")
        store.migrate()
        saved = store.save(claim, records, batch_id="backlog")
    """

    def save(
        self, claim: Claim, records: Sequence[Record], batch_id: str | None = None
    ) -> SavedDocument:
        """Stores a claimed file in one transaction.

        The same claim again changes nothing and returns what it returned the first time. Bytes
        that another claim brought before are a duplicate, unless they (or, for a mail, one of its
        attachments) failed then: in that case the rows are replaced.

        Args:
            claim: the file.
            records: the file's own record first, then one for each attachment.
            batch_id: what was processed together, for the ERP and the log.

        Raises:
            StoreError: the database cannot be reached; nothing was stored.
            RecordRefused: the database will never take these records.
        """
        cleaned = [clean_record(record) for record in records]
        return self.write(lambda session: _save(session, claim, cleaned, batch_id))

    def save_known(
        self, claim: Claim, document_id: str, batch_id: str | None = None
    ) -> SavedDocument | None:
        """Stores the arrival of bytes that were read before, without reading them again.

        Returns None, and stores nothing, when the document is unknown or must be read again
        because it failed.

        Raises:
            StoreError: the database cannot be reached.
        """

        def change(session: Session) -> SavedDocument | None:
            if (arrival := session.get(ArrivalRow, claim.claim_id)) is not None:
                return saved_contract(arrival)
            known = _lock(session, document_id)
            if known is None or _must_redo(session, known):
                return None
            return _save_duplicate(session, claim, known, batch_id)

        return self.write(change)

    def mark_delivered(self, claim_id: str, path: Path) -> None:
        """Notes where a saved file now lies; again with the same path changes nothing.

        Raises:
            StoreError: the database cannot be reached, or never saw the claim.
        """

        def change(session: Session) -> None:
            arrival = session.get_one(ArrivalRow, claim_id)
            if arrival.delivered_to == clean_text(str(path)):
                return
            arrival.delivered_to = clean_text(str(path))
            arrival.delivered_at = _now()
            _log(session, "delivered", claim_id, arrival.document_id, folder=str(path.parent))

        self.write(change)


def _save(
    session: Session, claim: Claim, records: Sequence[Record], batch_id: str | None
) -> SavedDocument:
    if (arrival := session.get(ArrivalRow, claim.claim_id)) is not None:
        return saved_contract(arrival)
    root = records[0]
    known = _lock(session, root.document_id)
    if known is not None and not _must_redo(session, known):
        return _save_duplicate(session, claim, known, batch_id)
    _log(session, "received", claim.claim_id, root.document_id, at=claim.received_at)
    outcomes: dict[str, Outcome] = {}
    for record in records:
        if record.document_id not in outcomes:
            outcomes[record.document_id] = _save_record(session, claim, record, root, batch_id)
    session.flush()
    _link_attachments(session, records)
    saved = SavedDocument(
        claim_id=claim.claim_id,
        document_id=root.document_id,
        outcome=_judge_file(list(outcomes.values())),
        reasons=tuple(root.reasons),
        parts=tuple(
            SavedPart(
                document_id=record.document_id,
                source=record.source,
                outcome=outcomes[record.document_id],
                reasons=tuple(record.reasons),
            )
            for record in records[1:]
        ),
        replaces=_earlier_places(session, root.document_id) if known is not None else (),
    )
    _add_arrival(session, claim, saved, batch_id)
    return saved


def _lock(session: Session, document_id: str) -> DocumentRow | None:
    """The document's row, kept from other writers until the transaction ends."""
    return session.scalar(
        select(DocumentRow).where(DocumentRow.document_id == document_id).with_for_update()
    )


def _must_redo(session: Session, known: DocumentRow) -> bool:
    """Whether the document, or a part of it, failed and is worth another try."""
    if known.outcome == "failed":
        return True
    parts = select(AttachmentRow.document_id).where(AttachmentRow.parent_id == known.document_id)
    return bool(
        session.scalars(
            select(DocumentRow.document_id)
            .where(DocumentRow.document_id.in_(parts), DocumentRow.outcome == "failed")
            .limit(1)
        ).first()
    )


def _save_record(
    session: Session, claim: Claim, record: Record, root: Record, batch_id: str | None
) -> Outcome:
    """Stores one record unless its document is known and settled; returns its outcome here."""
    known = _lock(session, record.document_id)
    is_root = record.document_id == root.document_id
    if known is not None and not is_root and known.outcome != "failed":
        if known.parent_id != root.document_id:
            return "duplicate"
        if known.outcome != "needs_review":
            return record.outcome if known.outcome == record.outcome else "accepted"
    columns = document_columns(record) | {
        "claim_id": claim.claim_id,
        "batch_id": batch_id,
        "processed_at": _now(),
    }
    if known is None:
        session.add(
            DocumentRow(
                document_id=record.document_id,
                parent_id=None if is_root else record.parent_id,
                received_at=claim.received_at,
                **columns,
            )
        )
    else:
        for table in PART_TABLES:
            session.execute(
                delete(table).where(table.__table__.c.document_id == record.document_id)
            )
        for name, value in columns.items():
            setattr(known, name, value)
        _log(session, "replaced", claim.claim_id, record.document_id)
    session.flush()
    for table, rows in part_rows(record).items():
        if rows:
            session.execute(insert(table), rows)
    _log(session, record.outcome, claim.claim_id, record.document_id)
    return record.outcome


def _link_attachments(session: Session, records: Sequence[Record]) -> None:
    parents = {record.parent_id for record in records if record.parent_id}
    session.execute(delete(AttachmentRow).where(AttachmentRow.parent_id.in_(parents)))
    for position, record in enumerate(records[1:], start=1):
        session.add(
            AttachmentRow(
                parent_id=record.parent_id or records[0].document_id,
                position=position,
                document_id=record.document_id,
                source=record.source,
            )
        )


def _judge_file(outcomes: Sequence[Outcome]) -> Outcome:
    """The file's own outcome, or needs_review when only a part of it failed or is doubtful."""
    own, *parts = outcomes
    if own == "failed":
        return "failed"
    if own == "needs_review" or {"failed", "needs_review"} & set(parts):
        return "needs_review"
    return own


def _save_duplicate(
    session: Session, claim: Claim, known: DocumentRow, batch_id: str | None
) -> SavedDocument:
    first = session.get(ArrivalRow, known.claim_id)
    saved = SavedDocument(
        claim_id=claim.claim_id,
        document_id=known.document_id,
        outcome="duplicate",
        duplicate_of=known.document_id,
        reasons=(
            Reason(
                code="duplicate", message=f"This very file was already received: {known.source}"
            ),
        ),
        first=FirstCopy(
            document_id=known.document_id,
            source=known.source,
            received_at=known.received_at,
            path=Path(first.delivered_to) if first and first.delivered_to else None,
        ),
    )
    _log(session, "received", claim.claim_id, known.document_id, at=claim.received_at)
    _log(session, "duplicate", claim.claim_id, known.document_id)
    _add_arrival(session, claim, saved, batch_id)
    return saved


def _earlier_places(session: Session, document_id: str) -> tuple[Path, ...]:
    places = session.scalars(
        select(ArrivalRow.delivered_to).where(
            ArrivalRow.document_id == document_id, ArrivalRow.delivered_to.is_not(None)
        )
    )
    return tuple(Path(place) for place in places if place)


def _add_arrival(
    session: Session, claim: Claim, saved: SavedDocument, batch_id: str | None
) -> None:
    session.add(
        ArrivalRow(
            claim_id=claim.claim_id,
            document_id=saved.document_id,
            outcome=saved.outcome,
            original_path=clean_text(str(claim.original)),
            channel=clean_text(claim.channel),
            tags=[clean_text(tag) for tag in claim.tags],
            batch_id=batch_id,
            received_at=claim.received_at,
            saved_at=_now(),
            saved=saved.model_dump(mode="json"),
        )
    )


def _log(
    session: Session,
    name: str,
    claim_id: str,
    document_id: str,
    at: datetime | None = None,
    **detail: str,
) -> None:
    cleaned = {key: clean_text(value) for key, value in detail.items()}
    session.add(
        EventRow(
            at=at or _now(), name=name, claim_id=claim_id, document_id=document_id, detail=cleaned
        )
    )


def _now() -> datetime:
    return datetime.now(UTC)
