"""The database of documents: what the rest of the program may ask it to write.

Any call may be repeated: a claim is saved once, and the same bytes are one document however often
they come.
"""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from schemas.arrival import Claim, SavedDocument
from schemas.correction import Correction
from schemas.record import Record
from schemas.tables import ArrivalRow
from tasks.plain_text import clean_text
from tasks.query import Query, saved_contract
from tasks.rows import clean_record
from tasks.save import save_file
from tasks.save_arrival import log_event, save_known_file, utc_now
from tasks.save_correction import save_corrections, withdraw_corrections


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
        attachments) failed then: in that case the rows are replaced. An invoice that is already
        in from another file is a duplicate as well.

        Args:
            claim: the file.
            records: the file's own record first, then one for each attachment.
            batch_id: what was processed together, for the ERP and the log.

        Raises:
            StoreError: the database cannot be reached; nothing was stored.
            RecordRefused: the database will never take these records.
        """
        cleaned = [clean_record(record) for record in records]
        return self.write(lambda session: save_file(session, claim, cleaned, batch_id))

    def save_known(
        self, claim: Claim, document_id: str, batch_id: str | None = None
    ) -> SavedDocument | None:
        """Stores the arrival of bytes that were read before, without reading them again.

        Returns None, and stores nothing, when the document is unknown or must be read again
        because it failed.

        Raises:
            StoreError: the database cannot be reached.
        """
        return self.write(lambda session: save_known_file(session, claim, document_id, batch_id))

    def save_corrections(self, corrections: Sequence[Correction]) -> None:
        """Keeps what a clerk says of documents; said twice it is kept once.

        The file is read anew when it is claimed next.

        Raises:
            StoreError: the database cannot be reached; nothing was kept.
        """
        self.write(lambda session: save_corrections(session, corrections))

    def withdraw_corrections(self, document_ids: Sequence[str]) -> None:
        """Forgets what was said of documents and not yet applied.

        Raises:
            StoreError: the database cannot be reached.
        """
        self.write(lambda session: withdraw_corrections(session, document_ids))

    def mark_delivered(self, claim_id: str, path: Path) -> None:
        """Notes where a saved file now lies; again with the same path changes nothing.

        Where it takes the place of an earlier copy whose file is gone, that one's place is this.

        Raises:
            StoreError: the database cannot be reached, or never saw the claim.
        """
        place = clean_text(str(path))

        def change(session: Session) -> None:
            arrival = session.get_one(ArrivalRow, claim_id)
            if arrival.delivered_to != place:
                arrivals = [arrival]
                if (lost_id := saved_contract(arrival).stands_for) is not None:
                    arrivals.append(session.get_one(ArrivalRow, lost_id))
                for row in arrivals:
                    row.delivered_to, row.delivered_at = place, utc_now()
                log_event(session, "delivered", claim_id, arrival.document_id, path=place)

        self.write(change)
