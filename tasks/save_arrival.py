"""One row per dropped file, and the log of what happened to it."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from schemas.arrival import Claim, FirstCopy, SavedDocument
from schemas.record import Reason
from schemas.tables import ArrivalRow, AttachmentRow, DocumentRow, EventRow
from tasks.plain_text import clean_text
from tasks.query import saved_contract


def save_known_file(
    session: Session, claim: Claim, document_id: str, batch_id: str | None
) -> SavedDocument | None:
    """Stores the arrival of bytes that are settled; None when they must be read (again)."""
    reserve(session, (claim.claim_id, document_id))
    if (arrival := session.get(ArrivalRow, claim.claim_id)) is not None:
        return saved_contract(arrival)
    known = lock_document(session, document_id)
    if known is None or _must_redo(session, known):
        return None
    saved = SavedDocument(
        claim_id=claim.claim_id,
        document_id=document_id,
        outcome="duplicate",
        duplicate_of=document_id,
        reasons=(already_received(known),),
        first=first_copy(session, known),
    )
    log_event(
        session, "received", claim.claim_id, document_id, claim.received_at,
        file=str(claim.original),
    )  # fmt: skip
    log_event(session, "duplicate", claim.claim_id, document_id)
    add_arrival(session, claim, saved, batch_id)
    return saved


def add_arrival(session: Session, claim: Claim, saved: SavedDocument, batch_id: str | None) -> None:
    """Adds the file's row, with the contract as it is returned."""
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
            saved_at=utc_now(),
            saved=saved.model_dump(mode="json"),
        )
    )


def reserve(session: Session, names: Iterable[str]) -> None:
    """Lets no other transaction work on the same names until this one ends.

    Without it two mails that share attachments wait for each other on PostgreSQL. SQLite has one
    writer at a time anyway.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    digests = {hashlib.sha256(name.encode()).digest()[:8] for name in names}
    keys = sorted(int.from_bytes(digest, signed=True) for digest in digests)
    session.execute(
        text("SELECT pg_advisory_xact_lock(key) FROM unnest(CAST(:keys AS bigint[])) AS key"),
        {"keys": keys},
    )


def lock_document(session: Session, document_id: str) -> DocumentRow | None:
    """The document's row, kept from other writers until the transaction ends."""
    return session.scalar(
        select(DocumentRow).where(DocumentRow.document_id == document_id).with_for_update()
    )


def _must_redo(session: Session, known: DocumentRow) -> bool:
    """Whether the document, or a part of it however deep, failed and is worth another try."""
    if known.outcome == "failed":
        return True
    inside = select(AttachmentRow.document_id)
    parts = inside.where(AttachmentRow.parent_id == known.document_id).cte(recursive=True)
    parts = parts.union(inside.join(parts, AttachmentRow.parent_id == parts.c.document_id))
    failed = select(DocumentRow.document_id).where(
        DocumentRow.document_id.in_(select(parts)), DocumentRow.outcome == "failed"
    )
    return session.scalars(failed.limit(1)).first() is not None


def already_received(known: DocumentRow) -> Reason:
    """Why known bytes are a duplicate, or wait for review together with their first copy."""
    came = f"This very file came before, as {known.source}"
    if known.outcome != "needs_review":
        return Reason(code="duplicate", message=f"{came}.")
    message = f"{came}, and had to wait for review: see to it once, here or there."
    return Reason(code="possible_duplicate", message=message)


def first_copy(session: Session, known: DocumentRow) -> FirstCopy:
    """Where and when a known document came."""
    arrival = session.get(ArrivalRow, known.claim_id)
    return FirstCopy(
        document_id=known.document_id,
        source=known.source,
        received_at=known.received_at,
        path=Path(arrival.delivered_to) if arrival and arrival.delivered_to else None,
    )


def earlier_places(session: Session, document_id: str) -> tuple[Path, ...]:
    """Where earlier copies of the same bytes were delivered."""
    places = session.scalars(
        select(ArrivalRow.delivered_to).where(ArrivalRow.document_id == document_id)
    )
    return tuple(Path(place) for place in places if place)


def log_event(
    session: Session,
    name: str,
    claim_id: str,
    document_id: str,
    at: datetime | None = None,
    **detail: str | None,
) -> None:
    """Adds to the append-only log."""
    session.add(
        EventRow(
            at=at or utc_now(),
            name=name,
            claim_id=claim_id,
            document_id=document_id,
            detail={key: clean_text(value) for key, value in detail.items() if value},
        )
    )


def utc_now() -> datetime:
    """Now, aware."""
    return datetime.now(UTC)
