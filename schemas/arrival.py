"""A dropped file on its way: claimed from the inbox, saved in SQL, delivered to a folder."""

from datetime import date, datetime
from pathlib import Path

from schemas.document import Contract
from schemas.record import Reason
from schemas.vocabulary import Outcome


class Claim(Contract):
    """A file taken out of the inbox; nobody else can take it.

    `original` is its former place, relative to the inbox; `path` where it lies now. `channel` is
    the first folder under the inbox ("invoices", "mail"; "inbox" for files beside them), `tags`
    the folders below that. A file that a clerk has corrected, or what it carries in another file,
    is taken from review instead (`is_corrected`); these three are then those of the file as it
    first came, and `kept_in` is the folder in review where he keeps it.
    """

    claim_id: str
    original: Path
    path: Path
    tags: tuple[str, ...] = ()
    channel: str
    received_at: datetime
    is_corrected: bool = False
    kept_in: Path = Path()


class FirstCopy(Contract):
    """Where and when a document came that has now come again.

    `waits` says that it, or a part of it, was in review when this was asked.
    """

    document_id: str
    source: str
    received_at: datetime
    path: Path | None = None
    waits: bool = False


class SavedPart(Contract):
    """What became of one attachment of a mail.

    `first_waits` says of a duplicate that its first copy waited for review when this was saved.
    """

    document_id: str
    source: str
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    first_waits: bool = False


class SavedDocument(Contract):
    """What the database holds of a claim after `Store.save`.

    `outcome` is that of the file as a whole: a mail waits for review when one of its attachments
    does, or failed. `duplicate_of` is the id of the document that this one repeats, `first` where
    that one lies. `delivered_to` is set once the file was moved. `replaces` are places of earlier
    copies of the same bytes that failed and are now done again, or whose file is gone. `stands_for`
    is the claim whose place this file takes, because its own file is gone.
    """

    claim_id: str
    document_id: str
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    parts: tuple[SavedPart, ...] = ()
    duplicate_of: str | None = None
    first: FirstCopy | None = None
    replaces: tuple[Path, ...] = ()
    stands_for: str | None = None
    delivered_to: Path | None = None


class DocumentSummary(Contract):
    """One line of `mailroom status`: a document, its outcome and the first reason."""

    document_id: str
    source: str
    doc_type: str
    outcome: Outcome
    reason: str | None = None
    received_at: datetime
    path: Path | None = None


class AttachmentSummary(Contract):
    """An attachment of a mail, and the outcome of its document."""

    document_id: str
    name: str
    outcome: Outcome
    doc_type: str
    key_facts: str = ""
    reason: str | None = None


class MailSummary(Contract):
    """A stored mail as a clerk reads it.

    `thread_mails_n` counts the stored mails of its thread, itself included, second copies not.
    """

    document_id: str
    outcome: Outcome
    subject: str = ""
    sender: str = ""
    recipients: str = ""
    sent_at: datetime | None = None
    category: str
    needs_reply: bool
    urgency: str
    deadline_text: str | None = None
    deadline_date: date | None = None
    action: str | None = None
    summary: str | None = None
    thread_id: str
    thread_mails_n: int = 1
    attachments: tuple[AttachmentSummary, ...] = ()
    source: str
    path: Path | None = None


class Mailbox(Contract):
    """A folder of an account on a mail server."""

    host: str
    account: str
    folder: str

    @property
    def name(self) -> str:
        """What operators call it, in the console and in the UI."""
        return f"{self.folder} of {self.account} on {self.host}"


class MailboxState(Contract):
    """How a mailbox fares: one line of `mailroom status`.

    `unsettled_n` mails are fetched, but not yet stored and marked as read or moved on the server.
    Of `left_n` only the headers were fetched, as they are too large. A problem since a moment
    before `checked_at` is one of single mails.
    """

    mailbox: Mailbox
    checked_at: datetime | None = None
    problem: str | None = None
    problem_since: datetime | None = None
    fetched_n: int = 0
    left_n: int = 0
    unsettled_n: int = 0


class Event(Contract):
    """One entry of the append-only log."""

    at: datetime
    name: str
    claim_id: str | None = None
    document_id: str | None = None
    detail: dict[str, str | int | float | None] = {}
