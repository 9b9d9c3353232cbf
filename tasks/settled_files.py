"""Files in review that wait for nothing more: what they carry was settled in another file."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.arrival import Claim
from schemas.identity import hash_file
from schemas.settings import Settings
from schemas.tables import ArrivalRow, AttachmentRow, DocumentRow
from tasks.intake import claim_file
from tasks.save_arrival import with_outcome
from tasks.store import Store


def claim_settled(document_ids: Sequence[str], store: Store, settings: Settings) -> list[Claim]:
    """Claims the files that waited for these documents alone, which are accepted now.

    They lie in processing then, and are taken from there like what was left by an earlier run.

    Raises:
        StoreError: the database cannot be reached.
    """
    with store.reading() as session:
        found = _find_settled(session, document_ids)
    claims = []
    for document_id, place in found:
        path = store.present(place)
        if _is_there(path, document_id):

            def as_it_came(claim: Claim, document_id: str = document_id) -> Claim:
                dropped = store.as_dropped(claim, document_id)
                return dropped.model_copy(update={"is_corrected": True})

            claims.append(claim_file(path, settings, change=as_it_came))
    return [claim for claim in claims if claim is not None]


def _is_there(path: Path, document_id: str) -> bool:
    """Whether a file lies there yet, and is the one that was put there."""
    with suppress(OSError):
        return path.is_file() and hash_file(path) == document_id
    return False


def _find_settled(session: Session, document_ids: Sequence[str]) -> list[tuple[str, Path]]:
    """Accepted files that carry one of these documents, and where they lie in review."""
    outside = select(AttachmentRow.parent_id)
    carriers = outside.where(AttachmentRow.document_id.in_(document_ids)).cte(recursive=True)
    carriers = carriers.union(
        outside.join(carriers, AttachmentRow.document_id == carriers.c.parent_id)
    )
    files = (
        select(DocumentRow, ArrivalRow.delivered_to)
        .join(ArrivalRow, ArrivalRow.claim_id == DocumentRow.claim_id)
        .where(
            DocumentRow.document_id.in_(select(carriers)),
            DocumentRow.outcome == "accepted",
            ArrivalRow.document_id == DocumentRow.document_id,
            ArrivalRow.outcome == "needs_review",
            ArrivalRow.delivered_to.is_not(None),
        )
    )
    return [
        (file.document_id, Path(place))
        for file, place in session.execute(files)
        if place and not with_outcome(session, file, "needs_review", "failed")
    ]
