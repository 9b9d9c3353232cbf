"""What was fetched from a mailbox, in SQL: which message became which document, and is it settled.

Every method raises StoreError when the database cannot be reached.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session

from schemas.arrival import Mailbox, MailboxState
from schemas.tables import DocumentRow, MailboxMessageRow, MailboxRow
from tasks.database import Database
from tasks.save_arrival import utc_now


class FetchedMessage(NamedTuple):
    """A message in the ledger; `stored` says that its document is committed.

    `left` says that it stays as it is on the server: only its headers were fetched.
    """

    uid: int
    document_id: str
    file_name: str
    stored: bool
    left: bool


class MailLedger:
    """The ledger of one mailbox; share the database, not the ledger, between threads."""

    def __init__(self, database: Database, mailbox: Mailbox) -> None:
        self._database = database
        self._key = mailbox.model_dump()

    def known_uids(self, uid_validity: int, limit_bytes: int) -> set[int]:
        """The messages that need not be fetched; those left that are larger than the limit, too."""
        left_bytes = MailboxMessageRow.left_bytes
        query = select(MailboxMessageRow.uid).where(
            self._is_ours(),
            MailboxMessageRow.uid_validity == uid_validity,
            left_bytes.is_(None) | (left_bytes > limit_bytes),
        )
        with self._database.reading() as session:
            return set(session.scalars(query))

    def file_name(self, document_id: str) -> str | None:
        """The name under which the same bytes were put into the inbox before; None if never."""
        query = select(MailboxMessageRow.file_name).where(
            self._is_ours(), MailboxMessageRow.document_id == document_id
        )
        with self._database.reading() as session:
            return session.scalars(query.limit(1)).first()

    def is_stored(self, document_id: str) -> bool:
        """Whether the document is committed."""
        with self._database.reading() as session:
            return session.get(DocumentRow, document_id) is not None

    def close_others(self, uid_validity: int) -> None:
        """Expects nothing more of messages under another UIDVALIDITY: the server renumbered them.

        They are listed again under new UIDs, and known by their bytes.
        """
        self._database.write(
            lambda session: session.execute(
                update(MailboxMessageRow)
                .where(
                    self._is_ours(),
                    MailboxMessageRow.uid_validity != uid_validity,
                    MailboxMessageRow.settled_at.is_(None),
                )
                .values(settled_at=utc_now())
            )
        )

    def file_names(self) -> set[str]:
        """All names whose file may not have appeared in the inbox yet."""
        query = select(MailboxMessageRow.file_name).where(
            self._is_ours(), MailboxMessageRow.settled_at.is_(None)
        )
        with self._database.reading() as session:
            return set(session.scalars(query))

    def add(
        self,
        uid_validity: int,
        uid: int,
        document_id: str,
        file_name: str,
        left_bytes: int | None = None,
    ) -> None:
        """Remembers a message; again changes nothing, unless it was left and is now fetched."""
        place = {**self._key, "uid_validity": uid_validity, "uid": uid}

        def change(session: Session) -> None:
            row = session.get(MailboxMessageRow, place)
            if row is not None and row.left_bytes is None:
                return
            session.merge(
                MailboxMessageRow(
                    **place, document_id=document_id, file_name=file_name, fetched_at=utc_now(),
                    settled_at=None, left_bytes=left_bytes,
                )
            )  # fmt: skip

        self._database.write(change)

    def unsettled(self, uid_validity: int) -> list[FetchedMessage]:
        """Messages of which the server was not told yet, oldest first."""
        stored = exists().where(DocumentRow.document_id == MailboxMessageRow.document_id)
        query = (
            select(
                MailboxMessageRow.uid,
                MailboxMessageRow.document_id,
                MailboxMessageRow.file_name,
                stored,
                MailboxMessageRow.left_bytes.is_not(None),
            )
            .where(
                self._is_ours(),
                MailboxMessageRow.uid_validity == uid_validity,
                MailboxMessageRow.settled_at.is_(None),
            )
            .order_by(MailboxMessageRow.uid)
        )
        with self._database.reading() as session:
            return [FetchedMessage(*row) for row in session.execute(query)]

    def settle(self, uid_validity: int, uids: Sequence[int]) -> None:
        """Notes that the server was told of these."""
        self._database.write(
            lambda session: session.execute(
                update(MailboxMessageRow)
                .where(
                    self._is_ours(),
                    MailboxMessageRow.uid_validity == uid_validity,
                    MailboxMessageRow.uid.in_(uids),
                )
                .values(settled_at=utc_now())
            )
        )

    def forget(self, document_id: str) -> None:
        """Lets a message be fetched again whose file was lost before it was stored."""
        self._database.write(
            lambda session: session.execute(
                delete(MailboxMessageRow).where(
                    self._is_ours(),
                    MailboxMessageRow.document_id == document_id,
                    ~exists().where(DocumentRow.document_id == document_id),
                )
            )
        )

    def note_checked(self, uid_validity: int, problem: str | None = None) -> None:
        """Notes that the mailbox was read just now, and what of it could not be fetched."""
        self._note(problem, uid_validity=uid_validity, checked_at=utc_now())

    def note_problem(self, problem: str) -> None:
        """Notes why it could not be read."""
        self._note(problem)

    def _note(self, problem: str | None, **values: Any) -> None:
        now = values.get("checked_at") or utc_now()

        def change(session: Session) -> None:
            row = session.get(MailboxRow, self._key)
            is_new = row is None or row.problem_since is None or row.problem != problem
            since = (now if is_new or row is None else row.problem_since) if problem else None
            session.merge(MailboxRow(**self._key, **values, problem=problem, problem_since=since))

        self._database.write(change)

    def _is_ours(self) -> ColumnElement[bool]:
        return _of_mailbox(Mailbox(**self._key))


def _of_mailbox(mailbox: Mailbox) -> ColumnElement[bool]:
    return (
        (MailboxMessageRow.host == mailbox.host)
        & (MailboxMessageRow.account == mailbox.account)
        & (MailboxMessageRow.folder == mailbox.folder)
    )


def mailbox_state(database: Database, mailbox: Mailbox) -> MailboxState:
    """How a mailbox fares, for `mailroom status`."""
    fetched = select(func.count()).where(_of_mailbox(mailbox))
    with database.reading() as session:
        row = session.get(MailboxRow, mailbox.model_dump())
        return MailboxState(
            mailbox=mailbox,
            checked_at=row.checked_at if row else None,
            problem=row.problem if row else None,
            problem_since=row.problem_since if row else None,
            fetched_n=session.scalar(fetched) or 0,
            left_n=session.scalar(fetched.where(MailboxMessageRow.left_bytes.is_not(None))) or 0,
            unsettled_n=session.scalar(fetched.where(MailboxMessageRow.settled_at.is_(None))) or 0,
        )
