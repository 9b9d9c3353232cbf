"""Reads what is stored, for the command line, the flows and the notes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, defer

from schemas.arrival import Claim, DocumentSummary, Event, SavedDocument
from schemas.correction import Correction, KnownSeller, WaitingDocument
from schemas.record import Record
from schemas.tables import ArrivalRow, AttachmentRow, DocumentRow, EventRow, ReasonRow
from schemas.vocabulary import Outcome
from tasks.corrections import find_known_sellers, find_open, find_waiting, last_correction
from tasks.database import Database

OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Outcome)


class Query(Database):
    """Questions to the database; every method raises StoreError when it cannot be reached.

    `present` tells those who only look where a stored place lies now, see `tasks.home_places`.
    """

    def __init__(self, url: str, present: Callable[[Path], Path] = Path) -> None:
        super().__init__(url)
        self.present = present

    def counts(self) -> dict[str, int]:
        """Files: how many came, came again, and were not yet delivered.

        Keys: arrivals, duplicate (files that came again, and second copies of an invoice),
        undelivered. All are there, also when zero; documents by outcome are `outcomes`.
        """
        with self.reading() as session:
            by_outcome = (
                select(ArrivalRow.outcome, func.count())
                .where(~ArrivalRow.is_corrected)
                .group_by(ArrivalRow.outcome)
            )
            files = [(outcome, files_n) for outcome, files_n in session.execute(by_outcome)]
            undelivered = session.scalar(
                select(func.count()).where(ArrivalRow.delivered_to.is_(None))
            )
        return {
            "duplicate": dict(files).get("duplicate", 0),
            "arrivals": sum(files_n for _, files_n in files),
            "undelivered": undelivered or 0,
        }

    def outcomes(self) -> dict[str, tuple[int, int]]:
        """By outcome: documents that came as files, and those that came with a mail."""
        attached = DocumentRow.parent_id.is_not(None)
        query = select(
            DocumentRow.outcome, func.count().filter(~attached), func.count().filter(attached)
        ).group_by(DocumentRow.outcome)
        with self.reading() as session:
            return {outcome: (own_n, parts_n) for outcome, own_n, parts_n in session.execute(query)}

    def waiting(self) -> list[DocumentSummary]:
        """Documents that need review, newest first; also those whose file a clerk has put away."""
        return self._summaries(
            _summary_query()
            .where(DocumentRow.outcome == "needs_review")
            .order_by(DocumentRow.received_at.desc())
        )

    def last_failures(self, limit_n: int = 10) -> list[DocumentSummary]:
        """Documents that failed, newest first."""
        return self._summaries(
            _summary_query()
            .where(DocumentRow.outcome == "failed")
            .order_by(DocumentRow.processed_at.desc())
            .limit(limit_n)
        )

    def find(self, text: str, limit_n: int = 20) -> list[DocumentSummary]:
        """Documents whose id begins with `text`, or whose file is named so; newest first.

        A file's names are its path, or the end of it, where it was dropped and where it lies.
        """
        if not text:
            return []
        prefix = text.lower()
        places = (ArrivalRow.original_path, ArrivalRow.delivered_to)
        files = select(ArrivalRow.document_id).where(or_(*(_ends_in(at, text) for at in places)))
        return self._summaries(
            _summary_query()
            .where(
                or_(
                    DocumentRow.document_id.startswith(prefix, autoescape=True),
                    _ends_in(DocumentRow.source, text),
                    DocumentRow.document_id.in_(files),
                )
            )
            .order_by(DocumentRow.processed_at.desc())
            .limit(limit_n)
        )

    def record(self, document_id: str) -> Record | None:
        """The stored record, exactly as it was saved; None for an unknown id."""
        with self.reading() as session:
            row = session.get(DocumentRow, document_id)
            return None if row is None else Record.model_validate(row.record)

    def parts(self, document_id: str) -> list[Record]:
        """The records of a mail's attachments, in the mail's order."""
        with self.reading() as session:
            rows = session.scalars(
                select(DocumentRow)
                .join(AttachmentRow, AttachmentRow.document_id == DocumentRow.document_id)
                .where(AttachmentRow.parent_id == document_id)
                .order_by(AttachmentRow.position)
            )
            return [Record.model_validate(row.record) for row in rows]

    def correction(self, document_id: str) -> Correction | None:
        """The last word of a clerk on a document, or None."""
        with self.reading() as session:
            return last_correction(session, document_id)

    def open_corrections(self) -> list[str]:
        """The documents of which a clerk has said something that is not yet applied."""
        with self.reading() as session:
            return find_open(session)

    def known_sellers(self, vat_id: str | None, iban: str | None) -> list[KnownSeller]:
        """Sellers of accepted bills that a clerk has looked at; the last first."""
        with self.reading() as session:
            return find_known_sellers(session, vat_id, iban)

    def is_part(self, document_id: str, parent_id: str) -> bool:
        """Whether a document was stored as one that came with another, a mail or an archive."""
        with self.reading() as session:
            link = select(AttachmentRow).filter_by(document_id=document_id, parent_id=parent_id)
            return session.scalar(select(link.exists())) or False

    def waiting_file(self, document_id: str) -> list[WaitingDocument]:
        """A file's documents and why they wait, for its note; none of an unknown file."""
        with self.reading() as session:
            return find_waiting(session, document_id)

    def as_dropped(self, claim: Claim, document_id: str) -> Claim:
        """The claim with former place, channel and tags of the document's file as it came."""
        with self.reading() as session:
            known = session.get(DocumentRow, document_id)
            arrival = session.get(ArrivalRow, known.claim_id) if known else None
            if arrival is None:
                return claim
            changes = {
                "original": Path(arrival.original_path),
                "channel": arrival.channel,
                "tags": tuple(arrival.tags),
            }
            return claim.model_copy(update=changes)

    def saved(self, claim_id: str) -> SavedDocument | None:
        """What `Store.save` returned for this claim; None when it was never saved."""
        with self.reading() as session:
            arrival = session.get(ArrivalRow, claim_id)
            return None if arrival is None else saved_contract(arrival)

    def events(self, document_id: str) -> list[Event]:
        """What happened to a document, oldest first."""
        with self.reading() as session:
            claims = select(ArrivalRow.claim_id).where(ArrivalRow.document_id == document_id)
            rows = session.scalars(
                select(EventRow)
                .where(or_(EventRow.document_id == document_id, EventRow.claim_id.in_(claims)))
                .order_by(EventRow.event_id)
            )
            return [
                Event(
                    at=row.at,
                    name=row.name,
                    claim_id=row.claim_id,
                    document_id=row.document_id,
                    detail=row.detail,
                )
                for row in rows
            ]

    def _summaries(
        self, query: "Select[DocumentRow, str | None, str | None]"
    ) -> list[DocumentSummary]:
        with self.reading() as session:
            return [
                DocumentSummary(
                    document_id=row.document_id,
                    source=row.source,
                    doc_type=row.doc_type,
                    outcome=OUTCOME.validate_python(row.outcome),
                    reason=reason,
                    received_at=row.received_at,
                    path=self.present(Path(path)) if path else None,
                )
                for row, reason, path in session.execute(query)
            ]


def _ends_in(path: InstrumentedAttribute[Any], text: str) -> ColumnElement[bool]:
    """Whether a path is `text`, or ends in it at a folder's edge."""
    return or_(path == text, path.endswith(f"/{text}", autoescape=True))


def saved_contract(arrival: ArrivalRow) -> SavedDocument:
    """The row as what `Store.save` returned, with the folder the file now lies in."""
    saved = SavedDocument.model_validate(arrival.saved)
    path = Path(arrival.delivered_to) if arrival.delivered_to else None
    return saved.model_copy(update={"delivered_to": path})


def _summary_query() -> "Select[DocumentRow, str | None, str | None]":
    reason = (
        select(ReasonRow.message)
        .where(ReasonRow.document_id == DocumentRow.document_id)
        .order_by(ReasonRow.position)
        .limit(1)
        .scalar_subquery()
    )
    # Whole records are large, and a line of them is asked for.
    return (
        select(DocumentRow, reason, ArrivalRow.delivered_to)
        .outerjoin(ArrivalRow, ArrivalRow.claim_id == DocumentRow.claim_id)
        .options(defer(DocumentRow.record))
    )
