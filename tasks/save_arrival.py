"""One row per dropped file, and the log of what happened to it."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import or_, select, text, update
from sqlalchemy.orm import Session

from schemas.arrival import Claim, FirstCopy, SavedDocument, SavedPart
from schemas.identity import hash_file
from schemas.record import Reason, Record
from schemas.tables import ArrivalRow, AttachmentRow, DocumentRow, EventRow
from schemas.vocabulary import Outcome
from tasks.corrections import is_corrected
from tasks.plain_text import clean_text
from tasks.query import saved_contract


def save_known_file(
    session: Session, claim: Claim, document_id: str, batch_id: str | None
) -> SavedDocument | None:
    """Stores the arrival of bytes that are settled; None when they must be read (again).

    That is where something of them failed, or a clerk has corrected them since, or what they carry.
    """
    reserve(session, (claim.claim_id, document_id))
    if (arrival := session.get(ArrivalRow, claim.claim_id)) is not None:
        return saved_contract(arrival)
    known = lock_document(session, document_id)
    if known is None or with_outcome(session, known, "failed"):
        return None
    if claim.is_corrected or is_corrected(session, document_id):
        return None
    saved = _saved_again(session, claim, known)
    log_event(
        session, "received", claim.claim_id, document_id, claim.received_at,
        file=str(claim.original),
    )  # fmt: skip
    log_event(session, saved.outcome, claim.claim_id, document_id)
    add_arrival(session, claim, saved, batch_id)
    return saved


def _saved_again(session: Session, claim: Claim, known: DocumentRow) -> SavedDocument:
    """What a file of known bytes is: a duplicate, or what now waits where the first copy did.

    Where the first copy's file is gone, this one takes its place.
    """
    first = session.get_one(ArrivalRow, known.claim_id)
    is_gone = _is_gone(first)
    again = SavedDocument(
        claim_id=claim.claim_id,
        document_id=known.document_id,
        outcome="duplicate",
        duplicate_of=known.document_id,
        first=first_copy(session, known.document_id),
        replaces=earlier_places(session, known.document_id) if is_gone else (),
        stands_for=known.claim_id if is_gone and known.parent_id is None else None,
    )
    waiting = with_outcome(session, known, "needs_review")
    if not is_gone or not waiting or known.outcome == "duplicate":
        return again.model_copy(update={"reasons": (already_received(known, bool(waiting)),)})
    if again.stands_for is not None:
        first.delivered_to = first.delivered_at = None  # no third copy takes the place as well
    elif known.outcome == "needs_review":
        follow_claim(session, known, claim)
    parts = [_saved_part(row) for row in waiting]
    own = [part for part in parts if part.document_id == known.document_id]
    changes = {
        "outcome": "needs_review",
        "reasons": (_takes_the_place(known), *(own[0].reasons if own else ())),
        "parts": tuple(part for part in parts if part not in own),
        "duplicate_of": known.duplicate_of,
        "first": first_copy(session, known.duplicate_of),
    }
    return again.model_copy(update=changes)


def follow_claim(session: Session, known: DocumentRow, claim: Claim) -> None:
    """Lets a document lie where the claim's file will; it says what it said, as of its version."""
    row = update(DocumentRow).where(DocumentRow.document_id == known.document_id)
    session.execute(row.values(claim_id=claim.claim_id))


def _saved_part(row: DocumentRow) -> SavedPart:
    return SavedPart(
        document_id=row.document_id,
        source=row.source,
        outcome="needs_review",
        reasons=tuple(Record.model_validate(row.record).reasons),
    )


def _is_gone(arrival: ArrivalRow) -> bool:
    """Whether a delivered file no longer lies where it was put; another one may lie there."""
    if arrival.delivered_to is None:
        return False
    try:
        return hash_file(Path(arrival.delivered_to)) != arrival.document_id
    except FileNotFoundError:
        return True
    except OSError:
        return False


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
            is_corrected=claim.is_corrected,
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


def with_outcome(session: Session, known: DocumentRow, *outcomes: Outcome) -> list[DocumentRow]:
    """The document and the parts of it, however deep, that have one of these outcomes.

    What failed is worth another try.
    """
    inside = select(AttachmentRow.document_id)
    parts = inside.where(AttachmentRow.parent_id == known.document_id).cte(recursive=True)
    parts = parts.union(inside.join(parts, AttachmentRow.parent_id == parts.c.document_id))
    query = select(DocumentRow).where(
        or_(
            DocumentRow.document_id == known.document_id,
            DocumentRow.document_id.in_(select(parts)),
        ),
        DocumentRow.outcome.in_(outcomes),
    )
    return list(session.scalars(query.order_by(DocumentRow.source)))


def already_received(known: DocumentRow, waits: bool = False) -> Reason:
    """Why known bytes are a duplicate; `waits` says that the first copy is still in review."""
    still = ", which still waits for review" if waits else ""
    return Reason(
        code="duplicate", message=f"This very file came before, as {known.source}{still}."
    )


def waits_already(known: DocumentRow) -> Reason:
    """Why an attachment that came before in another file waits for review in this one as well."""
    message = (
        f"This very file came before, as {known.source}, and had to wait for review: see to it "
        f"there, once; when it is accepted it waits here no more."
    )
    return Reason(code="possible_duplicate", message=message)


def _takes_the_place(known: DocumentRow) -> Reason:
    message = (
        f"This very file came before, as {known.source}, and waited for review; it no longer lies "
        f"where it was put, so this one takes its place."
    )
    return Reason(code="possible_duplicate", message=message)


def first_copy(session: Session, document_id: str | None) -> FirstCopy | None:
    """Where and when a known document came, and whether it still waits; None for no document."""
    known = session.get(DocumentRow, document_id) if document_id else None
    if known is None:
        return None
    arrival = session.get(ArrivalRow, known.claim_id)
    return FirstCopy(
        document_id=known.document_id,
        source=known.source,
        received_at=known.received_at,
        path=Path(arrival.delivered_to) if arrival and arrival.delivered_to else None,
        waits=bool(with_outcome(session, known, "needs_review")),
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
